"""Talks with the deputy, and nudges from those who oversee."""

from django.db import models

from ..rules.words import ContactWay
from .assignment import Assignment
from .people import User
from .proposal import Deputy
from .versioned import Versioned, word_field


class Contact(Versioned):
    """沟通: a talk with the deputy before the reply."""

    assignment = models.ForeignKey(
        Assignment, models.CASCADE, related_name="contacts", verbose_name="承办件"
    )
    deputy = models.ForeignKey(Deputy, models.PROTECT, related_name="+", verbose_name="代表")
    way = word_field(ContactWay, "沟通方式")
    held_on = models.DateField("沟通日期")
    place = models.CharField("地点", max_length=80, blank=True)
    attendees = models.CharField("参加人员", max_length=200, blank=True)
    opinion = models.TextField("代表意见")
    promises = models.TextField("承诺事项", blank=True)
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="登记人")

    class Meta:
        verbose_name = verbose_name_plural = "沟通记录"
        ordering = ("held_on", "id")

    def __str__(self) -> str:
        return f"{self.held_on} {ContactWay(self.way).label} {self.deputy}"


class Nudge(Versioned):
    """催办: somebody who oversees asks where things stand."""

    assignment = models.ForeignKey(
        Assignment, models.CASCADE, related_name="nudges", verbose_name="承办件"
    )
    by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="催办人")
    sent_on = models.DateField("催办日期")
    demand = models.TextField("催办要求")

    class Meta:
        verbose_name = verbose_name_plural = "催办"
        ordering = ("id",)

    def __str__(self) -> str:
        return f"{self.sent_on} 催办 {self.assignment}"
