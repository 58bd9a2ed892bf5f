"""How far a seeded proposal is walked."""

from ..rules.words import Word


class Target(Word):
    """Where a row of proposals.csv says its proposal stands, in the order of the life."""

    DRAFT = "draft", "暂存"
    SUBMITTED = "submitted", "待受理"
    RETURNED = "returned", "退回修改"
    REFUSED = "refused", "不予受理"
    WITHDRAWN = "withdrawn", "已撤回"
    MERGED = "merged", "已并案"
    ACCEPTED = "accepted", "已受理"
    FORWARDED = "forwarded", "待分办"
    PENDING_RECEIPT = "pending_receipt", "待签收"
    HAND_BACK_REQUESTED = "hand_back_requested", "申退中"
    HANDED_BACK = "handed_back", "已改派"
    SIGNED_FOR = "signed_for", "已签收"
    DISPATCHED = "dispatched", "已分派"
    IN_PROGRESS = "in_progress", "办理中"
    OVERDUE = "overdue", "已超期"
    EXTENSION_REQUESTED = "extension_requested", "申请延期"
    EXTENDED = "extended", "已延期"
    OPINION_SENT = "opinion_sent", "会办意见已送"
    DRAFTING = "drafting", "拟稿"
    OFFICE_APPROVAL = "office_approval", "处室审核"
    COSIGNING = "cosigning", "会签"
    OBJECTED = "objected", "会签有异议"
    REVIEWING = "reviewing", "核稿"
    LEADER_APPROVAL = "leader_approval", "分管领导审签"
    CHIEF_APPROVAL = "chief_approval", "主要负责人审签"
    SIGNED = "signed", "已签发"
    RECHECKED = "rechecked", "已复核"
    NUMBERED = "numbered", "已编号"
    SEALED = "sealed", "已用印"
    ISSUED = "issued", "已印发"
    DELIVERED = "delivered", "已送达"
    PUBLISHED = "published", "已公开"
    FEEDBACK_DONE = "feedback_done", "已反馈"
    DISSATISFIED = "dissatisfied", "不满意"
    TRACKING = "tracking", "跟踪办理"
    REHANDLING = "rehandling", "重新办理"
    REHANDLED = "rehandled", "已再次答复"
    ARCHIVED = "archived", "已归档"

    def reaches(self, other: "Target") -> bool:
        """Whether this target lies at the other one or beyond it."""
        order = list(Target)
        return order.index(self) >= order.index(other)
