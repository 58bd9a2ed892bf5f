"""Deputies, accounts and roles."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.db.models import Model, QuerySet
from django.http import HttpRequest

from ..models import Deputy, RoleGrant, User
from ..models.people import CLOCK
from ..rules.duties import conflict
from ..rules.words import Role
from .site import Reference, site

if TYPE_CHECKING:
    Form = forms.ModelForm[RoleGrant]
    Accounts = UserAdmin[User]
else:
    Form, Accounts = forms.ModelForm, UserAdmin


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
