"""What is planned is sent: claim, send, mark.

At least once: a row is marked sent after the mail server took the message. If the worker dies in
between, its lease runs out and the next worker sends the same message under the same Message-ID.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import F, Q

from ..models import (
    CalendarDay,
    CoSignature,
    Deadline,
    Digest,
    DigestKind,
    Quiet,
    Reminder,
    ReminderState,
)
from ..rules.states import ENDED, SETTLED
from ..rules.words import DeadlineKind
from .act import SHANGHAI

#: How long a worker may take to send one message before another one takes it over.
LEASE = timedelta(seconds=60)
#: The first pause after a failure; it doubles with every attempt, up to the longest one.
FIRST_PAUSE, LONGEST_PAUSE = timedelta(minutes=1), timedelta(hours=6)
#: How the stage of a nudge is told from a rung of the ladder.
NUDGE_STAGE = "nudge-"
#: How news of a document, which no due day stands behind, is told from one.
NEWS_STAGE = "news-"

Now = Callable[[], datetime]


def is_quiet(now: datetime) -> bool:
    """Whether nothing is to be sent at this moment (免打扰)."""
    quiet = Quiet.objects.first()
    if quiet is None:
        return False
    return quiet.as_hours().covers(now.astimezone(SHANGHAI), CalendarDay.objects.as_calendar())


def send(deliver: Callable[[Reminder], None], *, now: Now) -> int:
    """Send every reminder that waits by itself, one after the other; returns how many went out.

    `deliver` hands one message to the channel and raises OSError if that fails.
    """
    sent = 0
    for pk in Reminder.objects.sendable(now()).order_by("id").values_list("pk", flat=True):
        reminder = _claim(Reminder, pk, now())
        if reminder is None:
            continue
        if is_over(reminder):
            _close(reminder, state=ReminderState.CANCELLED)
            continue
        sent += _try(reminder, deliver, now)
    return sent


def send_digests(deliver: Callable[[Digest], None], *, now: Now) -> int:
    """Send every digest that waits; what it gathers up is sent with it. Returns how many."""
    sent = 0
    for pk in Digest.objects.sendable(now()).order_by("id").values_list("pk", flat=True):
        digest = _claim(Digest, pk, now())
        if digest is None:
            continue
        if digest.kind == DigestKind.MISSED and not _still_due(digest):
            _close(digest, state=ReminderState.CANCELLED)
            continue
        sent += _try(digest, deliver, now)
    return sent


def retry(recipient_id: int) -> int:
    """Let what a person's address did not take be tried at once; returns how many messages."""
    reminders = Reminder.objects.failed().filter(recipient=recipient_id)
    digests = Digest.objects.failed().filter(recipient=recipient_id)
    return reminders.update(retry_at=None) + digests.update(retry_at=None)


def is_over(reminder: Reminder) -> bool:
    """Whether what was to be reminded of has been done, or moved to another day, meanwhile."""
    if reminder.stage.startswith(NUDGE_STAGE):
        return reminder.assignment.state in SETTLED
    if reminder.kind == DeadlineKind.COSIGN:
        return not _is_asked(reminder)
    if reminder.stage.startswith(NEWS_STAGE):
        return reminder.assignment.state in ENDED
    if reminder.assignment.state in ENDED:
        return True
    live = Deadline.objects.filter(
        assignment=reminder.assignment,
        kind=reminder.kind,
        superseded=False,
        met_on__isnull=True,
        suspended_on__isnull=True,
        due_on=reminder.due_on,
    )
    return not live.exists()


def _is_asked(reminder: Reminder) -> bool:
    """Whether somebody is still waited for by that day: the recipient, if they were asked.

    Where the rules set no day, the news of a question stands under the day of the part.
    """
    asked = CoSignature.objects.filter(reply__assignment=reminder.assignment_id)
    same_day = Q(due_on=reminder.due_on) | Q(due_on__isnull=True)
    waiting = asked.unanswered().filter(same_day)
    if asked.filter(cosigner=reminder.recipient_id).exists():
        waiting = waiting.filter(cosigner=reminder.recipient_id)
    return waiting.exists()


def _still_due(digest: Digest) -> bool:
    """Call off what is over in a digest; whether anything is left of it."""
    waiting = digest.reminders.filter(state=ReminderState.PENDING).select_related("assignment")
    over = [row.pk for row in waiting if is_over(row)]
    Reminder.objects.filter(pk__in=over).update(state=ReminderState.CANCELLED)
    return waiting.exists()


def _try(row: Any, deliver: Callable[[Any], None], now: Now) -> int:
    try:
        deliver(row)
    except OSError as failure:
        _put_back(row, str(failure) or type(failure).__name__, now())
        return 0
    return _sent(row, now())


@transaction.atomic
def _sent(row: Any, at: datetime) -> int:
    closed = _close(row, state=ReminderState.SENT, sent_at=at, last_error="")
    if closed and isinstance(row, Digest):
        gathered = Reminder.objects.filter(digest=row, state=ReminderState.PENDING)
        gathered.update(state=ReminderState.SENT, sent_at=at)
    return closed


def _claim(model: Any, pk: int, now: datetime) -> Any:
    """Take one row for the time of a lease; None if another worker was faster."""
    rows = model.objects
    taken = (
        rows.sendable(now)
        .filter(pk=pk)
        .update(state=ReminderState.CLAIMED, claimed_until=now + LEASE, attempts=F("attempts") + 1)
    )
    if not taken:
        return None
    if model is Reminder:
        rows = rows.select_related("assignment__proposal__session")
    return rows.select_related("recipient__address").get(pk=pk)


def _put_back(row: Any, failure: str, now: datetime) -> None:
    pause = min(FIRST_PAUSE * 2 ** min(row.attempts - 1, 12), LONGEST_PAUSE)
    _close(row, state=ReminderState.PENDING, retry_at=now + pause, last_error=failure)


def _close(row: Any, **changes: object) -> int:
    """End this worker's claim, unless its lease ran out and another worker took over."""
    mine = type(row).objects.filter(
        pk=row.pk, state=ReminderState.CLAIMED, claimed_until=row.claimed_until
    )
    return int(mine.update(claimed_until=None, **changes))
