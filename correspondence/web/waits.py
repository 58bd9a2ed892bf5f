"""Everything that waits for one person, counted and listed: what the page of one's work asks."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from ..models import User
from ..models.waiting import (
    Waiting,
    assignments_waiting_for,
    proposals_waiting_for,
    replies_waiting_for,
)
from ..rules.lifecycle import AnyMove
from ..rules.moves import AssignmentMove, ProposalMove, ReplyMove
from ..rules.workdays import Calendar
from .returned import Returned
from .todo import Todo, hints_on, move_of, word_of


@dataclass(frozen=True)
class Narrowing:
    """What is asked of the rows of each kind, and which work alone."""

    proposals: Q
    assignments: Q
    replies: Q
    keys: tuple[str, ...] = ()


@dataclass(frozen=True)
class Waits:
    """Everything that waits for one person, or what a narrowing leaves of it."""

    user: User
    proposals: Waiting
    assignments: Waiting
    replies: Waiting

    @classmethod
    def for_(cls, user: User) -> "Waits":
        """All of it."""
        return cls(
            user,
            proposals_waiting_for(user),
            assignments_waiting_for(user),
            replies_waiting_for(user),
        )

    def narrowed(self, by: Narrowing) -> "Waits":
        """What fits."""
        return Waits(
            self.user,
            self.proposals.narrowed(by.proposals, *by.keys),
            self.assignments.narrowed(by.assignments, *by.keys),
            self.replies.narrowed(by.replies, *by.keys),
        )

    def counted(self) -> dict[tuple[str, str], int]:
        """How much there is to do, by key and word of the work."""
        return {
            (key, word_of(key, moves)): count
            for waiting, moves in self._kinds
            for key, count in Counter(one.key for one in waiting.waits).items()
        }

    def due_within(self, first: date, last: date) -> int:
        """How much of it is due from the first to the last of these days."""
        days = [one.due_on for waiting, _ in self._kinds for one in waiting.waits]
        return sum(1 for day in days if day and first <= day <= last)

    def lines(self, days: Calendar, day: date, *, most: int) -> list[Todo]:
        """The most urgent of it, of each kind of row not more than `most`."""
        found = [
            (move_of(wait.key, moves), wait, row)
            for waiting, moves in self._kinds
            for wait, row in waiting.first(most)
        ]
        returned = Returned(row for _, _, row in found)
        todos = [
            Todo(
                row,
                move,
                wait.key,
                word_of(wait.key, type(move)),
                wait.due_on,
                days.workdays_left(day, wait.due_on) if wait.due_on else None,
                tuple(hints_on(self.user, row, returned)),
            )
            for move, wait, row in found
        ]
        return sorted(todos, key=lambda one: (one.due_on or date.max, one.row.pk))

    @property
    def _kinds(self) -> tuple[tuple[Waiting, type[AnyMove]], ...]:
        return (
            (self.proposals, ProposalMove),
            (self.assignments, AssignmentMove),
            (self.replies, ReplyMove),
        )
