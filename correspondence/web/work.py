"""我的工作: one list of what waits for me, most urgent first, grouped by what I must do."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import chain
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from ..access import Row, open_moves
from ..models import Assignment, User
from ..models.waiting import (
    assignments_waiting_for,
    proposals_waiting_for,
    replies_waiting_for,
)
from ..rules.lifecycle import AnyMove, Weight
from ..rules.states import SETTLED
from ..rules.words import Part, ReplyKind
from ..rules.workdays import Calendar
from .places import home_of
from .request import SignedIn, calendar, signed_in, today
from .rows import proposal_of, state_of, url_of

#: More than this nobody works off in a day; the rest is one filter away.
LONGEST = 200


@dataclass(frozen=True)
class Item:
    """One line: what to do on which case, and how many working days are left."""

    row: Row
    move: AnyMove
    due_on: date | None
    days: int | None

    @property
    def case_number(self) -> str:
        return proposal_of(self.row).case_number

    @property
    def title(self) -> str:
        return proposal_of(self.row).title

    @property
    def url(self) -> str:
        return url_of(self.row)

    @property
    def state(self) -> object:
        return state_of(self.row)

    @property
    def provisional(self) -> bool:
        """Whether the due day may still move when the year's notice comes."""
        assignment = _assignment_of(self.row)
        return assignment is not None and assignment.due_provisional

    @property
    def part(self) -> str:
        """主办 市科委, or the document in hand."""
        assignment = _assignment_of(self.row)
        if assignment is None:
            return ""
        words = f"{Part(assignment.part).label} {assignment.unit}"
        return words if isinstance(self.row, Assignment) else f"{words} {_document(self.row)}"


@signed_in
def home(request: SignedIn) -> HttpResponse:
    """Everybody starts where their work is."""
    return redirect(home_of(request.user))


@signed_in
def work(request: SignedIn) -> HttpResponse:
    """The list, with a figure for each kind of thing to do."""
    items = sorted(_items(request.user, calendar(request), today()), key=_urgency)
    wanted = request.GET.get("move", "")
    shown = [item for item in items if not wanted or item.move.value == wanted]
    context = {"groups": _groups(shown), "stats": _stats(items, wanted), "total": len(items)}
    return render(request, "work/work.html", context)


def _items(user: User, days: Calendar, day: date) -> Iterable[Item]:
    rows: Iterable[Any] = chain(
        proposals_waiting_for(user).select_related("session")[:LONGEST],
        assignments_waiting_for(user).select_related("proposal__session", "unit")[:LONGEST],
        replies_waiting_for(user).select_related(
            "assignment__proposal__session", "assignment__unit"
        )[:LONGEST],
    )
    for row in rows:
        move = next(
            (step.move for step in open_moves(user, row) if step.weight is Weight.MAIN), None
        )
        if move is not None:
            due_on = _due_on(row)
            yield Item(row, move, due_on, days.workdays_left(day, due_on) if due_on else None)


def _due_on(row: Row) -> date | None:
    """A due day counts only while the unit still has work to do."""
    assignment = _assignment_of(row)
    if assignment is None or assignment.state in SETTLED:
        return None
    return assignment.due_on


def _urgency(item: Item) -> tuple[bool, date, int]:
    return (item.due_on is None, item.due_on or date.max, item.row.pk)


def _groups(items: Iterable[Item]) -> list[tuple[str, list[Item]]]:
    groups: dict[str, list[Item]] = {}
    for item in items:
        groups.setdefault(f"待{item.move.label}", []).append(item)
    return list(groups.items())


def _stats(items: list[Item], wanted: str) -> list[dict[str, object]]:
    counts: dict[AnyMove, int] = {}
    for item in items:
        counts[item.move] = counts.get(item.move, 0) + 1
    here = reverse("work")
    return [
        {
            "label": f"待{move.label}",
            "value": count,
            "url": here if move.value == wanted else f"{here}?move={move.value}",
        }
        for move, count in counts.items()
    ]


def _assignment_of(row: Row) -> Assignment | None:
    if isinstance(row, Assignment):
        return row
    return getattr(row, "assignment", None)


def _document(row: Any) -> str:
    return row.number or ReplyKind(row.kind).label
