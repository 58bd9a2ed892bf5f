"""Where a proposal, an assignment and a reply can stand."""

from .words import State


class ProposalState(State):
    """Derived from the dates of the proposal and the states of its assignments, never typed in."""

    DRAFT = "draft", "暂存", "waiting"
    SUBMITTED = "submitted", "待联名确认", "waiting"
    IN_REVIEW = "in_review", "待受理", "waiting"
    RETURNED = "returned", "退回修改", "soon"
    REFUSED = "refused", "不予受理", "ended"
    ACCEPTED = "accepted", "已受理", "active"
    MERGED = "merged", "已并案", "ended"
    FORWARDED = "forwarded", "待分办", "active"
    ASSIGNED = "assigned", "办理中", "active"
    REPLIED = "replied", "已办复", "done"
    FEEDBACK_DONE = "feedback_done", "已反馈", "done"
    REHANDLING = "rehandling", "再次办理", "soon"
    TRACKING = "tracking", "跟踪办理", "active"
    CLOSED = "closed", "办结", "done"
    ARCHIVED = "archived", "已归档", "ended"
    WITHDRAWN = "withdrawn", "已撤回", "ended"


class AssignmentState(State):
    PENDING = "pending", "待签收", "waiting"
    SIGNED_FOR = "signed_for", "已签收", "active"
    HAND_BACK_REQUESTED = "hand_back_requested", "申退中", "soon"
    HANDED_BACK = "handed_back", "已退回", "ended"
    DISPATCHED = "dispatched", "已分派", "active"
    IN_PROGRESS = "in_progress", "办理中", "active"
    IN_APPROVAL = "in_approval", "审批中", "active"
    OPINION_SENT = "opinion_sent", "会办意见已送", "done"
    OPINION_ACCEPTED = "opinion_accepted", "会办意见已采用", "done"
    REPLIED = "replied", "已办复", "done"
    FEEDBACK_DONE = "feedback_done", "已反馈", "done"
    REHANDLING = "rehandling", "再次办理", "soon"
    TRACKING = "tracking", "跟踪办理", "active"
    ARCHIVED = "archived", "已归档", "ended"
    CANCELLED = "cancelled", "已终止", "ended"


class ReplyState(State):
    DRAFT = "draft", "拟稿", "active"
    OFFICE_APPROVAL = "office_approval", "处室审核", "waiting"
    COSIGNING = "cosigning", "会签", "waiting"
    REVIEW = "review", "核稿", "waiting"
    LEADER_APPROVAL = "leader_approval", "分管领导审签", "waiting"
    CHIEF_APPROVAL = "chief_approval", "主要负责人审签", "waiting"
    SIGNED = "signed", "已签发", "active"
    RECHECKED = "rechecked", "已复核", "active"
    NUMBERED = "numbered", "已编号", "active"
    SEALED = "sealed", "已用印", "active"
    ISSUED = "issued", "已印发", "active"
    DELIVERED = "delivered", "已送达", "done"
    PUBLISHED = "published", "已公开", "done"
    ARCHIVED = "archived", "已归档", "ended"
    REVOKED = "revoked", "已撤销", "ended"


#: An assignment that no longer binds its unit.
ENDED = frozenset({AssignmentState.HANDED_BACK, AssignmentState.CANCELLED})
#: An assignment on which the unit has no more work of its own to do.
SETTLED = ENDED | {
    AssignmentState.OPINION_SENT,
    AssignmentState.OPINION_ACCEPTED,
    AssignmentState.REPLIED,
    AssignmentState.FEEDBACK_DONE,
    AssignmentState.TRACKING,
    AssignmentState.ARCHIVED,
}
#: An assisting unit in one of these states has said its opinion.
OPINION_IN = frozenset(
    {AssignmentState.OPINION_SENT, AssignmentState.OPINION_ACCEPTED, AssignmentState.ARCHIVED}
)
#: A reply that has a responsible person's signature on it.
SIGNED = frozenset(
    {
        ReplyState.SIGNED,
        ReplyState.RECHECKED,
        ReplyState.NUMBERED,
        ReplyState.SEALED,
        ReplyState.ISSUED,
        ReplyState.DELIVERED,
        ReplyState.PUBLISHED,
        ReplyState.ARCHIVED,
        ReplyState.REVOKED,
    }
)
#: A reply whose PDF is frozen.
FROZEN = frozenset(
    {
        ReplyState.ISSUED,
        ReplyState.DELIVERED,
        ReplyState.PUBLISHED,
        ReplyState.ARCHIVED,
        ReplyState.REVOKED,
    }
)
