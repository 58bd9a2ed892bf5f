"""我的提醒: what the bell counts, who stands in while one is away, and the calendar feed."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from ..actions import notify
from ..actions.errors import NotReady
from ..models import Absence, CoSignature, Deadline, Feed, Reminder, User
from ..models.waiting import assignments_waiting_for
from ..rules.ics import Event, calendar_text
from ..rules.states import SETTLED
from ..rules.words import DeadlineKind, Role
from .forms import day_field
from .request import SignedIn, act, signed_in, today

#: The newest lines; older ones are on the pages of their cases.
LONGEST = 300
NEEDED = ("assignment__proposal__session", "digest")


class ColleagueField(forms.ModelChoiceField):  # type: ignore[type-arg]  # cannot be subscripted at run time
    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.name}（{obj.office or ''}{obj.title}）"


class AbsenceForm(forms.Form):
    """Who covers, and from when to when."""

    stand_in = ColleagueField(User.objects.none(), label="代岗人员（B角）", empty_label="请选择")
    from_on = day_field("离岗第一天")
    until_on = day_field("离岗最后一天")

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        colleagues = User.objects.filter(unit=user.unit_id, is_active=True).exclude(pk=user.pk)
        if user.unit_id is None:
            colleagues = colleagues.none()
        self.fields["stand_in"].queryset = colleagues.select_related("office")  # type: ignore[attr-defined]


@signed_in
@require_safe
def index(request: SignedIn) -> HttpResponse:
    """The newest reminders, unread ones marked."""
    return _page(request, AbsenceForm(user=request.user))


@signed_in
@require_POST
def read(request: SignedIn) -> HttpResponse:
    """Everything read."""
    notify.read_all(request.user, at=timezone.now())
    return redirect("notices")


@signed_in
@require_POST
def cover(request: SignedIn) -> HttpResponse:
    """Somebody stands in."""
    form = AbsenceForm(request.POST, user=request.user)
    if form.is_valid():
        try:
            notify.cover(**form.cleaned_data, act=act(request))
        except NotReady as wrong:
            form.add_error(wrong.field, list(wrong.problems))
        else:
            messages.success(request, "代岗安排已登记，期间的提醒发给代岗人员。")
            return redirect("notices")
    return _page(request, form, status=422)


@signed_in
@require_POST
def uncover(request: SignedIn, pk: int) -> HttpResponse:
    """Nobody needs to stand in."""
    try:
        notify.uncover(pk, act=act(request))
    except Absence.DoesNotExist as missing:
        raise Http404 from missing
    return redirect("notices")


@signed_in
@require_POST
def feed(request: SignedIn) -> HttpResponse:
    """Open a new address, shown this once, or close the one there is."""
    if "close" in request.POST:
        notify.close_feed(request.user)
        messages.success(request, "日历订阅地址已作废。")
        return redirect("notices")
    token = notify.open_feed(request.user, at=timezone.now())
    address = f"{settings.SITE_URL}{reverse('feed', args=[token])}"
    return _page(request, AbsenceForm(user=request.user), address=address)


@require_safe
def subscribed(request: HttpRequest, token: str) -> HttpResponse:
    """The due days of whoever this address belongs to, as a calendar; no sign-in, no titles."""
    del request
    now = timezone.now()
    user = notify.reader_of(token, at=now)
    if user is None:
        raise Http404
    text = calendar_text("建议提案办理时限", _events(user), at=now)
    answer = HttpResponse(text, content_type="text/calendar; charset=utf-8")
    answer["Cache-Control"] = "private, no-store"
    answer["Referrer-Policy"] = "no-referrer"
    return answer


def _events(user: User) -> list[Event]:
    """Due days that still run, of the parts this person works on; case number and action only.

    The liaison is the unit's door: all of the unit's parts.
    """
    own = assignments_waiting_for(user).found().values("pk")
    mine = Deadline.objects.filter(superseded=False, met_on__isnull=True, suspended_on__isnull=True)
    running = mine.exclude(assignment__state__in=SETTLED)
    rows = running.filter(assignment__in=own) | running.filter(assignment__handler=user)
    if user.office_id:
        rows |= running.filter(assignment__lead_office=user.office_id)
    if user.unit_id and user.holds(Role.LIAISON):
        rows |= running.filter(assignment__unit=user.unit_id)
    rows = rows.distinct().select_related("assignment__proposal").order_by("due_on", "pk")
    due_days = [_event(one, one.due_on, "到期") for one in rows]
    internal = [
        _event(one, day, "内部时限", uid="internal-")
        for one in rows
        if one.assignment.unit_id == user.unit_id and (day := one.internal_on)
    ]
    return due_days + internal + _questions(user)


def _questions(user: User) -> list[Event]:
    """The days by which this person is asked to co-sign."""
    rows = CoSignature.objects.running().filter(cosigner=user)
    return [
        Event(
            uid=f"cosign-{one.pk}@correspondence",
            day=one.due_on,
            summary=f"{one.reply.assignment.proposal.case_number}会签到期",
            url=f"{settings.SITE_URL}{reverse('reply', args=[one.reply_id])}",
        )
        for one in rows.select_related("reply__assignment__proposal").order_by("due_on", "pk")
        if one.due_on
    ]


def _event(one: Deadline, day: date, word: str, *, uid: str = "") -> Event:
    return Event(
        uid=f"{uid}due-{one.assignment_id}-{one.kind}@correspondence",
        day=day,
        summary=f"{one.assignment.proposal.case_number}{DeadlineKind(one.kind).label}{word}"
        + ("（暂定）" if one.provisional else ""),
        url=f"{settings.SITE_URL}{reverse('due', args=[one.assignment_id])}",
        status="TENTATIVE" if one.provisional else "CONFIRMED",
    )


def _gathered(rows: Iterable[Reminder]) -> list[dict[str, object]]:
    """One line for each due day, with its newest reminder and how many came before."""
    gathered: dict[tuple[int, str, date], list[Reminder]] = {}
    for row in rows:
        gathered.setdefault((row.assignment_id, row.kind, row.due_on), []).append(row)
    return [
        {
            "newest": found[0],
            "unread": any(one.read_at is None for one in found),
            "earlier": len(found) - 1,
            "failed": any(one.failure for one in found),
        }
        for found in gathered.values()
    ]


def _page(
    request: SignedIn, form: AbsenceForm, *, address: str = "", status: int = 200
) -> HttpResponse:
    rows = Reminder.objects.noticed_by(request.user).select_related(*NEEDED)
    context = {
        "rows": _gathered(rows.order_by("-pk")[:LONGEST]),
        "form": form,
        "absences": Absence.objects.filter(user=request.user, until_on__gte=today()).select_related(
            "stand_in"
        ),
        "feed": Feed.objects.filter(user=request.user).first(),
        "address": address,
    }
    return render(request, "notices/index.html", context, status=status)
