"""The letter: everything that appears on the pages, and nothing else.

A `Letter` is plain text and dates. It carries no formatting: the numbering of the body
(一、 （一） 1. （1）) is its structure, and the standard makes the page from it.
"""

import base64
import binascii
import json
from dataclasses import dataclass, fields
from datetime import date
from enum import StrEnum
from typing import Any

from .errors import LetterError

A_DAY = "日期应写作 2023-05-11"


class Form(StrEnum):
    """The two layouts a reply may take."""

    DOCUMENT = "document"
    """文件格式, GB/T 9704-2012 clause 7: the usual form of a 答复."""
    LETTER = "letter"
    """信函格式, GB/T 9704-2012 clause 10.1: the usual form of a 会办意见."""


@dataclass(frozen=True)
class Attachment:
    """One 附件: its title, and its text as plain paragraphs separated by line breaks."""

    title: str
    body: str


@dataclass(frozen=True, kw_only=True)
class Letter:
    """An official reply as data. Dates are calendar days; the day is given, never asked of a clock.

    issuer        发文机关标志 (7.2.4); a line break sets joint issuers one under the other
    number        发文字号 (7.2.5), e.g. 沪科建复〔2023〕15号
    title         标题 (7.3.1); a line break is a forced line end
    recipient     主送机关 (7.3.2) without the colon
    body          正文 (7.3.3): paragraphs separated by line breaks
    signatories   发文机关署名 (7.3.5), the leading office first
    dated         成文日期 (7.3.5)
    note          附注 (7.3.6) without its brackets
    copies        抄送机关 (7.4.1)
    printer       印发机关, and printed_on 印发日期 (7.4.2)
    outcome_mark  办理结果 at the upper right, for profiles that print it
    seal          a PNG picture of the seal; a drawing only, never a signature
    seals         of a joint document: one picture for each signatory, in their order
    seal_diameter of each seal in millimetres: 42 for a county's departments, 45 for a city's,
                  50 for a province's government (国发〔1999〕25号)
    """

    issuer: str
    title: str
    recipient: str
    body: str
    signatories: tuple[str, ...]
    number: str = ""
    dated: date | None = None
    form: Form = Form.DOCUMENT
    note: str = ""
    copies: tuple[str, ...] = ()
    printer: str = ""
    printed_on: date | None = None
    outcome_mark: str = ""
    attachments: tuple[Attachment, ...] = ()
    seal: bytes | None = None
    seals: tuple[bytes, ...] = ()
    seal_diameter: float = 42.0
    language: str = "zh-CN"

    @property
    def all_seals(self) -> tuple[bytes, ...]:
        """Return the seals of the signatories, in their order; nothing if there is none."""
        return self.seals if self.seal is None else (self.seal, *self.seals)

    def to_json(self) -> str:
        """Return the letter as JSON, keys in the order of the fields."""
        return json.dumps(
            {f.name: _plain(getattr(self, f.name)) for f in fields(self)},
            ensure_ascii=False,
            indent=2,
        )

    @classmethod
    def from_json(cls, text: str | bytes) -> "Letter":
        """Read a letter from JSON; raise LetterError naming the field that is wrong."""
        try:
            raw = json.loads(text)
        except UnicodeDecodeError as reason:
            raise LetterError("文件不是 UTF-8 编码的 JSON") from reason
        except json.JSONDecodeError as reason:
            raise LetterError(f"第{reason.lineno}行第{reason.colno}字起不是有效的 JSON") from reason
        except RecursionError as reason:
            raise LetterError("JSON 嵌套过深，不是公文数据") from reason
        if not isinstance(raw, dict):
            raise LetterError("JSON 的最外层应为一个对象 { … }")
        return cls(**_read(raw))


def _plain(value: object) -> object:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bytes):
        return base64.b64encode(value).decode("ascii")
    if isinstance(value, Attachment):
        return {"title": value.title, "body": value.body}
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    return value


def _read(raw: dict[str, object]) -> dict[str, Any]:
    known = {field.name for field in fields(Letter)}
    if unknown := sorted(set(raw) - known):
        raise LetterError(f"不认识的字段：{'、'.join(unknown)}")
    required = ("issuer", "title", "recipient", "body", "signatories")
    if missing := [name for name in required if name not in raw]:
        raise LetterError(f"缺少字段：{'、'.join(missing)}")
    return {name: _READERS.get(name, _text)(name, value) for name, value in raw.items()}


def _text(name: str, value: object) -> str:
    if not isinstance(value, str):
        raise LetterError(f"字段 {name} 应为文字")
    return value


def _texts(name: str, value: object) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise LetterError(f"字段 {name} 应为文字的列表")
    return tuple(value)


def _day(name: str, value: object) -> date | None:
    if value is None:
        return None
    try:
        return date.fromisoformat(_text(name, value))
    except ValueError as reason:
        raise LetterError(f"字段 {name} 不是日期：{A_DAY}") from reason


def _form(name: str, value: object) -> Form:
    try:
        return Form(_text(name, value))
    except ValueError as reason:
        raise LetterError(f"字段 {name} 应为 document（文件格式）或 letter（信函格式）") from reason


def _picture(name: str, value: object) -> bytes | None:
    if value is None:
        return None
    try:
        return base64.b64decode(_text(name, value), validate=True)
    except binascii.Error as reason:
        raise LetterError(f"字段 {name} 应为 Base64 编码的图片") from reason


def _pictures(name: str, value: object) -> tuple[bytes, ...]:
    pictures = [_picture(name, item) for item in value] if isinstance(value, list) else [None]
    found = tuple(picture for picture in pictures if picture is not None)
    if len(found) != len(pictures):
        raise LetterError(f"字段 {name} 应为 Base64 编码的图片的列表")
    return found


def _length(name: str, value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise LetterError(f"字段 {name} 应为毫米数，如 42")
    return float(value)


def _attachments(name: str, value: object) -> tuple[Attachment, ...]:
    if not isinstance(value, list):
        raise LetterError(f"字段 {name} 应为列表")
    return tuple(_attachment(f"{name}[{at}]", item) for at, item in enumerate(value))


def _attachment(name: str, value: object) -> Attachment:
    if not isinstance(value, dict) or set(value) != {"title", "body"}:
        raise LetterError(f"字段 {name} 应有 title 和 body 两项")
    return Attachment(_text(name, value["title"]), _text(name, value["body"]))


_READERS: dict[str, Any] = {
    "signatories": _texts,
    "copies": _texts,
    "dated": _day,
    "printed_on": _day,
    "form": _form,
    "seal": _picture,
    "seals": _pictures,
    "seal_diameter": _length,
    "attachments": _attachments,
}
