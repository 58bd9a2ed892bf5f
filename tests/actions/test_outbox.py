"""Sending what waits: at least once, under one name, and nobody is reminded of what is done."""

from datetime import date, datetime, timedelta

import pytest
from django.db.models import QuerySet

from correspondence.actions import assign, outbox, remind
from correspondence.actions.outbox import FIRST_PAUSE, LEASE, LONGEST_PAUSE
from correspondence.management.work import Work
from correspondence.models import Reminder, ReminderState
from correspondence.rules.states import AssignmentState as A
from correspondence.rules.states import ReplyState as R
from tests.factories import CAP, MONDAY, part
from tests.people import Cast, act, at
from tests.walk import walk_to

pytestmark = pytest.mark.django_db

THIRTY_DAYS_BEFORE, SEVEN_DAYS_BEFORE = date(2026, 5, 3), date(2026, 5, 26)
NOW = at(SEVEN_DAYS_BEFORE)


class Mail:
    """A mail server that keeps what it took, and can be broken."""

    def __init__(self, *, broken: bool = False) -> None:
        self.taken: list[int] = []
        self.broken = broken

    def __call__(self, reminder: Reminder) -> None:
        if self.broken:
            raise OSError("邮件服务器没有应答")
        self.taken.append(reminder.pk)


def planned(cast: Cast) -> Work:
    """At work a week before the due day: one reminder for the handler is left waiting."""
    work = part(cast, A.IN_PROGRESS)
    for day in (MONDAY, THIRTY_DAYS_BEFORE, SEVEN_DAYS_BEFORE):
        waiting().delete()  # the earlier ones are another day's work
        remind.plan(day, now=at(day))
    waiting().exclude(recipient=cast.handler).delete()
    return work


def waiting() -> QuerySet[Reminder]:
    return Reminder.objects.all()


def send(mail: Mail, moment: datetime = NOW) -> int:
    return outbox.send(mail, now=lambda: moment)


def test_what_waits_goes_out_and_is_marked(cast: Cast) -> None:
    planned(cast)
    mail = Mail()
    assert send(mail) == 1
    row = waiting().get()
    assert (mail.taken, row.state, row.sent_at) == ([row.pk], ReminderState.SENT, NOW)
    assert (row.attempts, row.claimed_until, row.last_error) == (1, None, "")


def test_a_repeated_run_sends_nothing_twice(cast: Cast) -> None:
    planned(cast)
    mail = Mail()
    assert [send(mail), send(mail)] == [1, 0]
    assert len(mail.taken) == 1


def test_a_failure_puts_it_back_with_a_pause_and_the_reason(cast: Cast) -> None:
    planned(cast)
    assert send(Mail(broken=True)) == 0
    row = waiting().get()
    assert (row.state, row.last_error) == (ReminderState.PENDING, "邮件服务器没有应答")
    assert row.retry_at == NOW + FIRST_PAUSE
    assert send(Mail(), NOW + FIRST_PAUSE - timedelta(seconds=1)) == 0
    assert send(Mail(), NOW + FIRST_PAUSE) == 1


def test_every_further_failure_doubles_the_pause_up_to_a_limit(cast: Cast) -> None:
    planned(cast)
    moment, pauses = NOW, []
    for _ in range(12):
        send(Mail(broken=True), moment)
        again = waiting().get().retry_at
        assert again
        pauses.append(again - moment)
        moment = again
    assert pauses[:3] == [FIRST_PAUSE, 2 * FIRST_PAUSE, 4 * FIRST_PAUSE]
    assert max(pauses) == pauses[-1] == LONGEST_PAUSE


class Killed(BaseException):
    """What kill -9 amounts to: nothing after it is done."""


def dies_after_sending(mail: Mail, moment: datetime) -> None:
    def deliver(reminder: Reminder) -> None:
        mail(reminder)
        raise Killed

    with pytest.raises(Killed):
        outbox.send(deliver, now=lambda: moment)


def test_a_dead_workers_row_is_its_own_until_the_lease_runs_out(cast: Cast) -> None:
    planned(cast)
    mail = Mail()
    dies_after_sending(mail, NOW)
    assert waiting().get().state == ReminderState.CLAIMED
    assert send(mail, NOW + LEASE - timedelta(seconds=1)) == 0
    assert send(mail, NOW + LEASE) == 1
    assert len(set(mail.taken)) == 1
    assert (waiting().get().state, waiting().get().attempts) == (ReminderState.SENT, 2)


def test_a_worker_that_slept_over_its_lease_changes_nothing_any_more(cast: Cast) -> None:
    """The next worker has the row in hand; the first one's end must not end that claim."""
    planned(cast)

    def sleeps(reminder: Reminder) -> None:
        dies_after_sending(Mail(), NOW + LEASE)

    assert outbox.send(sleeps, now=lambda: NOW) == 0
    row = waiting().get()
    assert (row.state, row.claimed_until) == (ReminderState.CLAIMED, NOW + 2 * LEASE)


def test_what_is_answered_meanwhile_is_called_off(cast: Cast) -> None:
    work = planned(cast)
    walk_to(work, R.DELIVERED)
    mail = Mail()
    assert (send(mail), mail.taken) == (0, [])
    assert waiting().get(stage="reply-7d").state == ReminderState.CANCELLED


def test_what_has_another_due_day_meanwhile_is_called_off(cast: Cast) -> None:
    work = planned(cast)
    work.ask_extension(CAP, "论证尚未完成。")
    work.grant_extension()
    assert send(Mail()) == 0
    assert waiting().get(stage="reply-7d").state == ReminderState.CANCELLED


def test_what_is_withdrawn_meanwhile_is_called_off(cast: Cast) -> None:
    work = planned(cast)
    work.life.withdraw()
    assert send(Mail()) == 0
    assert waiting().get(stage="reply-7d").state == ReminderState.CANCELLED


def test_what_is_signed_for_meanwhile_is_called_off(cast: Cast) -> None:
    work = part(cast, A.PENDING)
    overdue = date(2026, 3, 5)
    remind.plan(overdue, now=at(overdue))
    assert waiting().filter(stage="receipt-late").exists()
    assign.sign_for(work.pk, act=act(cast.liaison, overdue))
    assert send(Mail(), at(overdue)) == 0


def test_two_senders_that_meet_send_once(cast: Cast) -> None:
    """While one hands the message over, another one looks for work."""
    planned(cast)
    mail, other = Mail(), Mail()

    def deliver(reminder: Reminder) -> None:
        send(other)
        mail(reminder)

    assert outbox.send(deliver, now=lambda: NOW) == 1
    assert (len(mail.taken), other.taken) == (1, [])
