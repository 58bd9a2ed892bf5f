"""承办件: one unit's part in one proposal, and everything that happens to it on the way."""

from datetime import date, timedelta
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import F, Q

from ..rules.states import ENDED, SETTLED, AssignmentState
from ..rules.words import DeadlineKind, Outcome, Part, Role
from .people import Office, Unit, UnitKind, User
from .proposal import Proposal
from .versioned import Versioned, word_field

if TYPE_CHECKING:
    from .feedback import Feedback

ANSWERING = (Part.SOLE, Part.LEAD, Part.JOINT, Part.SEPARATE)


class AssignmentQuerySet(models.QuerySet["Assignment"]):
    def visible_to(self, user: User) -> Self:
        """Every part of a proposal the person may see."""
        if user.holds(Role.AUDITOR):
            return self
        return self.filter(proposal__in=Proposal.objects.keys_for(user))

    def overseen_by(self, user: User) -> Self:
        """What a supervisor watches: the own unit's parts, or all if the unit hands out."""
        if user.unit and user.unit.kind == UnitKind.UNIT:
            return self.filter(unit=user.unit)
        return self.filter(proposal__in=Proposal.objects.order_by().of_office(user).values("pk"))

    def binding(self) -> Self:
        """Parts that were neither handed back nor cancelled."""
        return self.exclude(state__in=ENDED)

    def to_do(self) -> Self:
        """Parts on which the unit still has work."""
        return self.filter(state__in=[state for state in AssignmentState if state not in SETTLED])


class Assignment(Versioned):
    """承办件. `answered_on` is the day the reply was delivered, or the opinion sent to the lead."""

    proposal = models.ForeignKey(
        Proposal, models.PROTECT, related_name="assignments", verbose_name="案"
    )
    unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="assignments", verbose_name="承办单位"
    )
    part = word_field(Part, "承办方式")
    state = word_field(AssignmentState, "状态", default=AssignmentState.PENDING)
    share_note = models.TextField("分工和交办意见", blank=True)
    handed_out_on = models.DateField("分办日期")
    handed_out_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="分办人")
    signed_for_on = models.DateField("签收日期", null=True, blank=True)
    lead_office = models.ForeignKey(
        Office, models.PROTECT, null=True, blank=True, related_name="led", verbose_name="主办处室"
    )
    assisting_offices = models.ManyToManyField(
        Office, through="AssistingOffice", related_name="assisted", verbose_name="会办处室"
    )
    handler = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="handled", verbose_name="经办人"
    )
    due_on = models.DateField("办理时限")
    original_due_on = models.DateField("原定时限")
    due_provisional = models.BooleanField("暂定时限", default=False)
    internal_days = models.PositiveSmallIntegerField("内部时限提前天数", default=0)
    counts_overdue = models.BooleanField(
        "仍计超期", default=False, help_text="延期系逾期后批准，统计中仍计为超期"
    )
    suspended_on = models.DateField("中止计时日期", null=True, blank=True)
    answered_on = models.DateField("办复日期", null=True, blank=True)
    outcome = word_field(Outcome, "办理结果", blank=True)
    promised_on = models.DateField("承诺解决时限", null=True, blank=True)
    waived_reason = models.TextField("不再等待会办意见的理由", blank=True)
    round = models.PositiveSmallIntegerField("办理轮次", default=1)
    replaces = models.OneToOneField(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="replaced_by",
        verbose_name="改派自",
    )

    objects = AssignmentQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "承办件"
        ordering = ("id",)
        indexes = (
            models.Index(fields=["unit", "due_on"], name="assignment_by_unit_due"),
            models.Index(fields=["unit", "proposal"], name="assignment_by_unit_proposal"),
            models.Index(fields=["unit", "state", "due_on"], name="assignment_by_unit_state"),
            models.Index(fields=["state", "due_on"], name="assignment_by_state_due"),
        )
        constraints = (
            models.UniqueConstraint(
                fields=["proposal", "unit"],
                condition=~Q(state__in=sorted(ENDED)),
                name="one_live_part_a_unit",
            ),
            models.UniqueConstraint(
                fields=["proposal"],
                condition=Q(part__in=[Part.LEAD, Part.SOLE]) & ~Q(state__in=sorted(ENDED)),
                name="one_lead_unit",
            ),
            models.CheckConstraint(
                condition=Q(signed_for_on__gte=F("handed_out_on")), name="signed_for_after_hand_out"
            ),
            models.CheckConstraint(
                condition=Q(answered_on__gte=F("signed_for_on")), name="answered_after_receipt"
            ),
            models.CheckConstraint(
                condition=~Q(part=Part.ASSIST) | Q(outcome=""), name="assist_has_no_outcome"
            ),
        )

    def __str__(self) -> str:
        return f"{self.proposal.case_number} {self.unit}（{Part(self.part).label}）"

    @property
    def sharing(self) -> "list[Assignment]":
        """合办: the parts that answer with one document; otherwise this part alone."""
        if self.part != Part.JOINT:
            return [self]
        parts = self.proposal.assignments.all()
        return [one for one in parts if one.part == Part.JOINT and one.state not in ENDED]

    @property
    def unconfirmed_feedback(self) -> "list[Feedback]":
        """What was recorded from paper or online and no second person has confirmed."""
        return [
            one
            for part in self.sharing
            for reply in part.replies.all()
            for one in reply.feedback.all()
            if one.confirmed_by_id is None and not one.superseded
        ]

    @property
    def internal_due_on(self) -> date | None:
        """The unit's own earlier day, if it keeps one and the term is long enough for it."""
        day: date = self.due_on - timedelta(days=self.internal_days)
        return day if self.handed_out_on < day < self.due_on else None

    @property
    def is_late(self) -> bool:
        """Whether it was answered late, or under an extension that was itself granted too late."""
        answered: date | None = self.answered_on
        return answered is not None and (self.counts_overdue or answered > self.due_on)

    @property
    def answers(self) -> bool:
        """Whether this unit answers the deputy itself."""
        return self.part in ANSWERING

    @property
    def due_kind(self) -> DeadlineKind:
        """Which of its due days is `due_on`: that of the answer to the deputy, or to the lead."""
        return DeadlineKind.REPLY if self.answers else DeadlineKind.OPINION


class AssistingOffice(Versioned):
    """会办处室: an office of the same unit that helps the leading one."""

    assignment = models.ForeignKey(Assignment, models.CASCADE, verbose_name="承办件")
    office = models.ForeignKey(Office, models.PROTECT, verbose_name="处室")

    class Meta:
        verbose_name = verbose_name_plural = "会办处室"
        constraints = (
            models.UniqueConstraint(fields=["assignment", "office"], name="office_assists_once"),
        )

    def __str__(self) -> str:
        return f"{self.assignment} {self.office}"
