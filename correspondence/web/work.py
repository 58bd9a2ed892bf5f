"""我的工作: one list of what waits for me, most urgent first, grouped by what I must do."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.db.models import Q
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse

from ..models import Session, User
from ..models.waiting import NOBODY
from ..rules.moves import AssignmentMove
from ..rules.words import Part, Role, Word
from ..rules.workdays import SOON
from .figures import Day
from .forms import word_choices
from .places import home_of
from .request import SignedIn, calendar, signed_in, today
from .saved_views import remembered, views_of
from .todo import Todo
from .waits import Narrowing, Waits

#: Of each kind of row this many are shown; nobody works off more in a day.
MOST = 40
#: A group shows this many lines; the rest is behind its head, as long as nothing narrower is asked.
SHOWN = 20
#: What this person will find here, said while there is nothing yet.
FIRST_USE: tuple[tuple[Role, str], ...] = (
    (Role.LIAISON, "交办机构分到本单位的建议提案会先到这里，等您签收和分派处室。"),
    (Role.OFFICE_HEAD, "分派到本处室的承办件会到这里，等您确定经办人、审核文稿。"),
    (Role.HANDLER, "处室负责人交给您的承办件会到这里，等您沟通、起草。"),
    (Role.COSIGNER, "请您会签的文稿会到这里。"),
    (Role.REVIEWER, "等您核稿、复核的文稿会到这里。"),
    (Role.LEADER, "等您审签的文稿会到这里。"),
    (Role.CHIEF, "等您签发的文稿会到这里。"),
    (Role.SEAL_KEEPER, "编号后等您用印的文件会到这里。"),
    (Role.ARCHIVIST, "办结后等您归档的承办件会到这里。"),
    (Role.DEPUTY, "您收到的答复会到这里，等您反馈意见。"),
    (Role.CONGRESS_OFFICE, "等您审查、交办的建议提案会到这里。"),
    (Role.HANDING_OUT_OFFICE, "等您分办的建议提案会到这里。"),
)


class Near(Word):
    """How near a due day is."""

    OVERDUE = "overdue", "超期"
    TODAY = "today", "今日到期"
    SOON = "soon", f"{SOON}日内到期"

    def span(self, day: Day) -> tuple[date, date]:
        """The first and the last due day that is so near."""
        match self:
            case Near.OVERDUE:
                return date.min, day.today - timedelta(days=1)
            case Near.TODAY:
                return day.today, day.today
            case _:
                return day.today, day.soon


class Filters(forms.Form):
    """What the list can be narrowed by."""

    q = forms.CharField(
        label="查找",
        required=False,
        widget=forms.TextInput(attrs={"placeholder": "编号、案由、单位"}),
    )
    due = forms.ChoiceField(
        label="时限", required=False, choices=word_choices(Near, empty="全部时限")
    )
    part = forms.ChoiceField(
        label="承办方式", required=False, choices=word_choices(Part, empty="全部方式")
    )
    session = forms.ModelChoiceField(
        Session.objects.all(), label="届次", required=False, empty_label="全部届次"
    )
    move = forms.SlugField(required=False, widget=forms.HiddenInput)

    def narrowing(self, day: Day) -> Narrowing:
        """The same in terms of rows; a filter that makes no sense asks for nothing."""
        self.is_valid()
        asked = {name: self.cleaned_data.get(name) or "" for name in self.fields}
        near = Q(urgent_on__range=Near(asked["due"]).span(day)) if asked["due"] else Q()
        return Narrowing(
            _on_proposals(asked, "") & (NOBODY if asked["due"] or asked["part"] else Q()),
            _on_proposals(asked, "proposal__") & _on_parts(asked, "") & near,
            _on_proposals(asked, "assignment__proposal__")
            & _on_parts(asked, "assignment__")
            & near,
            (str(asked["move"]),) if asked["move"] else (),
        )


def _on_proposals(asked: dict[str, Any], prefix: str) -> Q:
    condition = Q()
    if words := asked["q"].strip().removeprefix("第").removesuffix("号"):
        condition &= Q(**{f"{prefix}title__icontains": words}) | Q(**{f"{prefix}number": words})
    if asked["session"]:
        condition &= Q(**{f"{prefix}session": asked["session"]})
    return condition


def _on_parts(asked: dict[str, Any], prefix: str) -> Q:
    return Q(**{f"{prefix}part": asked["part"]}) if asked["part"] else Q()


FILTERS = ("q", "due", "part", "session", "move")


@signed_in
def home(request: SignedIn) -> HttpResponse:
    """Everybody starts where their work is."""
    return redirect(home_of(request.user))


@signed_in
def work(request: SignedIn) -> HttpResponse:
    """The list, with a figure for each kind of thing to do."""
    if again := remembered(request, "work", FILTERS):
        return redirect(again)
    days, day = calendar(request), Day.of(today(), calendar(request))
    filters, everything = Filters(request.GET), Waits.for_(request.user)
    works = everything.counted()
    narrowed = any(request.GET.get(name) for name in FILTERS)
    shown = everything.narrowed(filters.narrowing(day)) if narrowed else everything
    counts = shown.counted() if narrowed else works
    total, left = sum(works.values()), sum(counts.values())
    context = {
        "filters": filters,
        "narrowed": narrowed,
        "views": views_of(request, "work", FILTERS),
        "groups": _groups(shown.lines(days, day.today, most=MOST), counts, request.GET),
        "steps": [
            _figure(f"待{word}", count, request.GET, "move", key)
            for (key, word), count in works.items()
        ],
        "days": _days(everything, day, request.GET),
        "total": total,
        "hidden": total - left,
        "first_use": "" if total else _first_use(request.user),
    }
    return render(request, "work/work.html", context)


def _groups(
    lines: Iterable[Todo], counts: dict[tuple[str, str], int], query: QueryDict
) -> list[dict[str, object]]:
    """The lines by what is to be done; a group stands where its most urgent line does."""
    groups: dict[tuple[str, str], list[Todo]] = {}
    for one in lines:
        groups.setdefault((one.key, one.word), []).append(one)
    most = MOST if query.get("move") else SHOWN
    return [
        {
            "word": word,
            "lines": found[:most],
            "count": counts.get((key, word), len(found)),
            "more_url": _url(query, move=key) if len(found) > most else "",
            "many": key == AssignmentMove.SIGN_FOR.value and len(found) > 1,
        }
        for (key, word), found in groups.items()
    ]


def _days(waits: Waits, day: Day, query: QueryDict) -> list[dict[str, object]]:
    """超期 0 · 今日到期 1 · 5日内到期 4."""
    return [
        _figure(one.label, waits.due_within(*one.span(day)), query, "due", one)
        | {"tone": "overdue" if one is Near.OVERDUE else "soon"}
        for one in Near
    ]


def _figure(label: str, count: int, query: QueryDict, name: str, key: str) -> dict[str, object]:
    current = query.get(name) == str(key)
    url = _url(query, **{name: "" if current else str(key)})
    return {"label": label, "value": count, "url": url, "current": current}


def _url(query: QueryDict, **changed: str) -> str:
    values = {name: query.get(name, "") for name in FILTERS} | changed
    kept = urlencode({name: value for name, value in values.items() if value})
    return f"{reverse('work')}?{kept or 'all=1'}"


def _first_use(user: User) -> str:
    return " ".join(words for role, words in FIRST_USE if user.holds(role))
