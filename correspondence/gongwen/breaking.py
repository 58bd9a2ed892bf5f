"""Line breaking by the Chinese prohibition rules (GB/T 15834-2011 clause 5; domain rule D.7).

A layout engine left to itself breaks Chinese one character early and stretches nothing, so
the lines are decided here: push in by compressing punctuation where that suffices, else push
out, then spread what is left between all the characters of the line.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import accumulate

from .evening import Row, evened
from .words import CLOSING, OPENING, address_parts, units

_SQUEEZED_LEFT = frozenset("（【《〈「『“‘〔〖")
_SQUEEZED_RIGHT = frozenset("，。、；：）】》〉」』”’〕〗")
_ENDS_IN_INK = _SQUEEZED_RIGHT | frozenset("？！")
TOLERANCE = 0.02
"""Points by which a line may exceed its measure through rounding."""
LONGEST_CLUSTER = 12
"""Characters of one cluster that must be cut anyway."""
WORTH_SQUEEZING = 0.45
"""A gap below this many em is spread; above it a line first tries to take in what follows."""
WORTH_DIVIDING = 3.0
"""A gap above this many em is not spread where an Internet address can be divided instead."""


@dataclass(frozen=True)
class Line:
    """One line: the slice of the text it shows, where each character stands, whether it is full.

    places are in points from the left edge of the measure; the last line of a paragraph is
    not full and keeps its natural width.
    """

    start: int
    end: int
    places: tuple[float, ...]
    full: bool


@dataclass(frozen=True)
class Measure:
    """The room for a paragraph, in points.

    width     from the left edge to the right edge
    first     where the first line begins
    hang      where the following lines begin
    size      type size
    tracking  added between characters, 28 of which fill a line of the body (5.2.3)
    ragged    leave full lines at their natural width, as in the cells of a table
    ink_end   right end of a character's ink in em, for punctuation that hangs at a line end
    """

    width: float
    size: float
    first: float = 0.0
    hang: float = 0.0
    tracking: float = 0.0
    ragged: bool = False
    ink_end: Callable[[int], float] = lambda _at: 0.5


def break_lines(text: str, advances: Sequence[float], measure: Measure) -> list[Line]:
    """Break a paragraph into lines; `advances` are the characters' widths in points."""
    cells = _cells(text, advances, measure)
    pieces = _divided(text, units(text), cells, measure)
    rows = _rows(text, cells, pieces, measure)
    if not measure.ragged:
        rows = _evened(rows, text, cells, pieces, measure)
    lines: list[Line] = []
    for row in rows:
        left = measure.hang if lines else measure.first
        start, end = _shown(text, pieces, row.first, row.stop)
        full = row.stop < len(pieces)
        places = _places(text, advances, (start, end), left, full, row.squeezed, measure)
        lines.append(Line(start, end, places, full))
    return lines


def _rows(
    text: str, cells: Sequence[float], pieces: list[tuple[int, int]], measure: Measure
) -> list[Row]:
    """Fill line after line with the pieces no line end divides."""
    rows: list[Row] = []
    at = 0
    while at < len(pieces):
        left = measure.hang if rows else measure.first
        rows.append(Row(at, *_stop(text, cells, pieces, at, measure.width - left, measure)))
        at = _skip(text, pieces, rows[-1].stop)
    return rows


def _skip(text: str, pieces: Sequence[tuple[int, int]], at: int) -> int:
    """Return the first piece from `at` on that is no space: no line begins with one."""
    while at < len(pieces) and text[pieces[at][0] : pieces[at][1]].isspace():
        at += 1
    return at


def _shown(text: str, pieces: Sequence[tuple[int, int]], first: int, stop: int) -> tuple[int, int]:
    """Return the slice of the text a line shows: no line ends with a space."""
    start, end = pieces[first][0], pieces[stop - 1][1]
    while end > start + 1 and text[end - 1].isspace():
        end -= 1
    return start, end


def _evened(
    rows: list[Row],
    text: str,
    cells: Sequence[float],
    pieces: Sequence[tuple[int, int]],
    measure: Measure,
) -> list[Row]:
    """Even out the loose lines of a paragraph."""

    @cache
    def looseness(first: int, stop: int) -> float | None:
        start, end = _shown(text, pieces, first, stop)
        left = measure.hang if first else measure.first
        spare = measure.width - left - _length(cells, start, end, measure)
        fits = spare >= -TOLERANCE
        return spare / max(end - start - 1, 1) / measure.size if fits else None

    return evened(rows, looseness, lambda at: _skip(text, pieces, at))


def _cells(text: str, advances: Sequence[float], measure: Measure) -> list[float]:
    """Return what the characters take of a line: no letter or digit less than half a cell.

    A line has 28 cells (5.2.3), two half-width characters to the cell; a proportional face
    would put more of them on it.
    """
    if measure.ragged:
        return list(advances)
    half = measure.size / 2
    return [
        max(advance, half) if character.isascii() and character != " " else advance
        for character, advance in zip(text, advances, strict=True)
    ]


