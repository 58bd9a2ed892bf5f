"""提醒记录: what was sent to whom when, what waits, and what failed. Nothing is changed here."""

from datetime import datetime
from urllib.parse import urlencode

from django.db.models import Count, Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from ..models import Assignment, Reminder, ReminderState
from ..rules.words import State
from .gate import reading
from .pager import cut
from .request import SignedIn
from .scope import scope_words


class Fate(State):
    """How a reminder stands, as it is shown: a failure is told apart from mere waiting."""

    WAITING = "waiting", "待发", "waiting"
    SENDING = "sending", "发送中", "active"
    FAILED = "failed", "发送失败，待重试", "overdue"
    SENT = "sent", "已发", "done"
    CANCELLED = "cancelled", "已取消", "ended"


_UNSENT = Q(state__in=[ReminderState.PENDING, ReminderState.CLAIMED])
#: By itself, or with the digest it goes out in.
_FAILED = ~Q(last_error="") | Q(digest__last_error__gt="")
_CLEAN = Q(last_error="") & (Q(digest__isnull=True) | Q(digest__last_error=""))
CONDITIONS: dict[Fate, Q] = {
    Fate.FAILED: _UNSENT & _FAILED,
    Fate.WAITING: Q(state=ReminderState.PENDING) & _CLEAN,
    Fate.SENDING: Q(state=ReminderState.CLAIMED) & _CLEAN,
    Fate.SENT: Q(state=ReminderState.SENT),
    Fate.CANCELLED: Q(state=ReminderState.CANCELLED),
}


@reading("reminders")
def index(request: SignedIn) -> HttpResponse:
    """The reminders of the parts overseen, the newest first."""
    scope = Reminder.objects.filter(
        assignment__in=Assignment.objects.overseen_by(request.user).values("pk")
    )
    wanted = request.GET.get("state", "")
    fate = Fate(wanted) if wanted in set(Fate) else None
    rows = scope.filter(CONDITIONS[fate]) if fate else scope
    needed = ("assignment__proposal__session", "assignment__unit", "recipient__unit", "digest")
    shown, pager = cut(request, rows.select_related(*needed).order_by("-pk"), measure="条")
    context = {
        "scope": scope_words(request.user),
        "tabs": _tabs(scope, fate),
        "rows": [_line(reminder) for reminder in shown],
        "pager": pager,
        "at": timezone.now(),
        "chosen": fate,
    }
    return render(request, "reminders/index.html", context)


def _tabs(scope: QuerySet[Reminder], chosen: Fate | None) -> list[dict[str, object]]:
    """One tab a fate with its number, counted in one query."""
    counts = scope.order_by().aggregate(
        **{fate.value: Count("pk", filter=rows) for fate, rows in CONDITIONS.items()}
    )
    here = reverse("reminders")
    tabs: list[dict[str, object]] = [
        {"label": "全部", "url": here, "current": chosen is None, "count": sum(counts.values())}
    ]
    tabs += [
        {
            "label": fate.label,
            "url": f"{here}?{urlencode({'state': fate.value})}",
            "current": fate is chosen,
            "count": counts[fate.value],
        }
        for fate in CONDITIONS
    ]
    return tabs


def _line(reminder: Reminder) -> dict[str, object]:
    part = reminder.assignment
    return {
        "reminder": reminder,
        "fate": _fate(reminder),
        "case": part.proposal.case_number,
        "session": part.proposal.session.name,
        "title": part.proposal.title,
        "unit": part.unit.short_name,
        "url": reverse("proposal", args=[part.proposal_id]),
        "person": reminder.recipient.name,
        "person_unit": reminder.recipient.unit.short_name if reminder.recipient.unit else "",
        "next": _next_try(reminder),
    }


def _fate(reminder: Reminder) -> Fate:
    match ReminderState(reminder.state):
        case ReminderState.SENT:
            return Fate.SENT
        case ReminderState.CANCELLED:
            return Fate.CANCELLED
        case ReminderState.CLAIMED if not reminder.failure:
            return Fate.SENDING
    return Fate.FAILED if reminder.failure else Fate.WAITING


def _next_try(reminder: Reminder) -> datetime | None:
    if reminder.state != ReminderState.PENDING:
        return None
    return reminder.digest.retry_at if reminder.digest else reminder.retry_at
