"""Who may do what when: role × state × move, as data.

The same rows feed the guard (`access.require`), the buttons of every page and the diagram.
Sources: 党政机关公文处理工作条例 articles 18, 20, 22, 25 for the order of a reply;
上海市代表建议规定 articles 11, 14, 17, 19, 21 for the way of an assignment.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from .moves import AssignmentMove, ProposalMove, ReplyMove
from .states import AssignmentState, ProposalState, ReplyState
from .words import Role

AnyMove: TypeAlias = ProposalMove | AssignmentMove | ReplyMove
AnyState: TypeAlias = ProposalState | AssignmentState | ReplyState


class Weight(StrEnum):
    """How loud a move's button is: the next lawful step, a side step, a step back."""

    MAIN = "main"
    SIDE = "side"
    BACK = "back"


@dataclass(frozen=True)
class Step:
    """One row: this role may make this move from source, and it leads to target."""

    move: AnyMove
    source: AnyState
    target: AnyState
    roles: frozenset[Role]
    weight: Weight


MAIN, SIDE, BACK = Weight.MAIN, Weight.SIDE, Weight.BACK


def _rows(
    move: AnyMove,
    sources: Iterable[AnyState],
    target: AnyState | None,
    roles: set[Role],
    weight: Weight = MAIN,
) -> list[Step]:
    """One step a source; without a target the move stays where it is."""
    return [Step(move, source, target or source, frozenset(roles), weight) for source in sources]


def _proposal_steps() -> list[Step]:
    move, state, role = ProposalMove, ProposalState, Role
    office = {role.CONGRESS_OFFICE}
    before_reply = (
        state.SUBMITTED,
        state.IN_REVIEW,
        state.RETURNED,
        state.ACCEPTED,
        state.FORWARDED,
        state.ASSIGNED,
    )
    return [
        *_rows(move.SUBMIT, [state.DRAFT, state.RETURNED], state.IN_REVIEW, {role.DEPUTY, *office}),
        *_rows(move.JOIN, [state.SUBMITTED], state.IN_REVIEW, {role.JOINT_DEPUTY}),
        *_rows(move.DECLINE, [state.SUBMITTED], state.IN_REVIEW, {role.JOINT_DEPUTY}, SIDE),
        *_rows(move.ACCEPT, [state.IN_REVIEW], state.ACCEPTED, office),
        *_rows(move.RETURN, [state.IN_REVIEW], state.RETURNED, office, BACK),
        *_rows(move.REFUSE, [state.IN_REVIEW], state.REFUSED, office, BACK),
        *_rows(move.MERGE, [state.ACCEPTED], state.MERGED, office, SIDE),
        *_rows(move.UNMERGE, [state.MERGED], state.ACCEPTED, office, BACK),
        *_rows(move.FORWARD, [state.ACCEPTED], state.FORWARDED, office),
        *_rows(move.HAND_OUT, [state.FORWARDED], state.ASSIGNED, {role.HANDING_OUT_OFFICE}),
        *_rows(move.WITHDRAW, before_reply, state.WITHDRAWN, {role.DEPUTY, *office}, BACK),
    ]


_A = AssignmentState
_CLOCK = {Role.SYSTEM}
_LIAISON = {Role.LIAISON}
_HEAD = {Role.OFFICE_HEAD}
_DECIDERS = {Role.HANDING_OUT_OFFICE, Role.CONGRESS_OFFICE}
_WORKING = (_A.SIGNED_FOR, _A.DISPATCHED, _A.IN_PROGRESS, _A.IN_APPROVAL)
_OPEN = (_A.PENDING, _A.HAND_BACK_REQUESTED, *_WORKING, _A.REHANDLING)
_ANSWERED = (_A.REPLIED, _A.FEEDBACK_DONE)
_OPINION_OUT = (_A.OPINION_SENT, _A.OPINION_ACCEPTED)
_REOPENED = (_A.IN_APPROVAL, *_ANSWERED, _A.TRACKING, *_OPINION_OUT)


