"""The left column: where this person may go, and nothing else."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from ..models import Reminder, UnitKind, User
from ..rules.words import GRANTABLE, Role
from .health import silence

STAFF = (
    Role.LIAISON,
    Role.OFFICE_HEAD,
    Role.HANDLER,
    Role.COSIGNER,
    Role.REVIEWER,
    Role.LEADER,
    Role.CHIEF,
    Role.SEAL_KEEPER,
    Role.ARCHIVIST,
)
WRITERS = (Role.LIAISON, Role.OFFICE_HEAD, Role.HANDLER)
BUSINESS = (*STAFF, Role.DEPUTY, Role.CONGRESS_OFFICE, Role.HANDING_OUT_OFFICE, Role.SUPERVISOR)
OVERSEERS = (Role.SUPERVISOR, Role.HANDING_OUT_OFFICE, Role.LIAISON, Role.LEADER, Role.CHIEF)
KEEPERS = (Role.SYSADMIN, Role.SECADMIN)


@dataclass(frozen=True)
class Place:
    """One entry of the left column; `key` goes after `g` on the keyboard."""

    label: str
    name: str
    icon: str
    key: str
    roles: tuple[Role, ...]


PLACES = (
    Place("我的工作", "work", "list-check", "w", BUSINESS),
    Place("建议提案", "proposals", "file-text", "p", (*BUSINESS, Role.AUDITOR)),
    Place("登记建议", "register", "plus", "n", (Role.DEPUTY, Role.CONGRESS_OFFICE)),
    Place("常用段落", "paragraphs", "quote", "d", WRITERS),
    Place("督办看板", "board", "chart-bar", "b", OVERSEERS),
    Place(
        "发文字号",
        "numbers",
        "hash",
        "h",
        (Role.LIAISON, Role.REVIEWER, Role.ARCHIVIST, Role.AUDITOR),
    ),
    Place("提醒记录", "reminders", "bell-ringing", "r", OVERSEERS),
    Place("审计", "audit", "shield-check", "a", (Role.AUDITOR,)),
    Place("时限规则", "profiles", "scale", "t", (Role.SYSADMIN,)),
    Place("放假安排", "holidays", "calendar", "c", (Role.SYSADMIN,)),
    Place("运行情况", "watch", "alarm", "y", (Role.SYSADMIN,)),
    Place("系统设置", "admin:index", "settings", "s", KEEPERS),
)


def home_of(user: User) -> str:
    """The page a person starts on."""
    return next((reverse(place.name) for place in PLACES if user.holds(*place.roles)), "/login/")


def places(request: HttpRequest) -> dict[str, Any]:
    """Context of the frame around every page."""
    user = getattr(request, "user", None)
    if not isinstance(user, User):
        return {"product_version": settings.VERSION}
    return {
        "product_version": settings.VERSION,
        "unit_name": user.unit.name if user.unit else "",
        "unit_short": user.unit.short_name if user.unit else "",
        "role_name": "、".join(role.label for role in GRANTABLE if role in user.roles),
        "search_url": reverse("search") if user.holds(*BUSINESS, Role.AUDITOR) else "",
        "bell": _bell(user),
        "ask_whom": _ask_whom(user),
        "silent": silence(timezone.now()) if user.holds(*KEEPERS) else [],
        "silent_url": reverse("watch") if user.holds(Role.SYSADMIN) else "",
        "navigation": _entries(
            [place for place in PLACES if user.holds(*place.roles)], request.path
        ),
    }


def _ask_whom(user: User) -> str:
    """Who can say why a page or a step is not there for this person."""
    if user.holds(Role.DEPUTY):
        return Role.CONGRESS_OFFICE.label
    answers = user.unit is not None and user.unit.kind == UnitKind.UNIT
    if answers and not user.holds(Role.LIAISON):
        return "本单位联络员"
    return Role.SYSADMIN.label


def _bell(user: User) -> dict[str, object] | None:
    """How many reminders this person has not read; administrators get none."""
    if not user.holds(*BUSINESS):
        return None
    unread = Reminder.objects.noticed_by(user).filter(read_at__isnull=True)
    return {"url": reverse("notices"), "count": unread.count()}


def _entries(shown: list[Place], path: str) -> list[dict[str, object]]:
    """The column; the place that is named closest to the address is where one is."""
    urls = {place: reverse(place.name) for place in shown}
    around = [url for url in urls.values() if path.startswith(url)]
    here = max(around, key=len, default="")
    return [
        {
            "label": place.label,
            "url": url,
            "icon": place.icon,
            "key": place.key,
            "current": url == here,
        }
        for place, url in urls.items()
    ]
