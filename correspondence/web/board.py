"""督办看板: how far every unit is, what cannot wait, and the rows behind each figure."""

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from django.db.models import F
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from ..rules.rates import percent
from . import figures, urgent
from .figures import ANSWERS, ASSISTS, FIGURES, URGENT, Counts, Day
from .gate import reading
from .pager import cut
from .request import SignedIn, calendar, today
from .saved_views import remembered, views_of
from .scope import ALL, RowsForm, SessionForm, scope_words

#: What stands in the address of the rows behind a figure.
ROW_FILTERS = ("session", "figure", "unit")


@reading("board")
def board(request: SignedIn) -> HttpResponse:
    """The figures of one session, unit by unit, above what cannot wait."""
    form, day = SessionForm(request), Day.of(today(), calendar(request))
    rows = form.rows()
    units = figures.count(rows, day)
    sums = figures.total(units)
    context = {
        "filters": form,
        "scope": scope_words(request.user),
        "at": timezone.now(),
        "stats": _stats(sums, form.chosen),
        "units": [_unit_line(unit, form.chosen) for unit in units],
        "sums": _cells(sums, form.chosen),
        "urgent": urgent.lines(request, figures.rows_of(URGENT, rows, day), day.today),
        "urgent_total": sums[URGENT.key],
        "urgent_url": _link(URGENT.key, form.chosen),
        "elsewhere": _elsewhere(form, day, sums),
        "ledger_url": f"{reverse('ledger')}?{urlencode({'session': form.chosen})}",
    }
    return render(request, "board/board.html", context)


@reading("board")
def rows(request: SignedIn) -> HttpResponse:
    """Exactly the rows that one figure counts."""
    if again := remembered(request, "board_rows", ROW_FILTERS):
        return redirect(again)
    form, day = RowsForm(request), Day.of(today(), calendar(request))
    found = figures.rows_of(form.shown, form.rows(), day)
    waiting_first = (F("answered_on").asc(nulls_first=True), "due_on", "pk")
    shown, pager = cut(
        request, found.select_related(*urgent.NEEDED).order_by(*waiting_first), measure="件次"
    )
    lines = urgent.described(request, shown, day.today)
    context = {
        "filters": form,
        "views": views_of(request, "board_rows", ROW_FILTERS),
        "figure": form.shown,
        "at": timezone.now(),
        "rows": lines,
        "sessions": form.chosen == ALL,
        "can_nudge": any(line["nudge"] for line in lines),
        "pager": pager,
        "board_url": f"{reverse('board')}?{urlencode({'session': form.chosen})}",
        "ledger_url": f"{reverse('ledger')}?{request.GET.urlencode()}",
    }
    return render(request, "board/rows.html", context)


def _link(figure: str, session: str, unit: int | None = None) -> str:
    query = {"session": session, "figure": figure} | ({"unit": str(unit)} if unit else {})
    return f"{reverse('board_rows')}?{urlencode(query)}"


def _stats(sums: dict[str, int], session: str) -> list[dict[str, object]]:
    owed, answered, in_time = sums["owed"], sums["answered"], sums["in_time"]
    notes: Sequence[tuple[str, str, str, str]] = (
        ("owed", "应答复", f"{owed:,}", "件次"),
        ("answered", "已答复", f"{answered:,}", f"占应答复 {percent(answered, owed)}"),
        ("in_time", "按期办复率", percent(in_time, owed), f"占已答复 {percent(in_time, answered)}"),
        ("soon", "5日内到期", f"{sums['soon']:,}", "工作日，含今天"),
        ("overdue", "超期", f"{sums['overdue']:,}", "未答复且已过时限"),
    )
    return [
        {
            "label": label,
            "value": value,
            "note": note,
            "url": _link(key, session),
            "tone": FIGURES[key].tone if sums[key] else "",
        }
        for key, label, value, note in notes
    ]


def _cells(values: dict[str, int], session: str, unit: int | None = None) -> list[dict[str, Any]]:
    """One cell for each figure of the table; a nought leads nowhere."""
    return [
        {
            "value": values[one.key],
            "key": one.key,
            "label": one.label,
            "short": one.short,
            "tone": one.tone if values[one.key] else "",
            "url": _link(one.key, session, unit) if values[one.key] else "",
            "first": one in (ANSWERS[0], ASSISTS[0]),
        }
        for one in (*ANSWERS, *ASSISTS)
    ]


def _unit_line(unit: Counts, session: str) -> dict[str, object]:
    return {
        "name": unit.unit,
        "cells": _cells(unit.values, session, unit.unit_id),
        "url": _link("owed", session, unit.unit_id),
    }


def _elsewhere(form: SessionForm, day: Day, sums: dict[str, int]) -> int:
    """How much of what cannot wait lies in the sessions not chosen."""
    if form.chosen == ALL:
        return 0
    return figures.rows_of(URGENT, form.scope, day).count() - sums[URGENT.key]
