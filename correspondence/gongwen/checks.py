"""Refuses a letter that cannot be printed, and says what to do about it."""

import re
import unicodedata
from collections.abc import Iterator

from .document import Letter
from .errors import LayoutError
from .places import Text, texts

LONGEST_BODY = 400_000
"""Characters; more is not a letter."""
_UNPRINTABLE = {
    "Cf": "看不见的格式字符",
    "Cc": "控制字符",
    "Cs": "不完整的字符",
    "Co": "专用区字符",
    "Cn": "未定义的字符",
    "Zl": "看不见的分行符",
    "Zp": "看不见的分段符",
}
_REQUIRED = ("issuer", "title", "recipient")
_SEVERAL_LINES = ("issuer", "title")
_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*")


def lacking(letter: Letter) -> list[Text]:
    """Return the elements every letter has, and this one, often read back, has not."""
    return [place for place in texts(letter) if _required(place) and not place.text.strip()]


def _required(place: Text) -> bool:
    return place.field in _REQUIRED or place.field.endswith("].title")


def checked(letter: Letter) -> Letter:
    """Return the letter; raise LayoutError if it lacks an element or cannot be printed."""
    for place in lacking(letter):
        raise LayoutError(f"{place.name}为空，请填写{place.name}")
    return printable(letter)


def printable(letter: Letter) -> Letter:
    """Return the letter; raise LayoutError if it is too long or has what no page can show."""
    if len(letter.body) > LONGEST_BODY:
        raise LayoutError("正文过长，请分成几件公文或改用附件")
    if not _LANGUAGE.fullmatch(letter.language):
        raise LayoutError("文种代码不对，应如 zh-CN")
    for place in texts(letter):
        if not place.text.isprintable():
            _check(place)
    return letter


def _check(place: Text) -> None:
    if "\n" in place.text and place.field not in _SEVERAL_LINES and not _is_body(place):
        raise LayoutError(f"{place.name}不能换行，请删去换行")
    for number, line in enumerate(place.text.split("\n"), start=1):
        for at, kind in unprintable(line.removesuffix("\r")):
            where = f"第{number}段" if _is_body(place) else ""
            code = f"U+{ord(line[at]):04X}"
            raise LayoutError(f"{place.name}{where}第{at + 1}个字是{kind}（{code}），请删除")


def _is_body(place: Text) -> bool:
    return place.field.endswith("body")


def unprintable(line: str) -> Iterator[tuple[int, str]]:
    """Yield the index and the kind of each character of a line that no page can show."""
    if not line.isprintable():
        for at, character in enumerate(line):
            kind = unicodedata.category(character)
            if kind in _UNPRINTABLE and character != "\t":
                yield at, _UNPRINTABLE[kind]
