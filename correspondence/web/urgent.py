"""Rows of parts as those who oversee read them: where it stands, with whom, how long, by when."""

from collections.abc import Iterable
from datetime import date

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.urls import reverse

from .. import access
from ..models import Assignment, User
from ..rules.lifecycle import step_from
from ..rules.moves import AssignmentMove
from ..rules.states import SETTLED, AssignmentState
from ..rules.words import Part
from .request import SignedIn, calendar
from .rows import move_url
from .turns import Turns

#: What a line is made of, for `select_related`.
NEEDED = ("proposal__session", "unit", "handler")
#: More than this nobody deals with in a day; the rest is one link away.
LONGEST = 30


def lines(request: SignedIn, rows: QuerySet[Assignment], today: date) -> list[dict[str, object]]:
    """The most pressing of these rows, the longest overdue first."""
    found = rows.select_related(*NEEDED).order_by("due_on", "pk")[:LONGEST]
    return described(request, found, today)


def described(
    request: SignedIn, parts: Iterable[Assignment], today: date
) -> list[dict[str, object]]:
    """These parts as lines, in the same few queries however many they are."""
    listed = list(parts)
    turns = Turns(listed)
    return [_line(request, part, turns, today) for part in listed]


def _line(request: SignedIn, part: Assignment, turns: Turns, today: date) -> dict[str, object]:
    turn = turns.of(part)
    runs = AssignmentState(part.state) not in SETTLED
    return {
        "pk": part.pk,
        "number": part.proposal.case_number,
        "title": part.proposal.title,
        "session": part.proposal.session.name,
        "is_key": part.proposal.is_key,
        "url": reverse("proposal", args=[part.proposal_id]),
        "unit": part.unit.short_name,
        "part": Part(part.part).label,
        "state": turn.state,
        "who": turn.who if runs else "",
        "waited": (today - turn.since).days if runs else None,
        "due_on": part.due_on,
        "provisional": part.due_provisional,
        "answered_on": part.answered_on,
        "late": part.is_late,
        "granted_late": part.counts_overdue,
        "runs": runs,
        "days": calendar(request).workdays_left(today, part.due_on),
        "nudge": _nudge(request.user, part),
    }


def _nudge(user: User, part: Assignment) -> str:
    """The address of the page for a nudge, if this person may give one here."""
    step = step_from(part.state, AssignmentMove.NUDGE)
    if step is None or not user.holds(*step.roles):
        return ""
    try:
        access.require(user, part, AssignmentMove.NUDGE)
    except PermissionDenied:
        return ""
    return move_url(part, AssignmentMove.NUDGE)
