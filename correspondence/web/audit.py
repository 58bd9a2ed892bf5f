"""审计: every change of every row. Nothing here can be pressed."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from ..actions.act import SHANGHAI
from . import audit_records as records
from .audit_forms import MomentForm, RecordsForm
from .audit_kinds import KINDS, Kind
from .audit_shown import Names, line, state
from .gate import reading
from .pager import cut
from .request import SignedIn


@reading("audit")
def index(request: SignedIn) -> HttpResponse:
    """All changes, newest first, narrowed by the filters."""
    filters = RecordsForm(request)
    found, newer, older = records.page(filters.rows(), request.GET.get("page", ""))
    names = Names.in_records(found)
    context = {
        "filters": filters,
        "here": "changes",
        "clear_url": reverse("audit") if any(request.GET.values()) else "",
        "lines": [line(record, names) for record in found],
        "pager": {"summary": _span(found), "previous": newer, "next": older},
    }
    return render(request, "audit/index.html", context)


@reading("audit")
def row(request: SignedIn, kind: str, pk: int) -> HttpResponse:
    """One row's whole history, the oldest change first, and what it was at a chosen moment."""
    if kind not in KINDS:
        raise Http404
    context = _history(request, KINDS[kind], pk) | _moment(request, KINDS[kind], pk)
    return render(request, "audit/row.html", context)


def _history(request: SignedIn, kind: Kind, pk: int) -> dict[str, object]:
    """A page of the row's records."""
    history, order = records.history(kind, pk), kind.columns.order
    shown, pager = cut(request, history.values_list(order, flat=True), measure="条")
    found = records.read(kind, history.filter(**{f"{order}__in": shown}))
    if not found:
        raise Http404
    names = Names.in_records(found)
    return {
        "kind": kind,
        "name": names.subject(found[-1]),
        "lines": [line(record, names) for record in found],
        "pager": pager,
    }


def _moment(request: SignedIn, kind: Kind, pk: int) -> dict[str, object]:
    """Every field of the row as it was at the moment asked for, or as it is now."""
    form = MomentForm(request.GET if request.GET.get("at") else None)
    at = form.cleaned_data["at"] if form.is_valid() else None
    then = records.at_moment(kind, pk, at or timezone.now())
    there = then is not None and then.sort != "-"
    return {
        "moment": form,
        "at": at,
        "then": then,
        "then_key": then.key if then and at else "",
        "state": state(kind, then.values, Names.in_records([then])) if then and there else [],
    }


def _span(found: list[records.Record]) -> str:
    if not found:
        return ""
    last, first = found[0].at.astimezone(SHANGHAI), found[-1].at.astimezone(SHANGHAI)
    return f"{len(found)} 条，{first:%Y-%m-%d %H:%M} 至 {last:%Y-%m-%d %H:%M}"
