"""The 版记 at the foot of the last page (7.4)."""

from dataclasses import dataclass, replace

from .breaking import Measure, break_lines
from .days import written
from .document import Form, Letter
from .errors import LayoutError
from .faces import Face
from .grid import BOTTOM, LEFT, MM, RIGHT, SIZE_4, WIDTH, Piece, Role, Row, Rule, Strip
from .setting import Setter

OUTER, INNER = 0.35 * MM, 0.25 * MM
"""首条和末条分隔线 0.35 mm, 中间的 0.25 mm (7.4.1)."""
ROW = 26.0
"""Height of a row between two rules, in points."""
TURN = 22.0
"""Pitch of the lines inside a row."""


@dataclass(frozen=True)
class Imprint:
    """The lines and rules of a 版记; `height` is the room it takes above the type area's foot."""

    rows: tuple[Row, ...]
    rules: tuple[Rule, ...]
    height: float


def imprint(letter: Letter, setter: Setter, moved: str = "") -> Imprint:
    """Set the 版记; `moved` are 主送机关 that found no room on the first page (7.3.2)."""
    groups: list[list[Strip]] = []
    addressed = [_named("主送：", f"{moved}。", setter)] if moved else []
    if letter.copied_to:
        addressed.append(_named("抄送：", letter.copied_to, setter))
    if addressed:
        groups.append([strip for strips in addressed for strip in strips])
    bare = letter.form is Form.LETTER
    if not bare and (letter.printer or letter.printed_on):
        groups.append(_printed(letter, setter))
    return _stacked(groups, ruled=not bare)


def _named(mark: str, names: str, setter: Setter) -> list[Strip]:
    """Set 抄送：…。 in 4号仿宋, one character in, later lines under the first name."""
    text = mark + names
    advances = [setter.faces.width(Face.FANG, character) * SIZE_4 for character in text]
    hang = SIZE_4 * (1 + len(mark))
    measure = Measure(
        WIDTH - SIZE_4,
        SIZE_4,
        SIZE_4,
        hang,
        ink_end=lambda at: setter.faces.bounds(Face.FANG, text[at])[2],
    )
    block = setter.block()
    return [
        Strip(
            (Piece(text[line.start : line.end], Face.FANG, tuple(LEFT + x for x in line.places)),),
            SIZE_4,
            Role.COPIES,
            block,
        )
        for line in break_lines(text, advances, measure)
    ]


def _printed(letter: Letter, setter: Setter) -> list[Strip]:
    """Set 印发机关 one character from the left and 印发日期 one from the right, in one line."""
    strips = []
    if letter.printer:
        strips.append(_line(letter.printer, LEFT + SIZE_4, setter))
    if letter.printed_on:
        text = f"{written(letter.printed_on)}印发"
        left = RIGHT - SIZE_4 - setter.width(text, Face.FANG, SIZE_4)
        if setter.width(letter.printer, Face.FANG, SIZE_4) > left - LEFT - 2 * SIZE_4:
            raise LayoutError("印发机关名称过长，与印发日期重叠，请使用规范化简称")
        strips.append(_line(text, left, setter))
    pieces = tuple(piece for strip in strips for piece in strip.pieces)
    return [replace(strips[0], pieces=pieces)]


def _line(text: str, left: float, setter: Setter) -> Strip:
    return setter.line(text, left, role=Role.PRINTER, size=SIZE_4)


def _stacked(groups: list[list[Strip]], *, ruled: bool) -> Imprint:
    """Stack the groups upward from the foot of the type area, rules around and between them."""
    if not groups:
        return Imprint((), (), 0.0)
    rows: list[Row] = []
    edges = [BOTTOM]
    for strips in reversed(groups):
        height = ROW + (len(strips) - 1) * TURN
        edges.insert(0, edges[0] - height)
        first = edges[0] + (ROW - SIZE_4) / 2
        rows[:0] = [Row(strip, first + at * TURN) for at, strip in enumerate(strips)]
    last = len(edges) - 1
    weights = [OUTER if at in {0, last} else INNER for at in range(len(edges))]
    rules = tuple(
        Rule(LEFT, edge - weight / 2, WIDTH, weight)
        for edge, weight in zip(edges, weights, strict=True)
    )
    return Imprint(tuple(rows), rules if ruled else (), BOTTOM - edges[0])
