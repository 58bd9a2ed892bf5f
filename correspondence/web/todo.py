"""What waits for a person, as lines: which row, which step, how long, and what to know of it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from ..access import Row, state_of
from ..models import Assignment, Reply, User
from ..models.signature import objections_to
from ..models.waiting import DRAFT_OPINION
from ..rules.lifecycle import AnyMove
from ..rules.moves import AssignmentMove, ReplyMove
from ..rules.states import ENDED, OPINION_IN, AssignmentState, ReplyState
from ..rules.words import Part, ReplyKind
from .returned import Returned
from .rows import move_url, proposal_of, url_of

#: How the list calls a step where the button's own words would not tell enough.
NAMES: dict[AnyMove, str] = {
    ReplyMove.SUBMIT: "完成文稿",
    ReplyMove.AGREE: "会签",
    ReplyMove.APPROVE: "处室审核",
    ReplyMove.PASS_REVIEW: "核稿",
    ReplyMove.RECHECK: "复核",
}


@dataclass(frozen=True)
class Todo:
    """One line: what to do on which row, by when, and what there is to know before opening it."""

    row: Row
    move: AnyMove
    #: Lines of one key stand together under its word.
    key: str
    word: str
    due_on: date | None
    days: int | None
    hints: tuple[str, ...] = ()

    @property
    def proposal(self) -> Any:
        return proposal_of(self.row)

    @property
    def url(self) -> str:
        return url_of(self.row)

    @property
    def step(self) -> dict[str, str]:
        """The step itself, without going by the page of the case; a draft is written on first."""
        writes = self.move is ReplyMove.SUBMIT
        move = ReplyMove.SAVE if writes else self.move
        return {
            "label": "继续起草" if writes else move.label,
            "url": move_url(self.row, move),
        }

    @property
    def state(self) -> object:
        return state_of(self.row)

    @property
    def provisional(self) -> bool:
        """Whether the day shown is one that may still move when the year's notice comes."""
        assignment = assignment_of(self.row)
        if assignment is None or self.due_on != assignment.due_on:
            return False
        return assignment.due_provisional

    @property
    def place(self) -> str:
        """主办 市科委, with the document in hand."""
        assignment = assignment_of(self.row)
        if assignment is None:
            return ""
        words = f"{Part(assignment.part).label} {assignment.unit}"
        if not isinstance(self.row, Reply):
            return words
        return f"{words} {self.row.number or ReplyKind(self.row.kind).label}"


def move_of(key: str, moves: type[AnyMove]) -> AnyMove:
    """The move that a key of `models.waiting` stands for."""
    return AssignmentMove.START_REPLY if key == DRAFT_OPINION else moves(key)


def word_of(key: str, moves: type[AnyMove]) -> str:
    """What the list calls the work behind a key."""
    if key == DRAFT_OPINION:
        return "起草会办意见"
    move = moves(key)
    return NAMES.get(move, move.label)


def hints_on(user: User, row: Row, returned: Returned) -> Iterator[str]:
    """What is worth knowing before the row is opened."""
    if reason := returned.why(row):
        yield f"被退回：{reason}"
    if isinstance(row, Reply):
        yield from (f"会签不同意：{one.opinion}" for one in objections_to(row))
        if any(one.cosigner_id == user.pk and one.voided_at for one in row.cosignatures.all()):
            yield "会签后正文有改动"
        if asked_by(user, row):
            yield f"{_days_word(row.assignment)} {row.assignment.due_on}"
    assignment = assignment_of(row)
    if assignment is not None and row.state in (AssignmentState.IN_PROGRESS, ReplyState.DRAFT):
        parts = assignment.proposal.assignments.all()
        asked = [one for one in parts if one.part == Part.ASSIST and one.state not in ENDED]
        came = [one for one in asked if one.state in OPINION_IN or one.waived_reason]
        if asked and assignment.part == Part.LEAD:
            yield f"会办 {len(came)}/{len(asked)} 已回"
        if assignment.unit_id == user.unit_id and (day := assignment.internal_due_on):
            yield f"内部时限 {day}"


def assignment_of(row: Row) -> Assignment | None:
    """The part a row belongs to; none for a proposal."""
    return row if isinstance(row, Assignment) else getattr(row, "assignment", None)


def _days_word(part: Assignment) -> str:
    return "答复时限" if part.answers else "会办时限"


def asked_by(user: User, row: Row) -> date | None:
    """The day by which this person is to co-sign the document, if they are asked now."""
    if not isinstance(row, Reply) or row.state != ReplyState.COSIGNING:
        return None
    own = (one for one in row.cosignatures.all() if one.cosigner_id == user.pk and one.is_waiting)
    return next((one.due_on for one in own), None)
