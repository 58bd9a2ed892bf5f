"""会签 and 审批: answers and approvals, bound to exactly the text that was read."""

from typing import Self

from django.db import models
from django.db.models import Q

from ..rules.moves import ReplyMove
from ..rules.states import ENDED, ReplyState
from ..rules.words import Verdict, Void
from .people import User
from .reply import Reply, TextVersion
from .versioned import Versioned, word_field


class CoSignatureQuerySet(models.QuerySet["CoSignature"]):
    def live(self) -> Self:
        """Questions and answers that count."""
        return self.filter(voided_at__isnull=True)

    def waiting(self) -> Self:
        """Asked, and not answered yet; a later group has not been asked."""
        return self.live().filter(verdict=Verdict.PENDING, asked_at__isnull=False)

    def unanswered(self) -> Self:
        """Waiting, on a document that is being co-signed, of a part that has not ended."""
        here = self.waiting().filter(reply__state=ReplyState.COSIGNING)
        return here.exclude(reply__assignment__state__in=sorted(ENDED))

    def running(self) -> Self:
        """Unanswered, with a day by which to answer."""
        return self.unanswered().filter(due_on__isnull=False)

    def answered(self) -> Self:
        """Answers that count."""
        return self.live().exclude(verdict=Verdict.PENDING)

    def objections(self) -> Self:
        """Disagreements that hold a document up until a leader decides or the text changes."""
        return self.live().filter(verdict=Verdict.OBJECTED, overridden_by__isnull=True)


class CoSignature(Versioned):
    """会签: one person's answer, bound to the digest of the text that was read."""

    reply = models.ForeignKey(
        Reply, models.CASCADE, related_name="cosignatures", verbose_name="文稿"
    )
    cosigner = models.ForeignKey(
        User, models.PROTECT, related_name="cosignatures", verbose_name="会签人"
    )
    group = models.PositiveSmallIntegerField("会签次序", default=1)
    asked_at = models.DateTimeField("送会签时间", null=True, blank=True)
    due_on = models.DateField("会签时限", null=True, blank=True)
    verdict = word_field(Verdict, "会签意见", default=Verdict.PENDING)
    opinion = models.TextField("意见", blank=True)
    digest = models.CharField("所签文本校验值", max_length=64, blank=True)
    version = models.ForeignKey(
        TextVersion,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="所签版本",
    )
    answered_at = models.DateTimeField("会签时间", null=True, blank=True)
    voided_at = models.DateTimeField("失效时间", null=True, blank=True)
    voided_for = word_field(Void, "失效原因", blank=True)
    overridden_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="裁定人"
    )
    override_reason = models.TextField("裁定理由", blank=True)

    objects = CoSignatureQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "会签"
        ordering = ("group", "id")
        indexes = (
            models.Index(
                fields=["due_on"],
                condition=Q(verdict="pending", voided_at__isnull=True, asked_at__isnull=False),
                name="cosign_waiting_by_due",
            ),
        )
        constraints = (
            models.UniqueConstraint(
                fields=["reply", "cosigner"],
                condition=Q(voided_at__isnull=True),
                name="one_live_cosignature",
            ),
            models.CheckConstraint(
                condition=Q(verdict=Verdict.PENDING) | ~Q(digest=""),
                name="cosignature_names_its_text",
            ),
            models.CheckConstraint(condition=Q(group__gte=1), name="cosign_groups_from_one"),
            models.CheckConstraint(
                condition=~Q(verdict=Verdict.OBJECTED) | ~Q(opinion=""),
                name="objection_has_reason",
            ),
        )

    def __str__(self) -> str:
        return f"{self.cosigner} {Verdict(self.verdict).label}"

    @property
    def is_waiting(self) -> bool:
        """Whether this person has been asked and not answered yet."""
        pending = self.verdict == Verdict.PENDING and self.asked_at is not None
        return pending and self.voided_at is None

    @property
    def is_objection(self) -> bool:
        """Whether this disagreement holds the document up until a leader decides."""
        against = self.verdict == Verdict.OBJECTED and self.overridden_by_id is None
        return against and self.voided_at is None

    @property
    def blocks(self) -> bool:
        """Whether the reply cannot go on because of this answer."""
        return self.verdict == Verdict.PENDING or self.is_objection


def objections_to(reply: Reply) -> list[CoSignature]:
    """The disagreements a leader is to decide about."""
    return [one for one in reply.cosignatures.all() if one.is_objection]


def agreement_of(user: User, reply: Reply) -> CoSignature | None:
    """This person's last answer, if it agreed and only a change of the text voided it."""
    given = [
        one
        for one in reply.cosignatures.all()
        if one.cosigner_id == user.pk and one.verdict != Verdict.PENDING
    ]
    last = max(given, key=lambda one: one.pk, default=None)
    if last is None or last.verdict == Verdict.OBJECTED:
        return None
    return last if last.voided_for == Void.TEXT_CHANGED else None


class ApprovalQuerySet(models.QuerySet["Approval"]):
    def live(self) -> Self:
        """Approvals that still vouch for their text."""
        return self.filter(voided_at__isnull=True)


class Approval(Versioned):
    """处室审核, 核稿, 签发, 复核: an approval, bound to its text like a co-signature.

    A return (退回) is kept here too, with its reason and the version it was about; it vouches for
    nothing, so it is void from the beginning.
    """

    reply = models.ForeignKey(Reply, models.CASCADE, related_name="approvals", verbose_name="文稿")
    by = models.ForeignKey(User, models.PROTECT, related_name="approvals", verbose_name="审批人")
    move = models.CharField("环节", max_length=24)
    opinion = models.TextField("意见", blank=True)
    version = models.ForeignKey(
        TextVersion, models.PROTECT, related_name="+", verbose_name="所批版本"
    )
    digest = models.CharField("所批文本校验值", max_length=64)
    at = models.DateTimeField("时间")
    voided_at = models.DateTimeField("失效时间", null=True, blank=True)

    objects = ApprovalQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "审批"
        ordering = ("id",)

    def __str__(self) -> str:
        return f"{self.by} {ReplyMove(self.move).label}"
