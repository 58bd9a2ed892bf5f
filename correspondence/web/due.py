"""为什么是这一天: every due day of a part, walked day by day."""

from collections.abc import Iterable
from datetime import date, timedelta
from itertools import groupby
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from ..models import Assignment, Deadline, User
from ..rules.deadlines import Mark, TermDay, walk
from ..rules.words import DeadlineKind, Part, Unit
from ..rules.workdays import Calendar
from .request import SignedIn, calendar, signed_in
from .rows import title_of
from .timeline import sees_inside

#: Longer terms (a promise for next year) are told in words only.
LONGEST_SHOWN = 430


@signed_in
@require_safe
def due(request: SignedIn, pk: int) -> HttpResponse:
    """The due days of one unit's part: one of them in full, the others a tab away."""
    visible = Assignment.objects.visible_to(request.user)
    part = get_object_or_404(visible.select_related("proposal__session", "unit"), pk=pk)
    known = _known(request.user, part)
    shown = get_object_or_404(known, pk=_wanted(request, part, known))
    context = {
        "part": part,
        "title": title_of(part),
        "tabs": _tabs(part, known, shown),
        "deadline": shown,
        "kind": DeadlineKind(shown.kind).label,
        "former": _former(part, shown),
        "extensions": part.extensions.select_related("decided_by"),
        "suspensions": part.suspensions.select_related("suspended_by", "resumed_by"),
        **_told(shown, calendar(request), inside=request.user.unit_id == part.unit_id),
    }
    return render(request, "due/due.html", context)


def _known(user: User, part: Assignment) -> Any:
    """All due days for those who see the unit's own handling, else the one that binds it."""
    rows = Deadline.objects.filter(assignment=part).select_related("rule", "decided_by")
    if sees_inside(user, part):
        return rows
    return rows.filter(kind__in=[part.due_kind, DeadlineKind.COMMITMENT])


def _wanted(request: SignedIn, part: Assignment, known: Any) -> int:
    asked = request.GET.get("of", "")
    if asked.isdecimal():
        return int(asked)
    live = known.filter(superseded=False)
    main = live.filter(kind=part.due_kind).first() or live.first()
    return main.pk if main else 0


def _tabs(part: Assignment, known: Any, shown: Deadline) -> list[dict[str, object]]:
    here = reverse("due", args=[part.pk])
    return [
        {
            "label": DeadlineKind(one.kind).label,
            "url": f"{here}?of={one.pk}",
            "current": one.kind == shown.kind,
        }
        for one in known.filter(superseded=False)
    ]


def _former(part: Assignment, shown: Deadline) -> list[Deadline]:
    """The earlier due days of the same kind that this one, or a later one, took the place of."""
    rows = part.deadlines.filter(kind=shown.kind, superseded=True).exclude(pk=shown.pk)
    return list(rows.select_related("decided_by").order_by("-pk"))


def _told(deadline: Deadline, days: Calendar, *, inside: bool) -> dict[str, object]:
    reckoned = deadline.reckoned(days)
    short = (reckoned.due_on - reckoned.start).days <= LONGEST_SHOWN
    told = list(walk(reckoned, days)) if short else []
    return {
        "pairs": _pairs(deadline, days, inside=inside),
        "moved": deadline.override or deadline.due_on != reckoned.due_on,
        "recounted": reckoned.due_on,
        "months": _months(told, deadline.due_on),
        "skipped": [day for day in told if day.mark in (Mark.SKIPPED, Mark.ROLLED)],
        "made_up": [day for day in told if reckoned.term.unit == Unit.WORKDAY and _made_up(day)],
        "why": deadline.why(days),
    }


def _made_up(day: TermDay) -> bool:
    """A Saturday or Sunday that counts as a working day (调休)."""
    return day.counts and bool(day.name)


def _pairs(deadline: Deadline, days: Calendar, *, inside: bool) -> list[dict[str, object]]:
    part = deadline.assignment
    pairs: list[dict[str, object]] = [
        {"label": "承办", "value": f"{part.unit}（{Part(part.part).label}）"},
        {
            "label": "规则",
            "value": deadline.rule.version if deadline.rule else deadline.profile,
        },
    ]
    if inside and (day := deadline.internal_on):
        hint = f"提前 {part.internal_days} 天，仅本单位可见"
        pairs.append({"label": "内部时限", "value": day.isoformat(), "hint": hint})
    if deadline.met_on:
        pairs.append({"label": "完成", "value": deadline.met_on.isoformat()})
    if deadline.superseded:
        pairs.append({"label": "状态", "value": "已被新的时限取代"})
    if deadline.due_on >= deadline.base_on:
        count = days.workdays_between(deadline.base_on, deadline.due_on)
        pairs.append({"label": "其中", "value": f"{count} 个工作日"})
    return pairs


def _months(told: Iterable[TermDay], due_on: date) -> list[dict[str, object]]:
    """The days of the term by month, in weeks that begin on Monday, with empty places around."""
    months: list[dict[str, object]] = []
    for (year, month), days in groupby(told, key=lambda day: (day.on.year, day.on.month)):
        known = {day.on: day for day in days}
        first, last = min(known), max(known)
        start = first - timedelta(days=first.weekday())
        weeks = []
        while start <= last:
            weeks.append([_cell(known.get(start + timedelta(days=at)), due_on) for at in range(7)])
            start += timedelta(days=7)
        months.append({"label": f"{year}年{month}月", "weeks": weeks})
    return months


def _cell(day: TermDay | None, due_on: date) -> dict[str, object] | None:
    if day is None:
        return None
    mark = Mark.DUE if day.on == due_on else day.mark
    words = [day.mark.label, day.name, "放假安排未公布" if day.provisional else ""]
    return {
        "day": day.on.day,
        "mark": mark.value,
        "number": day.number if day.counts else "",
        "name": day.name,
        "words": " ".join(word for word in words if word),
    }
