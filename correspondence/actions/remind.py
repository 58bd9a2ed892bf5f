"""Reminders are planned: a row for every stage a due day has reached, for every person it is for.

What is due is found by its alarm, so that the search costs what is due and not what is open. Rows
and alarm change together: a planner that dies in between has done nothing, and the next one does
it all. Sending the rows is `outbox`.
"""

from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta

from django.db import transaction

from ..models import (
    Alarm,
    Assignment,
    CalendarDay,
    Deadline,
    Nudge,
    Reminder,
    ReminderStage,
    User,
)
from ..rules.reminding import Stage, next_rung, stages_reached
from ..rules.states import ENDED
from ..rules.words import DeadlineKind, Role
from ..rules.workdays import Calendar
from . import digest, outbox
from .addressees import Addressees

#: Whom a nudge is for.
NUDGED = (Role.LIAISON, Role.OFFICE_HEAD, Role.HANDLER)
#: How many alarms are answered in one transaction.
CHUNK = 500
#: A missed stage waits this long for its digest, unless that comes earlier.
HELD = timedelta(minutes=15)

Key = tuple[int, str, date, int]


class Ladder:
    """The rungs of every kind of due day, and the roles each of them speaks to."""

    def __init__(self) -> None:
        rows = list(ReminderStage.objects.all())
        self.roles = {row.key: row.roles for row in rows}
        self._rungs: dict[str, list[Stage]] = {}
        for row in rows:
            self._rungs.setdefault(row.deadline, []).append(row.as_stage())

    def of(self, kind: str) -> list[Stage]:
        return self._rungs.get(kind, [])


def plan(today: date, *, now: datetime) -> int:
    """Make a row for every (assignment, stage, due day, person) reached; returns how many.

    What was missed by a day or more is gathered into one digest a person.
    """
    planner = _Planner(today, now)
    made = 0
    while answered := planner.answer_alarms():
        made += answered.made
    # Another planner may still be at work: whoever answers the last alarm gathers.
    if not Alarm.objects.filter(rings_on__lte=today).exists():
        digest.gather(today, now=now)
    return made


def rewind(today: date) -> int:
    """Let every open due day be looked at again: the ladder has changed. Returns how many."""
    return Alarm.objects.filter(rings_on__gt=today).update(rings_on=today)


def pass_on(nudge: Nudge, *, now: datetime) -> None:
    """Make the rows by which a nudge reaches the people who work on the part."""
    assignment = nudge.assignment
    for person in Addressees(nudge.sent_on).of(assignment, NUDGED):
        Reminder.objects.get_or_create(
            assignment=assignment,
            stage=f"{outbox.NUDGE_STAGE}{nudge.pk}",
            due_on=assignment.due_on,
            recipient=person,
            defaults={
                "kind": DeadlineKind.REPLY if assignment.answers else DeadlineKind.OPINION,
                "wording": "催办",
                "planned_at": now,
                "reached_on": nudge.sent_on,
            },
        )


def send(deliver: Callable[[Reminder], None], *, now: Callable[[], datetime]) -> int:
    """Send every row that waits by itself; returns how many went out."""
    return outbox.send(deliver, now=now)


def is_over(alarm: Alarm) -> bool:
    """Whether there is nothing to remind of any more; a new due day brings a new alarm."""
    deadline = alarm.deadline
    return (
        deadline.superseded
        or deadline.met_on is not None
        or deadline.suspended_on is not None
        or deadline.assignment.state in ENDED
    )


class _Answered:
    """How many alarms were answered, and how many rows that made."""

    def __init__(self, made: int) -> None:
        self.made = made


class _Planner:
    """One run, with all it looks up read once."""

    def __init__(self, today: date, now: datetime) -> None:
        self.today, self.now = today, now
        self.ladder = Ladder()
        self.people = Addressees(today)
        self.calendar: Calendar = CalendarDay.objects.as_calendar()
        #: When something was missed, nothing goes out before it is clear whose digest it is in.
        catching_up = Alarm.objects.filter(rings_on__lt=today).exists()
        self.held = now + HELD if catching_up else None

    @transaction.atomic
    def answer_alarms(self) -> _Answered | None:
        """Plan for the next few alarms that ring and nobody else is answering; None if none do."""
        ringing = (
            Alarm.objects.filter(rings_on__lte=self.today)
            .select_related("deadline__assignment")
            .select_for_update(skip_locked=True, of=("self",))
            .order_by("rings_on", "pk")[:CHUNK]
        )
        alarms = list(ringing)
        if not alarms:
            return None
        wanted: dict[Key, Reminder] = {}
        later: dict[date | None, list[int]] = {}
        for alarm in alarms:
            over = is_over(alarm)
            if not over:
                wanted |= {_key(row): row for row in self._rows(alarm)}
            later.setdefault(None if over else self._next(alarm.deadline), []).append(alarm.pk)
        made = _add(wanted)
        for day, pks in later.items():
            answered = Alarm.objects.filter(pk__in=pks)
            answered.update(rings_on=day) if day else answered.delete()
        return _Answered(made)

    def _rows(self, alarm: Alarm) -> Iterable[Reminder]:
        deadline = alarm.deadline
        assignment: Assignment = deadline.assignment
        for reached in stages_reached(
            self.ladder.of(deadline.kind),
            due_on=deadline.due_on,
            since=max(deadline.base_on, assignment.handed_out_on, alarm.rings_on),
            today=self.today,
            calendar=self.calendar,
        ):
            for person in self.people.of(assignment, self.ladder.roles[reached.stage.key]):
                yield self._row(deadline, reached.key, reached.stage.wording, reached.day, person)

    def _row(self, deadline: Deadline, key: str, wording: str, day: date, person: User) -> Reminder:
        return Reminder(
            assignment=deadline.assignment,
            kind=deadline.kind,
            stage=key,
            wording=wording,
            due_on=deadline.due_on,
            recipient=person,
            planned_at=self.now,
            reached_on=day,
            retry_at=self.held,
        )

    def _next(self, deadline: Deadline) -> date | None:
        return next_rung(
            self.ladder.of(deadline.kind),
            due_on=deadline.due_on,
            after=self.today,
            calendar=self.calendar,
        )


def _key(row: Reminder) -> Key:
    return (row.assignment_id, row.stage, row.due_on, row.recipient_id)


def _add(wanted: dict[Key, Reminder]) -> int:
    """Add the rows that are not there; the unique constraint settles every race."""
    known = set(
        Reminder.objects.filter(assignment__in={key[0] for key in wanted}).values_list(
            "assignment", "stage", "due_on", "recipient"
        )
    )
    missing = [row for key, row in wanted.items() if key not in known]
    Reminder.objects.bulk_create(missing, ignore_conflicts=True)
    return len(missing)
