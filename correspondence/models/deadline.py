"""Due days as they were reckoned, with everything that led to them."""

from django.db import models
from django.db.models import Q

from ..rules.deadlines import Term, due, explain
from ..rules.words import BaseEvent, DeadlineKind
from ..rules.words import Unit as TermUnit
from ..rules.workdays import Calendar
from .assignment import Assignment
from .versioned import Versioned, word_field


class Deadline(Versioned):
    """One reckoned due day with all that led to it; a newer one of the kind supersedes it."""

    assignment = models.ForeignKey(
        Assignment, models.CASCADE, related_name="deadlines", verbose_name="承办件"
    )
    kind = word_field(DeadlineKind, "时限")
    base_event = word_field(BaseEvent, "起算点")
    base_on = models.DateField("起算日期")
    amount = models.PositiveSmallIntegerField("数量")
    unit = word_field(TermUnit, "单位")
    article = models.CharField("依据", max_length=120, blank=True)
    profile = models.CharField("时限规则", max_length=60)
    computed_on = models.DateField("届满日期")
    due_on = models.DateField("时限")
    provisional = models.BooleanField("暂定", default=False)
    roll_forward = models.BooleanField("届满遇休息日顺延", default=True)
    override_reason = models.TextField("调整理由", blank=True)
    superseded = models.BooleanField("已被取代", default=False)
    met_on = models.DateField("完成日期", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "时限"
        ordering = ("id",)
        indexes = (
            models.Index(
                fields=["due_on"],
                condition=Q(superseded=False, met_on__isnull=True),
                name="deadline_open_by_due",
            ),
        )
        constraints = (
            models.UniqueConstraint(
                fields=["assignment", "kind"],
                condition=Q(superseded=False),
                name="one_live_deadline_a_kind",
            ),
        )

    def __str__(self) -> str:
        return f"{DeadlineKind(self.kind).label}时限 {self.due_on}"

    def why(self, calendar: Calendar) -> list[str]:
        """The way to this due day in sentences, with the article it rests on."""
        term = Term(self.amount, TermUnit(self.unit), self.article, self.roll_forward)
        reckoned = due(self.base_on, term, calendar)
        lines = explain(reckoned, base_event=BaseEvent(self.base_event).label, calendar=calendar)
        if self.override_reason:
            lines.append(f"调整为 {self.due_on.isoformat()}：{self.override_reason}。")
        return lines
