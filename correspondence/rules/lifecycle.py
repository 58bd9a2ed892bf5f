"""Who may do what when: role × state × move, as data.

The same rows feed the guard (`access.require`), the buttons of every page and the diagram.
The rows of a document stand in `reply_steps`; those of an assignment follow 上海市代表建议规定
articles 11, 14, 17, 19, 21.
"""

from .moves import AssignmentMove, ProposalMove
from .reply_steps import REPLY_STEPS
from .states import AssignmentState, ProposalState, ReplyState
from .steps import BACK, CLOCK, HEAD, LIAISON, SIDE, AnyMove, AnyState, Step, Weight, rows
from .words import Role

__all__ = [
    "ASSIGNMENT_STEPS",
    "PROPOSAL_STEPS",
    "REPLY_STEPS",
    "AnyMove",
    "AnyState",
    "Step",
    "Weight",
    "step_from",
    "steps_from",
]


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
        *rows(move.SUBMIT, [state.DRAFT, state.RETURNED], state.IN_REVIEW, {role.DEPUTY, *office}),
        *rows(move.JOIN, [state.SUBMITTED], state.IN_REVIEW, {role.JOINT_DEPUTY}),
        *rows(move.DECLINE, [state.SUBMITTED], state.IN_REVIEW, {role.JOINT_DEPUTY}, SIDE),
        *rows(move.ACCEPT, [state.IN_REVIEW], state.ACCEPTED, office),
        *rows(move.RETURN, [state.IN_REVIEW], state.RETURNED, office, BACK),
        *rows(move.REFUSE, [state.IN_REVIEW], state.REFUSED, office, BACK),
        *rows(move.MERGE, [state.ACCEPTED], state.MERGED, office, SIDE),
        *rows(move.UNMERGE, [state.MERGED], state.ACCEPTED, office, BACK),
        *rows(move.FORWARD, [state.ACCEPTED], state.FORWARDED, office),
        *rows(move.HAND_OUT, [state.FORWARDED], state.ASSIGNED, {role.HANDING_OUT_OFFICE}),
        *rows(move.WITHDRAW, before_reply, state.WITHDRAWN, {role.DEPUTY, *office}, BACK),
    ]


_A = AssignmentState
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
        *rows(move.SIGN_FOR, [_A.PENDING], _A.SIGNED_FOR, LIAISON),
        *rows(move.REQUEST_HAND_BACK, [_A.SIGNED_FOR], asked[0], LIAISON, BACK),
        *rows(move.GRANT_HAND_BACK, asked, _A.HANDED_BACK, _DECIDERS),
        *rows(move.REFUSE_HAND_BACK, asked, _A.SIGNED_FOR, _DECIDERS, BACK),
        *rows(move.WITHDRAW_HAND_BACK, asked, _A.SIGNED_FOR, LIAISON, BACK),
        *rows(move.DISPATCH, [_A.SIGNED_FOR], _A.DISPATCHED, LIAISON),
        *rows(move.RETURN_DISPATCH, [_A.DISPATCHED], _A.SIGNED_FOR, HEAD, BACK),
        *rows(move.BEGIN, [_A.DISPATCHED, _A.REHANDLING], _A.IN_PROGRESS, HEAD),
    ]


def _work_steps() -> list[Step]:
    """What goes on beside the document, and how the part follows its document."""
    move, role = AssignmentMove, Role
    lead, overseers = {role.LEAD_HANDLER}, {role.HANDING_OUT_OFFICE, role.SUPERVISOR}
    return [
        *rows(move.START_REPLY, [_A.IN_PROGRESS], None, {role.HANDLER}),
        *rows(move.RECORD_CONTACT, [_A.IN_PROGRESS], None, {role.HANDLER, *HEAD}, SIDE),
        *rows(move.WAIVE_OPINION, (_A.PENDING, *_WORKING), None, lead, SIDE),
        *rows(move.NUDGE, _OPEN, None, {*overseers, *lead}, SIDE),
        *rows(move.SUBMIT, [_A.IN_PROGRESS], _A.IN_APPROVAL, CLOCK),
        *rows(move.REOPEN, _REOPENED, _A.IN_PROGRESS, CLOCK),
        *rows(move.REPLY, _WORKING, _A.REPLIED, CLOCK),
        *rows(move.SEND_OPINION, [_A.IN_APPROVAL], _A.OPINION_SENT, CLOCK),
        *rows(move.ACCEPT_OPINION, [_A.OPINION_SENT], _A.OPINION_ACCEPTED, lead),
        *rows(move.SEND_BACK_OPINION, [_A.OPINION_SENT], _A.IN_PROGRESS, lead, BACK),
    ]


def _due_day_steps() -> list[Step]:
    """What moves a due day by decision: 延期, and 中止 where the rules allow it."""
    move = AssignmentMove
    return [
        *rows(move.ASK_EXTENSION, _WORKING, None, LIAISON, SIDE),
        *rows(move.GRANT_EXTENSION, _WORKING, None, _DECIDERS),
        *rows(move.REFUSE_EXTENSION, _WORKING, None, _DECIDERS, BACK),
        *rows(move.TELL_EXTENSION, (*_WORKING, *_ANSWERED), None, LIAISON, SIDE),
        *rows(move.SUSPEND, _WORKING, None, _DECIDERS, SIDE),
        *rows(move.RESUME, _WORKING, None, _DECIDERS, SIDE),
    ]


def _answer_steps() -> list[Step]:
    """After the reply has reached the deputy."""
    move, role = AssignmentMove, Role
    office = {role.CONGRESS_OFFICE}
    done = (*_ANSWERED, _A.OPINION_ACCEPTED)
    return [
        *rows(move.GIVE_FEEDBACK, _ANSWERED, _A.FEEDBACK_DONE, {role.DEPUTY}),
        *rows(move.JOIN_FEEDBACK, _ANSWERED, None, {role.JOINT_DEPUTY}),
        *rows(move.RECORD_FEEDBACK, [_A.REPLIED], None, office, SIDE),
        *rows(move.CONFIRM_FEEDBACK, [_A.REPLIED], _A.FEEDBACK_DONE, office),
        *rows(move.SHARE_FEEDBACK, [_A.REPLIED], _A.FEEDBACK_DONE, CLOCK),
        *rows(move.REHANDLE, [_A.FEEDBACK_DONE], _A.REHANDLING, office, SIDE),
        *rows(move.TRACK, _ANSWERED, _A.TRACKING, LIAISON),
        *rows(move.FOLLOW_UP, [_A.TRACKING], _A.IN_PROGRESS, HEAD),
        *rows(move.ARCHIVE, done, _A.ARCHIVED, {role.ARCHIVIST}),
        *rows(move.CANCEL, (*_OPEN, _A.OPINION_SENT, _A.OPINION_ACCEPTED), _A.CANCELLED, CLOCK),
    ]


PROPOSAL_STEPS: tuple[Step, ...] = tuple(_proposal_steps())
ASSIGNMENT_STEPS: tuple[Step, ...] = (
    *_receipt_steps(),
    *_work_steps(),
    *_due_day_steps(),
    *_answer_steps(),
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
