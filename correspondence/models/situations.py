"""What must lie on the table before a move makes sense, beyond the state of the row.

A request is granted only while it is open; a reply is started only where none is on its way.
Like the states these are facts about rows: a move they forbid is "already done", not "forbidden".
"""

from collections.abc import Callable

from django.db.models import Model

from ..rules.lifecycle import AnyMove
from ..rules.moves import AssignmentMove, ReplyMove
from ..rules.states import ENDED, ReplyState
from ..rules.words import PROMISED, Openness
from .assignment import Assignment
from .feedback import FeedbackSource
from .reply import Reply
from .request import RequestState
from .signature import objections_to

Situation = Callable[[Model], bool]


def allows(row: Model, move: AnyMove) -> bool:
    """Whether the rows around this one leave the move something to do."""
    if isinstance(row, Reply) and row.assignment.state in ENDED:
        # 办理即行终止: the drafts stay as they are; what has gone out can still be revoked.
        return move is ReplyMove.REVOKE
    situation = _SITUATIONS.get(move)
    return situation is None or situation(row)


def _on_assignment(holds: Callable[[Assignment], bool]) -> Situation:
    return lambda row: isinstance(row, Assignment) and holds(row)


def _on_reply(holds: Callable[[Reply], bool]) -> Situation:
    return lambda row: isinstance(row, Reply) and holds(row)


def _has_no_reply(assignment: Assignment) -> bool:
    """合办 units share one reply, so a draft of any of them is enough."""
    return not any(
        reply.round == assignment.round and reply.state != ReplyState.REVOKED
        for part in {assignment, *assignment.sharing}
        for reply in part.replies.all()
    )


def _extension_asked(assignment: Assignment) -> bool:
    return any(one.result == RequestState.ASKED for one in assignment.extensions.all())


def _extension_untold(assignment: Assignment) -> bool:
    return any(
        one.result == RequestState.GRANTED and one.deputy_told_on is None
        for one in assignment.extensions.all()
    )


def _suspendable(assignment: Assignment) -> bool:
    """Only where the rules under which the part was handed out allow it."""
    rules = assignment.proposal.session.profile.on(assignment.handed_out_on)
    return rules.suspension_allowed and assignment.suspended_on is None


def _paper_unconfirmed(assignment: Assignment) -> bool:
    return any(one.source == FeedbackSource.PAPER for one in assignment.unconfirmed_feedback)


def _objected(reply: Reply) -> bool:
    return bool(objections_to(reply))


def _has_open_remarks(reply: Reply) -> bool:
    return reply.remarks.unresolved().exists()


_SITUATIONS: dict[AnyMove, Situation] = {
    AssignmentMove.START_REPLY: _on_assignment(_has_no_reply),
    AssignmentMove.ASK_EXTENSION: _on_assignment(
        lambda row: row.answers and not row.suspended_on and not _extension_asked(row)
    ),
    AssignmentMove.GRANT_EXTENSION: _on_assignment(_extension_asked),
    AssignmentMove.REFUSE_EXTENSION: _on_assignment(_extension_asked),
    AssignmentMove.TELL_EXTENSION: _on_assignment(_extension_untold),
    AssignmentMove.SUSPEND: _on_assignment(_suspendable),
    AssignmentMove.RESUME: _on_assignment(lambda row: row.suspended_on is not None),
    AssignmentMove.WAIVE_OPINION: _on_assignment(lambda row: not row.waived_reason),
    AssignmentMove.RECORD_CONTACT: _on_assignment(lambda row: row.answers),
    AssignmentMove.RECORD_FEEDBACK: _on_assignment(lambda row: not _paper_unconfirmed(row)),
    AssignmentMove.CONFIRM_FEEDBACK: _on_assignment(_paper_unconfirmed),
    AssignmentMove.TRACK: _on_assignment(lambda row: row.outcome in PROMISED),
    ReplyMove.OVERRIDE: _on_reply(_objected),
    ReplyMove.WITHDRAW_SIGNATURE: _on_reply(lambda row: row.cosignatures.answered().exists()),
    ReplyMove.ANSWER_REMARK: _on_reply(_has_open_remarks),
    ReplyMove.RESOLVE_REMARK: _on_reply(_has_open_remarks),
    ReplyMove.UNWAIVE: _on_reply(lambda row: row.waivers.live().exists()),
    ReplyMove.PUBLISH: _on_reply(lambda row: row.openness == Openness.PUBLIC),
}
