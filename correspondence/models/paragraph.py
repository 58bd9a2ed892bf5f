"""常用段落: paragraphs an office writes again and again, kept by it for its people."""

from typing import Self

from django.db import models
from django.db.models import Q

from ..rules.words import Role
from .people import Office, Unit, User
from .versioned import Versioned


class StandardParagraphQuerySet(models.QuerySet["StandardParagraph"]):
    def visible_to(self, user: User) -> Self:
        """The unit's and the own office's, the own private ones, and proposed ones to decide on."""
        if user.unit_id is None:
            return self.none()
        shared = Q(owner=None) & (Q(office=None) | Q(office=user.office_id))
        decided = Q()
        if user.holds(Role.LIAISON):
            shared, decided = Q(owner=None), Q(proposed=True)
        elif user.holds(Role.OFFICE_HEAD) and user.office_id:
            decided = Q(proposed=True, office=user.office_id)
        seen = shared | Q(owner=user)
        return self.filter(seen | decided if decided else seen, unit=user.unit_id)

    def usable_by(self, user: User) -> Self:
        """What this person may put into a text: what is shared, and the own ones."""
        mine = Q(owner=user) | Q(owner=None)
        return self.visible_to(user).filter(mine)


class StandardParagraph(Versioned):
    """One standard paragraph. Without an office it is the whole unit's; with an owner private.

    A proposed one is still its owner's, until head or liaison take it over for the office.
    """

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="paragraphs", verbose_name="单位")
    office = models.ForeignKey(
        Office,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="paragraphs",
        verbose_name="处室",
    )
    owner = models.ForeignKey(
        User,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="paragraphs",
        verbose_name="所有人",
    )
    proposed = models.BooleanField("推荐给处室", default=False)
    label = models.CharField("名称", max_length=40)
    text = models.TextField("段落", max_length=2000)
    position = models.PositiveSmallIntegerField("顺序", default=100)

    objects = StandardParagraphQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "常用段落"
        ordering = ("position", "label", "id")
        constraints = (
            models.CheckConstraint(
                condition=Q(proposed=False) | (Q(owner__isnull=False) & Q(office__isnull=False)),
                name="proposed_paragraph_has_owner_and_office",
            ),
        )

    def __str__(self) -> str:
        return self.label

    @property
    def scope(self) -> str:
        """Whose it is, in words."""
        if self.owner_id:
            return "推荐给处室" if self.proposed else "仅自己"
        return str(self.office) if self.office else "全单位"
