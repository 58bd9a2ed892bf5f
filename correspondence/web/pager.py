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
    number = page_number(request)
    start = (number - 1) * ROWS_A_PAGE
    shown = list(rows[start : start + ROWS_A_PAGE + 1])
    if not shown and number > 1:
        raise Http404
    more = len(shown) > ROWS_A_PAGE
    shown = shown[:ROWS_A_PAGE]
    return shown, {
        "summary": _summary(start, len(shown), _total(rows, start), measure),
        "previous": number - 1 if number > 1 else None,
        "next": number + 1 if more else None,
    }


def _total(rows: "QuerySet[Any]", start: int) -> str:
    """How many rows there are; behind as many as are counted nobody need count them again."""
    found = rows.order_by()[: COUNTED + 1].count() if start < COUNTED else COUNTED + 1
    return f"{found:,}" if found <= COUNTED else f"{COUNTED:,}+"


def _summary(start: int, length: int, total: str, measure: str) -> str:
    if not length:
        return ""
    return f"第 {start + 1}–{start + length} {measure}，共 {total} {measure}"
