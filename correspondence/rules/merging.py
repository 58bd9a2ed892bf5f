"""Two people changed one text: what both wanted, paragraph by paragraph, and where they differ.

Three texts are given: `base`, from which both started, `mine` and `theirs`. A change that only one
of them made is taken over, a change that both made alike is taken over once, an edit goes along
with a paragraph that the other side only moved, and what both changed differently is a conflict,
which only a person can decide. Nothing is ever dropped that one of them wrote.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Final

from .edits import Edit, Paragraphs, edits, missing, moved
from .texts import Text, normalised

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
    start, one, other = (_paragraphs(side) for side in (base, mine, theirs))
    start, one = _along(start, one, other)
    start, other = _along(start, other, one)
    return tuple(_joined(_pieces(start, one, other)))


def _along(
    base: Paragraphs, mover: Paragraphs, editor: Paragraphs
) -> tuple[Paragraphs, Paragraphs]:
    """Base and mover as if the other side had edited first what this one only moved."""
    places = moved(base, mover)
    new = {
        base[edit.start]: edit.new
        for edit in edits(base, editor)
        if edit.alike and places.get(base[edit.start]) == edit.start
        if base[edit.start] not in editor and editor.count(edit.new[0]) == 1
    }
    sides = [tuple(part for one in side for part in new.get(one, (one,))) for side in (base, mover)]
    return sides[0], sides[1]


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


def _pieces(base: Paragraphs, mine: Paragraphs, theirs: Paragraphs) -> Iterator[Piece]:
    """Walk through the base; edits of both sides that touch the same paragraphs are one group."""
    waiting = sorted(
        [(edit, True) for edit in edits(base, mine)]
        + [(edit, False) for edit in edits(base, theirs)],
        key=lambda pair: pair[0].order,
    )
    own, other = _moved(base, mine, theirs), _moved(base, theirs, mine)
    at = 0
    while waiting:
        group = [waiting.pop(0)]
        start, end = group[0][0].order
        while waiting and _meets(waiting[0][0], start, end, group):
            group.append(waiting.pop(0))
            end = max(end, group[-1][0].end)
        yield Agreed(base[at:start])
        sides = [[edit for edit, is_mine in group if is_mine is side] for side in (True, False)]
        left, right = (_applied(base, start, end, side) for side in sides)
        yield from _decided(base[start:end], left, right, own, other)
        at = end
    yield Agreed(base[at:])


@dataclass(frozen=True)
class _Moved:
    """What one side moved: `freely`, or although the other side deleted or moved it, too."""

    freely: dict[str, int]
    against: frozenset[str]


def _moved(base: Paragraphs, mover: Paragraphs, other: Paragraphs) -> _Moved:
    places, gone = moved(base, mover), set(missing(base, other))
    freely = {one: place for one, place in places.items() if place not in gone}
    return _Moved(freely, frozenset(places.keys() - freely.keys()))


def _decided(
    before: Paragraphs, mine: Paragraphs, theirs: Paragraphs, own: _Moved, other: _Moved
) -> Iterator[Piece]:
    """What two sides made of one stretch. What either only moved there is nobody's rival."""
    head, mine, tail = _without_ends(mine, own.freely)
    new_head, theirs, new_tail = _without_ends(theirs, other.freely)
    places = {**own.freely, **other.freely}
    yield Agreed(tuple(sorted(head + new_head, key=places.__getitem__)))
    doubtful = (own.against | other.against) & ({*mine, *theirs} - {*before})
    if mine == theirs or (before in (mine, theirs) and not doubtful):
        yield Agreed(theirs if mine == before else mine)
    else:
        yield Conflict(before, mine, theirs)
    yield Agreed(tuple(sorted(tail + new_tail, key=places.__getitem__)))


def _without_ends(
    side: Paragraphs, taken: Collection[str]
) -> tuple[Paragraphs, Paragraphs, Paragraphs]:
    """A stretch parted into what is taken at its beginning, the rest, and what is taken behind."""
    head = next((at for at, one in enumerate(side) if one not in taken), len(side))
    tail = next((at for at, one in enumerate(side[head:][::-1]) if one not in taken), 0)
    return side[:head], side[head : len(side) - tail], side[len(side) - tail :]


def _meets(edit: Edit, start: int, end: int, group: list[tuple[Edit, bool]]) -> bool:
    """Whether an edit belongs to a group: it reaches into it, or is an insertion that has to be
    seen together with it: at the place of another one, or right behind what both have changed."""
    both = len({own for _, own in group}) == 2
    insertion = edit.order == (end, end)
    return edit.start < end or (insertion and (both or start == end))


def _applied(base: Paragraphs, start: int, end: int, made: list[Edit]) -> Paragraphs:
    """What one side made of the paragraphs `start` to `end`."""
    result: list[str] = []
    at = start
    for edit in made:
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
