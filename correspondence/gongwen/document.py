"""The letter: everything that appears on the pages, and nothing else.

A `Letter` is plain text and dates. It carries no formatting: the numbering of the body
(一、 （一） 1. （1）) is its structure, and the standard makes the page from it.
"""

import base64
import json
from dataclasses import dataclass, fields
from datetime import date
from enum import StrEnum
from typing import Any

from . import wire
from .errors import LetterError


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

    @property
    def copied_to(self) -> str:
        """Return the 抄送机关 as the 版记 names them, `甲，乙。`; nothing if there are none."""
        names = [name for name in self.copies if name.strip()]
        return f"{'，'.join(names)}。" if names else ""

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
        known = {field.name for field in fields(cls)}
        required = {"issuer", "title", "recipient", "body", "signatories"}
        raw = wire.load(text, known=known, required=required)
        return cls(**{name: _READERS[name](name, value) for name, value in raw.items()})


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


def _form(name: str, value: object) -> Form:
    try:
        return Form(wire.a_text(name, value))
    except ValueError as reason:
        raise LetterError(f"字段 {name} 应为 document（文件格式）或 letter（信函格式）") from reason


def _attachments(name: str, value: object) -> tuple[Attachment, ...]:
    if not isinstance(value, list):
        raise LetterError(f"字段 {name} 应为列表")
    return tuple(_attachment(f"{name}[{at}]", item) for at, item in enumerate(value))


def _attachment(name: str, value: object) -> Attachment:
    if not isinstance(value, dict) or set(value) != {"title", "body"}:
        raise LetterError(f"字段 {name} 应有 title 和 body 两项")
    title = wire.a_line(f"{name}.title", value["title"])
    return Attachment(title, wire.a_text(f"{name}.body", value["body"]))


_READERS: dict[str, Any] = {
    "issuer": wire.a_text,
    "title": wire.a_text,
    "recipient": wire.a_line,
    "body": wire.a_text,
    "signatories": wire.some_texts,
    "number": wire.a_line,
    "dated": wire.a_day,
    "form": _form,
    "note": wire.a_line,
    "copies": wire.some_texts,
    "printer": wire.a_line,
    "printed_on": wire.a_day,
    "outcome_mark": wire.a_line,
    "attachments": _attachments,
    "seal": wire.a_picture,
    "seals": wire.some_pictures,
    "seal_diameter": wire.a_length,
    "language": wire.a_line,
}
