"""The proposal (案), who brought it, and the session it belongs to."""

from typing import Any, Self

from django.db import models
from django.db.models import F, Q

from ..rules.states import ProposalState
from ..rules.words import Body, Mode, ProposalKind, RefusalReason, Role, Word
from .people import UnitKind, User
from .rule import RuleProfile
from .versioned import Versioned, word_field

#: Roles that reach every part of their own unit.
UNIT_ROLES = (
    Role.LIAISON,
    Role.REVIEWER,
    Role.LEADER,
    Role.CHIEF,
    Role.SEAL_KEEPER,
    Role.ARCHIVIST,
)
#: Roles that see every proposal their own unit has a part in.
UNIT_WIDE = (*UNIT_ROLES, Role.SUPERVISOR)
#: Whose proposals an office takes in.
TAKES_IN: dict[str, Body] = {
    UnitKind.CONGRESS_OFFICE: Body.CONGRESS,
    UnitKind.CONFERENCE_OFFICE: Body.CONFERENCE,
}


class Session(Versioned):
    """届次, for example 市十六届人大一次会议."""

    name = models.CharField("届次", max_length=40, unique=True)
    body = word_field(Body, "机构")
    opened_on = models.DateField("开幕日期")
    closed_on = models.DateField("闭幕日期")
    due_on = models.DateField("统一答复时限", null=True, blank=True)
    profile = models.ForeignKey(RuleProfile, models.PROTECT, verbose_name="时限规则")

    class Meta:
        verbose_name = verbose_name_plural = "届次"
        ordering = ("-opened_on", "id")

    def __str__(self) -> str:
        return self.name


class DeputyKind(Word):
    DEPUTY = "deputy", "代表"
    MEMBER = "member", "委员"
    DELEGATION = "delegation", "代表团"
    PARTY = "party", "党派团体"
    COMMITTEE = "committee", "专门委员会"


class Deputy(Versioned):
    """代表, 委员, or a body that brings proposals."""

    code = models.SlugField("编号", unique=True)
    name = models.CharField("姓名（名称）", max_length=40)
    kind = word_field(DeputyKind, "性质")
    group = models.CharField("代表团（界别）", max_length=40, blank=True)
    phone = models.CharField("电话", max_length=30, blank=True)
    email = models.EmailField("邮箱", blank=True)
    address = models.CharField("通讯地址", max_length=120, blank=True)
    user = models.OneToOneField(
        User, models.PROTECT, null=True, blank=True, related_name="deputy", verbose_name="账号"
    )

    class Meta:
        verbose_name = verbose_name_plural = "代表（委员）"
        ordering = ("id",)

    def __str__(self) -> str:
        return self.name

    @property
    def salutation(self) -> str:
        """How a reply addresses this deputy, without the colon."""
        kind = DeputyKind(self.kind)
        return self.name + (kind.label if kind in {DeputyKind.DEPUTY, DeputyKind.MEMBER} else "")


class ProposalQuerySet(models.QuerySet["Proposal"]):
    def visible_to(self, user: User) -> Self:
        """The proposals this person may see; any other does not exist for them.

        What an office sees of all is asked of the row itself, as it is most of what there is.
        """
        if user.holds(Role.AUDITOR):
            return self
        first, *others = self._signed_or_worked_on(user)
        return self.filter(_by_office(user) | Q(pk__in=first.union(*others)))

    def of_office(self, user: User) -> Self:
        """What this person's office takes in, hands out or watches."""
        return self.filter(_by_office(user))

    def keys_for(self, user: User) -> models.QuerySet[Any, Any]:
        """The keys of all these, for what belongs to a proposal; of anybody but an auditor."""
        by_office = self.model.objects.order_by().filter(_by_office(user)).values("pk")
        return by_office.union(*self._signed_or_worked_on(user))

    def _signed_or_worked_on(self, user: User) -> list[models.QuerySet[Any, Any]]:
        """Keys of proposals: a set for each reason, with an index of its own.

        One condition with all reasons joined by "or" would be worked out, and sorted, for every
        row there is; the keys are walked in their order until a page is full.
        """
        filed = self.model.objects.order_by().filter(filed_by=user)
        signed = self._related("signatories").filter(deputy__user=user)
        parts = self._related("assignments")
        asked = parts.filter(
            replies__cosignatures__cosigner=user, replies__cosignatures__asked_at__isnull=False
        )
        by_part = [parts.filter(handler=user), asked]
        if user.unit and user.holds(*UNIT_WIDE):
            by_part.append(parts.filter(unit=user.unit))
        if user.office_id and user.holds(Role.OFFICE_HEAD, Role.HANDLER):
            by_part.append(parts.filter(lead_office=user.office))
            by_part.append(parts.filter(assisting_offices=user.office))
        return [filed.values("pk"), *(rows.values("proposal") for rows in (signed, *by_part))]

    def _related(self, name: str) -> "models.QuerySet[models.Model]":
        """The rows behind a relation, whose models stand above this one."""
        model: Any = self.model._meta.get_field(name).related_model
        rows: models.QuerySet[models.Model] = model.objects.order_by()
        return rows


