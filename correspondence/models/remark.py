"""意见 on a passage: who asked what of which words, what was answered, and that it is settled."""

from typing import Self

from django.db import models
from django.db.models import Q

from ..rules.anchors import Anchor
from .people import User
from .reply import Reply, TextVersion
from .versioned import Versioned


class RemarkQuerySet(models.QuerySet["Remark"]):
    def unresolved(self) -> Self:
        """Those nobody has called settled."""
        return self.filter(resolved_at__isnull=True)


class Remark(Versioned):
    """One opinion on a text, anchored to words of one of its versions; without words on all of it.

    The version never changes, so the words stay readable whatever becomes of the text.
    """

    reply = models.ForeignKey(Reply, models.CASCADE, related_name="remarks", verbose_name="文稿")
    by = models.ForeignKey(User, models.PROTECT, related_name="remarks", verbose_name="提出人")
    at = models.DateTimeField("提出时间")
    version = models.ForeignKey(
        TextVersion, models.PROTECT, related_name="+", verbose_name="所据版本"
    )
    paragraph = models.PositiveIntegerField("段落", default=0)
    start = models.PositiveIntegerField("段内位置", default=0)
    quote = models.TextField("原文", blank=True)
    words = models.TextField("意见")
    resolved_at = models.DateTimeField("了结时间", null=True, blank=True)
    resolved_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="了结人"
    )

    objects = RemarkQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "意见"
        ordering = ("id",)
        constraints = (
            models.CheckConstraint(condition=~Q(words=""), name="remark_says_something"),
            models.CheckConstraint(
                condition=Q(quote="", paragraph=0) | (~Q(quote="") & Q(paragraph__gte=1)),
                name="quote_has_its_paragraph",
            ),
            models.CheckConstraint(
                condition=Q(resolved_at__isnull=True, resolved_by__isnull=True)
                | Q(resolved_at__isnull=False, resolved_by__isnull=False),
                name="resolved_by_somebody",
            ),
        )

    def __str__(self) -> str:
        return f"{self.by}：{self.words[:20]}"

    @property
    def anchor(self) -> Anchor | None:
        """Where the words stood; None if the opinion is about the whole text."""
        if not self.quote:
            return None
        return Anchor(self.version.body, self.paragraph, self.start, self.quote)


class RemarkAnswer(Versioned):
    """What was said to an opinion."""

    remark = models.ForeignKey(Remark, models.CASCADE, related_name="answers", verbose_name="意见")
    reply = models.ForeignKey(Reply, models.CASCADE, related_name="+", verbose_name="文稿")
    by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="答复人")
    at = models.DateTimeField("答复时间")
    words = models.TextField("答复")

    class Meta:
        verbose_name = verbose_name_plural = "意见答复"
        ordering = ("id",)
        constraints = (
            models.CheckConstraint(condition=~Q(words=""), name="answer_says_something"),
        )

    def __str__(self) -> str:
        return f"{self.by}：{self.words[:20]}"
