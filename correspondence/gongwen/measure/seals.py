"""Measures the seals of a document: distance from the text, what they press, from each other."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations
from math import hypot

from ..grid import LEFT, MM, PITCH, RIGHT, SIZE
from ..sheet import Bar, Line, Sheet
from .item import Item

_DATE = re.compile(r"\d{4}年\d")
_SIZES = (25 * MM, 65 * MM)
"""Pictures of other sizes, or not square, are no seals."""
CLAUSE = "7.3.5.1"


def seals(found: Iterable[Sheet]) -> Iterator[Item]:
    """Judge each seal of a page, and those of a joint document against each other."""
    for sheet in found:
        stamps = [picture for picture in sheet.pictures if _is_seal(picture)]
        if not stamps:
            continue
        highest = min(stamp.top for stamp in stamps)
        for at, stamp in enumerate(stamps, start=1):
            first = stamp.top < highest + PITCH
            yield _seal(sheet, stamp, at, first=first, last=at == len(stamps))
        if len(stamps) > 1:
            yield _apart(sheet.number, stamps)


def _is_seal(picture: Bar) -> bool:
    square = abs(picture.width - picture.height) < 0.05 * picture.width
    return square and _SIZES[0] <= picture.width <= _SIZES[1]


def _seal(sheet: Sheet, stamp: Bar, number: int, *, first: bool, last: bool) -> Item:
    """Judge one seal: the first row by its distance from the text, the last seal by the date."""
    pressed = [line for line in sheet.lines if _presses(stamp, line)]
    wanted, found, right = ["压署名"], ["压署名" if pressed else "未压署名"], [bool(pressed)]
    if first:
        above = [line.baseline for line in sheet.lines if line.baseline < stamp.top + SIZE]
        gap = max(stamp.top - max(above, default=stamp.top), 0.0) / MM
        wanted.append("距正文一行之内")
        found.append(f"距正文 {gap:.1f} mm")
        right.append(gap <= PITCH / MM + 1)
    if last:
        dated = any(_DATE.search(line.text) for line in pressed)
        wanted.append("压成文日期")
        found.append("压成文日期" if dated else "未压成文日期")
        right.append(dated)
    verdict = "符合" if all(right) else "不符合"
    name = f"印章{number}" if not (first and last) else "印章"
    return Item(sheet.number, name, "，".join(wanted), "，".join(found), verdict, CLAUSE)


def _presses(stamp: Bar, line: Line) -> bool:
    inside = stamp.top < line.baseline < stamp.top + stamp.height
    return inside and any(
        stamp.left < glyph.left < stamp.left + stamp.width for glyph in line.glyphs
    )


def _apart(page: int, stamps: Sequence[Bar]) -> Item:
    """Judge whether the seals of a joint document neither touch nor leave the type area."""
    gap = min(_gap(one, other) for one, other in combinations(stamps, 2)) / MM
    inside = all(
        stamp.left > LEFT - MM and stamp.left + stamp.width < RIGHT + MM for stamp in stamps
    )
    found = f"相距 {gap:.1f} mm，{'未' if inside else ''}超出版心"
    verdict = "符合" if gap > 0 and inside else "不符合"
    return Item(page, "印章之间", "不相交、不相切，不超出版心", found, verdict, CLAUSE)


def _gap(one: Bar, other: Bar) -> float:
    across = one.left + one.width / 2 - other.left - other.width / 2
    down = one.top + one.height / 2 - other.top - other.height / 2
    return hypot(across, down) - (one.width + other.width) / 2
