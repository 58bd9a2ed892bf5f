"""What changed between two Chinese texts: paragraph by paragraph, then character by character."""

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from rapidfuzz.distance import Indel

#: Equal runs shorter than this between two changes read better as part of the change.
SHORTEST_EQUAL_RUN = 2
#: Below this likeness two paragraphs are one gone and one new, not one edited.
LIKE_ENOUGH = 0.4


@dataclass(frozen=True)
class Segment:
    """A run of characters: kind is same, ins or del."""

    kind: str
    text: str


@dataclass(frozen=True)
class Row:
    """Two paragraphs side by side; either side may be empty."""

    left: tuple[Segment, ...]
    right: tuple[Segment, ...]

    @property
    def changed(self) -> bool:
        """Whether anything differs in this row."""
        return any(segment.kind != "same" for segment in (*self.left, *self.right))


def compare(old: str, new: str) -> list[Row]:
    """Rows of aligned paragraphs of two texts."""
    before, after = old.split("\n"), new.split("\n")
    rows: list[Row] = []
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for kind, left_from, left_to, right_from, right_to in matcher.get_opcodes():
        left, right = before[left_from:left_to], after[right_from:right_to]
        if kind == "equal":
            rows += [_row(line, line) for line in left]
        else:
            rows += [_row(one, other) for one, other in _pair(left, right)]
    return [row for row in rows if row.left or row.right]


def changed_characters(rows: list[Row]) -> int:
    """How many characters are shown as changed, on both sides."""
    return sum(
        len(segment.text)
        for row in rows
        for segment in (*row.left, *row.right)
        if segment.kind != "same"
    )


def _pair(left: list[str], right: list[str]) -> Iterator[tuple[str, str]]:
    """Keep the order of both sides; put two paragraphs in one row if they are alike enough."""
    position = 0
    for line in left:
        likeness = [Indel.normalized_similarity(line, other) for other in right[position:]]
        best = max(range(len(likeness)), key=likeness.__getitem__, default=None)
        if best is None or likeness[best] < LIKE_ENOUGH:
            yield line, ""
            continue
        for other in right[position : position + best]:
            yield "", other
        yield line, right[position + best]
        position += best + 1
    for other in right[position:]:
        yield "", other


def _row(old: str, new: str) -> Row:
    """One row, with the characters that differ marked on their own side."""
    left: list[Segment] = []
    right: list[Segment] = []
    for gone, come, equal in _runs(old, new):
        if gone:
            left.append(Segment("del", gone))
        if come:
            right.append(Segment("ins", come))
        if equal:
            left.append(Segment("same", equal))
            right.append(Segment("same", equal))
    return Row(tuple(left), tuple(right))


def _runs(old: str, new: str) -> Iterator[tuple[str, str, str]]:
    """Triples (gone, come, equal): a change, then the equal run that follows it."""
    gone = come = ""
    for op in Indel.opcodes(old, new):
        before, after = old[op.src_start : op.src_end], new[op.dest_start : op.dest_end]
        last = op.src_end == len(old) and op.dest_end == len(new)
        crumb = (gone or come) and len(before) < SHORTEST_EQUAL_RUN and not last
        if op.tag != "equal" or crumb:
            gone, come = gone + before, come + after
        else:
            yield gone, come, before
            gone = come = ""
    if gone or come:
        yield gone, come, ""
