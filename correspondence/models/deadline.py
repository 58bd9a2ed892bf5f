"""Due days as they were reckoned, with everything that led to them."""

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from ..rules.deadlines import Due, Term, due, explain
from ..rules.reminding import Ringing
from ..rules.words import BaseEvent, DeadlineKind, Word
from ..rules.words import Unit as TermUnit
from ..rules.workdays import Calendar
from .assignment import Assignment
from .people import User
from .rule import RuleProfile
from .versioned import Versioned, word_field


class Override(Word):
    """Why a due day is not the one its term ends on."""

    UNIFIED = "unified", "交办机构统一规定的时限"
    EXTENDED = "extended", "批准延期"
    RESUMED = "resumed", "中止后恢复计时"


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
    term_key = models.SlugField("事项", blank=True)
    profile = models.CharField("时限规则", max_length=60)
    rule = models.ForeignKey(
        RuleProfile,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="规则版本",
    )
    computed_on = models.DateField("届满日期")
    due_on = models.DateField("时限")
    provisional = models.BooleanField("暂定", default=False)
    roll_forward = models.BooleanField("届满遇休息日顺延", default=True)
    override = word_field(Override, "调整", blank=True)
    override_reason = models.TextField("调整理由", blank=True)
    decided_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="决定人"
    )
    decided_at = models.DateTimeField("决定时间", null=True, blank=True)
    suspended_on = models.DateField("中止日期", null=True, blank=True)
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

    @property
    def term(self) -> Term:
        """The term as it was laid down when this day was reckoned."""
        return Term(self.amount, TermUnit(self.unit), self.article, self.roll_forward)

    def reckoned(self, calendar: Calendar) -> Due:
        """Where the term ends by this calendar, whatever was decided about the day since."""
        return due(self.base_on, self.term, calendar)

    def why(self, calendar: Calendar) -> list[str]:
        """The way to this due day in sentences, with the article it rests on."""
        reckoned = self.reckoned(calendar)
        lines = explain(reckoned, base_event=BaseEvent(self.base_event).label, calendar=calendar)
        if self.override_reason:
            lines.append(f"调整为 {self.due_on.isoformat()}：{self.override_reason}。")
        if self.suspended_on:
            lines.append(f"自 {self.suspended_on.isoformat()} 起中止计时，恢复后计足剩余天数。")
        return lines

    @property
    def internal_on(self) -> date | None:
        """The unit's own earlier day for a live due day of an answer or opinion (内部时限)."""
        counts = self.kind in (DeadlineKind.REPLY, DeadlineKind.OPINION) and not self.superseded
        if not counts or self.due_on != self.assignment.due_on:
            return None
        return self.assignment.internal_due_on

    @property
    def decision(self) -> str:
        """Who laid this day down instead of the one the term ends on, when and why; else empty."""
        if not self.override:
            return ""
        words = f"{Override(self.override).label}：{self.due_on}，{self.override_reason}"
        if self.decided_by is None or self.decided_at is None:
            return words
        on = timezone.localdate(self.decided_at)
        return f"{words}（{self.decided_by}，{on}）"


class Suspension(Versioned):
    """中止计时, where the rules allow it: the clocks of a part stand still between two days."""

    assignment = models.ForeignKey(
        Assignment, models.CASCADE, related_name="suspensions", verbose_name="承办件"
    )
    suspended_on = models.DateField("中止日期")
    suspended_by = models.ForeignKey(
        User, models.PROTECT, related_name="+", verbose_name="中止决定人"
    )
    reason = models.TextField("中止理由")
    resumed_on = models.DateField("恢复日期", null=True, blank=True)
    resumed_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="恢复决定人"
    )

    class Meta:
        verbose_name = verbose_name_plural = "中止计时"
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(
                fields=["assignment"],
                condition=Q(resumed_on__isnull=True),
                name="one_open_suspension",
            ),
            models.CheckConstraint(
                condition=Q(resumed_on__gte=F("suspended_on")), name="resumed_after_suspension"
            ),
        )

    def __str__(self) -> str:
        return f"{self.assignment} 自 {self.suspended_on} 中止"


class AlarmQuerySet(models.QuerySet["Alarm"]):
    def as_ringing(self) -> list[Ringing]:
        """These alarms as plain rows, each with what decides on its reminders."""
        deadline = ("kind", "due_on", "base_on", "superseded", "met_on", "suspended_on")
        part = ("pk", "state", "handed_out_on", "unit_id", "lead_office_id", "handler_id")
        columns = [
            *("pk", "rings_on"),
            *(f"deadline__{name}" for name in deadline),
            *(f"deadline__assignment__{name}" for name in part),
        ]
        return [Ringing(*row) for row in self.values_list(*columns)]


class Alarm(models.Model):
    """The day on which the next rung of the ladder is reached for a due day.

    What is due is found by this day alone, so that the search costs what is due and not what is
    open. Not versioned: it can be made anew from the due day and the ladder at any time.
    """

    deadline = models.OneToOneField(
        Deadline, models.CASCADE, related_name="alarm", verbose_name="时限"
    )
    rings_on = models.DateField("下次提醒日期", db_index=True)

    objects = AlarmQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "下次提醒"

    def __str__(self) -> str:
        return f"{self.deadline} {self.rings_on}"
