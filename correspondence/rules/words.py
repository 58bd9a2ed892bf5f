"""The closed sets of words this house speaks: one English name, one Chinese label for each."""

from enum import StrEnum
from typing import Self


class Spelt(StrEnum):
    """A stored value. Two words of different sets differ even where they are spelt alike."""

    def __eq__(self, other: object) -> bool:
        if isinstance(other, Spelt) and type(other) is not type(self):
            return False
        return str.__eq__(self, other)

    def __ne__(self, other: object) -> bool:
        return not self == other

    __hash__ = str.__hash__


class Word(Spelt):
    """A value that is stored, with the label that is shown."""

    label: str

    def __new__(cls, value: str, label: str = "") -> Self:
        word = str.__new__(cls, value)
        word._value_ = value
        word.label = label
        return word

    @classmethod
    def choices(cls) -> list[tuple[str, str]]:
        """Pairs of (stored value, Chinese label), in order of definition."""
        return [(word.value, word.label) for word in cls]


class State(Word):
    """A stored value with its label and how it is felt: waiting, active, soon, done or ended."""

    tone: str

    def __new__(cls, value: str, label: str = "", tone: str = "") -> Self:
        word = str.__new__(cls, value)
        word._value_, word.label, word.tone = value, label, tone
        return word


class Role(Word):
    """What a person may be. The last three are never granted: they follow from the row."""

    DEPUTY = "deputy", "代表（委员）"
    CONGRESS_OFFICE = "congress_office", "代表工作机构"
    HANDING_OUT_OFFICE = "handing_out_office", "交办机构"
    LIAISON = "liaison", "单位联络员"
    OFFICE_HEAD = "office_head", "处室负责人"
    HANDLER = "handler", "经办人"
    COSIGNER = "cosigner", "会签人"
    REVIEWER = "reviewer", "核稿人"
    LEADER = "leader", "分管领导"
    CHIEF = "chief", "主要负责人"
    SEAL_KEEPER = "seal_keeper", "印章管理员"
    ARCHIVIST = "archivist", "档案员"
    SUPERVISOR = "supervisor", "督办人员"
    AUDITOR = "auditor", "审计员"
    SYSADMIN = "sysadmin", "系统管理员"
    SECADMIN = "secadmin", "安全管理员"
    JOINT_DEPUTY = "joint_deputy", "联名代表"
    LEAD_HANDLER = "lead_handler", "主办单位经办人"
    SYSTEM = "system", "系统"


RELATIONS = frozenset({Role.JOINT_DEPUTY, Role.LEAD_HANDLER, Role.SYSTEM})
ADMINISTRATORS = frozenset({Role.AUDITOR, Role.SYSADMIN, Role.SECADMIN})
GRANTABLE = tuple(role for role in Role if role not in RELATIONS)


class Body(Word):
    """Whose proposal it is: the people's congress or the CPPCC."""

    CONGRESS = "congress", "人大"
    CONFERENCE = "conference", "政协"


class ProposalKind(Word):
    SUGGESTION = "suggestion", "代表建议"
    MOTION = "motion", "政协提案"


class Mode(Word):
    """办理方式: how a proposal is shared among units."""

    SOLE = "sole", "独办"
    LEAD_ASSIST = "lead_assist", "主办＋会办"
    JOINT = "joint", "合办"
    SEPARATE = "separate", "分办"


class Part(Word):
    """A unit's part in one proposal."""

    SOLE = "sole", "独办"
    LEAD = "lead", "主办"
    ASSIST = "assist", "会办"
    JOINT = "joint", "合办"
    SEPARATE = "separate", "分办"


class ReplyKind(Word):
    REPLY = "reply", "答复"
    ASSIST_OPINION = "assist_opinion", "会办意见"
    FOLLOW_UP_REPLY = "follow_up_reply", "再次答复"


class Outcome(Word):
    """办理结果, 上海市代表建议规定第十八条."""

    RESOLVED = "resolved", "解决采纳"
    RESOLVING = "resolving", "正在解决"
    PLANNED = "planned", "计划解决"
    NOTED = "noted", "留作参考"


PROMISED = frozenset({Outcome.RESOLVING, Outcome.PLANNED})


