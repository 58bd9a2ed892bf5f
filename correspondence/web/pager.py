"""Long lists in pages, without counting further than it tells."""

from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest

from .request import page_number

ROWS_A_PAGE = 50
#: Counting further than this costs more than it tells.
COUNTED = 1000


def cut(
    request: HttpRequest, rows: "QuerySet[Any]", *, measure: str = "件"
) -> tuple[list[Any], dict[str, object]]:
    """The rows of the page asked for, and what the foot of the list says."""
    start = _start(request)
    shown = list(rows[start : start + ROWS_A_PAGE + 1])
    # Behind as many as are counted nobody need count them again.
    total = rows.order_by()[: COUNTED + 1].count() if start < COUNTED else COUNTED + 1
    return shown[:ROWS_A_PAGE], _foot(start, len(shown), total, measure)


def cut_by_key(
    request: HttpRequest, rows: "QuerySet[Any]", whole: "QuerySet[Any]"
) -> tuple[list[Any], dict[str, object]]:
    """The same where it costs something to find the rows: keys are asked for once, and counted.

    The rows shown are then read from `whole` by these keys.
    """
    start = _start(request)
    first = 0 if start < COUNTED else start
    keys = list(rows.values_list("pk", flat=True)[first : max(COUNTED, start + ROWS_A_PAGE) + 1])
    here = keys[start - first :][: ROWS_A_PAGE + 1]
    by_key = whole.in_bulk(here[:ROWS_A_PAGE])
    foot = _foot(start, len(here), first + len(keys), "件")
    return [by_key[key] for key in here if key in by_key], foot


def _start(request: HttpRequest) -> int:
    return (page_number(request) - 1) * ROWS_A_PAGE


def _foot(start: int, found: int, total: int, measure: str) -> dict[str, object]:
    """Which rows these are of how many, and the pages beside; `found` looks one row further."""
    if start and not found:
        raise Http404
    number, more = start // ROWS_A_PAGE + 1, found > ROWS_A_PAGE
    words = f"{total:,}" if total <= COUNTED else f"{COUNTED:,}+"
    return {
        "summary": _summary(start, min(found, ROWS_A_PAGE), words, measure),
        "previous": number - 1 if number > 1 else None,
        "next": number + 1 if more else None,
    }


def _summary(start: int, length: int, total: str, measure: str) -> str:
    if not length:
        return ""
    return f"第 {start + 1}–{start + length} {measure}，共 {total} {measure}"
