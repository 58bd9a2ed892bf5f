"""Sets simple tables: lines of cells between | signs, the first line their heads."""

import re
from dataclasses import replace

from .breaking import Measure, break_lines
from .errors import LayoutError
from .faces import Face
from .grid import LEFT, LINES, PITCH, SIZE, SIZE_4, WIDTH, Cell, Piece, Role, Rule, Strip
from .setting import Setter

PADDING = 4.0
LINE = 0.5
"""Weight of the lines of a table, in points."""
_RULE_LINE = re.compile(r"^\|?[\s:|-]*-[\s:|-]*\|?$")
_ROW = re.compile(r"^\|?(.*?)\|?$")
OVER = (PITCH - SIZE) / 2
"""From the edge between two lines of the page to the characters of the lower one."""
TOP_RULE = Rule(LEFT, -OVER - LINE / 2, WIDTH, LINE)
BOTTOM_RULE = Rule(LEFT, PITCH - OVER - LINE / 2, WIDTH, LINE)
"""The rules over and under a row, from the top of its characters."""


def cells(text: str) -> list[list[str]]:
    """Return the cells of a table, the line of dashes below the heads left out."""
    lines = text.split("\n")
    if len(lines) > 1 and _RULE_LINE.match(lines[1]):
        del lines[1]
    rows = [[cell.strip() for cell in _ROW.sub(r"\1", line.strip()).split("|")] for line in lines]
    most = max((len(row) for row in rows), default=0)
    return [row + [""] * (most - len(row)) for row in rows]


def table(text: str, setter: Setter) -> list[Strip]:
    """Set a table in 4号仿宋 on the lines of the page; raise LayoutError if it has no room."""
    rows = cells(text)
    if not rows:
        return []
    widths = columns(rows, setter)
    block = setter.block()
    strips: list[Strip] = []
    for at, row in enumerate(rows):
        strips += _row(row, at, widths, block, setter)
    last = strips[-1]
    strips[-1] = replace(last, rules=(*last.rules, BOTTOM_RULE))
    return [replace(strip, keep=True) for strip in strips[:1]] + strips[1:]


def columns(rows: list[list[str]], setter: Setter) -> list[float]:
    """Share the width of the page among the columns by what they hold, in points."""
    wanted = [
        max(setter.width(row[at], Face.FANG, SIZE_4) for row in rows) + 2 * PADDING
        for at in range(len(rows[0]))
    ]
    least = 2 * SIZE_4 + 2 * PADDING
    if least * len(wanted) > WIDTH:
        raise LayoutError(f"表格有{len(wanted)}列，版心放不下，请减少列数或改用附件")
    granted: dict[int, float] = {}
    room = WIDTH
    # Narrow columns get what they want; the wide ones share what is left.
    for at in sorted(range(len(wanted)), key=wanted.__getitem__):
        share = room / (len(wanted) - len(granted))
        granted[at] = min(max(wanted[at], least), share)
        room -= granted[at]
    return [granted[at] + room / len(wanted) for at in range(len(wanted))]


def _row(
    row: list[str], number: int, widths: list[float], block: int, setter: Setter
) -> list[Strip]:
    """Set the cells of one row side by side; the row is as high as its highest cell."""
    edges = [LEFT]
    for width in widths:
        edges.append(edges[-1] + width)
    face = Face.FANG if number else Face.HEI
    columns = [
        [
            replace(piece, cell=Cell(number, at, len(row)))
            for piece in _cell(text, edge, width, face, setter)
        ]
        for at, (text, edge, width) in enumerate(zip(row, edges, widths, strict=False))
    ]
    height = max(len(column) for column in columns)
    if height > LINES:
        raise LayoutError(f"表格第{number + 1}行一页放不下，请把长的文字移出表格")
    strips = []
    for at in range(height):
        pieces = tuple(column[at] for column in columns if at < len(column))
        sides = [Rule(edge - LINE / 2, -OVER, LINE, PITCH) for edge in edges]
        top = [TOP_RULE] if at == 0 else []
        strips.append(
            Strip(pieces, SIZE_4, Role.TABLE, block, keep=at < height - 1, rules=(*top, *sides))
        )
    return strips


def _cell(text: str, edge: float, width: float, face: Face, setter: Setter) -> list[Piece]:
    if not text:
        return []
    advances = [em * SIZE_4 for em in setter.faces.widths(face, text)]
    measure = Measure(width - 2 * PADDING, SIZE_4, ragged=True)
    return [
        Piece(
            text[line.start : line.end],
            face,
            tuple(edge + PADDING + place for place in line.places),
        )
        for line in break_lines(text, advances, measure)
    ]
