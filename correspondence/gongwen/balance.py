"""Divides a title in lines: 词意完整、排列对称、长短适宜, 梯形或菱形 (GB/T 9704-2012, 7.3.1)."""

import re
from collections.abc import Callable
from itertools import accumulate

from .errors import LayoutError
from .words import units

_GOOD_BEFORE = re.compile(
    r"第\d|关于|对[市区县省全]|代表建议|委员提案|建议|提案|答复|会办意见|再次|报告|方案|意见"
)
_GOOD_AFTER = re.compile(r"(?:[的和与及、，》”区]|会议|关于|对)$")
_SESSION = re.compile(r"[一二三四五六七八九十]+届[\u4e00-\u9fff]{0,4}[一二三四五六七八九十]+次会议")
LONGEST = 160
"""Characters; a longer title is no title."""
ONE_LINE_MORE = 150.0
"""A division that hurts more than this is worth another line."""
_BAD_AFTER = re.compile(r"(?:第|[（《“〔])$")
_BAD_BEFORE = re.compile(r"^[的和与及、，。；：）》”〕号次届]")


def width_of(text: str) -> float:
    """Return the width of a title in characters: half for what ASCII has, one for the rest."""
    return sum(0.5 if character.isascii() else 1.0 for character in text)


def balanced(text: str, room: float, measure: Callable[[str], float] = width_of) -> list[str]:
    """Return the lines of a title, each at most `room` characters wide, evenly filled.

    A line break in the text is kept; what is still too wide is divided where the words allow.
    Raise LayoutError for what nobody could read as a title.
    """
    if len(text) > LONGEST:
        raise LayoutError(f"标题超过{LONGEST}字，请概括得短些")
    parts = [part.strip() for part in text.split("\n") if part.strip()]
    return [line for part in parts for line in _divided(part, room, measure)]


def _divided(text: str, room: float, measure: Callable[[str], float]) -> list[str]:
    reach = [0.0, *accumulate(measure(character) for character in text)]
    if reach[-1] <= room:
        return [text]
    stops = [end for _, end in units(text)]
    cost = {stop: _awkward(text, stop) for stop in stops}
    # Few lines are better than even ones; if the words need one more line they get it.
    fewest = int(-(-reach[-1] // room))
    for count in range(fewest, len(text) + 1):
        found = _best(reach, cost, count, room)
        if found and (found[0] < ONE_LINE_MORE or count > fewest):
            ends = found[1]
            return [text[a:b].strip() for a, b in zip((0, *ends[:-1]), ends, strict=True)]
    # Only a word wider than the line comes here: it is cut where it must be.
    size = max(int(room // 2), 1)
    return [text[at : at + size] for at in range(0, len(text), size)]


def _best(
    reach: list[float], cost: dict[int, float], count: int, room: float
) -> tuple[float, tuple[int, ...]] | None:
    """Return the cheapest division in `count` lines: its cost and where its lines end."""
    ideal = reach[-1] / count
    best: dict[int, tuple[float, tuple[int, ...]]] = {0: (0.0, ())}
    for line in range(1, count + 1):
        found: dict[int, tuple[float, tuple[int, ...]]] = {}
        for start, (spent, ends) in best.items():
            for stop, hurt in cost.items():
                width = reach[stop] - reach[start]
                if stop <= start or width > room or (line == count and stop != len(reach) - 1):
                    continue
                total = spent + (width - ideal) ** 2 + hurt
                if stop not in found or total < found[stop][0]:
                    found[stop] = (total, (*ends, stop))
        best = found
    return best.get(len(reach) - 1)


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
