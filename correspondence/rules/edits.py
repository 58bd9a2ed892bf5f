"""Which paragraphs one text changed in another: the smallest edits, and what it only moved."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from rapidfuzz.distance import Indel

from .chains import equal_ahead

Paragraphs = tuple[str, ...]

#: Below this likeness a paragraph was replaced by another one, not edited.
LIKE_ENOUGH: Final = 0.4
#: More pairs than this are not aligned: what lies between equal ends is then one change.
MOST_PAIRS: Final = 4_000_000
#: More pairs than this inside one change are not looked at one by one.
MOST_LIKENESSES: Final = 2_500


@dataclass(frozen=True)
class Edit:
    """The paragraphs `start` to `end` of the base gave way to `new`; equal ends: an insertion."""

    start: int
    end: int
    new: Paragraphs
    #: Whether it is one paragraph that became another one like it.
    alike: bool = False

    @property
    def order(self) -> tuple[int, int]:
        """An insertion stands before the paragraph that is edited at its place."""
        return (self.start, self.end)


def edits(old: Paragraphs, new: Paragraphs) -> list[Edit]:
    """The smallest changes that lead from one text to the other, each on as few paragraphs."""
    head = equal_ahead(old, new)
    tail = equal_ahead(old[head:][::-1], new[head:][::-1])
    before, after = old[head : len(old) - tail], new[head : len(new) - tail]
    if len(before) * len(after) > MOST_PAIRS:
        return [Edit(head, head + len(before), after)]
    found: list[Edit] = []
    for gone, come in _changes(before, after):
        found += _joined(old, _fine(head + gone.start, before[gone], after[come]))
    return found


def moved(old: Paragraphs, new: Paragraphs) -> dict[str, int]:
    """The paragraphs that stand at another place in the new text, with their place in the old.

    Only those that either text holds once: of two equal ones nobody can say which has moved.
    """
    counts, new_counts = Counter(old), Counter(new)
    places = {old[place]: place for place in missing(old, new)}
    return {one: place for one, place in places.items() if counts[one] == new_counts[one] == 1}


def missing(old: Paragraphs, new: Paragraphs) -> list[int]:
    """Places of old paragraphs that are not there any more: edited, moved or deleted."""
    return [place for edit in edits(old, new) for place in range(edit.start, edit.end)]


def _changes(old: Paragraphs, new: Paragraphs) -> Iterator[tuple[slice, slice]]:
    """Runs of paragraphs that differ, as places in both texts, with equal ones between them."""
    numbers: dict[str, int] = {}
    left, right = ([numbers.setdefault(one, len(numbers)) for one in side] for side in (old, new))
    gone, come = slice(0, 0), slice(0, 0)
    for op in Indel.opcodes(left, right):
        if op.tag == "equal":
            if gone.start < gone.stop or come.start < come.stop:
                yield gone, come
            gone, come = slice(op.src_end, op.src_end), slice(op.dest_end, op.dest_end)
        else:
            gone, come = slice(gone.start, op.src_end), slice(come.start, op.dest_end)
    if gone.start < gone.stop or come.start < come.stop:
        yield gone, come


def _fine(at: int, old: Paragraphs, new: Paragraphs) -> Iterator[Edit]:
    """One run of changes taken apart: paragraphs that are alike are edits of one another."""
    if len(old) * len(new) > MOST_LIKENESSES:
        yield Edit(at, at + len(old), new)
        return
    gone = come = 0
    for offset, paragraph in enumerate(old):
        match = _likest(paragraph, new[come:])
        if match is None:
            continue
        if offset > gone or match:
            yield Edit(at + gone, at + offset, new[come : come + match])
        yield Edit(at + offset, at + offset + 1, (new[come + match],), alike=True)
        gone, come = offset + 1, come + match + 1
    if gone < len(old) or come < len(new):
        yield Edit(at + gone, at + len(old), new[come:])


def _joined(old: Paragraphs, found: Iterable[Edit]) -> list[Edit]:
    """A paragraph whose words went into the one before or behind it was edited with that one."""
    joined: list[Edit] = []
    for edit in found:
        last = joined[-1] if joined else edit
        before, here = "".join(old[last.start : last.end]), "".join(old[edit.start : edit.end])
        behind = not edit.new and here and here in "".join(last.new[-1:])
        ahead = not last.new and before and before in "".join(edit.new[:1])
        if last.end == edit.start and (behind or ahead):
            joined[-1] = Edit(last.start, edit.end, last.new + edit.new)
        else:
            joined.append(edit)
    return joined


def _likest(paragraph: str, others: Paragraphs) -> int | None:
    likeness = [_likeness(paragraph, other) for other in others]
    best = max(range(len(likeness)), key=likeness.__getitem__, default=None)
    return best if best is not None and likeness[best] >= LIKE_ENOUGH else None


def _likeness(one: str, other: str) -> float:
    """How much alike; of lengths too unlike nothing has to be measured."""
    if 2 * min(len(one), len(other)) < LIKE_ENOUGH * (len(one) + len(other)):
        return 0
    return Indel.normalized_similarity(one, other)
