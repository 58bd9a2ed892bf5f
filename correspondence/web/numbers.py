"""发文字号登记: every number drawn, used or void, and every gap, loudly."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from ..models import DocumentNumber, NumberSeries, SeriesYear, User
from ..rules.numbering import format_number, gaps
from ..rules.words import Role, State
from .gate import reading
from .pager import cut
from .request import SignedIn

#: More missing numbers than this are counted, not listed.
NAMED = 20


class NumberState(State):
    """What became of a number."""

    USED = "used", "已印发", "done"
    DRAWN = "drawn", "已编号", "active"
    VOID = "void", "作废", "ended"


class Filters(forms.Form):
    """One series, one year."""

    series = forms.ModelChoiceField(
        NumberSeries.objects.none(), label="机关代字", required=False, empty_label="全部代字"
    )
    year = forms.ChoiceField(label="年份", required=False)

    def __init__(self, request: SignedIn) -> None:
        super().__init__(request.GET)
        self.own = _series_of(request.user)
        years = SeriesYear.objects.filter(series__in=self.own).values_list("year", flat=True)
        choices = [("", "全部年份"), *((str(year), str(year)) for year in sorted(set(years))[::-1])]
        self.fields["series"].queryset = self.own  # type: ignore[attr-defined]
        self.fields["year"] = forms.ChoiceField(label="年份", required=False, choices=choices)

    def narrow(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        """Numbers or counters of the series and the year chosen."""
        if not self.is_valid():
            return rows.none()
        chosen = {name: value for name, value in self.cleaned_data.items() if value}
        return rows.filter(series__in=self.own, **chosen)


@reading("numbers")
def register(request: SignedIn) -> HttpResponse:
    """The register of the unit's numbers, the newest first."""
    filters = Filters(request)
    numbers = filters.narrow(
        DocumentNumber.objects.select_related(
            "series", "drawn_by", "reply__assignment__proposal__session"
        )
    )
    shown, pager = cut(request, numbers.order_by("-year", "series_id", "-serial"), measure="个")
    context = {
        "filters": filters,
        "clear_url": reverse("numbers") if any(request.GET.values()) else "",
        "counters": _counters(filters),
        "rows": [_line(number, request.user) for number in shown],
        "pager": pager,
        "all_units": request.user.holds(Role.AUDITOR),
    }
    return render(request, "numbers/register.html", context)


def _series_of(user: User) -> QuerySet[NumberSeries]:
    """The series of the own unit; an auditor's are everybody's."""
    everybody = NumberSeries.objects.select_related("unit").order_by("unit_id", "id")
    return everybody if user.holds(Role.AUDITOR) else everybody.filter(unit=user.unit_id)


def _counters(filters: Filters) -> list[dict[str, object]]:
    """For each series and year: how many are used, void, and missing."""
    found = filters.narrow(SeriesYear.objects.select_related("series"))
    drawn: dict[tuple[int, int], list[DocumentNumber]] = {}
    for number in filters.narrow(
        DocumentNumber.objects.only("series", "year", "serial", "voided_on")
    ):
        drawn.setdefault((number.series_id, number.year), []).append(number)
    return [
        _counter(counter, drawn.get((counter.series_id, counter.year), []))
        for counter in found.order_by("-year", "series_id")
    ]


def _counter(counter: SeriesYear, numbers: list[DocumentNumber]) -> dict[str, object]:
    # Numbers up to `began_after` were given on paper, before the system came.
    serials = {number.serial for number in numbers} | set(range(1, counter.began_after + 1))
    missing = gaps(serials)
    # A number at the end of the row may be missing too: the counter still remembers it.
    missing += range(max(serials, default=0) + 1, counter.last_serial + 1)
    return {
        "name": str(counter),
        "began_after": counter.began_after,
        "drawn": len(numbers),
        "void": sum(1 for number in numbers if number.voided_on),
        "missing": len(missing),
        "missing_words": _listed(counter, missing),
    }


def _listed(counter: SeriesYear, missing: Iterable[int]) -> str:
    code = counter.series.issuer_code
    names = [format_number(code, counter.year, serial) for serial in list(missing)[:NAMED]]
    return "、".join(names)


def _line(number: DocumentNumber, user: User) -> dict[str, object]:
    reply = number.reply
    if number.voided_on:
        state = NumberState.VOID
    else:
        state = NumberState.USED if reply.issued_on else NumberState.DRAWN
    proposal = reply.assignment.proposal
    return {
        "number": number,
        "state": state,
        "case": proposal.case_number,
        "session": proposal.session.name,
        "title": proposal.title,
        "kind": reply.get_kind_display(),
        "reply": reply,
        "readable": user.unit_id == reply.assignment.unit_id or user.holds(Role.AUDITOR),
    }
