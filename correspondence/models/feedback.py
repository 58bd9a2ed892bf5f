"""What the deputy answered, and what was decided upon it."""

from django.db import models
from django.db.models import F, Q

from ..rules.words import Satisfaction, Word
from .assignment import Assignment
from .people import User
from .proposal import Deputy
from .reply import Reply
from .versioned import Versioned, word_field


class FeedbackSource(Word):
    ONLINE = "online", "网上"
    PAPER = "paper", "纸质"


class Feedback(Versioned):
    """办理情况反馈. Only the deputy's side writes it; silence is no answer, never a yes.

    Paper feedback counts only once a second person has confirmed it (`confirmed_by`).
    """

    reply = models.ForeignKey(Reply, models.CASCADE, related_name="feedback", verbose_name="文稿")
    deputy = models.ForeignKey(Deputy, models.PROTECT, related_name="feedback", verbose_name="代表")
    attitude = word_field(Satisfaction, "办理态度")
    result = word_field(Satisfaction, "办理结果")
    comment = models.TextField("具体意见", blank=True)
    source = word_field(FeedbackSource, "来源")
    given_on = models.DateField("反馈日期")
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="登记人")
    confirmed_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="复核人"
    )
    superseded = models.BooleanField("已被新反馈取代", default=False)

    class Meta:
        verbose_name = verbose_name_plural = "反馈"
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(
                fields=["reply", "deputy"], condition=Q(superseded=False), name="one_live_feedback"
            ),
            models.CheckConstraint(
                condition=(
                    ~Q(attitude=Satisfaction.DISSATISFIED) & ~Q(result=Satisfaction.DISSATISFIED)
                )
                | ~Q(comment=""),
                name="dissatisfaction_has_comment",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_by__isnull=True) | ~Q(confirmed_by=F("recorded_by")),
                name="paper_confirmed_by_another",
            ),
        )

    def __str__(self) -> str:
        return f"{self.deputy}：{Satisfaction(self.result).label}"


class Rehandling(Versioned):
    """重新办理: the decision of the body that supervises (上海市代表建议规定第二十一条)."""

    assignment = models.ForeignKey(
        Assignment, models.CASCADE, related_name="rehandlings", verbose_name="承办件"
    )
    round = models.PositiveSmallIntegerField("轮次")
    decided_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="决定人")
    decided_on = models.DateField("决定日期")
    reason = models.TextField("理由")

    class Meta:
        verbose_name = verbose_name_plural = "重新办理"
        constraints = (
            models.UniqueConstraint(fields=["assignment", "round"], name="one_decision_a_round"),
        )

    def __str__(self) -> str:
        return f"{self.assignment} 第{self.round}轮"
