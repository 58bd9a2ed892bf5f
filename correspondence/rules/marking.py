"""One row of two texts, every character said to be the same, gone, come or moved."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import groupby
from typing import NamedTuple

from rapidfuzz.distance import Indel

from .runs import MARKED_AT_MOST, changes

SAME, GONE, COME, AWAY, HERE = "same", "del", "ins", "away", "here"
_LINES = re.compile(r"(\n)")


@dataclass(frozen=True)
class Segment:
    """A run of characters of one kind: same, del, ins, away (moved from here) or here (moved to).

    A line end always stands alone in its segment: a paragraph split or joined. `elsewhere` is the
    number of the paragraph a passage went to or came from, said once a passage; 0 within a row.
    """

    kind: str
    text: str
    elsewhere: int = 0

    @property
    def moved(self) -> str:
        """移至第5段, 移自第3段, or nothing."""
        return moved_words(self.kind, self.elsewhere)

    @property
    def moved_place(self) -> str:
        """The name of the other place: new-5, old-3, or nothing."""
        return moved_place(self.kind, self.elsewhere)

    @property
    def ends_line(self) -> bool:
        """Whether this is the line end of a paragraph that was split or joined."""
        return self.text == "\n"


def moved_words(kind: str, paragraph: int) -> str:
    """How the other place of what moved is told; empty for paragraph 0."""
    return f"移{'至' if kind == AWAY else '自'}第{paragraph}段" if paragraph else ""


def moved_place(kind: str, paragraph: int) -> str:
    """The name of the other place; what went away is in the new text, what came in the old."""
    return f"{'new' if kind == AWAY else 'old'}-{paragraph}" if paragraph else ""


class Mark(NamedTuple):
    """What is said of one character."""

    kind: str
    elsewhere: int = 0


class Passing(NamedTuple):
    """Characters start to end of a row moved; `elsewhere` is the paragraph at the other end."""

    start: int
    end: int
    elsewhere: int = 0


_SAME, _GONE, _COME = Mark(SAME), Mark(GONE), Mark(COME)
Marks = list[Mark]
Run = tuple[Segment, ...]


@dataclass(frozen=True)
class Line:
    """Old and new text of one row, and the passages that left it or came to it.

    `number` and `new_number` are those of its first paragraph on either side, counted from 1.
    """

    old: str
    new: str
    number: int = 0
    new_number: int = 0
    away: tuple[Passing, ...] = ()
    here: tuple[Passing, ...] = ()

    @cached_property
    def marks(self) -> tuple[Marks, Marks]:
        """What is said of each character, on either side."""
        left, right = [_SAME] * len(self.old), [_SAME] * len(self.new)
        _fill(left, self.away, AWAY)
        _fill(right, self.here, HERE)
        places = [place for place, mark in enumerate(left) if mark is _SAME]
        new_places = [place for place, mark in enumerate(right) if mark is _SAME]
        rest = "".join(self.old[place] for place in places)
        new_rest = "".join(self.new[place] for place in new_places)
        for one in changes(rest, new_rest):
            for place in places[one.start : one.end]:
                left[place] = _GONE
            for place in new_places[one.new_start : one.new_end]:
                right[place] = _COME
        return left, right

    @cached_property
    def segments(self) -> tuple[Run, Run, Run]:
        """Left side, right side, and both in one line with what went before what came."""
        if self.old == self.new:
            same = _cut([_SAME] * len(self.old), self.old)
            return same, same, same
        left, right = self.marks
        woven = list(_woven(left, self.old, right, self.new))
        both = _cut([mark for mark, _ in woven], "".join(character for _, character in woven))
        return _cut(left, self.old), _cut(right, self.new), both

    def marks_too_much(self) -> bool:
        """Whether moving passages made more marks than the least change of the row allows."""
        if not (self.away or self.here):
            return False
        marked = sum(mark is not _SAME for side in self.marks for mark in side)
        allowed = int(marked / MARKED_AT_MOST)
        return Indel.distance(self.old, self.new, score_cutoff=allowed) < marked / MARKED_AT_MOST


def _fill(marks: Marks, passages: Iterable[Passing], kind: str) -> None:
    for start, end, elsewhere in passages:
        marks[start:end] = [Mark(kind, elsewhere)] * (end - start)


def _woven(left: Marks, old: str, right: Marks, new: str) -> Iterator[tuple[Mark, str]]:
    """Both sides in one line, mark and character: what is the same stands once."""
    i = j = 0
    while i < len(left) or j < len(right):
        while i < len(left) and left[i] is not _SAME:
            yield left[i], old[i]
            i += 1
        while j < len(right) and right[j] is not _SAME:
            yield right[j], new[j]
            j += 1
        if i < len(left):
            yield _SAME, old[i]
        i, j = i + 1, j + 1


def _cut(marks: Marks, text: str) -> Run:
    """Runs of one mark. Every line end stands alone."""
    segments: list[Segment] = []
    start = 0
    for mark, run in groupby(marks):
        end = start + len(list(run))
        pieces = _LINES.split(text[start:end])
        segments += [Segment(mark.kind, piece, mark.elsewhere) for piece in pieces if piece]
        start = end
    return tuple(_told_once(segments))


def _told_once(segments: Iterable[Segment]) -> Iterator[Segment]:
    """A passage that was edited on its way says where it went or came from at its beginning."""
    told = Mark(SAME)
    for one in segments:
        mark = Mark(one.kind, one.elsewhere)
        yield replace(one, elsewhere=0) if mark == told else one
        if one.kind in (SAME, AWAY, HERE):
            told = mark
