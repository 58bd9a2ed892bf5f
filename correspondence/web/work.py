"""我的工作: one list of what waits for me, most urgent first, grouped by what I must do."""

from collections.abc import Iterable, Sequence
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse

from ..models import User
from ..rules.moves import AssignmentMove
from ..rules.words import Part, Role, Word
from .figures import SOON
from .forms import word_choices
from .places import home_of
from .request import SignedIn, calendar, signed_in, today
from .saved_views import remembered, views_of
from .todo import LONGEST, Todo, todos

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

    def holds(self, days: int | None) -> bool:
        """Whether a line with so many working days left belongs here."""
        if days is None:
            return False
        match self:
            case Near.OVERDUE:
                return days < 0
            case Near.TODAY:
                return days == 0
        return 0 <= days <= SOON


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
    session = forms.ChoiceField(label="届次", required=False)
    move = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: QueryDict, found: Sequence[Todo]) -> None:
        super().__init__(data)
        sessions = {one.proposal.session_id: one.proposal.session.name for one in found}
        self.fields["session"] = forms.ChoiceField(
            label="届次",
            required=False,
            choices=[("", "全部届次"), *[(str(pk), name) for pk, name in sessions.items()]],
        )
        self.order_fields(("q", "due", "part", "session", "move"))

    def narrow(self, found: Sequence[Todo]) -> list[Todo]:
        """The lines these filters leave; all of them where a filter makes no sense."""
        self.is_valid()
        values = {name: self.cleaned_data.get(name, "") for name in self.fields}
        return [one for one in found if _fits(one, values)]


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
    found = todos(request.user, calendar(request), today())
    filters = Filters(request.GET, found)
    shown = filters.narrow(found)
    narrowed = any(request.GET.get(name) for name in FILTERS)
    context = {
        "filters": filters,
        "narrowed": narrowed,
        "views": views_of(request, "work", FILTERS),
        "groups": _groups(shown, request.GET),
        "steps": _steps(found, request.GET),
        "days": _days(found, request.GET),
        "total": _counted(found),
        "hidden": len(found) - len(shown),
        "first_use": "" if found else _first_use(request.user),
    }
    return render(request, "work/work.html", context)


def _fits(one: Todo, values: dict[str, Any]) -> bool:
    words = values["q"].strip().removeprefix("第").removesuffix("号")
    proposal = one.proposal
    return (
        (not words or words in proposal.title or words == proposal.number or words in one.place)
        and (not values["due"] or Near(values["due"]).holds(one.days))
        and (not values["part"] or one.part == values["part"])
        and (not values["session"] or str(proposal.session_id) == values["session"])
        and (not values["move"] or one.key == values["move"])
    )


def _groups(shown: Iterable[Todo], query: QueryDict) -> list[dict[str, object]]:
    """The lines by what is to be done; a group stands where its most urgent line does."""
    groups: dict[str, list[Todo]] = {}
    for one in shown:
        groups.setdefault(one.key, []).append(one)
    most = LONGEST if query.get("move") else SHOWN
    return [
        {
            "key": key,
            "word": lines[0].word,
            "lines": lines[:most],
            "count": len(lines),
            "more_url": _url(query, move=key) if len(lines) > most else "",
            "many": key == AssignmentMove.SIGN_FOR.value and len(lines) > 1,
        }
        for key, lines in groups.items()
    ]


def _steps(found: Iterable[Todo], query: QueryDict) -> list[dict[str, object]]:
    """待签收 2 · 待起草 5: each leads to its lines, and back to all of them."""
    counts: dict[tuple[str, str], int] = {}
    for one in found:
        counts[one.key, one.word] = counts.get((one.key, one.word), 0) + 1
    return [_figure(f"待{word}", n, query, "move", key) for (key, word), n in counts.items()]


def _days(found: Sequence[Todo], query: QueryDict) -> list[dict[str, object]]:
    """超期 0 · 今日到期 1 · 5日内到期 4."""
    return [
        _figure(near.label, sum(1 for one in found if near.holds(one.days)), query, "due", near)
        | {"tone": "overdue" if near is Near.OVERDUE else "soon"}
        for near in Near
    ]


def _figure(label: str, count: int, query: QueryDict, name: str, key: str) -> dict[str, object]:
    current = query.get(name) == str(key)
    url = _url(query, **{name: "" if current else str(key)})
    return {"label": label, "value": count, "url": url, "current": current}


def _url(query: QueryDict, **changed: str) -> str:
    values = {name: query.get(name, "") for name in FILTERS} | changed
    kept = urlencode({name: value for name, value in values.items() if value})
    return f"{reverse('work')}?{kept or 'all=1'}"


def _counted(found: Sequence[Todo]) -> str:
    return f"{len(found)}" if len(found) < LONGEST else f"{LONGEST}+"


def _first_use(user: User) -> str:
    return " ".join(words for role, words in FIRST_USE if user.holds(role))
