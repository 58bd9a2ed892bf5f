"""Days as official documents write them."""

import re
from datetime import date

_DIGITS = {
    **{c: at for at, c in enumerate("〇一二三四五六七八九")},
    **dict.fromkeys("○零０0OＯo", 0),
}
ARABIC = re.compile(r"(\d{4})年(\d{1,2})月(\d{1,2})日")
CHINESE = re.compile(
    r"([〇○零0OＯo一二三四五六七八九]{4})年([一二三四五六七八九十]{1,2})月"
    r"([一二三四五六七八九十]{1,3})日"
)
_SHORT = re.compile(r"((?:19|20)\d\d)[-./](\d{1,2})[-./](\d{1,2})")


def written(day: date) -> str:
    """Write a day as a document does: Arabic, the year in full, no zeros in front (7.3.5.4)."""
    return f"{day.year}年{day.month}月{day.day}日"


def read_day(text: str) -> date | None:
    """Read the first day in a text, None if there is none; raise ValueError if it cannot be."""
    if found := ARABIC.search(text) or _SHORT.search(text):
        year, month, day = (int(part) for part in found.groups())
        return date(year, month, day)
    if found := CHINESE.search(text):
        year = int("".join(str(_DIGITS[digit]) for digit in found[1]))
        return date(year, _counted(found[2]), _counted(found[3]))
    return None


def _counted(text: str) -> int:
    """Read a Chinese number below a hundred: 七, 十七, 二十, 二十一."""
    tens, ten, ones = text.rpartition("十")
    if not ten:
        return _DIGITS[text] if len(text) == 1 else 0
    if len(tens) > 1 or len(ones) > 1:
        return 0
    return (_DIGITS[tens] if tens else 1) * 10 + (_DIGITS[ones] if ones else 0)
