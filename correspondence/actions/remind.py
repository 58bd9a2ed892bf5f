"""Reminders: plan a row for every stage that is due, then send what is not sent.

At least once: a row is marked sent after the mail server took the message. If the worker dies in
between, its lease runs out and the next worker sends the same message under the same Message-ID.
"""

from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta

from django.db.models import F

from ..models import (
    Assignment,
    CalendarDay,
    Deadline,
    Nudge,
    Reminder,
    ReminderStage,
    ReminderState,
    User,
)
from ..rules.reminding import Stage, stages_reached
from ..rules.states import ENDED, SETTLED
from ..rules.words import DeadlineKind, Role

#: How long a worker may take to send one message before another one takes it over.
LEASE = timedelta(seconds=60)
#: The first pause after a failure; it doubles with every attempt, up to the longest one.
FIRST_PAUSE, LONGEST_PAUSE = timedelta(minutes=1), timedelta(hours=6)
#: No ladder starts earlier than this before a due day.
HORIZON = timedelta(days=45)
#: Whom a nudge is for, and how its stage is told from a rung of the ladder.
NUDGED = (Role.LIAISON, Role.OFFICE_HEAD, Role.HANDLER)
NUDGE_STAGE = "nudge-"


def plan(today: date, *, now: datetime) -> int:
    """Make a row for every (assignment, stage, due day, person) reached; returns how many."""
    calendar = CalendarDay.objects.as_calendar()
    ladder = {stage.key: stage for stage in ReminderStage.objects.all()}
    by_kind: dict[str, list[Stage]] = {}
    for stage in ladder.values():
        by_kind.setdefault(stage.deadline, []).append(stage.as_stage())
    made = 0
    for deadline in _open_deadlines(today + HORIZON):
        assignment = deadline.assignment
        for reached in stages_reached(
            by_kind.get(deadline.kind, ()),
            due_on=deadline.due_on,
            since=max(deadline.base_on, assignment.handed_out_on),
            today=today,
            calendar=calendar,
        ):
            for person in addressees(assignment, ladder[reached.stage.key].roles):
                made += _make(deadline, reached.key, reached.stage.wording, person, now)
    return made


def pass_on(nudge: Nudge, *, now: datetime) -> None:
    """Make the rows by which a nudge reaches the people who work on the part."""
    assignment = nudge.assignment
    for person in addressees(assignment, NUDGED):
        Reminder.objects.get_or_create(
            assignment=assignment,
            stage=f"{NUDGE_STAGE}{nudge.pk}",
            due_on=assignment.due_on,
            recipient=person,
            defaults={
                "kind": DeadlineKind.REPLY if assignment.answers else DeadlineKind.OPINION,
                "wording": "催办",
                "planned_at": now,
            },
        )


def send(deliver: Callable[[Reminder], None], *, now: Callable[[], datetime]) -> int:
    """Send every row that waits, one after the other; returns how many went out.

    `deliver` hands one message to the mail server and raises OSError if that fails.
    """
    sent = 0
    for pk in Reminder.objects.sendable(now()).order_by("id").values_list("pk", flat=True):
        reminder = _claim(pk, now())
        if reminder is None:
            continue
        if _is_over(reminder):
            _close(reminder, state=ReminderState.CANCELLED)
            continue
        try:
            deliver(reminder)
        except OSError as failure:
            _put_back(reminder, str(failure) or type(failure).__name__, now())
        else:
            sent += _close(reminder, state=ReminderState.SENT, sent_at=now(), last_error="")
    return sent


def addressees(assignment: Assignment, roles: Iterable[Role]) -> list[User]:
    """The people these roles mean for this part of a proposal."""
    found: dict[int, User] = {}
    for role in roles:
        people = User.objects.holding(role).exclude(email="")
        match role:
            case Role.HANDLER:
                people = people.filter(handled=assignment)
            case Role.OFFICE_HEAD:
                people = people.filter(office__isnull=False, office=assignment.lead_office_id)
            case Role.HANDING_OUT_OFFICE:
                pass
            case Role.SUPERVISOR:
                people = people.exclude(unit__kind="unit")
            case _:
                people = people.filter(unit=assignment.unit_id)
        found |= {person.pk: person for person in people}
    return list(found.values())


def _open_deadlines(until: date) -> Iterable[Deadline]:
    return (
        Deadline.objects.filter(superseded=False, met_on__isnull=True, due_on__lte=until)
        .exclude(assignment__state__in=ENDED)
        .select_related("assignment")
        .iterator(chunk_size=500)
    )


def _make(deadline: Deadline, key: str, wording: str, person: User, now: datetime) -> int:
    _, created = Reminder.objects.get_or_create(
        assignment=deadline.assignment,
        stage=key,
        due_on=deadline.due_on,
        recipient=person,
        defaults={"kind": deadline.kind, "wording": wording, "planned_at": now},
    )
    return int(created)


def _claim(pk: int, now: datetime) -> Reminder | None:
    """Take one row for the time of a lease; None if another worker was faster."""
    taken = (
        Reminder.objects.sendable(now)
        .filter(pk=pk)
        .update(state=ReminderState.CLAIMED, claimed_until=now + LEASE, attempts=F("attempts") + 1)
    )
    if not taken:
        return None
    return Reminder.objects.select_related("recipient", "assignment__proposal__session").get(pk=pk)


def _is_over(reminder: Reminder) -> bool:
    """Whether what was to be reminded of has been done, or moved to another day, meanwhile."""
    if reminder.stage.startswith(NUDGE_STAGE):
        return reminder.assignment.state in SETTLED
    live = Deadline.objects.filter(
        assignment=reminder.assignment,
        kind=reminder.kind,
        superseded=False,
        met_on__isnull=True,
        due_on=reminder.due_on,
    )
    return not live.exists()


def _put_back(reminder: Reminder, failure: str, now: datetime) -> None:
    pause = min(FIRST_PAUSE * 2 ** min(reminder.attempts - 1, 12), LONGEST_PAUSE)
    _close(reminder, state=ReminderState.PENDING, retry_at=now + pause, last_error=failure)


def _close(reminder: Reminder, **changes: object) -> int:
    """End this worker's claim, unless its lease ran out and another worker took over."""
    mine = Reminder.objects.filter(
        pk=reminder.pk, state=ReminderState.CLAIMED, claimed_until=reminder.claimed_until
    )
    return mine.update(claimed_until=None, **changes)
