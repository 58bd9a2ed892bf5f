"""The reply document and its text versions."""

from typing import Self

from django.db import models
from django.db.models import F, OuterRef, Q, Subquery

from ..rules.states import FROZEN, SIGNED, ReplyState
from ..rules.texts import Text, digest
from ..rules.words import Openness, Outcome, ReplyKind, Role
from .assignment import Assignment, AssistingOffice
from .people import User
from .proposal import UNIT_WIDE, Proposal
from .versioned import Versioned, word_field


class ReplyQuerySet(models.QuerySet["Reply"]):
    def visible_to(self, user: User) -> Self:
        """Drafts for the own unit and the co-signers; issued documents for all who see the case."""
        if user.holds(Role.AUDITOR):
            return self
        asked = Q(cosignatures__cosigner=user, cosignatures__asked_at__isnull=False)
        own = Q(assignment__handler=user)
        own |= Q(pk__in=self.model.objects.filter(asked).order_by().values("pk"))
        if user.holds(*UNIT_WIDE):
            own |= Q(assignment__unit=user.unit)
        if user.office_id and user.holds(Role.OFFICE_HEAD, Role.HANDLER):
            own |= Q(assignment__lead_office=user.office)
            helped = AssistingOffice.objects.filter(office=user.office)
            own |= Q(assignment__in=helped.values("assignment"))
        cases = Proposal.objects.keys_for(user)
        issued = Q(state__in=sorted(FROZEN), assignment__proposal__in=cases)
        if user.holds(Role.DEPUTY):
            issued &= ~Q(kind=ReplyKind.ASSIST_OPINION)
        return self.filter(own | issued)

    def live(self) -> Self:
        """Replies that were not revoked."""
        return self.exclude(state=ReplyState.REVOKED)

    def with_newest(self) -> Self:
        """Bring number and openness of the newest text along, so that a list asks for them once."""
        newest = TextVersion.objects.filter(reply=OuterRef("pk")).order_by("-number")
        return self.annotate(
            newest_number=Subquery(newest.values("number")[:1]),
            newest_openness=Subquery(newest.values("openness")[:1]),
        )

    def with_body(self) -> Self:
        """Bring the newest body along, for a few documents that are read beside another one."""
        newest = TextVersion.objects.filter(reply=OuterRef("pk")).order_by("-number")
        return self.annotate(newest_body=Subquery(newest.values("body")[:1]))


