"""Talks with the deputy, and nudges from those who oversee."""

from django.db import models
from django.db.models import Exists, OuterRef, Q

from ..rules.states import ENDED
from ..rules.words import ContactWay, Part
from .assignment import ANSWERING, Assignment
from .people import User
from .proposal import Deputy, Signatory, SignatoryAnswer
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


def talk_owed() -> Q:
    """Parts whose unit must speak with the leading deputy before it answers, and has not yet.

    By setting, and before the first answer only. 合办: a talk of one unit serves all of them.
    """
    leads = Signatory.objects.filter(proposal=OuterRef("proposal"), answer=SignatoryAnswer.LEAD)
    talks = Contact.objects.filter(
        deputy__signed__proposal=OuterRef("proposal"),
        deputy__signed__answer=SignatoryAnswer.LEAD,
    )
    # Two questions, each with an index of its own: a deputy may have talked of very many cases.
    own = talks.filter(assignment=OuterRef("pk"))
    shared = talks.filter(
        ~Q(assignment__state__in=sorted(ENDED)),
        assignment__in=Assignment.objects.filter(
            proposal=OuterRef(OuterRef("proposal")), part=Part.JOINT
        ).values("pk"),
    )
    asked = Q(part__in=ANSWERING, round=1, proposal__session__profile__contact_required=True)
    together = Q(Exists(shared), part=Part.JOINT)
    return asked & Q(Exists(leads)) & ~Q(Exists(own)) & ~together


def owes_talk(part: Assignment) -> bool:
    """The same of one part."""
    return Assignment.objects.filter(talk_owed(), pk=part.pk).exists()


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