class Openness(Word):
    PUBLIC = "public", "主动公开"
    ON_REQUEST = "on_request", "依申请公开"
    WITHHELD = "withheld", "不予公开"


class Verdict(Word):
    """What a co-signer answered."""

    PENDING = "pending", "待会签"
    AGREED = "agreed", "同意"
    AGREED_WITH_OPINION = "agreed_with_opinion", "有条件同意"
    OBJECTED = "objected", "不同意"


class Void(Word):
    """Why an answer does not count any more."""

    TEXT_CHANGED = "text_changed", "正文已改动"
    WITHDRAWN = "withdrawn", "本人撤回"
    LEFT_OUT = "left_out", "不再请其会签"
    ASKED_AGAIN = "asked_again", "重新征求意见"


class Satisfaction(Word):
    SATISFIED = "satisfied", "满意"
    BASICALLY_SATISFIED = "basically_satisfied", "基本满意"
    DISSATISFIED = "dissatisfied", "不满意"


class ContactWay(Word):
    """沟通方式, as the ledgers in use name them."""

    VISIT = "visit", "走访"
    MEETING = "meeting", "面商"
    FORUM = "forum", "座谈会"
    PHONE = "phone", "电话"
    MAIL = "mail", "邮件（书信）"


class DeliveryWay(Word):
    SYSTEM = "system", "系统送达"
    IN_PERSON = "in_person", "当面送交"
    POST = "post", "邮寄"
    FORWARDED = "forwarded", "转交"


class RefusalReason(Word):
    """上海市代表建议规定第八条: what may be refused."""

    NOT_MUNICIPAL = "not_municipal", "不属于本市有关机关、组织职权范围"
    PERSONAL = "personal", "解决代表本人及其亲属等个人问题或者本单位等个别问题"
    JUDICIAL_CASE = "judicial_case", "具体司法案件"
    FORWARDED_LETTER = "forwarded_letter", "代转信件或者有关材料"
    ACADEMIC = "academic", "学术探讨、产品推介"
    EMPTY = "empty", "没有实际内容"
    OTHER = "other", "其他不应当作为代表建议的情形"


class DeadlineKind(Word):
    """What a due day is for."""

    RECEIPT = "receipt", "签收"
    HAND_BACK = "hand_back", "申请退回"
    OPINION = "opinion", "会办意见"
    REPLY = "reply", "答复"
    COMMITMENT = "commitment", "承诺事项"
    COSIGN = "cosign", "会签"


class TermKey(Word):
    """What a term of the rules is for; several of them become due days of a part."""

    HAND_OUT = "hand_out", "受理后交办"
    HANDING_MEETING = "handing_meeting", "召开办理工作会议"
    RECEIPT = "receipt", "签收"
    HAND_BACK = "hand_back", "申请退回"
    FIRST_CONTACT = "first_contact", "首次联系代表"
    OPINION = "opinion", "会办意见"
    REPLY = "reply", "答复"
    REPLY_RECESS = "reply_recess", "答复（闭会期间提出的）"
    EXTENSION_CAP = "extension_cap", "延期后最长"
    FEEDBACK = "feedback", "代表反馈"
    REHANDLE = "rehandle", "再次答复"
    PUBLISH = "publish", "公开"


#: Without these no part can be handed out, extended or handled again.
REQUIRED_TERMS = (
    TermKey.RECEIPT,
    TermKey.HAND_BACK,
    TermKey.OPINION,
    TermKey.REPLY,
    TermKey.EXTENSION_CAP,
    TermKey.REHANDLE,
)


class Unit(Word):
    """The unit a term is counted in."""

    WORKDAY = "wd", "个工作日"
    DAY = "day", "日"
    MONTH = "month", "个月"


class BaseEvent(Word):
    """The event a term starts with."""

    RECEIVED = "received", "收到建议之日"
    SESSION_CLOSED = "session_closed", "会议闭幕之日"
    HANDED_OUT = "handed_out", "交办之日"
    SIGNED_FOR = "signed_for", "收到（签收）之日"
    REHANDLE_ORDERED = "rehandle_ordered", "交承办单位再作研究办理之日"
    ISSUED = "issued", "印发之日"
    DELIVERED = "delivered", "答复送达之日"
    RESUMED = "resumed", "恢复计时之日"
