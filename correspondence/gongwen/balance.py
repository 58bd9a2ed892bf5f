"""Divides a title in lines: 词意完整、排列对称、长短适宜, 梯形或菱形 (GB/T 9704-2012, 7.3.1)."""

import re
from functools import cache

from .breaking import units

_GOOD_BEFORE = re.compile(
    r"第\d|关于|对[市区县省全]|代表建议|委员提案|建议|提案|答复|会办意见|再次|报告|方案|意见"
)
_GOOD_AFTER = re.compile(r"(?:[的和与及、，》”]|会议|关于|对)$")
_SESSION = re.compile(r"[一二三四五六七八九十]+届[\u4e00-\u9fff]{0,4}[一二三四五六七八九十]+次会议")
ONE_LINE_MORE = 150.0
"""A division that hurts more than this is worth another line."""
_BAD_AFTER = re.compile(r"(?:第|[（《“〔])$")
_BAD_BEFORE = re.compile(r"^[的和与及、，。；：）》”〕号次届]")


def width_of(text: str) -> float:
    """Return the width of a title in characters: half for what ASCII has, one for the rest."""
    return sum(0.5 if character.isascii() else 1.0 for character in text)


def balanced(text: str, room: float) -> list[str]:
    """Return the lines of a title, each at most `room` characters wide, evenly filled.

    A line break in the text is kept; what is still too wide is divided where the words allow.
    """
    return [
        line for part in text.split("\n") if part.strip() for line in _divided(part.strip(), room)
    ]


def _divided(text: str, room: float) -> list[str]:
    if width_of(text) <= room:
        return [text]
    stops = [end for _, end in units(text)]
    # Few lines are better than even ones; if the words need one more line they get it.
    fewest = int(-(-width_of(text) // room))
    for count in range(fewest, len(text) + 1):
        found = _best(text, tuple(stops), count, room)
        if found and (found[0] < ONE_LINE_MORE or count == fewest + 1):
            return found[1]
    return [text]


def _best(
    text: str, stops: tuple[int, ...], count: int, room: float
) -> tuple[float, list[str]] | None:
    """Return the cheapest division in `count` lines and its cost, if there is any."""
    ideal = width_of(text) / count

    @cache
    def cheapest(start: int, left: int) -> tuple[float, tuple[int, ...]] | None:
        options = []
        for stop in (len(text),) if left == 1 else stops:
            if stop <= start or width_of(text[start:stop].strip()) > room:
                continue
            rest = (0.0, ()) if left == 1 else cheapest(stop, left - 1)
            if rest is not None:
                cost = (width_of(text[start:stop]) - ideal) ** 2 + _awkward(text, stop)
                options.append((cost + rest[0], (stop, *rest[1])))
        return min(options, default=None)

    found = cheapest(0, count)
    if found is None:
        return None
    ends = found[1]
    return found[0], [text[a:b].strip() for a, b in zip((0, *ends[:-1]), ends, strict=True)]


def _awkward(text: str, stop: int) -> float:
    """Return how much a line end at `stop` hurts the sense, in squared characters."""
    before, after = text[:stop], text[stop:]
    if not after:
        return 0.0
    inside = any(found.start() < stop < found.end() for found in _SESSION.finditer(text))
    if inside or _BAD_AFTER.search(before) or _BAD_BEFORE.match(after):
        return 200.0
    good = bool(_GOOD_AFTER.search(before)) + bool(_GOOD_BEFORE.match(after))
    return (18.0, 4.0, 0.0)[good]
