"""Due days that a change would move, as lines: which case, what for, from → to."""

from collections.abc import Sequence
from hashlib import sha256

from django.urls import reverse

from ..actions.recount import Shift
from ..rules.words import DeadlineKind


def seal_of(shifts: Sequence[Shift]) -> str:
    """What was shown, so that nothing else is applied than what was seen."""
    return sha256("\n".join(shift.fingerprint for shift in shifts).encode()).hexdigest()


def listed(shifts: Sequence[Shift]) -> dict[str, object]:
    """The lines of a preview and how many of each kind there are."""
    moved = [shift for shift in shifts if shift.moves]
    return {
        "moved": [_line(shift) for shift in moved],
        "certain": sum(
            1
            for shift in shifts
            if not shift.moves and shift.deadline.provisional and not shift.reckoned.due.provisional
        ),
        "parts": len({shift.deadline.assignment_id for shift in moved}),
        "seal": seal_of(shifts),
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
