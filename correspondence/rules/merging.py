"""Two people changed one text: what both wanted, paragraph by paragraph, and where they differ.

Three texts are given: `base`, from which both started, `mine` and `theirs`. A change that only one
of them made is taken over, a change that both made alike is taken over once, and a paragraph that
both changed differently is a conflict, which only a person can decide. Nothing is ever dropped
that one of them wrote.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Final

from rapidfuzz.distance import Indel

from .texts import Text, normalised

Paragraphs = tuple[str, ...]

#: Below this likeness a paragraph was replaced by another one, not edited.
LIKE_ENOUGH: Final = 0.4
#: More pairs than this are not aligned: what lies between equal ends is then one change.
MOST_PAIRS: Final = 4_000_000
#: More pairs than this inside one change are not looked at one by one.
MOST_LIKENESSES: Final = 2_500
#: The fields that are merged line by line; of every other field one side's value is taken.
_LINES: Final = ("body", "copies")


@dataclass(frozen=True)
class Agreed:
    """Paragraphs about which there is nothing to decide."""

    paragraphs: Paragraphs


@dataclass(frozen=True)
class Conflict:
    """Paragraphs that both changed, each in another way; an empty side has deleted them."""

    base: Paragraphs
    mine: Paragraphs
    theirs: Paragraphs


@dataclass(frozen=True)
class Choice:
    """One value of a field, when both have changed it."""

    base: object
    mine: object
    theirs: object


Piece = Agreed | Conflict


@dataclass(frozen=True)
class Merge:
    """A whole text put together; `fields` has the values agreed on, `choices` those that are not.

    `pieces` is the body in order. With neither conflicts nor choices, `text()` is the result.
    """

    pieces: tuple[Piece, ...]
    fields: Mapping[str, object]
    choices: Mapping[str, Choice]

    @property
    def conflicts(self) -> list[Conflict]:
        """What a person has to decide in the body, in order."""
        return [piece for piece in self.pieces if isinstance(piece, Conflict)]

    @property
    def settled(self) -> bool:
        """Whether nothing is left to decide."""
        return not self.choices and not self.conflicts

    def text(
        self, decided: Sequence[Sequence[str]] = (), chosen: Mapping[str, object] | None = None
    ) -> Text:
        """The text, with the paragraphs decided on for each conflict and a value for each choice.

        Raises ValueError unless every conflict and every choice is decided.
        """
        chosen = chosen or {}
        if len(decided) != len(self.conflicts) or set(chosen) != set(self.choices):
            raise ValueError("every conflict needs a decision")
        answers = iter(decided)
        body = [
            paragraph
            for piece in self.pieces
            for paragraph in (piece.paragraphs if isinstance(piece, Agreed) else next(answers))
        ]
        values: dict[str, object] = {**self.fields, **chosen, "body": "\n".join(body)}
        return Text(**values)  # type: ignore[arg-type]  # the fields of the three texts themselves


def merge(base: Text, mine: Text, theirs: Text) -> Merge:
    """Put two texts together that started from the same one."""
    agreed: dict[str, object] = {}
    choices: dict[str, Choice] = {}
    for name in (field.name for field in fields(Text) if field.name != "body"):
        sides = [getattr(side, name) for side in (base, mine, theirs)]
        if name in _LINES:
            sides = [normalised(side) for side in sides]
        value = _one(*sides, by_line=name in _LINES)
        if isinstance(value, Choice):
            choices[name] = value
        else:
            agreed[name] = value
    return Merge(merge_paragraphs(base.body, mine.body, theirs.body), agreed, choices)


def merge_paragraphs(base: str, mine: str, theirs: str) -> tuple[Piece, ...]:
    """The pieces of two bodies put together; bodies are compared as they are stored."""
    start, left, right = (_paragraphs(side) for side in (base, mine, theirs))
    return tuple(_joined(_pieces(start, _edits(start, left), _edits(start, right))))


def _one(base: object, mine: object, theirs: object, *, by_line: bool) -> object:
    """The value of one field, or the Choice that somebody has to make."""
    if theirs in (mine, base):
        return mine
    if mine == base:
        return theirs
    if by_line:
        pieces = merge_paragraphs(str(base), str(mine), str(theirs))
        if not any(isinstance(piece, Conflict) for piece in pieces):
            return "\n".join(line for piece in pieces for line in getattr(piece, "paragraphs", ()))
    return Choice(base, mine, theirs)


def _paragraphs(body: str) -> Paragraphs:
    stored = normalised(body)
    return tuple(stored.split("\n")) if stored else ()


@dataclass(frozen=True)
class _Edit:
    """The paragraphs `start` to `end` of the base gave way to `new`; equal ends: an insertion."""

    start: int
    end: int
    new: Paragraphs

    @property
    def order(self) -> tuple[int, int]:
        """An insertion stands before the paragraph that is edited at its place."""
        return (self.start, self.end)


def _edits(old: Paragraphs, new: Paragraphs) -> list[_Edit]:
    """The smallest changes that lead from one text to the other, each on as few paragraphs."""
    head = _equal(old, new)
    tail = _equal(old[head:][::-1], new[head:][::-1])
    before, after = old[head : len(old) - tail], new[head : len(new) - tail]
    if len(before) * len(after) > MOST_PAIRS:
        return [_Edit(head, head + len(before), after)]
    edits: list[_Edit] = []
    for gone, come in _changes(before, after):
        edits += _fine(head + gone.start, before[gone], after[come])
    return edits


def _equal(one: Paragraphs, other: Paragraphs) -> int:
    """How many paragraphs are equal from the beginning."""
    pairs = zip(one, other, strict=False)
    return next((at for at, (a, b) in enumerate(pairs) if a != b), min(len(one), len(other)))


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


def _fine(at: int, old: Paragraphs, new: Paragraphs) -> Iterator[_Edit]:
    """One run of changes taken apart: paragraphs that are alike are edits of one another."""
    if len(old) * len(new) > MOST_LIKENESSES:
        yield _Edit(at, at + len(old), new)
        return
    gone = come = 0
    for offset, paragraph in enumerate(old):
        match = _likest(paragraph, new[come:])
        if match is None:
            continue
        if offset > gone or match:
            yield _Edit(at + gone, at + offset, new[come : come + match])
        yield _Edit(at + offset, at + offset + 1, (new[come + match],))
        gone, come = offset + 1, come + match + 1
    if gone < len(old) or come < len(new):
        yield _Edit(at + gone, at + len(old), new[come:])


def _likest(paragraph: str, others: Paragraphs) -> int | None:
    likeness = [Indel.normalized_similarity(paragraph, other) for other in others]
    best = max(range(len(likeness)), key=likeness.__getitem__, default=None)
    return best if best is not None and likeness[best] >= LIKE_ENOUGH else None


def _pieces(base: Paragraphs, mine: list[_Edit], theirs: list[_Edit]) -> Iterator[Piece]:
    """Walk through the base; edits of both sides that touch the same paragraphs are one group."""
    edits = sorted(
        [(edit, True) for edit in mine] + [(edit, False) for edit in theirs],
        key=lambda pair: pair[0].order,
    )
    at = 0
    while edits:
        group = [edits.pop(0)]
        start, end = group[0][0].order
        while edits and _meets(edits[0][0], start, end, group):
            group.append(edits.pop(0))
            end = max(end, group[-1][0].end)
        yield Agreed(base[at:start])
        sides = [[edit for edit, own in group if own is side] for side in (True, False)]
        yield _decide(base, start, end, *sides)
        at = end
    yield Agreed(base[at:])


def _meets(edit: _Edit, start: int, end: int, group: list[tuple[_Edit, bool]]) -> bool:
    """Whether an edit belongs to a group: it reaches into it, or is an insertion that has to be
    seen together with it: at the place of another one, or right behind what both have changed."""
    both = len({own for _, own in group}) == 2
    insertion = edit.order == (end, end)
    return edit.start < end or (insertion and (both or start == end))


def _decide(
    base: Paragraphs, start: int, end: int, mine: list[_Edit], theirs: list[_Edit]
) -> Piece:
    before = base[start:end]
    left, right = (_applied(base, start, end, side) for side in (mine, theirs))
    if left == right or not theirs:
        return Agreed(left)
    return Agreed(right) if not mine else Conflict(before, left, right)


def _applied(base: Paragraphs, start: int, end: int, edits: list[_Edit]) -> Paragraphs:
    """What one side made of the paragraphs `start` to `end`."""
    result: list[str] = []
    at = start
    for edit in edits:
        result += [*base[at : edit.start], *edit.new]
        at = edit.end
    return (*result, *base[at:end])


def _joined(pieces: Iterator[Piece]) -> Iterator[Piece]:
    """Neighbouring agreed pieces as one, empty ones left out."""
    held: Paragraphs = ()
    for piece in pieces:
        if isinstance(piece, Agreed):
            held += piece.paragraphs
            continue
        if held:
            yield Agreed(held)
        held = ()
        yield piece
    if held:
        yield Agreed(held)