def _by_office(user: User) -> Q:
    """What an office that takes proposals in, hands them out or watches them sees of all."""
    kind = user.unit.kind if user.unit else ""
    seen = Q(pk__in=())
    if kind in TAKES_IN and user.holds(Role.CONGRESS_OFFICE):
        seen |= Q(session__body=TAKES_IN[kind]) & ~Q(state=ProposalState.DRAFT)
    hands_out = kind == UnitKind.HANDING_OUT_OFFICE and user.holds(Role.HANDING_OUT_OFFICE)
    if hands_out or (kind not in ("", UnitKind.UNIT) and user.holds(Role.SUPERVISOR)):
        seen |= Q(forwarded_on__isnull=False)
    return seen


class Proposal(Versioned):
    """案. Its state is derived from the dates here and from its assignments."""

    session = models.ForeignKey(
        Session, models.PROTECT, related_name="proposals", verbose_name="届次"
    )
    kind = word_field(ProposalKind, "案类")
    number = models.CharField("编号", max_length=12, blank=True)
    title = models.CharField("案由", max_length=200)
    text = models.TextField("正文")
    category = models.CharField("类别", max_length=30, blank=True)
    openness_consent = models.BooleanField("同意公开", default=True)
    is_key = models.BooleanField("重点督办", default=False)
    mode = word_field(Mode, "办理方式", blank=True)
    state = word_field(ProposalState, "状态", default=ProposalState.DRAFT)
    filed_by = models.ForeignKey(User, models.PROTECT, related_name="filed", verbose_name="登记人")
    submitted_on = models.DateField("提出日期", null=True, blank=True)
    accepted_on = models.DateField("受理日期", null=True, blank=True)
    forwarded_on = models.DateField("交办日期", null=True, blank=True)
    returned_on = models.DateField("退回日期", null=True, blank=True)
    refused_on = models.DateField("不予受理日期", null=True, blank=True)
    refusal_reason = word_field(RefusalReason, "不予受理理由", blank=True)
    withdrawn_on = models.DateField("撤回日期", null=True, blank=True)
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="merged", verbose_name="并入"
    )

    objects = ProposalQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "建议提案"
        ordering = ("-id",)
        indexes = (
            models.Index(fields=["state", "-id"], name="proposal_by_state"),
            models.Index(fields=["session", "number"], name="proposal_by_number"),
        )
        constraints = (
            models.UniqueConstraint(
                fields=["session", "kind", "number"],
                condition=~Q(number=""),
                name="proposal_number_once",
            ),
            models.CheckConstraint(
                condition=Q(accepted_on__gte=F("submitted_on")), name="accepted_after_submission"
            ),
            models.CheckConstraint(
                condition=Q(forwarded_on__gte=F("accepted_on")), name="forwarded_after_acceptance"
            ),
            models.CheckConstraint(
                condition=Q(accepted_on__isnull=True) | ~Q(number=""), name="accepted_has_number"
            ),
            models.CheckConstraint(
                condition=Q(refused_on__isnull=True) | ~Q(refusal_reason=""),
                name="refusal_has_reason",
            ),
            models.CheckConstraint(
                condition=~Q(merged_into=F("id")), name="proposal_not_merged_into_itself"
            ),
        )

    def __str__(self) -> str:
        return f"{self.case_number}　{self.title}"

    @property
    def case_number(self) -> str:
        """第0049号, or a word for a proposal that has no number yet."""
        return f"第{self.number}号" if self.number else "未编号"


class SignatoryAnswer(Word):
    LEAD = "lead", "领衔"
    INVITED = "invited", "待确认"
    JOINED = "joined", "已联名"
    DECLINED = "declined", "已谢绝"


class Signatory(Versioned):
    """One deputy behind a proposal; the first one leads."""

    proposal = models.ForeignKey(
        Proposal, models.CASCADE, related_name="signatories", verbose_name="案"
    )
    deputy = models.ForeignKey(Deputy, models.PROTECT, related_name="signed", verbose_name="代表")
    position = models.PositiveSmallIntegerField("顺序")
    answer = word_field(SignatoryAnswer, "联名")

    class Meta:
        verbose_name = verbose_name_plural = "提出人"
        ordering = ("position",)
        constraints = (
            models.UniqueConstraint(fields=["proposal", "deputy"], name="deputy_signs_once"),
            models.UniqueConstraint(
                fields=["proposal", "position"], name="signatory_position_once"
            ),
            models.UniqueConstraint(
                fields=["proposal"], condition=Q(answer="lead"), name="one_lead_deputy"
            ),
        )

    def __str__(self) -> str:
        return f"{self.deputy}（{SignatoryAnswer(self.answer).label}）"
