"""意见 beside the text: each with its place in the latest version, or that its words are gone."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from ..access import moves_open_to
from ..models import Remark, RemarkAnswer, Reply, User
from ..rules.anchors import Place, found_again
from ..rules.moves import ReplyMove


@dataclass(frozen=True)
class Shown:
    """An opinion as it is shown: its number, its place now, and what the reader may do with it."""

    number: int
    remark: Remark
    place: Place | None
    answers: list[RemarkAnswer]
    answerable: bool
    resolvable: bool

    @property
    def moved_away(self) -> bool:
        """Whether the words it was about do not stand in the text any more."""
        return bool(self.remark.quote) and self.place is None


@dataclass(frozen=True)
class Piece:
    """A stretch of a paragraph; `number` is the opinion it is marked for, 0 for none."""

    text: str
    number: int = 0


def shown(reply: Reply, user: User) -> list[Shown]:
    """Every opinion on a document, the unsettled ones first."""
    body = reply.latest.body
    moves = moves_open_to(user, reply)
    drafts = reply.assignment.handler_id == user.pk
    rows = reply.remarks.select_related("by__unit", "by__office", "version", "resolved_by")
    found = [
        Shown(
            number=number,
            remark=one,
            place=found_again(one.anchor, body) if one.anchor else None,
            answers=list(one.answers.all()),
            answerable=ReplyMove.ANSWER_REMARK in moves and one.resolved_at is None,
            resolvable=ReplyMove.RESOLVE_REMARK in moves
            and one.resolved_at is None
            and (drafts or one.by_id == user.pk),
        )
        for number, one in enumerate(rows.prefetch_related("answers__by"), start=1)
    ]
    return sorted(found, key=lambda one: one.remark.resolved_at is not None)


def marked(body: str, remarks: Iterable[Shown]) -> list[list[Piece]]:
    """The paragraphs of a text, cut where unsettled opinions hold on to words."""
    standing = [one for one in remarks if one.place and one.remark.resolved_at is None]
    standing.sort(key=lambda one: (one.place.paragraph, one.place.start))  # type: ignore[union-attr]  # just asked
    by_paragraph = {
        paragraph: list(group)
        for paragraph, group in groupby(standing, key=lambda one: one.place.paragraph)  # type: ignore[union-attr]  # just asked
    }
    lines = enumerate(body.split("\n"), start=1)
    return [_pieces(line, by_paragraph.get(number, [])) for number, line in lines]


def _pieces(line: str, remarks: list[Shown]) -> list[Piece]:
    """Of two opinions on overlapping words the later one is marked from where the former ends."""
    pieces, at = [], 0
    for one in remarks:
        place = one.place
        if place is None or place.end <= at:
            continue
        start = max(place.start, at)
        pieces += [Piece(line[at:start]), Piece(line[start : place.end], one.number)]
        at = place.end
    return [piece for piece in (*pieces, Piece(line[at:])) if piece.text]
