"""Clauses and sentences that stand at another place: in the same paragraph or in another one."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from .chains import aligned
from .runs import clauses

#: Shorter passages recur by nature (其中，另外，).
SHORTEST_MOVED = 6
#: So many pairs of passages are searched for a part of each other at most.
COMPARED_AT_MOST = 10_000
_STOPS = "，。；：！？、\n"


class Span(NamedTuple):
    """Characters start to end of one row's text."""

    row: int
    start: int
    end: int


class Removal(NamedTuple):
    """A passage that left its place, and where it went to; both hold the same characters."""

    gone: Span
    come: Span


class Passage(NamedTuple):
    """A text and where it stands."""

    text: str
    span: Span

    @property
    def bare(self) -> str:
        """Without the stops at its end, which depend on what follows."""
        return self.text.rstrip(_STOPS)


def moved_clauses(rows: Sequence[tuple[str, str]]) -> list[Removal]:
    """Clauses without a partner on their own row that are found again, letter by letter."""
    gone, come = _unmatched(rows)
    where: dict[str, list[int]] = defaultdict(list)
    for place in reversed(range(len(come))):
        where[come[place].bare].append(place)
    found: dict[int, int] = {}
    for place, passage in enumerate(gone):
        if len(passage.bare) >= SHORTEST_MOVED and where[passage.bare]:
            found[place] = where[passage.bare].pop()
    _take_neighbours(gone, come, found)
    return [_both(gone[place], come[other]) for place, other in sorted(found.items())]


def moved_runs(gone: Sequence[Passage], come: Sequence[Passage]) -> list[Removal]:
    """Passages marked as gone that are, whole or in part, a passage marked as come."""
    left = [one for one in gone if len(one.bare) >= SHORTEST_MOVED]
    right = [one for one in come if len(one.bare) >= SHORTEST_MOVED]
    where = {one.bare: one for one in right}
    found = []
    for passage in left:
        other = where.get(passage.bare)
        if other is None and len(left) * len(right) <= COMPARED_AT_MOST:
            other = next((one for one in where.values() if _within(passage, one)), None)
        if other:
            found.append(_overlap(passage, other))
            del where[other.bare]
    return found


def _within(one: Passage, other: Passage) -> bool:
    return one.bare in other.text or other.bare in one.text


def _overlap(one: Passage, other: Passage) -> Removal:
    """The shorter passage, here and inside the longer one."""
    if one.text == other.text:
        return Removal(one.span, other.span)
    shared = min(one.bare, other.bare, key=len)
    return Removal(_inside(one, shared), _inside(other, shared))


def _inside(passage: Passage, shared: str) -> Span:
    start = passage.span.start + passage.text.index(shared)
    return Span(passage.span.row, start, start + len(shared))


def _both(one: Passage, other: Passage) -> Removal:
    """The stop goes along only if it is the same one."""
    if one.text == other.text:
        return Removal(one.span, other.span)
    return Removal(_inside(one, one.bare), _inside(other, one.bare))


def _take_neighbours(
    gone: Sequence[Passage], come: Sequence[Passage], found: dict[int, int]
) -> None:
    """Short clauses beside a moved one have moved with it (近年来，)."""
    for step in (-1, 1):
        for place, other in list(found.items()):
            i, j = place + step, other + step
            while (
                _beside(gone, i - step, i)
                and _beside(come, j - step, j)
                and gone[i].text == come[j].text
                and i not in found
                and j not in found.values()
            ):
                found[i] = j
                i, j = i + step, j + step


def _beside(passages: Sequence[Passage], place: int, other: int) -> bool:
    """Whether there is another passage, and it touches this one in the text."""
    if not 0 <= other < len(passages):
        return False
    first, second = sorted((passages[place].span, passages[other].span))
    return first.row == second.row and first.end == second.start


def _unmatched(rows: Sequence[tuple[str, str]]) -> tuple[list[Passage], list[Passage]]:
    gone: list[Passage] = []
    come: list[Passage] = []
    for row, (old, new) in enumerate(rows):
        if old != new:
            before, after = clauses(old), clauses(new)
            pairs = aligned(before, after)
            gone += _left_over(row, before, {i for i, _ in pairs})
            come += _left_over(row, after, {j for _, j in pairs})
    return gone, come


def _left_over(row: int, pieces: list[str], matched: set[int]) -> Iterator[Passage]:
    start = 0
    for place, piece in enumerate(pieces):
        if place not in matched:
            yield Passage(piece, Span(row, start, start + len(piece)))
        start += len(piece)
