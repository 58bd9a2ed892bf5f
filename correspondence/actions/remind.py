"""Reminders are planned: a row for every stage a due day has reached, for every person it is for.

What is due is found by its alarm, so that the search costs what is due and not what is open. Rows
and alarm change together: a planner that dies in between has done nothing, and the next one does
it all. Sending the rows is `outbox`.
"""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from functools import cache

from django.db import transaction

from ..models import Alarm, CalendarDay, Nudge, Reminder, ReminderStage
from ..rules.reminding import Reached, Ringing, Stage, next_rung, stages_reached
from ..rules.words import DeadlineKind, Role
from ..rules.workdays import Calendar
from . import digest, outbox, remind_cosign
from .addressees import Addressees
from .planned import Planned, keep_planned

#: Whom a nudge is for.
NUDGED = (Role.LIAISON, Role.OFFICE_HEAD, Role.HANDLER)
#: How many alarms are answered in one transaction.
CHUNK = 1000
#: A missed stage waits this long for its digest, unless that comes earlier.
HELD = timedelta(minutes=15)


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
    while (rows := planner.answer_alarms()) is not None:
        made += rows
    made += planner.ask_cosigners()
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
                "kind": assignment.due_kind,
                "wording": "催办",
                "planned_at": now,
                "reached_on": nudge.sent_on,
            },
        )


class _Planner:
    """One run, with all it looks up read once, and every ladder walked once for each due day."""

    def __init__(self, today: date, now: datetime) -> None:
        self.today, self.now = today, now
        self.ladder = Ladder()
        self.people = Addressees(today)
        self.calendar: Calendar = CalendarDay.objects.as_calendar()
        #: When something was missed, nothing goes out before it is clear whose digest it is in.
        catching_up = Alarm.objects.filter(rings_on__lt=today).exists()
        self.held = now + HELD if catching_up else None
        self._reached = cache(self._walk)
        self._next = cache(self._look_ahead)

    @transaction.atomic
    def answer_alarms(self) -> int | None:
        """Plan for the next few alarms that ring and nobody else is answering.

        Returns how many rows that made, None if no alarm rings.
        """
        ringing = Alarm.objects.filter(rings_on__lte=self.today).order_by("rings_on", "pk")
        taken = list(
            ringing.select_for_update(skip_locked=True).values_list("pk", flat=True)[:CHUNK]
        )
        if not taken:
            return None
        wanted: list[Planned] = []
        later: dict[date | None, list[int]] = {}
        for alarm in Alarm.objects.filter(pk__in=taken).as_ringing():
            if not alarm.is_over:
                wanted += self._rows(alarm)
            next_day = None if alarm.is_over else self._next(alarm.kind, alarm.due_on)
            later.setdefault(next_day, []).append(alarm.pk)
        made = keep_planned(wanted, at=self.now, held=self.held)
        for day, pks in later.items():
            answered = Alarm.objects.filter(pk__in=pks)
            answered.update(rings_on=day) if day else answered.delete()
        return made

    @transaction.atomic
    def ask_cosigners(self) -> int:
        """Plan for the open questions to co-sign; returns how many rows that made."""
        reached = remind_cosign.asked(
            self.today,
            rungs=self.ladder.of(DeadlineKind.COSIGN),
            roles=self.ladder.roles,
            people=self.people,
            calendar=self.calendar,
        )
        wanted = [row for one in reached for row in one.planned()]
        return keep_planned(wanted, at=self.now, held=self.held)

    def _rows(self, alarm: Ringing) -> Iterator[Planned]:
        for reached in self._reached(alarm.kind, alarm.due_on, alarm.since):
            for person in self.people.of(alarm, self.ladder.roles[reached.stage.key]):
                yield Planned(
                    assignment_id=alarm.assignment_id,
                    stage=reached.key,
                    due_on=alarm.due_on,
                    recipient_id=person.pk,
                    kind=alarm.kind,
                    wording=reached.stage.wording,
                    reached_on=reached.day,
                )

    def _walk(self, kind: str, due_on: date, since: date) -> list[Reached]:
        return stages_reached(
            self.ladder.of(kind),
            due_on=due_on,
            since=since,
            today=self.today,
            calendar=self.calendar,
        )

    def _look_ahead(self, kind: str, due_on: date) -> date | None:
        return next_rung(
            self.ladder.of(kind), due_on=due_on, after=self.today, calendar=self.calendar
        )
