"""Arranges the 署名 that seals will press, each under its own seal (7.3.5.1).

One signatory stands over the middle of the date. Joint signatories stand in rows of at most
three, in their order; the last one has the date below it, four characters from the right edge.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from math import ceil

from .balance import balanced
from .errors import LayoutError
from .grid import CELL, LEFT, MM, PITCH, RIGHT, TRACKING, WIDTH, Role, Strip
from .setting import Setter

ABREAST = 3
"""Seals in a row: three of 42 mm fill the type area."""
APART = 2 * MM
"""Between two seals: 互不相交或相切."""
SPREAD = 3 * CELL
"""How far neighbours move apart where there is room."""
OVER = 2
"""Blank lines above a name, for the upper half of its seal."""
NARROWER = (WIDTH, WIDTH / 2 - CELL, WIDTH / 3 - CELL, WIDTH / 4)
"""Points a line of a name may take; narrower names let more of them stand abreast."""
BLANK = Strip()


def sealed(
    names: Sequence[str], day: str, diameter: float, room: int, setter: Setter
) -> list[Strip]:
    """Set the names and the date below them; two blank lines come first.

    diameter is that of the seals in points; `room` the lines there are: names are divided and
    stand abreast as far as it takes. Raise LayoutError when they are too wide for the page.
    """
    if not names:
        return [
            *[BLANK] * OVER,
            _line(setter, day, RIGHT - 4 * CELL - setter.body_width(day), None),
        ]
    lowest: list[Strip] = []
    for strips in _arrangements(names, day, diameter, setter):
        if not lowest or height(strips) < height(lowest):
            lowest = strips
        if height(lowest) <= room:
            break
    if not lowest:
        raise LayoutError("加盖印章的署名过长，一行放不下，请使用规范化简称")
    return lowest


def height(strips: Sequence[Strip]) -> int:
    """Return how many lines of the page they take."""
    return sum(not strip.beside for strip in strips)


def _arrangements(
    names: Sequence[str], day: str, diameter: float, setter: Setter
) -> Iterator[list[Strip]]:
    """Yield what the page is wide enough for, whole names first, and as many abreast as can be."""
    for width in NARROWER:
        texts = [balanced(name, width / CELL) for name in names]
        for abreast in range(min(ABREAST, len(names)), 0, -1):
            rows = _in_rows(texts, abreast)
            if columns := _columns(rows, day, diameter, setter):
                yield _strips(rows, columns, day, diameter, setter)


def _in_rows(texts: list[list[str]], abreast: int) -> list[list[list[str]]]:
    """Divide the names in rows as even as can be, in their order."""
    count = ceil(len(texts) / abreast)
    each = ceil(len(texts) / count)
    return [texts[at : at + each] for at in range(0, len(texts), each)]


def _columns(rows: list[list[list[str]]], day: str, diameter: float, setter: Setter) -> list[float]:
    """Return the middle of each column, the last one that of the date; nothing if too wide."""
    widths = [0.0] * len(rows[0])
    for row in rows:
        for at, lines in enumerate(row, start=len(widths) - len(row)):
            widths[at] = max(widths[at], *(setter.body_width(line) for line in lines))
    half = max(widths[-1], diameter) / 2
    last = min(RIGHT - 4 * CELL - setter.body_width(day) / 2, RIGHT - half)
    steps = [max(diameter + APART, (a + b) / 2 + CELL) for a, b in pairwise(widths)]
    spare = last - sum(steps) - max(widths[0], diameter) / 2 - LEFT
    if spare < 0:
        return []
    middles = [last]
    for step in reversed(steps):
        middles.insert(0, middles[0] - step - min(spare / len(steps), SPREAD))
    return middles


def _strips(
    rows: list[list[list[str]]],
    columns: list[float],
    day: str,
    diameter: float,
    setter: Setter,
) -> list[Strip]:
    """Set the rows so far apart that their seals do not touch, and the date below the last."""
    between = ceil((diameter + APART) / PITCH)
    strips: list[Strip] = []
    for at, row in enumerate(rows):
        blank = (between if at else OVER + 1) - max(map(len, row))
        lines = _row(row, columns[len(columns) - len(row) :], setter)
        strips += [BLANK] * blank + lines
    return [*strips, *([_centred(setter, day, columns[-1], None)] if day else [])]


def _row(row: list[list[str]], middles: list[float], setter: Setter) -> list[Strip]:
    """Set names side by side; those of fewer lines stand on the lower ones."""
    height = max(map(len, row))
    blocks = [setter.block() for _ in row]
    strips: list[Strip] = []
    for line in range(height):
        beside = False
        for lines, middle, block in zip(row, middles, blocks, strict=True):
            at = line - (height - len(lines))
            if at >= 0:
                strip = _centred(setter, lines[at], middle, block)
                strips.append(replace(strip, beside=beside))
                beside = True
    return strips


def _centred(setter: Setter, text: str, middle: float, block: int | None) -> Strip:
    return _line(setter, text, middle - setter.body_width(text) / 2, block)


def _line(setter: Setter, text: str, left: float, block: int | None) -> Strip:
    """Set a name, or the date, which has no block of a name."""
    role = Role.DATED if block is None else Role.SIGNATORY
    return setter.line(text, left, role=role, tracking=TRACKING, block=block)