class Reply(Versioned):
    """文稿 to 文件: one document on its way from 拟稿 to 归档."""

    assignment = models.ForeignKey(
        Assignment, models.PROTECT, related_name="replies", verbose_name="承办件"
    )
    kind = word_field(ReplyKind, "文种")
    round = models.PositiveSmallIntegerField("办理轮次", default=1)
    state = word_field(ReplyState, "状态", default=ReplyState.DRAFT)
    drafter = models.ForeignKey(User, models.PROTECT, related_name="drafted", verbose_name="拟稿人")
    outcome = word_field(Outcome, "办理结果", blank=True)
    promised_on = models.DateField("承诺解决时限", null=True, blank=True)
    signed_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="signed", verbose_name="签发人"
    )
    signed_on = models.DateField("签发日期", null=True, blank=True)
    dated = models.DateField("成文日期", null=True, blank=True)
    rechecked_on = models.DateField("复核日期", null=True, blank=True)
    number = models.CharField("发文字号", max_length=40, blank=True)
    numbered_on = models.DateField("编号日期", null=True, blank=True)
    sealed_on = models.DateField("用印日期", null=True, blank=True)
    sealed_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="用印人"
    )
    issued_on = models.DateField("印发日期", null=True, blank=True)
    pdf_sha256 = models.CharField("正本校验值", max_length=64, blank=True)
    delivered_on = models.DateField("送达日期", null=True, blank=True)
    published_on = models.DateField("公开日期", null=True, blank=True)
    published_at = models.URLField("公开网址", blank=True)
    revoked_reason = models.TextField("撤销理由", blank=True)

    objects = ReplyQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "文稿"
        ordering = ("id",)
        indexes = (models.Index(fields=["state", "id"], name="reply_by_state"),)
        constraints = (
            models.UniqueConstraint(
                fields=["assignment", "round"],
                condition=~Q(state=ReplyState.REVOKED),
                name="one_live_reply_a_round",
            ),
            models.UniqueConstraint(
                fields=["number"], condition=~Q(number=""), name="reply_number_once"
            ),
            models.CheckConstraint(
                condition=Q(signed_by__isnull=True) | ~Q(signed_by=F("drafter")),
                name="drafter_never_signs",
            ),
            models.CheckConstraint(
                condition=Q(sealed_by__isnull=True) | ~Q(sealed_by=F("drafter")),
                name="drafter_never_seals",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=sorted(SIGNED))
                | (Q(signed_by__isnull=False) & Q(signed_on__isnull=False)),
                name="signed_has_signer",
            ),
            models.CheckConstraint(condition=Q(dated=F("signed_on")), name="dated_when_signed"),
            models.CheckConstraint(
                condition=Q(rechecked_on__gte=F("signed_on")), name="rechecked_after_signing"
            ),
            models.CheckConstraint(
                condition=Q(numbered_on__gte=F("rechecked_on")), name="numbered_after_recheck"
            ),
            models.CheckConstraint(
                condition=Q(sealed_on__gte=F("numbered_on")), name="sealed_after_numbering"
            ),
            models.CheckConstraint(
                condition=Q(issued_on__gte=F("sealed_on")), name="issued_after_sealing"
            ),
            models.CheckConstraint(
                condition=Q(delivered_on__gte=F("issued_on")), name="delivered_after_issue"
            ),
            models.CheckConstraint(
                condition=Q(number="") | Q(rechecked_on__isnull=False), name="number_after_recheck"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=sorted(FROZEN)) | (~Q(pdf_sha256="") & ~Q(number="")),
                name="issued_has_pdf_and_number",
            ),
            models.CheckConstraint(
                condition=~Q(kind=ReplyKind.ASSIST_OPINION) | Q(outcome=""),
                name="opinion_has_no_outcome",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=sorted(SIGNED))
                | Q(kind=ReplyKind.ASSIST_OPINION)
                | ~Q(outcome=""),
                name="signed_reply_has_outcome",
            ),
            models.CheckConstraint(
                condition=~Q(outcome__in=[Outcome.RESOLVING, Outcome.PLANNED])
                | Q(promised_on__isnull=False),
                name="promise_has_a_day",
            ),
        )

    def __str__(self) -> str:
        return self.number or f"{self.assignment.proposal.case_number} {ReplyKind(self.kind).label}"

    @property
    def latest(self) -> "TextVersion":
        """The newest text version; a reply is born with its first one."""
        version = self.versions.order_by("-number").first()
        if version is None:
            raise TextVersion.DoesNotExist(f"reply {self.pk} has no text")
        return version

    @property
    def openness(self) -> str:
        """公开属性 of the newest text; `with_newest` has read it already."""
        known: str | None = self.__dict__.get("newest_openness")
        return self.latest.openness if known is None else known

    @property
    def body(self) -> str:
        """The newest body; `with_body` has read it already."""
        known: str | None = self.__dict__.get("newest_body")
        return self.latest.body if known is None else known

    @property
    def version_number(self) -> int:
        """Number of the newest text; `with_newest` has read it already."""
        known: int | None = self.__dict__.get("newest_number")
        return self.latest.number if known is None else known


class TextVersion(models.Model):
    """One saved text. Never changed once written, so it needs no history of its own."""

    reply = models.ForeignKey(Reply, models.CASCADE, related_name="versions", verbose_name="文稿")
    number = models.PositiveIntegerField("版本")
    author = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="作者")
    saved_at = models.DateTimeField("保存时间")
    reason = models.TextField("修改说明", blank=True)
    title = models.CharField("标题", max_length=200)
    recipient = models.CharField("主送", max_length=400)
    body = models.TextField("正文")
    copies = models.TextField("抄送", blank=True)
    note = models.CharField("附注", max_length=200, blank=True)
    outcome = word_field(Outcome, "办理结果", blank=True)
    outcome_reason = models.TextField("留作参考的说明", blank=True)
    promised_on = models.DateField("承诺解决时限", null=True, blank=True)
    openness = word_field(Openness, "公开属性", blank=True)
    openness_reason = models.TextField("不主动公开的理由", blank=True)
    digest = models.CharField("校验值", max_length=64)

    class Meta:
        verbose_name = verbose_name_plural = "文稿版本"
        ordering = ("-number",)
        constraints = (
            models.UniqueConstraint(fields=["reply", "number"], name="version_number_once"),
        )

    def __str__(self) -> str:
        return f"{self.reply} v{self.number}"

    @property
    def text(self) -> Text:
        """What a signer saw."""
        return Text(**{name: getattr(self, name) for name in Text.__dataclass_fields__})

    def digest_holds(self) -> bool:
        """Whether the stored digest still fits the stored text."""
        return digest(self.text) == self.digest
