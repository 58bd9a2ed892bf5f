"""Clauses and sentences that stand at another place: in the same paragraph or in another one."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from rapidfuzz.distance import Indel

from .chains import aligned
from .runs import Change, changes, clauses

#: Shorter passages recur by nature (其中，另外，).
SHORTEST_MOVED = 6
#: A word or an item of a list is followed within its paragraph, with the stop behind it (规划、).
SHORTEST_WITHIN = 3
#: A passage that was edited on its way is the same one only if it is this much alike.
MOVED_LIKE_ENOUGH = 0.6
#: So many passages of each side are looked for at most, the longest first.
FOLLOWED_AT_MOST = 100
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

    @property
    def size(self) -> int:
        """Characters that moved."""
        return self.gone.end - self.gone.start


class Passage(NamedTuple):
    """A text and where it stands; `replaced` if another one took its place, or it took one's."""

    text: str
    span: Span
    replaced: bool = False

    @property
    def bare(self) -> str:
        """Without the stops at its ends, which depend on what stands beside it."""
        return self.text.strip(_STOPS)


def moved_clauses(rows: Sequence[tuple[str, str]]) -> list[Removal]:
    """Clauses without a partner on their own row that are found again, letter by letter."""
    gone, come = _unmatched(rows)
    where: dict[str, list[Passage]] = defaultdict(list)
    for passage in reversed(come):
        where[passage.bare].append(passage)
    return [
        _both(passage, where[passage.bare].pop())
        for passage in gone
        if len(passage.bare) >= SHORTEST_MOVED and where[passage.bare]
    ]


def moved_runs(gone: Sequence[Passage], come: Sequence[Passage]) -> list[Removal]:
    """Passages marked as gone that are marked as come elsewhere: whole, in part, or much alike.

    Each passage is followed once, to where most of it is found again.
    """
    pairs = [
        (shared, one.span, other.span)
        for one in _longest(gone)
        for other in _longest(come)
        if (shared := _shared(one, other))
    ]
    found: list[Removal] = []
    followed: set[Span] = set()
    for shared, *spans in sorted(pairs, key=lambda pair: -sum(part.size for part in pair[0])):
        if followed.isdisjoint(spans):
            found += shared
            followed.update(spans)
    return found


def _longest(passages: Sequence[Passage]) -> list[Passage]:
    long = [one for one in passages if len(one.text) >= SHORTEST_WITHIN]
    return sorted(long, key=lambda one: -len(one.text))[:FOLLOWED_AT_MOST]


def _shared(one: Passage, other: Passage) -> list[Removal]:
    """What both passages hold, if it is enough to say that it moved."""
    bare, other_bare = one.bare, other.bare
    if bare == other_bare:
        return [_both(one, other)] if _long_enough(one, other) else []
    shorter = min(bare, other_bare, key=len)
    if len(shorter) < SHORTEST_MOVED:
        return []
    if shorter in one.text and shorter in other.text:
        return [Removal(_inside(one, shorter), _inside(other, shorter))]
    return list(_alike(one, other))


def _long_enough(one: Passage, other: Passage) -> bool:
    """Within a paragraph a word is enough, if nothing else changed at either place."""
    if len(one.bare) >= SHORTEST_MOVED:
        return True
    within = one.span.row == other.span.row and not (one.replaced or other.replaced)
    return within and min(len(one.text), len(other.text)) >= SHORTEST_WITHIN


def _alike(one: Passage, other: Passage) -> Iterator[Removal]:
    """The stretches that stayed the same in a passage that was edited on its way."""
    if not Indel.normalized_similarity(one.text, other.text, score_cutoff=MOVED_LIKE_ENOUGH):
        return
    (row, start, end), (new_row, new_start, new_end) = one.span, other.span
    ends = Change(0, 0, 0, 0), Change(end - start, end - start, new_end - new_start, 0)
    for last, following in pairwise((ends[0], *changes(one.text, other.text), ends[1])):
        gone = Span(row, start + last.end, start + following.start)
        come = Span(new_row, new_start + last.new_end, new_start + following.new_start)
        if gone.start < gone.end:
            yield Removal(gone, come)


def _inside(passage: Passage, shared: str) -> Span:
    start = passage.span.start + passage.text.index(shared)
    return Span(passage.span.row, start, start + len(shared))


def _both(one: Passage, other: Passage) -> Removal:
    """The stop goes along only if it is the same one."""
    if one.text == other.text:
        return Removal(one.span, other.span)
    return Removal(_inside(one, one.bare), _inside(other, one.bare))


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
