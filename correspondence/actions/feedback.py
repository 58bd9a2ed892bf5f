"""反馈 and what follows: done, tracked, or handled again (上海市代表建议规定第二十一、二十二条)."""

from dataclasses import dataclass
from datetime import date

from ..models import (
    Assignment,
    Deputy,
    Feedback,
    FeedbackSource,
    Rehandling,
    Reply,
    SignatoryAnswer,
)
from ..rules.moves import AssignmentMove, ReplyMove
from ..rules.states import AssignmentState, ReplyState
from ..rules.words import DeadlineKind, Satisfaction
from .act import Act
from .errors import NotReady
from .move import follow, making
from .reckon import set_deadline, start_from
from .record import keep


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What the deputy says about the attitude, the result, and in own words."""

    attitude: Satisfaction
    result: Satisfaction
    comment: str = ""

    @property
    def dissatisfied(self) -> bool:
        return Satisfaction.DISSATISFIED in (self.attitude, self.result)


def give(assignment_id: int, *, answer: Answer, act: Act) -> Assignment:
    """The leading deputy answers; a later answer stands beside the earlier one."""
    with making(Assignment, assignment_id, AssignmentMove.GIVE_FEEDBACK, act) as assignment:
        _keep_own(assignment, answer, act)
        _share(assignment, act)
    return assignment


def join(assignment_id: int, *, answer: Answer, act: Act) -> Assignment:
    """A joint deputy answers too; the leading deputy's answer is the one that counts."""
    with making(Assignment, assignment_id, AssignmentMove.JOIN_FEEDBACK, act) as assignment:
        _keep_own(assignment, answer, act)
    return assignment


def record_paper(
    assignment_id: int, *, deputy: Deputy, answer: Answer, given_on: date, act: Act
) -> Assignment:
    """登记纸质反馈: it counts only once a second person has compared it with the paper."""
    with making(Assignment, assignment_id, AssignmentMove.RECORD_FEEDBACK, act) as assignment:
        reply = _delivered(assignment)
        signed = assignment.proposal.signatories.exclude(answer=SignatoryAnswer.DECLINED)
        if not signed.filter(deputy=deputy).exists():
            raise NotReady("请选择提出本件的代表（委员）。", field="deputy")
        if not (reply.delivered_on and reply.delivered_on <= given_on <= act.day):
            raise NotReady("反馈日期应在送达日期之后、今天之前（含当日）。", field="given_on")
        _keep(reply, deputy, answer, FeedbackSource.PAPER, given_on, act)
    return assignment


def confirm_paper(assignment_id: int, *, act: Act) -> Assignment:
    """复核纸质反馈, by somebody else than the one who recorded it."""
    with making(Assignment, assignment_id, AssignmentMove.CONFIRM_FEEDBACK, act) as assignment:
        feedback = Feedback.objects.get(
            reply__assignment__in=assignment.sharing,
            source=FeedbackSource.PAPER,
            confirmed_by__isnull=True,
            superseded=False,
        )
        feedback.confirmed_by = act.by
        keep(feedback, act)
        _share(assignment, act)
    return assignment


def rehandle(assignment_id: int, *, act: Act) -> Assignment:
    """决定重新办理: decided by the supervising body; one more month, one more round."""
    with making(Assignment, assignment_id, AssignmentMove.REHANDLE, act) as assignment:
        assignment.round += 1
        decision = Rehandling(
            assignment=assignment,
            round=assignment.round,
            decided_by=act.by,
            decided_on=act.day,
            reason=act.reason,
        )
        keep(decision, act)
        deadline = set_deadline(assignment, DeadlineKind.REPLY, "rehandle", act.day, act)
        start_from(assignment, deadline)
        assignment.answered_on, assignment.counts_overdue = None, False
    return assignment


def track(assignment_id: int, *, act: Act) -> Assignment:
    """转跟踪办理: a promise with a day is followed until it is kept."""
    with making(Assignment, assignment_id, AssignmentMove.TRACK, act) as assignment:
        pass
    return assignment


def follow_up(assignment_id: int, *, act: Act) -> Assignment:
    """启动再次答复: tell the deputy how the promise was kept, in a new round."""
    with making(Assignment, assignment_id, AssignmentMove.FOLLOW_UP, act) as assignment:
        assignment.round += 1
        assignment.due_on = assignment.original_due_on = max(
            assignment.promised_on or act.day, act.day
        )
        assignment.answered_on = None
    return assignment


def archive(assignment_id: int, *, act: Act) -> Assignment:
    """归档: the part and its documents are closed for good."""
    with making(Assignment, assignment_id, AssignmentMove.ARCHIVE, act) as assignment:
        out = [ReplyState.DELIVERED, ReplyState.PUBLISHED]
        for reply in assignment.replies.filter(state__in=out):
            follow(reply, ReplyMove.ARCHIVE, act)
    return assignment


def _share(assignment: Assignment, act: Act) -> None:
    """合办: one document, one answer; it counts for every unit that signed the document."""
    for other in assignment.sharing:
        if other.pk != assignment.pk and other.state == AssignmentState.REPLIED:
            follow(other, AssignmentMove.SHARE_FEEDBACK, act)


def _keep_own(assignment: Assignment, answer: Answer, act: Act) -> None:
    deputy = assignment.proposal.signatories.get(deputy__user=act.by).deputy
    _keep(_delivered(assignment), deputy, answer, FeedbackSource.ONLINE, act.day, act)


def _delivered(assignment: Assignment) -> Reply:
    replies = Reply.objects.live().filter(
        assignment__proposal=assignment.proposal_id, delivered_on__isnull=False
    )
    own = replies.filter(assignment=assignment).order_by("-round").first()
    return own or replies.filter(assignment__part="joint").latest("round")


def _keep(
    reply: Reply,
    deputy: Deputy,
    answer: Answer,
    source: FeedbackSource,
    given_on: date,
    act: Act,
) -> None:
    """Every change of mind is a new row; the former one stays and is marked."""
    if answer.dissatisfied and not answer.comment.strip():
        raise NotReady("选择“不满意”的，请写明具体意见。", field="comment")
    for former in reply.feedback.filter(deputy=deputy, superseded=False):
        former.superseded = True
        keep(former, act)
    feedback = Feedback(
        reply=reply,
        deputy=deputy,
        attitude=answer.attitude,
        result=answer.result,
        comment=answer.comment,
        source=source,
        given_on=given_on,
        recorded_by=act.by,
    )
    keep(feedback, act)
