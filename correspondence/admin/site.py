"""The settings' own site, and who may do what on it.

Who may what follows from roles, not from Django's staff flag: the system administrator keeps the
data and the accounts, the security administrator grants roles, and neither does the other's work.
"""

from typing import TYPE_CHECKING, Any, ClassVar

from django.contrib import admin
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, resolve_url

from ..models import User
from ..rules.words import Role

if TYPE_CHECKING:
    Page = admin.ModelAdmin[Any]
    Table = admin.TabularInline[Any, Any]
else:
    Page, Table = admin.ModelAdmin, admin.TabularInline

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
