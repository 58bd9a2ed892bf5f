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
from .todo import Todo, due_on_of, hints_on, left, word_of, works_on


@dataclass(frozen=True)
class Narrowing:
    """What is asked of the rows of each kind, and which work alone."""

    proposals: Q
    assignments: Q
    replies: Q
    key: str = ""


@dataclass(frozen=True)
class Waits:
    """Everything that waits for one person, or what a narrowing leaves of it."""

    user: User
    proposals: Waiting
    assignments: Waiting
    replies: Waiting
    key: str = ""

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
            self.proposals.narrowed(by.proposals, by.key),
            self.assignments.narrowed(by.assignments, by.key),
            self.replies.narrowed(by.replies, by.key),
            by.key,
        )

    def counted(self) -> dict[tuple[str, str], int]:
        """How much there is to do, by key and word of the work."""
        kinds: tuple[tuple[Waiting, type[AnyMove]], ...] = (
            (self.proposals, ProposalMove),
            (self.assignments, AssignmentMove),
            (self.replies, ReplyMove),
        )
        return {
            (key, word_of(key, moves)): count
            for waiting, moves in kinds
            for key, count in Counter(one.key for one in waiting.waits).items()
        }

    def due_within(self, first: date, last: date) -> int:
        """How much of it is due from the first to the last of these days."""
        kinds = (self.proposals, self.assignments, self.replies)
        days = [one.due_on for waiting in kinds for one in waiting.waits]
        return sum(1 for day in days if day and first <= day <= last)

    def lines(self, days: Calendar, day: date, *, most: int) -> list[Todo]:
        """The most urgent of it, of each kind of row not more than `most`."""
        kinds = (self.proposals, self.assignments, self.replies)
        rows = [row for waiting in kinds for row in waiting.first(most)]
        returned = Returned(rows)
        contact = AssignmentMove.RECORD_CONTACT.value
        talks = {one.pk for one in self.assignments.waits if one.key == contact}
        found = [
            Todo(row, move, key, word, due_on, left(days, day, due_on), hints)
            for row in rows
            for move, key, word in works_on(self.user, row, talks)
            if self.key in ("", key)
            for due_on in (due_on_of(self.user, row),)
            for hints in (tuple(hints_on(self.user, row, returned)),)
        ]
        return sorted(found, key=lambda one: (one.due_on or date.max, one.row.pk))
