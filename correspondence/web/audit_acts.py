"""办理台账: the chain of acts, and whether what is shown of it holds."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from ..models import LedgerEntry, LedgerHead
from ..rules.ledger import End, first_break
from ..rules.states import AssignmentState, ProposalState, ReplyState
from ..rules.words import State
from .audit_forms import PeriodForm, people, period
from .audit_kinds import KINDS_BY_NAME, cases
from .audit_shown import Change, Names, ask, plain, shown
from .gate import reading
from .request import SignedIn

ROWS_A_PAGE = 50
#: What a row of this kind can stand at.
STATES: dict[str, type[State]] = {
    "proposal": ProposalState,
    "assignment": AssignmentState,
    "reply": ReplyState,
}

#: Facts an act may tell that are no field of its subject.
LABELS = {"year": "年份", "last_serial": "已编至"}


class ActsForm(PeriodForm):
    """Which acts are looked for."""

    act = forms.CharField(label="动作", required=False, max_length=40)
    field_order = ["q", "act", "person", "since", "until"]

    def __init__(self, request: HttpRequest) -> None:
        super().__init__(request.GET)
        self.fields["q"].label = "案号或者案由"

    def rows(self) -> QuerySet[LedgerEntry]:
        """The entries that are left."""
        rows = LedgerEntry.objects.select_related("actor__unit", "proposal__session")
        if not self.is_valid():
            return rows.none()
        values = self.cleaned_data
        rows = rows.filter(**period("at", values["since"], values["until"]))
        if values["q"]:
            rows = rows.filter(proposal__in=cases(values["q"]))
        if values["act"]:
            rows = rows.filter(label__icontains=values["act"])
        return rows.filter(actor__in=people(values["person"])) if values["person"] else rows


@dataclass(frozen=True)
class Verdict:
    """What looking at the entries shown has found: how many, and which do not hold."""

    number: int
    flaws: dict[int, str]
    end: str


@reading("audit")
def acts(request: SignedIn) -> HttpResponse:
    """The acts, newest first, each checked against the one before it."""
    filters = ActsForm(request)
    entries, newer, older = _page(filters.rows(), request.GET.get("page", ""))
    verdict, names = verify(entries), _names(entries)
    context = {
        "filters": filters,
        "here": "acts",
        "clear_url": reverse("audit_acts") if any(request.GET.values()) else "",
        "verdict": verdict,
        "lines": [_line(entry, verdict, names) for entry in entries],
        "pager": {"summary": _span(entries), "previous": newer, "next": older},
    }
    return render(request, "audit/acts.html", context)


def verify(entries: Iterable[LedgerEntry]) -> Verdict:
    """Check each entry's own hash, its joint with the entry before it, and the chain's end."""
    listed = list(entries)
    before = {
        one.serial: one
        for one in LedgerEntry.objects.filter(serial__in=[one.serial - 1 for one in listed])
    }
    flaws = {}
    for entry in listed:
        former = before.get(entry.serial - 1)
        if former is None and entry.serial > 1:
            flaws[entry.serial] = "前一条记录缺失"
        elif found := first_break([entry.as_link()], after=former.as_link() if former else None):
            flaws[entry.serial] = found[1]
    return Verdict(len(listed), flaws, _end())


def _end() -> str:
    """What is wrong with the end of the chain; empty if nothing is."""
    wanted, last = LedgerHead.end(), LedgerEntry.objects.order_by("-serial").first()
    found = End(last.serial, last.hash) if last else End()
    if wanted == found:
        return ""
    return f"链末端应为第 {wanted.serial} 条，现存最后一条为第 {found.serial} 条"


def _page(rows: QuerySet[LedgerEntry], mark: str) -> tuple[list[LedgerEntry], str, str]:
    """A page of entries, newest first, and the marks of its neighbours."""
    way, _, serial = mark.partition(".")
    place = int(serial) if serial.isdecimal() and len(serial) < 19 else None
    backwards = way == "after" and place is not None
    if place is not None:
        rows = rows.filter(**{f"serial__{'gt' if backwards else 'lt'}": place})
    found = list(rows.order_by("serial" if backwards else "-serial")[: ROWS_A_PAGE + 1])
    more, found = len(found) > ROWS_A_PAGE, found[:ROWS_A_PAGE]
    if backwards:
        found.reverse()
    newer = more if backwards else place is not None
    return (
        found,
        f"after.{found[0].serial}" if found and newer else "",
        f"before.{found[-1].serial}" if found and (backwards or more) else "",
    )


def _names(entries: Iterable[LedgerEntry]) -> Names:
    """The people and rows that the changes of these acts mention."""
    asked: dict[type[Model], set[int]] = {}
    for entry in entries:
        if kind := KINDS_BY_NAME.get(entry.subject):
            asked.setdefault(kind.model, set()).add(entry.subject_id)
            for side in (0, 1):
                values = {name: _pair(change)[side] for name, change in entry.changes.items()}
                ask(asked, kind, values)
    return Names(asked)


def _line(entry: LedgerEntry, verdict: Verdict, names: Names) -> dict[str, Any]:
    """One act; an altered entry must be readable, too, even if there is no such kind of row."""
    kind = KINDS_BY_NAME.get(entry.subject)
    known = names.of(kind.model, entry.subject_id) if kind else f"#{entry.subject_id}"
    return {
        "entry": entry,
        "who": entry.actor.name,
        "unit": entry.actor.unit.short_name if entry.actor.unit else "",
        "name": str(entry.proposal or known),
        "subject": kind.label if kind else entry.subject,
        "url": reverse("audit_row", args=[kind.key, entry.subject_id]) if kind else "",
        "source": _state(entry.subject, entry.source),
        "target": _state(entry.subject, entry.target),
        "moved": entry.source != entry.target,
        "changes": _changes(entry, names),
        "flaw": verdict.flaws.get(entry.serial, ""),
    }


def _state(subject: str, value: str) -> str:
    """The state's label; what is none, as it stands."""
    labels = {str(one): one.label for one in STATES.get(subject, ())}
    return labels.get(value, value)


def _changes(entry: LedgerEntry, names: Names) -> list[Change]:
    """What the act says it changed, with the labels of the row's fields."""
    kind = KINDS_BY_NAME.get(entry.subject)
    fields = {one.attname: one for one in kind.fields} if kind else {}
    told = []
    for name, change in entry.changes.items():
        one = fields.get(name)
        before, after = (
            shown(kind, one, value, names) if kind and one else plain(value)
            for value in _pair(change)
        )
        told.append(Change(str(one.verbose_name) if one else LABELS.get(name, name), before, after))
    return told


def _pair(change: object) -> tuple[object, object]:
    """From and to; an act may also tell a plain fact."""
    match change:
        case [before, after]:
            return before, after
    return "", change


def _span(entries: list[LedgerEntry]) -> str:
    if not entries:
        return ""
    return f"第 {entries[-1].serial:,}–{entries[0].serial:,} 条之间，所示 {len(entries)} 条"