def _receipt_steps() -> list[Step]:
    """From hand-out to the person who works on it."""
    move = AssignmentMove
    asked = [_A.HAND_BACK_REQUESTED]
    return [
        *_rows(move.SIGN_FOR, [_A.PENDING], _A.SIGNED_FOR, _LIAISON),
        *_rows(move.REQUEST_HAND_BACK, [_A.SIGNED_FOR], asked[0], _LIAISON, BACK),
        *_rows(move.GRANT_HAND_BACK, asked, _A.HANDED_BACK, _DECIDERS),
        *_rows(move.REFUSE_HAND_BACK, asked, _A.SIGNED_FOR, _DECIDERS, BACK),
        *_rows(move.WITHDRAW_HAND_BACK, asked, _A.SIGNED_FOR, _LIAISON, BACK),
        *_rows(move.DISPATCH, [_A.SIGNED_FOR], _A.DISPATCHED, _LIAISON),
        *_rows(move.RETURN_DISPATCH, [_A.DISPATCHED], _A.SIGNED_FOR, _HEAD, BACK),
        *_rows(move.BEGIN, [_A.DISPATCHED, _A.REHANDLING], _A.IN_PROGRESS, _HEAD),
    ]


def _work_steps() -> list[Step]:
    """What goes on beside the document, and how the part follows its document."""
    move, role = AssignmentMove, Role
    lead, overseers = {role.LEAD_HANDLER}, {role.HANDING_OUT_OFFICE, role.SUPERVISOR}
    return [
        *_rows(move.START_REPLY, [_A.IN_PROGRESS], None, {role.HANDLER}),
        *_rows(move.RECORD_CONTACT, [_A.IN_PROGRESS], None, {role.HANDLER, *_HEAD}, SIDE),
        *_rows(move.WAIVE_OPINION, (_A.PENDING, *_WORKING), None, lead, SIDE),
        *_rows(move.NUDGE, _OPEN, None, {*overseers, *lead}, SIDE),
        *_rows(move.SUBMIT, [_A.IN_PROGRESS], _A.IN_APPROVAL, _CLOCK),
        *_rows(move.REOPEN, _REOPENED, _A.IN_PROGRESS, _CLOCK),
        *_rows(move.REPLY, _WORKING, _A.REPLIED, _CLOCK),
        *_rows(move.SEND_OPINION, [_A.IN_APPROVAL], _A.OPINION_SENT, _CLOCK),
        *_rows(move.ACCEPT_OPINION, [_A.OPINION_SENT], _A.OPINION_ACCEPTED, lead),
        *_rows(move.SEND_BACK_OPINION, [_A.OPINION_SENT], _A.IN_PROGRESS, lead, BACK),
    ]


def _due_day_steps() -> list[Step]:
    """What moves a due day by decision: 延期, and 中止 where the rules allow it."""
    move = AssignmentMove
    return [
        *_rows(move.ASK_EXTENSION, _WORKING, None, _LIAISON, SIDE),
        *_rows(move.GRANT_EXTENSION, _WORKING, None, _DECIDERS),
        *_rows(move.REFUSE_EXTENSION, _WORKING, None, _DECIDERS, BACK),
        *_rows(move.TELL_EXTENSION, (*_WORKING, *_ANSWERED), None, _LIAISON, SIDE),
        *_rows(move.SUSPEND, _WORKING, None, _DECIDERS, SIDE),
        *_rows(move.RESUME, _WORKING, None, _DECIDERS, SIDE),
    ]


def _answer_steps() -> list[Step]:
    """After the reply has reached the deputy."""
    move, role = AssignmentMove, Role
    office = {role.CONGRESS_OFFICE}
    done = (*_ANSWERED, _A.OPINION_ACCEPTED)
    return [
        *_rows(move.GIVE_FEEDBACK, _ANSWERED, _A.FEEDBACK_DONE, {role.DEPUTY}),
        *_rows(move.JOIN_FEEDBACK, _ANSWERED, None, {role.JOINT_DEPUTY}),
        *_rows(move.RECORD_FEEDBACK, [_A.REPLIED], None, office, SIDE),
        *_rows(move.CONFIRM_FEEDBACK, [_A.REPLIED], _A.FEEDBACK_DONE, office),
        *_rows(move.SHARE_FEEDBACK, [_A.REPLIED], _A.FEEDBACK_DONE, _CLOCK),
        *_rows(move.REHANDLE, [_A.FEEDBACK_DONE], _A.REHANDLING, office, SIDE),
        *_rows(move.TRACK, _ANSWERED, _A.TRACKING, _LIAISON),
        *_rows(move.FOLLOW_UP, [_A.TRACKING], _A.IN_PROGRESS, _HEAD),
        *_rows(move.ARCHIVE, done, _A.ARCHIVED, {role.ARCHIVIST}),
        *_rows(move.CANCEL, (*_OPEN, _A.OPINION_SENT, _A.OPINION_ACCEPTED), _A.CANCELLED, _CLOCK),
    ]


