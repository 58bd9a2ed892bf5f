"""The ledger of acts: append-only and chained, so that a changed past shows."""

from datetime import UTC

from django.db import models

from ..rules.ledger import GENESIS, End, Link
from .people import User
from .proposal import Proposal


class LedgerHead(models.Model):
    """Where the chain ends; locked while an entry is appended."""

    serial = models.PositiveBigIntegerField(default=0)
    hash = models.CharField(max_length=64, default=GENESIS)

    class Meta:
        verbose_name = verbose_name_plural = "台账末端"

    def __str__(self) -> str:
        return str(self.serial)

    @classmethod
    def end(cls) -> End:
        """Where the chain is said to end."""
        head = cls.objects.filter(pk=1).first()
        return End(head.serial, head.hash) if head else End()


class LedgerEntry(models.Model):
    """One act: who did what to what, when and why, and which fields changed from → to."""

    serial = models.PositiveBigIntegerField("序号", unique=True)
    at = models.DateTimeField("时间")
    actor = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="人员")
    proposal = models.ForeignKey(
        Proposal, models.PROTECT, null=True, related_name="entries", verbose_name="案"
    )
    subject = models.CharField("对象", max_length=30)
    subject_id = models.PositiveBigIntegerField("对象编号")
    act = models.CharField("动作", max_length=40)
    label = models.CharField("动作名称", max_length=40)
    source = models.CharField("原状态", max_length=24, blank=True)
    target = models.CharField("新状态", max_length=24, blank=True)
    reason = models.TextField("理由", blank=True)
    changes = models.JSONField("变动", default=dict)
    previous_hash = models.CharField("前一校验值", max_length=64)
    hash = models.CharField("校验值", max_length=64)

    class Meta:
        verbose_name = verbose_name_plural = "办理台账"
        ordering = ("serial",)
        indexes = (
            models.Index(fields=["proposal", "serial"], name="ledger_by_proposal"),
            models.Index(fields=["subject", "subject_id", "serial"], name="ledger_by_subject"),
        )

    def __str__(self) -> str:
        return f"{self.serial} {self.label}"

    def content(self) -> dict[str, object]:
        """What the hash covers."""
        return {
            "serial": self.serial,
            "at": self.at.astimezone(UTC).isoformat(),
            "actor": self.actor_id,
            "proposal": self.proposal_id,
            "subject": self.subject,
            "subject_id": self.subject_id,
            "act": self.act,
            "label": self.label,
            "source": self.source,
            "target": self.target,
            "reason": self.reason,
            "changes": self.changes,
        }

    def as_link(self) -> Link:
        """The plain value that `rules.ledger` verifies."""
        return Link(self.serial, self.content(), self.previous_hash, self.hash)
