"""Due days that a change would move, as lines: which case, what for, from → to."""

from collections.abc import Sequence
from hashlib import sha256

from django.http import HttpRequest
from django.urls import reverse

from ..actions.recount import Shift
from ..rules.words import DeadlineKind

ROWS_A_PAGE = 100


def seal_of(shifts: Sequence[Shift]) -> str:
    """What was shown, so that nothing else is applied than what was seen."""
    return sha256("\n".join(shift.fingerprint for shift in shifts).encode()).hexdigest()


def listed(shifts: Sequence[Shift], *, page: int = 1) -> dict[str, object]:
    """The lines of a preview that stand on a page, or on the last one, and how many there are."""
    moved = [shift for shift in shifts if shift.moves]
    last = max(-(-len(moved) // ROWS_A_PAGE), 1)
    start = (min(page, last) - 1) * ROWS_A_PAGE
    shown = moved[start : start + ROWS_A_PAGE]
    return {
        "moved": [_line(shift) for shift in shown],
        "count": len(moved),
        "pager": _pager(start, len(shown), len(moved)),
        "certain": sum(
            1
            for shift in shifts
            if not shift.moves and shift.deadline.provisional and not shift.reckoned.due.provisional
        ),
        "parts": len({shift.deadline.assignment_id for shift in moved}),
        "seal": seal_of(shifts),
    }


def turned_to(request: HttpRequest) -> int:
    """Which page of a preview the form around it asks for, 0 if none: then nothing is applied."""
    asked = request.POST.get("page", "")
    return max(int(asked), 1) if asked.isdecimal() and len(asked) < 7 else 0


def _pager(start: int, length: int, count: int) -> dict[str, object]:
    """The foot of the list; empty if all of it is in sight."""
    if count <= ROWS_A_PAGE:
        return {}
    number = start // ROWS_A_PAGE + 1
    return {
        "summary": f"第 {start + 1:,}–{start + length:,} 个，共 {count:,} 个",
        "previous": number - 1 if number > 1 else None,
        "next": number + 1 if start + length < count else None,
    }


def _line(shift: Shift) -> dict[str, object]:
    part = shift.deadline.assignment
    return {
        "case": part.proposal.case_number,
        "session": part.proposal.session.name,
        "unit": part.unit.short_name,
        "kind": DeadlineKind(shift.deadline.kind).label,
        "before": shift.deadline.due_on,
        "after": shift.to,
        "days": (shift.to - shift.deadline.due_on).days,
        "url": reverse("due", args=[part.pk]),
    }
