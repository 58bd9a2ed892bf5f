"""Refuses a letter that cannot be printed, and says what to do about it."""

import unicodedata
from collections.abc import Iterator

from .document import Letter
from .errors import LayoutError

LONGEST_BODY = 400_000
"""Characters; more is not a letter."""
_INVISIBLE = {
    "Cf": "看不见的格式字符",
    "Cc": "控制字符",
    "Cs": "不完整的字符",
    "Co": "专用区字符",
    "Cn": "未定义的字符",
}


def checked(letter: Letter) -> Letter:
    """Return the letter; raise LayoutError if a field is empty or a character unprintable."""
    for value, name in (
        (letter.issuer, "发文机关标志"),
        (letter.title, "标题"),
        (letter.recipient, "主送"),
        (letter.body, "正文"),
    ):
        if not value.strip():
            raise LayoutError(f"{name}为空，请填写{name}")
    if len(letter.body) > LONGEST_BODY:
        raise LayoutError("正文过长，请分成几件公文或改用附件")
    for place, text in _texts(letter):
        _printable(place, text)
    return letter


def _texts(letter: Letter) -> Iterator[tuple[str, str]]:
    yield "发文机关标志", letter.issuer
    yield "发文字号", letter.number
    yield "标题", letter.title
    yield "主送", letter.recipient
    yield "附注", letter.note
    yield "印发机关", letter.printer
    yield "办理结果", letter.outcome_mark
    for name, values in (("署名", letter.signatories), ("抄送", letter.copies)):
        for value in values:
            yield name, value
    for at, line in enumerate(letter.body.split("\n"), start=1):
        yield f"正文第{at}段", line
    for at, attachment in enumerate(letter.attachments, start=1):
        yield f"附件{at}", f"{attachment.title}\n{attachment.body}"


def _printable(place: str, text: str) -> None:
    if text.isprintable():
        return
    for at, character in enumerate(text.removesuffix("\r"), start=1):
        kind = unicodedata.category(character)
        if kind in _INVISIBLE and character not in "\n\t":
            raise LayoutError(
                f"{place}第{at}个字是{_INVISIBLE[kind]}（U+{ord(character):04X}），请删除"
            )
