"""Units, their offices, and the people in them with their roles."""

from typing import Any, ClassVar

from django.contrib.auth.models import AbstractUser, UserManager
from django.db import models

from ..rules.words import GRANTABLE, Role, Word
from .versioned import Versioned, word_field

#: The name the clock acts under.
CLOCK = "system"
#: What every demo account is opened with; it is shown on the sign-in page, so it is no secret.
DEMO_PASSWORD = "demo-2023"  # noqa: S105


class UnitKind(Word):
    UNIT = "unit", "承办单位"
    CONGRESS_OFFICE = "congress_office", "人大代表工作机构"
    CONFERENCE_OFFICE = "conference_office", "政协提案工作机构"
    HANDING_OUT_OFFICE = "handing_out_office", "政府交办机构"
    ADMINISTRATION = "administration", "系统管理"


class Unit(Versioned):
    """承办单位, or one of the bodies that hand out and supervise."""

    code = models.SlugField("代码", unique=True)
    name = models.CharField("全称", max_length=60, unique=True)
    short_name = models.CharField("规范化简称", max_length=30)
    kind = word_field(UnitKind, "性质", default=UnitKind.UNIT)
    issuer_mark = models.CharField("发文机关标志", max_length=60, blank=True)
    printer = models.CharField("印发机关", max_length=60, blank=True)
    self_reference = models.CharField("自称", max_length=10, blank=True, help_text="如：我委、我局")
    copy_name = models.CharField("抄送名称", max_length=60, blank=True)
    email = models.EmailField("联络邮箱", blank=True)
    internal_days = models.PositiveSmallIntegerField(
        "内部时限提前天数",
        null=True,
        blank=True,
        help_text="本单位内部时限比法定时限提前的天数，适用于此后交办的件；0 为不设，不填按规则",
    )

    class Meta:
        verbose_name = verbose_name_plural = "单位"
        ordering = ("id",)

    def __str__(self) -> str:
        return self.short_name


class Office(Versioned):
    """处室. An office never issues in its own name (公文处理条例 17)."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="offices", verbose_name="单位")
    code = models.SlugField("代码")
    name = models.CharField("名称", max_length=40)
    is_general_office = models.BooleanField("办公室", default=False)

    class Meta:
        verbose_name = verbose_name_plural = "处室"
        ordering = ("unit_id", "id")
        constraints = (
            models.UniqueConstraint(fields=["unit", "code"], name="office_code_once_a_unit"),
        )

    def __str__(self) -> str:
        return self.name


class People(UserManager["User"]):
    def clock(self) -> "User":
        """The named account under which the system itself acts; nobody can sign in as it."""
        clock, created = self.get_or_create(
            username=CLOCK, defaults={"name": "系统", "is_active": False}
        )
        if created:
            clock.set_unusable_password()
            clock.save()
        return clock

    def holding(self, *roles: Role) -> "models.QuerySet[User]":
        """Active people to whom one of these roles is granted."""
        return self.filter(is_active=True, grants__role__in=roles).distinct()

    def demo(self) -> "models.QuerySet[User]":
        """The active demo accounts, whose password is no secret; one for each role."""
        people = self.filter(is_active=True, is_demo=True).order_by("pk")
        return people.select_related("unit").prefetch_related("grants")


class User(AbstractUser, Versioned):
    """A person with an account."""

    name = models.CharField("姓名", max_length=40)
    unit = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="people", verbose_name="单位"
    )
    office = models.ForeignKey(
        Office, models.PROTECT, null=True, blank=True, related_name="people", verbose_name="处室"
    )
    title = models.CharField("职务", max_length=40, blank=True)
    phone = models.CharField("电话", max_length=30, blank=True)
    is_demo = models.BooleanField("演示账号", default=False, editable=False)

    objects: ClassVar[People] = People()
    REQUIRED_FIELDS = ["name"]

    class Meta:
        verbose_name = verbose_name_plural = "人员"
        ordering = ("id",)

    def __str__(self) -> str:
        return self.name or self.username

    def get_full_name(self) -> str:
        return self.name

    @property
    def roles(self) -> frozenset[Role]:
        """The roles granted to this person, read once an instance."""
        known: frozenset[Role] | None = self.__dict__.get("_roles")
        if known is None:
            known = frozenset(Role(grant.role) for grant in self.grants.all())
            self.__dict__["_roles"] = known
        return known

    def holds(self, *roles: Role) -> bool:
        """Whether any of these roles is granted to this person."""
        return not self.roles.isdisjoint(roles)


class RoleGrant(Versioned):
    """One role granted to one person."""

    user = models.ForeignKey(User, models.CASCADE, related_name="grants", verbose_name="人员")
    role: Any = models.CharField(
        "角色", max_length=24, choices=[(role.value, role.label) for role in GRANTABLE]
    )

    class Meta:
        verbose_name = verbose_name_plural = "角色授权"
        constraints = (models.UniqueConstraint(fields=["user", "role"], name="role_granted_once"),)

    def __str__(self) -> str:
        return f"{self.user}：{Role(self.role).label}"