_R = ReplyState
_SIGNERS = {Role.LEADER, Role.CHIEF}


def _writing_steps() -> list[Step]:
    """拟稿 to 核稿."""
    move, role = ReplyMove, Role
    cosigning = [_R.COSIGNING]
    return [
        *_rows(move.SAVE, [_R.DRAFT], None, {role.HANDLER}, SIDE),
        *_rows(move.SUBMIT, [_R.DRAFT], _R.OFFICE_APPROVAL, {role.HANDLER}),
        *_rows(move.TAKE_BACK, [_R.OFFICE_APPROVAL], _R.DRAFT, {role.HANDLER}, BACK),
        *_rows(move.APPROVE, [_R.OFFICE_APPROVAL], _R.COSIGNING, _HEAD),
        *_rows(move.SEND_BACK, [_R.OFFICE_APPROVAL, _R.COSIGNING], _R.DRAFT, _HEAD, BACK),
        *_rows(move.ARRANGE, [_R.DRAFT], None, {role.HANDLER}, SIDE),
        *_rows(move.ARRANGE, cosigning, None, {role.HANDLER, *_HEAD}, SIDE),
        *_rows(move.SIGN_AGAIN, cosigning, None, {role.COSIGNER}),
        *_rows(move.AGREE, cosigning, None, {role.COSIGNER}),
        *_rows(move.OBJECT, cosigning, None, {role.COSIGNER}, BACK),
        *_rows(
            move.WITHDRAW_SIGNATURE, [*cosigning, _R.REVIEW], cosigning[0], {role.COSIGNER}, BACK
        ),
        *_rows(move.OVERRIDE, cosigning, None, _SIGNERS),
        *_rows(move.FINISH_COSIGNING, cosigning, _R.REVIEW, _CLOCK),
        *_rows(move.PASS_REVIEW, [_R.REVIEW], _R.LEADER_APPROVAL, {role.REVIEWER}),
        *_rows(move.SEND_BACK, [_R.REVIEW], _R.DRAFT, {role.REVIEWER}, BACK),
        *_rows(move.SEND_BACK_TO_OFFICE, [_R.REVIEW], _R.OFFICE_APPROVAL, {role.REVIEWER}, BACK),
    ]


def _signing_steps() -> list[Step]:
    """审签, 签发, 复核."""
    move, role = ReplyMove, Role
    leader, chief = [_R.LEADER_APPROVAL], [_R.CHIEF_APPROVAL]
    reviewer = {role.REVIEWER}
    return [
        *_rows(move.REFER, leader, _R.CHIEF_APPROVAL, {role.LEADER}, SIDE),
        *_rows(move.SIGN_OFF, leader, _R.SIGNED, _SIGNERS),
        *_rows(move.SIGN_OFF, chief, _R.SIGNED, {role.CHIEF}),
        *_rows(move.SEND_BACK, leader, _R.DRAFT, {role.LEADER}, BACK),
        *_rows(move.SEND_BACK, chief, _R.DRAFT, {role.CHIEF}, BACK),
        *_rows(move.SEND_BACK_TO_REVIEW, leader, _R.REVIEW, {role.LEADER}, BACK),
        *_rows(move.SEND_BACK_TO_REVIEW, chief, _R.REVIEW, {role.CHIEF}, BACK),
        *_rows(move.SEND_BACK_TO_OFFICE, leader, _R.OFFICE_APPROVAL, {role.LEADER}, BACK),
        *_rows(move.SEND_BACK_TO_OFFICE, chief, _R.OFFICE_APPROVAL, {role.CHIEF}, BACK),
        *_rows(move.CORRECT, [_R.SIGNED], None, reviewer, SIDE),
        *_rows(move.RETURN_FOR_SIGNING, [_R.SIGNED], _R.DRAFT, reviewer, BACK),
        *_rows(move.RECHECK, [_R.SIGNED], _R.RECHECKED, reviewer),
    ]


