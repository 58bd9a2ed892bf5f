"""The rows of two texts with the passages that moved, within a row or from one row to another."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from .marking import AWAY, COME, GONE, HERE, SAME, Line, Passing, Segment
from .moved_clauses import Passage, Removal, Span, moved_clauses, moved_runs

#: What is shown as moved lets more be seen: the next passage in one stretch with it.
ROUNDS = 2
_SENTENCE = re.compile(r"[^。！？；]*[。！？；]|[^。！？；]+")


def with_moves(lines: Sequence[Line]) -> list[Line]:
    """Let passages found at another place be moved, wherever that does not mark too much."""
    clauses = moved_clauses([(line.old, line.new) for line in lines])
    moved, found = _as_far_as_clear(lines, clauses)
    for _ in range(ROUNDS):
        moved, found = _as_far_as_clear(lines, list(_grown(found, moved)))
        runs = moved_runs(*_marked(moved))
        if not runs:
            break
        moved, found = _as_far_as_clear(lines, [*found, *runs])
    return moved


def _as_far_as_clear(
    lines: Sequence[Line], found: list[Removal]
) -> tuple[list[Line], list[Removal]]:
    """Make these removals, except on rows where marking the least change says more."""
    while found:
        moved = _moving(lines, found)
        unclear = {row for row, line in enumerate(moved) if line.marks_too_much()}
        if not unclear:
            return moved, found
        found = [one for one in found if not unclear & {one.gone.row, one.come.row}]
    return list(lines), found


def _moving(lines: Sequence[Line], found: list[Removal]) -> list[Line]:
    away: dict[int, list[Passing]] = defaultdict(list)
    here: dict[int, list[Passing]] = defaultdict(list)
    for gone, come in found:
        old, new = lines[gone.row], lines[come.row]
        number = old.number + old.old.count("\n", 0, gone.start)
        new_number = new.new_number + new.new.count("\n", 0, come.start)
        within = gone.row == come.row
        away[gone.row].append(Passing(gone.start, gone.end, 0 if within else new_number))
        here[come.row].append(Passing(come.start, come.end, 0 if within else number))
    moved = list(lines)
    for row in {*away, *here}:
        moved[row] = replace(lines[row], away=tuple(away[row]), here=tuple(here[row]))
    return moved


def _grown(found: Iterable[Removal], lines: Sequence[Line]) -> Iterator[Removal]:
    """Each with what is marked beside it, the same at both places: it moved along (近年来，)."""
    taken: set[tuple[str, int, int]] = set()

    def along(row: int, place: int, new_row: int, other: int) -> bool:
        """Whether the character gone from one place came to the other. It moves only once."""
        old, new = lines[row].old, lines[new_row].new
        if not (0 <= place < len(old) and 0 <= other < len(new) and old[place] == new[other]):
            return False
        kinds = lines[row].marks[0][place].kind, lines[new_row].marks[1][other].kind
        both = {(GONE, row, place), (COME, new_row, other)}
        if kinds != (GONE, COME) or taken & both:
            return False
        taken.update(both)
        return True

    for gone, come in found:
        back = ahead = 0
        while along(gone.row, gone.start - back - 1, come.row, come.start - back - 1):
            back += 1
        while along(gone.row, gone.end + ahead, come.row, come.end + ahead):
            ahead += 1
        yield Removal(
            Span(gone.row, gone.start - back, gone.end + ahead),
            Span(come.row, come.start - back, come.end + ahead),
        )


def _marked(lines: Sequence[Line]) -> tuple[list[Passage], list[Passage]]:
    """The passages that are marked as gone, and those marked as come."""
    gone: list[Passage] = []
    come: list[Passage] = []
    for row, line in enumerate(lines):
        if line.old != line.new:
            for kind, passage in _passages(row, line.segments[2]):
                (gone if kind == GONE else come).append(passage)
    return gone, come


def _passages(row: int, both: Sequence[Segment]) -> Iterator[tuple[str, Passage]]:
    """What went and what came, by kind, cut into sentences."""
    places = {GONE: 0, COME: 0}
    for last, one, following in zip((None, *both), both, (*both[1:], None), strict=False):
        if one.kind in places:
            beside = following if one.kind == GONE else last
            replaced = beside is not None and {one.kind, beside.kind} == {GONE, COME}
            start = places[one.kind]
            for sentence in _SENTENCE.findall(one.text):
                end = start + len(sentence)
                yield one.kind, Passage(sentence, Span(row, start, end), replaced)
                start = end
        places[GONE] += len(one.text) if one.kind in (SAME, GONE, AWAY) else 0
        places[COME] += len(one.text) if one.kind in (SAME, COME, HERE) else 0
