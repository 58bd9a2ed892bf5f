"""豁免: a finding of 校核 that somebody set aside for one document, and why."""

from typing import Self

from django.db import models
from django.db.models import Q

from .people import User
from .reply import Reply, TextVersion
from .versioned import Versioned


class WaiverQuerySet(models.QuerySet["Waiver"]):
    def live(self) -> Self:
        """Those nobody has taken back; each holds only while its passage stands unchanged."""
        return self.filter(withdrawn_at__isnull=True)


class Waiver(Versioned):
    """One finding set aside. Its mark is made from the passage, so that it ends with the passage.

    `version` is the newest saved text at that moment; what was typed since may hold the passage.
    """

    reply = models.ForeignKey(Reply, models.CASCADE, related_name="waivers", verbose_name="文稿")
    version = models.ForeignKey(
        TextVersion, models.PROTECT, related_name="+", verbose_name="所据版本"
    )
    mark = models.CharField("校核问题标识", max_length=64)
    rule = models.CharField("规则", max_length=8)
    place = models.CharField("位置", max_length=40)
    message = models.TextField("校核问题")
    passage = models.TextField("原文", blank=True)
    reason = models.TextField("豁免理由")
    by = models.ForeignKey(User, models.PROTECT, related_name="waivers", verbose_name="豁免人")
    at = models.DateTimeField("豁免时间")
    withdrawn_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="取消人"
    )
    withdrawn_at = models.DateTimeField("取消时间", null=True, blank=True)

    objects = WaiverQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "校核豁免"
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(
                fields=["reply", "mark"],
                condition=Q(withdrawn_at__isnull=True),
                name="waived_once",
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="waiver_has_reason"),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True, withdrawn_by__isnull=True)
                | Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False),
                name="waiver_withdrawn_by_somebody",
            ),
        )

    def __str__(self) -> str:
        return f"{self.place} {self.message}"