def _remark_steps() -> list[Step]:
    """意见 on passages, by whoever has the text before them; the drafter answers."""
    move, role = ReplyMove, Role
    readers = {
        _R.OFFICE_APPROVAL: _HEAD,
        _R.COSIGNING: {role.COSIGNER, *_HEAD},
        _R.REVIEW: {role.REVIEWER},
        _R.LEADER_APPROVAL: _SIGNERS,
        _R.CHIEF_APPROVAL: {role.CHIEF},
    }
    written = (_R.DRAFT, *readers)
    askers = {role.HANDLER, role.COSIGNER, role.REVIEWER, *_HEAD, *_SIGNERS}
    asking = [
        step
        for at, roles in readers.items()
        for step in _rows(move.REMARK, [at], None, roles, SIDE)
    ]
    return [
        *asking,
        *_rows(move.ANSWER_REMARK, written, None, {role.HANDLER}, SIDE),
        *_rows(move.RESOLVE_REMARK, written, None, askers, SIDE),
    ]


def _waiving_steps() -> list[Step]:
    """豁免 of findings: by whoever has the text in hand until 核稿, which asks for them."""
    holders = {
        _R.DRAFT: {Role.HANDLER},
        _R.OFFICE_APPROVAL: _HEAD,
        _R.REVIEW: {Role.REVIEWER},
    }
    moves = (ReplyMove.WAIVE, ReplyMove.UNWAIVE)
    return [
        step
        for at, roles in holders.items()
        for move in moves
        for step in _rows(move, [at], None, roles, SIDE)
    ]


def _issuing_steps() -> list[Step]:
    """登记编号 to 归档."""
    move, role = ReplyMove, Role
    out = (_R.ISSUED, _R.DELIVERED, _R.PUBLISHED)
    return [
        *_rows(move.NUMBER, [_R.RECHECKED], _R.NUMBERED, _LIAISON),
        *_rows(move.VOID_NUMBER, [_R.NUMBERED], _R.RECHECKED, _LIAISON, BACK),
        *_rows(move.SEAL, [_R.NUMBERED], _R.SEALED, {role.SEAL_KEEPER}),
        *_rows(move.ISSUE, [_R.SEALED], _R.ISSUED, _LIAISON),
        *_rows(move.DELIVER, [_R.ISSUED], None, _LIAISON),
        *_rows(move.FINISH_DELIVERY, [_R.ISSUED], _R.DELIVERED, _CLOCK),
        *_rows(move.PUBLISH, [_R.DELIVERED], _R.PUBLISHED, _LIAISON),
        *_rows(move.ARCHIVE, [_R.DELIVERED, _R.PUBLISHED], _R.ARCHIVED, _CLOCK),
        *_rows(move.REVOKE, out, _R.REVOKED, {role.CHIEF}, BACK),
    ]


PROPOSAL_STEPS: tuple[Step, ...] = tuple(_proposal_steps())
ASSIGNMENT_STEPS: tuple[Step, ...] = (
    *_receipt_steps(),
    *_work_steps(),
    *_due_day_steps(),
    *_answer_steps(),
)
REPLY_STEPS: tuple[Step, ...] = (
    *_writing_steps(),
    *_signing_steps(),
    *_remark_steps(),
    *_waiving_steps(),
    *_issuing_steps(),
)

_BY_MOVE_AND_SOURCE: dict[tuple[str, str, str], Step] = {
    (type(step.move).__name__, step.move, step.source): step
    for step in (*PROPOSAL_STEPS, *ASSIGNMENT_STEPS, *REPLY_STEPS)
}


def step_from(source: str, move: AnyMove) -> Step | None:
    """The one step this move takes from this state, or None if it is not open there."""
    return _BY_MOVE_AND_SOURCE.get((type(move).__name__, move, source))


def steps_from(source: AnyState) -> list[Step]:
    """Every step open from this state, main steps first, in the order of the table."""
    tables = {
        ProposalState: PROPOSAL_STEPS,
        AssignmentState: ASSIGNMENT_STEPS,
        ReplyState: REPLY_STEPS,
    }
    found = [step for step in tables[type(source)] if step.source is source]
    return sorted(found, key=lambda step: list(Weight).index(step.weight))
