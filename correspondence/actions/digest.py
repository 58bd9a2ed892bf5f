"""One message for many: what was missed while nobody planned or sent, and the weekly survey."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Count, Min, QuerySet

from ..models import CalendarDay, Digest, DigestKind, Reminder, ReminderState
from ..rules.words import Role
from .addressees import Addressees

#: Fewer than this go out one by one.
FEWEST = 2


def gather(today: date, *, now: datetime) -> int:
    """Put what was missed by a day or more into one digest a person; returns how many digests.

    Whoever missed something gets what is due today in the same digest.
    """
    # Never one that was tried: it may have arrived, and must come again as the same message.
    waiting = Reminder.objects.filter(
        state=ReminderState.PENDING, digest__isnull=True, attempts=0, reached_on__lte=today
    )
    people = (
        waiting.order_by()
        .values("recipient")
        .annotate(count=Count("pk"), first=Min("reached_on"))
        .filter(first__lt=today)
    )
    made = 0
    for person in people:
        if person["count"] >= FEWEST:
            own = waiting.filter(recipient=person["recipient"])
            made += _into_one(person["recipient"], own, today, now)
    waiting.filter(retry_at__gt=now).update(retry_at=None)
    return made


@transaction.atomic
def _into_one(recipient_id: int, rows: QuerySet[Reminder], today: date, now: datetime) -> int:
    same = Digest.objects.select_for_update().filter(recipient=recipient_id, kind=DigestKind.MISSED)
    # One that was never tried takes up more; one that may have arrived must not change.
    digest, created = same.filter(state=ReminderState.PENDING, attempts=0).first(), False
    if digest is None:
        digest, created = Digest.objects.get_or_create(
            recipient_id=recipient_id,
            kind=DigestKind.MISSED,
            day=today,
            defaults={"planned_at": now},
        )
    if created or (digest.state == ReminderState.PENDING and not digest.attempts):
        rows.update(digest=digest, retry_at=None)
    return int(created)


def plan_weekly(today: date, *, now: datetime) -> int:
    """One survey a week for everybody who supervises, on the week's first working day.

    If nobody planned that day, it comes later in the same week.
    """
    monday = today - timedelta(days=today.weekday())
    if today < _first_workday(monday):
        return 0
    addressees = Addressees(today)
    people = {one.pk: one for one in map(addressees.present, addressees.holding(Role.SUPERVISOR))}
    had = set(
        Digest.objects.filter(kind=DigestKind.WEEKLY, day=monday).values_list(
            "recipient", flat=True
        )
    )
    missing = [
        Digest(recipient=person, kind=DigestKind.WEEKLY, day=monday, planned_at=now)
        for pk, person in people.items()
        if pk not in had
    ]
    Digest.objects.bulk_create(missing, ignore_conflicts=True)
    return len(missing)


def _first_workday(monday: date) -> date:
    return CalendarDay.objects.as_calendar().workday_on_or_after(monday)
