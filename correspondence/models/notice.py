"""How people are reached: where, when not, and by whom they are covered while away."""

from datetime import date, time
from typing import Self

from django.db import models
from django.db.models import F, Q

from ..rules.quiet import QuietHours
from .people import User
from .versioned import Versioned


class AbsenceQuerySet(models.QuerySet["Absence"]):
    def on(self, day: date) -> Self:
        """The absences that cover this day."""
        return self.filter(from_on__lte=day, until_on__gte=day)


class Absence(Versioned):
    """A person is away, and a stand-in covers for them (AB 角)."""

    user = models.ForeignKey(User, models.CASCADE, related_name="absences", verbose_name="离岗人员")
    stand_in = models.ForeignKey(
        User, models.CASCADE, related_name="covers", verbose_name="代岗人员（B角）"
    )
    from_on = models.DateField("离岗日期")
    until_on = models.DateField("返岗前一日")

    objects = AbsenceQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "离岗代岗"
        ordering = ("-from_on", "id")
        constraints = (
            models.CheckConstraint(condition=Q(until_on__gte=F("from_on")), name="absence_ends"),
            models.CheckConstraint(
                condition=~Q(user=F("stand_in")), name="nobody_stands_in_for_themselves"
            ),
        )

    def __str__(self) -> str:
        return f"{self.user} {self.from_on} 至 {self.until_on}，{self.stand_in} 代岗"


class Address(Versioned):
    """Where a person's reminders go instead of their e-mail: a robot of WeCom, DingTalk …"""

    user = models.OneToOneField(User, models.CASCADE, related_name="address", verbose_name="人员")
    url = models.CharField(
        "通知地址", max_length=300, help_text="如 wecombot://…、dingtalk://…、feishu://…、jsons://…"
    )

    class Meta:
        verbose_name = verbose_name_plural = "通知渠道"

    def __str__(self) -> str:
        return f"{self.user}：{self.channel}"

    @property
    def channel(self) -> str:
        """The part of the address that is no secret."""
        return self.url.partition(":")[0]


class Quiet(Versioned):
    """免打扰: nothing is sent between two times of day, nor on days off. One row, if any."""

    begins = models.TimeField("开始", default=time(20, 0))
    ends = models.TimeField("结束", default=time(8, 0))
    on_days_off = models.BooleanField("休息日不发送", default=True)

    class Meta:
        verbose_name = verbose_name_plural = "免打扰时段"

    def __str__(self) -> str:
        return f"{self.begins:%H:%M}–{self.ends:%H:%M}"

    def as_hours(self) -> QuietHours:
        """The plain value that `rules.quiet` judges by."""
        return QuietHours(begins=self.begins, ends=self.ends, on_days_off=self.on_days_off)


class Feed(models.Model):
    """日历订阅: whoever knows the address reads one person's due days, until it is revoked.

    Only the address's digest is kept: it is shown once, when it is made.
    """

    user = models.OneToOneField(User, models.CASCADE, related_name="feed", verbose_name="人员")
    token_sha256 = models.CharField("地址校验值", max_length=64, unique=True)
    made_at = models.DateTimeField("生成时间")
    read_at = models.DateTimeField("最近读取", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "日历订阅"

    def __str__(self) -> str:
        return str(self.user)


class Heartbeat(models.Model):
    """When a part of the machinery was last alive."""

    part = models.CharField("部件", max_length=20, unique=True)
    seen_at = models.DateTimeField("最近活动")

    class Meta:
        verbose_name = verbose_name_plural = "运行情况"

    def __str__(self) -> str:
        return f"{self.part} {self.seen_at:%Y-%m-%d %H:%M}"
