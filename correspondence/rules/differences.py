"""What changed between two Chinese texts: paragraph by paragraph, then character by character.

What is marked as gone or come is at most 1.5 × the least change that turns one text into the
other; what only moved is shown as moved. Left sides in order are the old text, right sides the new.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from rapidfuzz.distance import Indel

from .following import with_moves
from .marking import AWAY, COME, GONE, HERE, SAME, Line, Segment, moved_place, moved_words
from .paragraphs import Group, groups
from .runs import MARKED_AT_MOST

__all__ = [
    "Row",
    "Segment",
    "changed_characters",
    "compare",
    "moved_characters",
]


@dataclass(frozen=True)
class Row:
    """Paragraphs side by side; either side may be empty.

    `both` is the row in one line, what went before what came. A moved paragraph has two rows:
    where it was, with `moved_to` the number of the paragraph it became; and where it is, with
    `moved_from` the number it had. Paragraphs count from 1; `old_numbers` and `new_numbers` are
    those of the row.
    """

    left: tuple[Segment, ...]
    right: tuple[Segment, ...]
    both: tuple[Segment, ...] = ()
    moved_from: int = 0
    moved_to: int = 0
    old_numbers: range = range(0)
    new_numbers: range = range(0)

    @property
    def changed(self) -> bool:
        """Whether anything differs in this row."""
        return any(segment.kind != SAME for segment in (*self.left, *self.right))

    @property
    def moved(self) -> str:
        """移自第3段, 移至第5段, or nothing."""
        return moved_words(HERE, self.moved_from) or moved_words(AWAY, self.moved_to)

    @property
    def moved_place(self) -> str:
        """The name of the other place: new-5, old-3, or nothing."""
        return moved_place(HERE, self.moved_from) or moved_place(AWAY, self.moved_to)


def compare(old: str, new: str) -> list[Row]:
    """Rows of aligned paragraphs of two texts; blank lines are left out."""
    before = [line for line in old.split("\n") if line]
    after = [line for line in new.split("\n") if line]
    found = groups(before, after)
    lines = [
        Line(
            _lines(before, one.old),
            _lines(after, one.new),
            number=one.old.start + 1,
            new_number=one.new.start + 1,
        )
        for one in found
    ]
    moved = zip(found, with_moves(lines), strict=True)
    marked = [
        Row(*line.segments, old_numbers=_counted(one.old), new_numbers=_counted(one.new))
        for one, line in moved
    ]
    rows = list(_in_order(found, marked))
    return rows if _near_the_least(rows, before, after) else _by_characters(before, after)


def changed_characters(rows: list[Row]) -> int:
    """How many characters are shown as gone or come, on both sides."""
    return _count(rows, GONE, COME)


def moved_characters(rows: list[Row]) -> int:
    """How many characters stand at another place than before, their own changes not counted."""
    return _count(rows, HERE)


def _near_the_least(rows: list[Row], before: list[str], after: list[str]) -> bool:
    """Whether the paragraphs were aligned well enough to mark little more than the least."""
    allowed = changed_characters(rows) / MARKED_AT_MOST
    least = Indel.distance("\n".join(before), "\n".join(after), score_cutoff=int(allowed))
    return allowed <= least


def _by_characters(before: list[str], after: list[str]) -> list[Row]:
    """Where paragraphs were cut anew all over: one change of characters, a row a common line."""
    sides = Line("\n".join(before), "\n".join(after)).segments
    return [Row(*row) for row in zip(*(_by_lines(side) for side in sides), strict=True)]


def _by_lines(segments: tuple[Segment, ...]) -> list[tuple[Segment, ...]]:
    rows: list[list[Segment]] = [[]]
    for segment in segments:
        if segment == Segment(SAME, "\n"):
            rows.append([])
        else:
            rows[-1].append(segment)
    return [tuple(row) for row in rows]


def _count(rows: list[Row], *kinds: str) -> int:
    return sum(
        len(segment.text)
        for row in rows
        for segment in (*row.left, *row.right)
        if segment.kind in kinds
    )


def _lines(texts: list[str], places: range) -> str:
    return "\n".join(texts[place] for place in places)


def _counted(places: range) -> range:
    return range(places.start + 1, places.stop + 1)


def _in_order(found: list[Group], rows: list[Row]) -> Iterator[Row]:
    """What stayed gives the order; before it stands what went from there, then what came there."""
    here: list[tuple[Group, Row]] = []
    left: dict[int, Row] = {}
    right: dict[int, Row] = {}
    for group, row in zip(found, rows, strict=True):
        if group.moved:
            left[group.old.start], right[group.new.start] = _both_places(row)
        elif group.old and group.new:
            here.append((group, row))
        elif group.old:
            left[group.old.start] = row
        else:
            right[group.new.start] = row
    start = new_start = 0
    for group, row in sorted(here, key=lambda one: one[0].old.start):
        yield from (left[place] for place in range(start, group.old.start) if place in left)
        yield from (right[place] for place in range(new_start, group.new.start) if place in right)
        yield row
        start, new_start = group.old.stop, group.new.stop
    yield from (left[place] for place in sorted(left) if place >= start)
    yield from (right[place] for place in sorted(right) if place >= new_start)


def _both_places(row: Row) -> tuple[Row, Row]:
    """The row where the paragraph was, and the row where it is now."""
    text = "".join(segment.text for segment in row.left)
    # A part that went on to a third place has never been here.
    came = tuple(one for one in row.both if not (one.kind == AWAY and one.elsewhere))
    left, right, both = _as(AWAY, row.left), _as(HERE, row.right), _as(HERE, came)
    old, new = row.old_numbers, row.new_numbers
    was = Row(left, (), (Segment(AWAY, text),), moved_to=new.start, old_numbers=old)
    return was, Row((), right, both, moved_from=old.start, new_numbers=new)


def _as(kind: str, segments: tuple[Segment, ...]) -> tuple[Segment, ...]:
    return tuple(Segment(kind if one.kind == SAME else one.kind, one.text) for one in segments)
