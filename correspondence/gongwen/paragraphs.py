"""Puts the lines of a PDF together again: the paragraphs, titles and tables they were set from."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from .balance import width_of
from .grid import MM, SIZE, WIDTH
from .sheet import Bar, Glyph, Line, Sheet
from .signs import ATTACHED, PRINTED, WHOLE_NAME

_FOLIO = re.compile(r"^[—–－\-·•\s]*\d{1,4}[—–－\-·•\s]*$")
_LONG = 20
"""Characters; shorter lines say nothing about the edges."""
_FEW = 5
"""Lines; a page with fewer does not show its edges."""
_BINDING = 10.0
"""Points by which the edges of odd and even pages may differ."""
_LARGER = 2.0
"""Points by which a title is larger than the text."""
_CLOSE = 3.0
"""Points; lines of a table that stand closer are one."""


@dataclass(frozen=True)
class _Frame:
    """The edges of the type area of a page, and the title the file gives itself."""

    left: float
    right: float
    page: int
    named: str


def paragraphs(found: Sequence[Sheet], named: str = "") -> list[str]:
    """Return the paragraphs of a PDF; page numbers are left out.

    named is the title in the file's own description; a space in it is a forced line end.
    """
    texts: list[str] = []
    before: Line | None = None
    everywhere = _edges([line for sheet in found for line in text_lines(sheet)], found[0])
    for sheet in found:
        lines = text_lines(sheet)
        edges = _edges(lines, sheet)
        if abs(edges[0] - everywhere[0]) > _BINDING or len(lines) < _FEW:
            edges = everywhere
        frame = _Frame(*edges, sheet.number, named)
        for line in _with_tables(sheet, lines):
            if isinstance(line, str):
                texts.append(line)
                before = None
                continue
            if before and _goes_on(texts[-1], before, line, frame):
                gap = " " if _latin(texts[-1][-1]) and _latin(line.text[0]) else ""
                texts[-1] += gap + line.text
            else:
                texts.append(line.text)
            before = line
    return texts


def text_lines(sheet: Sheet) -> list[Line]:
    """Return the lines of a page without its number."""
    foot = sheet.height - 40 * MM
    return [line for line in sheet.lines if not (line.baseline > foot and _FOLIO.match(line.text))]


def is_title(line: Line) -> bool:
    """Say whether a line is set larger than text, and black."""
    return line.size > SIZE + _LARGER and not line.glyphs[0].red


def _edges(lines: list[Line], sheet: Sheet) -> tuple[float, float]:
    """Return the edges of the type area: some pages are bound on the other side.

    The red rule of the document form shows them too, where every line is an indented one.
    """
    ruled = [bar for bar in sheet.rules if bar.red and abs(bar.width - WIDTH) < _CLOSE]
    plain = [
        line
        for line in lines
        if not line.glyphs[0].red and not line.text.startswith(("抄送：", "主送："))
    ]
    lefts = [*(line.left for line in plain), *(bar.left for bar in ruled)]
    rights = [line.right for line in plain if len(line.glyphs) > _LONG]
    rights += [bar.left + bar.width for bar in ruled]
    return min(lefts, default=28 * MM), max(rights, default=184 * MM)


def _latin(character: str) -> bool:
    return character.isascii() and character.isalnum()


def _goes_on(paragraph: str, before: Line, line: Line, frame: _Frame) -> bool:
    """Say whether a line goes on with the paragraph that the line before it belongs to."""
    if abs(before.size - line.size) > 1:
        return False
    if before.glyphs[0].red:
        # The 标志 of one office may take two lines; joint offices stand one in each.
        return line.glyphs[0].red and not WHOLE_NAME.search(before.text)
    if ATTACHED.match(line.text) or PRINTED.match(line.text):
        return False
    if is_title(line):
        return frame.page > 1 or not _forced(before.text, line, frame)
    filled = before.right > frame.right - 2.2 * line.size
    flush = abs(line.left - frame.left) < 0.6 * line.size
    if paragraph.startswith("（") and "）" not in paragraph and flush:
        return True
    return filled and (flush or _hangs(paragraph, line, frame.left))


def _forced(before: str, line: Line, frame: _Frame) -> bool:
    """Say whether a title was divided on purpose.

    The file's own title knows; else a title is divided after the session, before brackets,
    or where both parts had found room in one line.
    """
    bare, both = frame.named.replace(" ", ""), before + line.text
    if both.replace(" ", "") in bare:
        end = bare.index(both.replace(" ", "")) + len(before.replace(" ", ""))
        return frame.named[_place(frame.named, end)] == " "
    by_session = before.endswith("会议") and re.match(r"第[A-Za-z]?\d+号", line.text)
    room = (frame.right - frame.left) / line.size
    return bool(by_session) or line.text.startswith("（") or width_of(both) <= room


def _place(text: str, count: int) -> int:
    """Return where a text goes on after so many characters that are not spaces."""
    for at, character in enumerate(text):
        if not count:
            return at
        count -= character != " "
    return len(text)


def _hangs(paragraph: str, line: Line, left: float) -> bool:
    """Say whether a line stands under the names of 抄送：, or the titles of 附件：."""
    if re.match(r"^\d{1,2}\.", line.text):
        return False
    if paragraph.startswith(("抄送：", "主送：")):
        return line.left > left + line.size
    listed = re.match(r"^(?:附件：|\d{1,2}\.)", paragraph)
    return bool(listed) and line.left > left + 3.5 * line.size


def _with_tables(sheet: Sheet, lines: list[Line]) -> list[Line | str]:
    """Return the lines of a page; those inside a ruled table as rows of | cells."""
    mixed: list[Line | str] = list(lines)
    for uprights in _grids(sheet.uprights):
        columns = _merged([bar.left + bar.width / 2 for bar in uprights])
        if len(columns) < 3:
            continue
        top = min(bar.top for bar in uprights)
        foot = max(bar.top + bar.height for bar in uprights)
        rules = [bar.top for bar in sheet.rules if top - _CLOSE <= bar.top <= foot + _CLOSE]
        rows = [_row(sheet, *edges, columns) for edges in pairwise(_merged([top, *rules, foot]))]
        inside = [line for line in lines if top - _CLOSE < line.baseline < foot + _CLOSE]
        if inside:
            cut = mixed.index(inside[0])
            mixed[cut : cut + len(inside)] = [row for row in rows if row.strip("|")]
    return mixed


def _grids(uprights: Sequence[Bar]) -> list[list[Bar]]:
    """Divide the upright lines of a page by table: between two tables they leave a gap."""
    grids: list[list[Bar]] = []
    foot = 0.0
    for bar in sorted(uprights, key=lambda bar: bar.top):
        if not grids or bar.top > foot + _CLOSE:
            grids.append([])
        grids[-1].append(bar)
        foot = max(foot, bar.top + bar.height)
    return grids


def _row(sheet: Sheet, above: float, below: float, columns: list[float]) -> str:
    cells = [
        "".join(
            line.text
            for line in replace(
                sheet, glyphs=_within(sheet.glyphs, above, below, left, right)
            ).lines
        )
        for left, right in pairwise(columns)
    ]
    return f"|{'|'.join(cells)}|"


def _within(
    glyphs: Sequence[Glyph], above: float, below: float, left: float, right: float
) -> tuple[Glyph, ...]:
    return tuple(
        glyph
        for glyph in glyphs
        if above < glyph.baseline <= below and left < (glyph.left + glyph.right) / 2 < right
    )


def _merged(places: list[float]) -> list[float]:
    """Return places in order, those that stand close together once."""
    kept: list[float] = []
    for place in sorted(places):
        if not kept or place - kept[-1] > _CLOSE:
            kept.append(place)
    return kept
