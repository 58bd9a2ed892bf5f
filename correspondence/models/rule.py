"""Terms, reminder ladders and the calendar: rules as data, so that none is a constant."""

from datetime import date

from django.db import models

from ..rules.deadlines import Term
from ..rules.reminding import Stage
from ..rules.words import BaseEvent, DeadlineKind, ProposalKind, Role, TermKey, Unit, Word
from ..rules.workdays import Calendar
from .versioned import Versioned, word_field


class ReassignClock(Word):
    """What happens to the term of a part that goes to another unit (改派)."""

    RESTART = "restart", "自改派之日重新起算"
    KEEP = "keep", "沿用原交办之日"


class RuleProfile(Versioned):
    """A jurisdiction's terms, in force from a day on.

    Rows of one code are its versions: a term that starts on a day follows the version in force
    on that day. A version that has come into force is not edited; a later one takes its place.
    """

    code = models.SlugField("代码")
    name = models.CharField("名称", max_length=60)
    effective_from = models.DateField("施行日期")
    contact_required = models.BooleanField(
        "答复前须沟通", default=True, help_text="未登记与领衔代表（委员）的沟通，文稿不能提交"
    )
    clock_on_reassign = word_field(ReassignClock, "改派后的时限", default=ReassignClock.RESTART)
    suspension_allowed = models.BooleanField("允许中止计时", default=False)
    max_extensions = models.PositiveSmallIntegerField("延期次数上限", default=1)
    late_grants_allowed = models.BooleanField(
        "允许逾期后批准延期", default=True, help_text="逾期后批准的，注明“逾期后批准”"
    )
    late_grants_count_overdue = models.BooleanField(
        "逾期后批准的仍计超期",
        default=True,
        help_text="批准时已过时限的，统计中仍计为超期；取消勾选则按延期后的时限统计",
    )
    internal_days = models.PositiveSmallIntegerField(
        "内部时限提前天数",
        default=15,
        help_text="承办单位内部时限比答复、会办时限提前的天数；0 为不设。单位可另定",
    )
    cosign_days = models.PositiveSmallIntegerField(
        "会签工作日",
        default=2,
        help_text="会签人自送会签次日起，几个工作日内会签；0 为不设",
    )
    note = models.TextField("说明", blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "时限规则"
        ordering = ("code", "effective_from")
        constraints = (
            models.UniqueConstraint(fields=["code", "effective_from"], name="profile_version_once"),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def version(self) -> str:
        """上海市（自2016-04-21起施行）."""
        return f"{self.name}（自{self.effective_from}起施行）"

    def on(self, day: date) -> "RuleProfile":
        """The version of these rules in force on a day; before the first one, the first one."""
        versions = RuleProfile.objects.filter(code=self.code).order_by("effective_from")
        in_force = versions.filter(effective_from__lte=day).last()
        return in_force or versions.first() or self

    def term(self, key: str, kind: ProposalKind) -> "RuleTerm":
        """The term under this key; raises RuleTerm.DoesNotExist if the profile has none."""
        return self.terms.get(key=key, proposal_kind=kind)


class RuleTerm(Versioned):
    """One number of a profile, with the article it rests on."""

    profile = models.ForeignKey(
        RuleProfile, models.CASCADE, related_name="terms", verbose_name="规则"
    )
    proposal_kind = word_field(ProposalKind, "案类")
    key = models.SlugField("事项")
    amount = models.PositiveSmallIntegerField("数量")
    unit = word_field(Unit, "单位")
    base_event = word_field(BaseEvent, "起算点")
    article = models.CharField("依据", max_length=120, blank=True)
    roll_forward = models.BooleanField("届满遇休息日顺延", default=True)
    note = models.CharField("说明", max_length=120, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "时限"
        constraints = (
            models.UniqueConstraint(
                fields=["profile", "proposal_kind", "key"], name="term_once_a_profile"
            ),
        )

    def __str__(self) -> str:
        return f"{self.profile} {ProposalKind(self.proposal_kind).label} {self.key}"

    @property
    def label(self) -> str:
        """What the term is for, in the office's words."""
        return TermKey(self.key).label if self.key in set(TermKey) else self.key

    def as_term(self) -> Term:
        """The plain value that `rules.deadlines` reckons with."""
        return Term(self.amount, Unit(self.unit), self.article, self.roll_forward)


class ReminderStage(Versioned):
    """A rung of the reminder ladder."""

    key = models.CharField("代码", max_length=40, unique=True)
    deadline = word_field(DeadlineKind, "时限")
    offset = models.SmallIntegerField("偏移", help_text="负数为到期之前")
    unit = word_field(Unit, "单位")
    wording = models.CharField("提法", max_length=40)
    recipients = models.CharField("提醒对象", max_length=120, help_text="角色代码，以分号分隔")
    repeat_amount = models.PositiveSmallIntegerField("重复间隔", default=0, help_text="0 为不重复")

    class Meta:
        verbose_name = verbose_name_plural = "提醒节点"
        ordering = ("deadline", "offset")

    def __str__(self) -> str:
        return self.wording

    @property
    def roles(self) -> list[Role]:
        """The roles this rung speaks to."""
        return [Role(role) for role in self.recipients.split(";") if role]

    def as_stage(self) -> Stage:
        """The plain value that `rules.reminding` reckons with."""
        return Stage(
            key=self.key,
            deadline=DeadlineKind(self.deadline),
            offset=self.offset,
            unit=Unit(self.unit),
            wording=self.wording,
            repeat=self.repeat_amount,
        )


class CalendarDayQuerySet(models.QuerySet["CalendarDay"]):
    def as_calendar(self) -> Calendar:
        """These days laid over the published calendars."""
        rows = list(self.values_list("day", "is_workday", "name"))
        days = {day: works for day, works, _ in rows}
        known = Calendar().known_years | {day.year for day in days}
        return Calendar(days, known, {day: name for day, _, name in rows})


class CalendarDay(Versioned):
    """A day off on a weekday, or a working Saturday or Sunday, as a notice laid it down."""

    day = models.DateField("日期", unique=True)
    is_workday = models.BooleanField("上班")
    name = models.CharField("名称", max_length=40)
    source = models.CharField("通知", max_length=120)
    notice_number = models.CharField("通知文号", max_length=40, blank=True)

    objects = CalendarDayQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "放假调休日"
        ordering = ("day",)

    def __str__(self) -> str:
        return f"{self.day} {self.name}"
