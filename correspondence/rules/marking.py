"""One row of two texts, every character said to be the same, gone, come or moved."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby

from rapidfuzz.distance import Indel

from .runs import MARKED_AT_MOST, changes

SAME, GONE, COME, AWAY, HERE = "same", "del", "ins", "away", "here"
_LINES = re.compile(r"(\n)")


@dataclass(frozen=True)
class Segment:
    """A run of characters of one kind: same, del, ins, away (moved from here) or here (moved to).

    A line end always stands alone in its segment: a paragraph split or joined.
    """

    kind: str
    text: str


@dataclass(frozen=True)
class Line:
    """Old and new text of one row, and the passages that left it or came to it."""

    old: str
    new: str
    away: tuple[tuple[int, int], ...] = ()
    here: tuple[tuple[int, int], ...] = ()

    @cached_property
    def kinds(self) -> tuple[list[str], list[str]]:
        """The kind of each character, on either side."""
        left, right = [SAME] * len(self.old), [SAME] * len(self.new)
        _fill(left, self.away, AWAY)
        _fill(right, self.here, HERE)
        places = [place for place, kind in enumerate(left) if kind is SAME]
        new_places = [place for place, kind in enumerate(right) if kind is SAME]
        rest = "".join(self.old[place] for place in places)
        new_rest = "".join(self.new[place] for place in new_places)
        for one in changes(rest, new_rest):
            for place in places[one.start : one.end]:
                left[place] = GONE
            for place in new_places[one.new_start : one.new_end]:
                right[place] = COME
        return left, right

    @cached_property
    def segments(self) -> tuple[tuple[Segment, ...], tuple[Segment, ...], tuple[Segment, ...]]:
        """Left side, right side, and both in one line with what went before what came."""
        if self.old == self.new:
            same = _cut([SAME] * len(self.old), self.old)
            return same, same, same
        left, right = self.kinds
        woven = list(_woven(left, self.old, right, self.new))
        both = _cut([kind for kind, _ in woven], "".join(character for _, character in woven))
        return _cut(left, self.old), _cut(right, self.new), both

    def marks_too_much(self) -> bool:
        """Whether moving passages made more marks than the least change of the row allows."""
        if not (self.away or self.here):
            return False
        marked = sum(kind is not SAME for side in self.kinds for kind in side)
        allowed = int(marked / MARKED_AT_MOST)
        return Indel.distance(self.old, self.new, score_cutoff=allowed) < marked / MARKED_AT_MOST


def _fill(kinds: list[str], spans: Iterable[tuple[int, int]], kind: str) -> None:
    for start, end in spans:
        kinds[start:end] = [kind] * (end - start)


def _woven(left: list[str], old: str, right: list[str], new: str) -> Iterator[tuple[str, str]]:
    """Both sides in one line, kind and character: what is the same stands once."""
    i = j = 0
    while i < len(left) or j < len(right):
        while i < len(left) and left[i] is not SAME:
            yield left[i], old[i]
            i += 1
        while j < len(right) and right[j] is not SAME:
            yield right[j], new[j]
            j += 1
        if i < len(left):
            yield SAME, old[i]
        i, j = i + 1, j + 1


def _cut(kinds: list[str], text: str) -> tuple[Segment, ...]:
    """Runs of one kind. Every line end stands alone."""
    segments: list[Segment] = []
    start = 0
    for kind, run in groupby(kinds):
        end = start + len(list(run))
        pieces = _LINES.split(text[start:end])
        segments += [Segment(kind, piece) for piece in pieces if piece]
        start = end
    return tuple(segments)