def _divided(
    text: str, pieces: list[tuple[int, int]], cells: Sequence[float], measure: Measure
) -> list[tuple[int, int]]:
    """Divide what is wider than a whole line: there, and only there, no rule can be kept."""
    room = measure.width - max(measure.first, measure.hang)
    fitting = room // (max(cells, default=0.0) + max(measure.tracking, 0.0) or 1.0)
    if all(end - start <= fitting for start, end in pieces):
        return pieces
    divided: list[tuple[int, int]] = []
    for piece in pieces:
        if _length(cells, *piece, measure) <= room + TOLERANCE:
            divided.append(piece)
            continue
        for start, end in address_parts(text, *piece) or [piece]:
            fits = _length(cells, start, end, measure) <= room + TOLERANCE
            divided.extend([(start, end)] if fits else _cut(text, start, end))
    return divided


def _cut(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Cut between characters, but leave marks with their neighbours as long as that is sane."""
    cut = [(start, start + 1)]
    for at in range(start + 1, end):
        begin = cut[-1][0]
        sticks = text[at] in CLOSING or text[at - 1] in OPENING
        if sticks and at - begin < LONGEST_CLUSTER:
            cut[-1] = (begin, at + 1)
        else:
            cut.append((at, at + 1))
    return cut


def _stop(
    text: str,
    cells: Sequence[float],
    pieces: list[tuple[int, int]],
    at: int,
    room: float,
    measure: Measure,
) -> tuple[int, bool]:
    """Return the piece before which the line ends, and whether its punctuation is squeezed."""
    stop, gap = _reach(text, cells, pieces, at, room, measure)
    if stop == len(pieces):
        return stop, False
    parts = address_parts(text, *pieces[stop]) if gap > WORTH_DIVIDING * measure.size else []
    if len(parts) > 1:
        pieces[stop : stop + 1] = parts
        return _stop(text, cells, pieces, at, room, measure)
    if stop == at:
        return at + 1, False
    begin, end = pieces[at][0], pieces[stop][1]
    if gap > WORTH_SQUEEZING * measure.size:
        need = _length(cells, begin, end, measure) - room
        if need <= _yield(text, cells, begin, end, measure):
            return stop + 1, True
    return stop, False


def _reach(
    text: str,
    cells: Sequence[float],
    pieces: list[tuple[int, int]],
    at: int,
    room: float,
    measure: Measure,
) -> tuple[int, float]:
    """Return the first piece for which there is no room, and the room that is left."""
    tracking, most = measure.tracking, room + TOLERANCE
    used = -tracking
    for stop in range(at, len(pieces)):
        start, end = pieces[stop]
        if end - start == 1:
            wider = used + cells[start] + tracking
        else:
            wider = used + sum(cells[start:end]) + (end - start) * tracking
        if wider > most and not text[start:end].isspace():
            return stop, room - used
        used = wider
    return len(pieces), room - used


def _length(advances: Sequence[float], begin: int, end: int, measure: Measure) -> float:
    return sum(advances[begin:end]) + (end - begin - 1) * measure.tracking


def _slack(text: str, advances: Sequence[float], at: int, begin: int, measure: Measure) -> float:
    """Return how many points a character inside a line can give up."""
    if text[at] in _SQUEEZED_RIGHT:
        return measure.size / 2
    if text[at] not in _SQUEEZED_LEFT or at == begin:
        return 0.0
    # An opening mark moves over its empty left half, but never to before its neighbour.
    before = advances[at - 1] - _slack(text, advances, at - 1, begin, measure) - 1
    return max(min(measure.size / 2, before), 0.0)


def _overhang(text: str, end: int, measure: Measure) -> float:
    """Return how far the last character's empty half may stand beyond the line end."""
    if text[end - 1] not in _ENDS_IN_INK:
        return 0.0
    return (1 - measure.ink_end(end - 1)) * measure.size


def _yield(text: str, advances: Sequence[float], begin: int, end: int, measure: Measure) -> float:
    inside = sum(_slack(text, advances, at, begin, measure) for at in range(begin, end - 1))
    return inside + _overhang(text, end, measure)


def _places(
    text: str,
    advances: Sequence[float],
    part: tuple[int, int],
    left: float,
    full: bool,
    squeezed: bool,
    measure: Measure,
) -> tuple[float, ...]:
    begin, end = part
    room = measure.width - left
    step, share = measure.tracking, 0.0
    if squeezed:
        inside = sum(_slack(text, advances, at, begin, measure) for at in range(begin, end - 1))
        need = _length(advances, begin, end, measure) - room
        if need > inside:
            # The last mark hangs until its ink ends the line; the others give the rest.
            need -= _overhang(text, end, measure)
        share = max(need, 0.0) / inside if inside else 0.0
        step += max(-need, 0.0) / (end - begin - 1)
    elif full and not measure.ragged and end - begin > 1:
        step = (room - sum(advances[begin:end])) / (end - begin - 1)
    if not share:
        steps = (advance + step for advance in advances[begin : end - 1])
        return tuple(accumulate(steps, initial=left))
    places: list[float] = []
    x = left
    for at in range(begin, end):
        slack = share * _slack(text, advances, at, begin, measure)
        x -= slack if text[at] in _SQUEEZED_LEFT else 0.0
        places.append(x)
        x += advances[at] + step - (slack if text[at] in _SQUEEZED_RIGHT else 0.0)
    return tuple(places)
