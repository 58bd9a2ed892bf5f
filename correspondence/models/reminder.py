"""Reminders as rows: what is due and not sent is work, whatever happens to a worker."""

from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import Q

from ..rules.words import DeadlineKind, Word
from .assignment import Assignment
from .people import User
from .versioned import word_field


class ReminderState(Word):
    PENDING = "pending", "待发"
    CLAIMED = "claimed", "发送中"
    SENT = "sent", "已发"
    CANCELLED = "cancelled", "已取消"


def _waits(now: datetime) -> Q:
    """Never sent, and in nobody's hands: unclaimed, or claimed by a worker that is gone."""
    waiting = Q(state=ReminderState.PENDING) & (Q(retry_at__isnull=True) | Q(retry_at__lte=now))
    return waiting | Q(state=ReminderState.CLAIMED, claimed_until__lte=now)


#: Tried and not taken: the address is wrong, or the server refuses.
FAILED = Q(state__in=[ReminderState.PENDING, ReminderState.CLAIMED]) & ~Q(last_error="")


class ReminderQuerySet(models.QuerySet["Reminder"]):
    def sendable(self, now: datetime) -> Self:
        """To be sent by itself now: what a digest gathers up goes out with the digest."""
        return self.filter(_waits(now), digest__isnull=True)

    def failed(self) -> Self:
        """Tried by itself, and not taken."""
        return self.filter(FAILED)

    def noticed_by(self, user: User) -> Self:
        """What the bell shows this person: everything but what was called off."""
        return self.filter(recipient=user).exclude(state=ReminderState.CANCELLED)


class DigestQuerySet(models.QuerySet["Digest"]):
    def sendable(self, now: datetime) -> Self:
        """Never sent, and in nobody's hands."""
        return self.filter(_waits(now))

    def failed(self) -> Self:
        """Tried, and not taken."""
        return self.filter(FAILED)


class DigestKind(Word):
    MISSED = "missed", "补发汇总"
    WEEKLY = "weekly", "督办周报"


class Outgoing(models.Model):
    """One message on its way. Not versioned: its states are its history.

    Sent at least once: a mail server that took the message just before the worker died gets it
    again under the same Message-ID.
    """

    state = word_field(ReminderState, "状态", default=ReminderState.PENDING)
    planned_at = models.DateTimeField("生成时间")
    claimed_until = models.DateTimeField("占用至", null=True, blank=True)
    retry_at = models.DateTimeField("重试时间", null=True, blank=True)
    attempts = models.PositiveSmallIntegerField("尝试次数", default=0)
    sent_at = models.DateTimeField("发送时间", null=True, blank=True)
    last_error = models.TextField("最近的失败原因", blank=True)

    class Meta:
        abstract = True


class Digest(Outgoing):
    """One message for many reminders: what was missed while nobody planned, or a week's survey."""

    recipient = models.ForeignKey(
        User, models.CASCADE, related_name="digests", verbose_name="提醒对象"
    )
    kind = word_field(DigestKind, "种类")
    day = models.DateField("日期")

    objects = DigestQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "提醒汇总"
        ordering = ("-id",)
        indexes = (
            models.Index(
                fields=["id"],
                condition=~Q(state__in=["sent", "cancelled"]),
                name="digest_not_sent",
            ),
        )
        constraints = (
            models.UniqueConstraint(fields=["recipient", "kind", "day"], name="one_digest_a_day"),
        )

    def __str__(self) -> str:
        return f"{DigestKind(self.kind).label} {self.day} → {self.recipient}"


class Reminder(Outgoing):
    """One reminder of one stage to one person, which is also the line under that person's bell."""

    assignment = models.ForeignKey(
        Assignment, models.CASCADE, related_name="reminders", verbose_name="承办件"
    )
    kind = word_field(DeadlineKind, "时限")
    stage = models.CharField("节点", max_length=50)
    wording = models.CharField("提法", max_length=40)
    due_on = models.DateField("时限")
    recipient = models.ForeignKey(
        User, models.CASCADE, related_name="reminders", verbose_name="提醒对象"
    )
    reached_on = models.DateField("节点日期", null=True, blank=True)
    digest = models.ForeignKey(
        Digest,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="reminders",
        verbose_name="所在汇总",
    )
    read_at = models.DateTimeField("已读时间", null=True, blank=True)

    objects = ReminderQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "提醒"
        ordering = ("-id",)
        indexes = (
            models.Index(
                fields=["id"],
                condition=~Q(state__in=["sent", "cancelled"]),
                name="reminder_not_sent",
            ),
            models.Index(
                fields=["recipient"],
                condition=Q(read_at__isnull=True) & ~Q(state="cancelled"),
                name="reminder_unread",
            ),
        )
        constraints = (
            models.UniqueConstraint(
                fields=["assignment", "stage", "due_on", "recipient"], name="reminded_once"
            ),
            models.CheckConstraint(
                condition=~Q(state="sent") | Q(sent_at__isnull=False), name="sent_has_time"
            ),
        )

    def __str__(self) -> str:
        return f"{self.wording} → {self.recipient}"

    @property
    def failure(self) -> str:
        """Why it was not taken so far, by itself or with its digest; empty if nothing is wrong."""
        if self.state in (ReminderState.SENT, ReminderState.CANCELLED):
            return ""
        return self.last_error or (self.digest.last_error if self.digest else "")
