"""系统设置: reference data, accounts and roles. Nothing that has a state is changed here.

Who may what follows from roles, not from Django's staff flag: the system administrator keeps the
data and the accounts, the security administrator grants roles, and neither does the other's work.
"""

from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, resolve_url

from .models import (
    Absence,
    Address,
    CalendarDay,
    Deputy,
    NumberSeries,
    Office,
    Quiet,
    ReminderStage,
    RoleGrant,
    RuleProfile,
    RuleTerm,
    SeriesUse,
    Session,
    Unit,
    User,
)
from .models.people import CLOCK
from .rules.duties import conflict
from .rules.words import Role

if TYPE_CHECKING:
    Page = admin.ModelAdmin[Any]
    Table = admin.TabularInline[Any, Any]
    Form = forms.ModelForm[RoleGrant]
    Accounts = UserAdmin[User]
else:
    Page, Table, Form, Accounts = admin.ModelAdmin, admin.TabularInline, forms.ModelForm, UserAdmin

KEEPERS = (Role.SYSADMIN, Role.SECADMIN)


def holds(request: HttpRequest, *roles: Role) -> bool:
    """Whether the visitor is active and has been granted one of these roles."""
    user = request.user
    return isinstance(user, User) and user.is_active and user.holds(*roles)


class Settings(admin.AdminSite):
    """The settings' own site; who has no business here finds no such page."""

    site_header = "建议提案办理 系统设置"
    site_title = "系统设置"
    index_title = "设置项目"
    enable_nav_sidebar = False

    def has_permission(self, request: HttpRequest) -> bool:
        return holds(request, *KEEPERS)

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> list[Any]:
        """In the order of the work, as registered below, not of the alphabet."""
        order = [model.__name__ for model in self._registry]
        for app in (apps := super().get_app_list(request, app_label)):
            app["models"].sort(key=lambda model: order.index(model["object_name"]))
        return apps

    def login(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """People sign in at the house's own door."""
        del extra_context
        if request.user.is_authenticated:
            raise Http404
        return redirect(f"{resolve_url('login')}?next={request.GET.get('next', request.path)}")


site = Settings(name="admin")


class ByRole:
    """Permissions from roles: `keepers` change, `readers` look on."""

    keepers: ClassVar[tuple[Role, ...]] = (Role.SYSADMIN,)
    readers: ClassVar[tuple[Role, ...]] = ()
    may_add: ClassVar[bool] = True
    may_change: ClassVar[bool] = True
    may_delete: ClassVar[bool] = False

    def has_module_permission(self, request: HttpRequest) -> bool:
        return holds(request, *self.keepers, *self.readers)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        del obj
        return holds(request, *self.keepers, *self.readers)

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        del obj
        return self.may_add and holds(request, *self.keepers)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        del obj
        return self.may_change and holds(request, *self.keepers)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        del obj
        return self.may_delete and holds(request, *self.keepers)


class Reference(ByRole, Page):
    """Rows that are kept here; their history is signed like any other change."""

    actions = None
    list_per_page = 50

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        obj._change_reason = "系统设置"
        super().save_model(request, obj, form, change)

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        obj._change_reason = "系统设置"
        super().delete_model(request, obj)


class Part(ByRole, Table):
    """Rows that belong to another one."""

    extra = 0
    may_delete = True


@admin.register(Unit, site=site)
class UnitAdmin(Reference):
    list_display = ("short_name", "name", "kind", "code")
    list_filter = ("kind",)
    search_fields = ("name", "short_name", "code")


@admin.register(Office, site=site)
class OfficeAdmin(Reference):
    list_display = ("name", "unit", "is_general_office", "code")
    list_filter = ("unit",)
    list_select_related = ("unit",)
    search_fields = ("name", "code")


@admin.register(Session, site=site)
class SessionAdmin(Reference):
    list_display = ("name", "body", "opened_on", "closed_on", "due_on", "profile")
    list_select_related = ("profile",)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        """Other rules move due days: they are chosen on their own page, with a preview."""
        del request
        return ("profile",) if obj else ()


class TermPart(Part):
    model = RuleTerm
    may_add = may_change = may_delete = False


@admin.register(RuleProfile, site=site)
class ProfileAdmin(Reference):
    """Only to read: a new version is drawn up on its own page, with a preview."""

    may_add = may_change = False
    list_display = ("name", "code", "effective_from")
    inlines = (TermPart,)


@admin.register(ReminderStage, site=site)
class StageAdmin(Reference):
    list_display = ("wording", "deadline", "offset", "unit", "recipients", "repeat_amount")
    list_filter = ("deadline",)
    may_delete = True


@admin.register(CalendarDay, site=site)
class CalendarAdmin(Reference):
    list_display = ("day", "is_workday", "name", "source", "notice_number")
    date_hierarchy = "day"
    ordering = ("-day",)
    may_delete = True


@admin.register(Quiet, site=site)
class QuietAdmin(Reference):
    list_display = ("begins", "ends", "on_days_off")
    may_delete = True


@admin.register(Address, site=site)
class AddressAdmin(Reference):
    """Robots of chat services and webhooks: only an administrator may name them."""

    list_display = ("user", "channel")
    list_select_related = ("user",)
    autocomplete_fields = ("user",)
    may_delete = True


@admin.register(Absence, site=site)
class AbsenceAdmin(Reference):
    list_display = ("user", "stand_in", "from_on", "until_on")
    list_select_related = ("user", "stand_in")
    autocomplete_fields = ("user", "stand_in")
    may_delete = True


class UsePart(Part):
    model = SeriesUse


@admin.register(NumberSeries, site=site)
class SeriesAdmin(Reference):
    list_display = ("issuer_code", "unit")
    list_filter = ("unit",)
    list_select_related = ("unit",)
    inlines = (UsePart,)


@admin.register(Deputy, site=site)
class DeputyAdmin(Reference):
    list_display = ("name", "kind", "group", "code", "user")
    list_filter = ("kind",)
    list_select_related = ("user",)
    search_fields = ("name", "code")
    autocomplete_fields = ("user",)


@admin.register(User, site=site)
class AccountAdmin(Reference, Accounts):
    """Accounts are opened and closed, never deleted: their acts stay."""

    readers = (Role.SECADMIN,)
    list_display = ("username", "name", "unit", "office", "roles_held", "is_active")
    list_filter = ("is_active", "unit")
    list_select_related = ("unit", "office")
    search_fields = ("username", "name")
    ordering = ("username",)
    filter_horizontal = ()
    readonly_fields = ("last_login", "date_joined", "roles_held")
    person = ("name", "unit", "office", "title", "phone", "email")
    fieldsets = (
        ("账号", {"fields": ("username", "password", "is_active", "last_login", "date_joined")}),
        ("人员", {"fields": person}),
        ("角色", {"fields": ("roles_held",), "description": "由安全管理员授予。"}),
    )
    add_fieldsets = (("账号", {"fields": ("username", "password1", "password2")}), fieldsets[1])

    @admin.display(description="角色")
    def roles_held(self, person: User) -> str:
        return "、".join(role.label for role in Role if role in person.roles) or "—"

    def get_queryset(self, request: HttpRequest) -> QuerySet[User]:
        people: QuerySet[User] = super().get_queryset(request)
        return people.exclude(username=CLOCK).prefetch_related("grants")

    def get_readonly_fields(self, request: HttpRequest, obj: Model | None = None) -> Any:
        """Nobody closes the own account."""
        own = obj is not None and obj.pk == request.user.pk
        return (*self.readonly_fields, "is_active") if own else self.readonly_fields


class GrantForm(Form):
    """Grants a role, unless it may not lie in one hand with what the person has."""

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or {}
        person, role = values.get("user"), values.get("role")
        if person and role and (problem := conflict({*person.roles, Role(role)})):
            self.add_error("role", problem)
        return values


@admin.register(RoleGrant, site=site)
class GrantAdmin(Reference):
    """Roles are granted and taken away, never turned into others."""

    keepers = (Role.SECADMIN,)
    may_change = False
    may_delete = True
    form = GrantForm
    list_display = ("user", "account", "role")
    list_filter = ("role", "user__unit")
    list_select_related = ("user__unit",)
    search_fields = ("user__name", "user__username")
    autocomplete_fields = ("user",)

    @admin.display(description="账号、单位")
    def account(self, grant: RoleGrant) -> str:
        return f"{grant.user.username} {grant.user.unit or ''}"


#: The addresses of this site, for `include` in web/urls.py: with every row registered above.
app_name = "admin"
urlpatterns = site.get_urls()
