"""What the clock does: reminders are planned, sent once, and say nothing that is confidential."""

from datetime import datetime, timedelta
from smtplib import SMTPRecipientsRefused, SMTPServerDisconnected
from typing import Any

import pytest
from django.conf import settings
from django.core.mail import EmailMessage
from django.utils import timezone

from correspondence import tasks
from correspondence.actions import contact
from correspondence.actions.remind_mail import as_mail, message_id, words_of
from correspondence.models import Reminder, ReminderState
from correspondence.rules.states import AssignmentState
from tests.factories import TITLE, TUESDAY, part
from tests.people import Cast, act

pytestmark = pytest.mark.django_db


def nudged(cast: Cast) -> list[Reminder]:
    """Three reminders that wait: a supervisor has nudged a part in progress."""
    work = part(cast, AssignmentState.IN_PROGRESS)
    contact.nudge(work.pk, act=act(cast.supervisor, TUESDAY, "请说明进展。"))
    return list(Reminder.objects.select_related("recipient", "assignment__proposal").order_by("pk"))


def refuse(monkeypatch: pytest.MonkeyPatch, failure: Exception) -> None:
    def send(*args: Any, **kwargs: Any) -> int:
        raise failure

    monkeypatch.setattr(EmailMessage, "send", send)


def test_what_waits_is_sent_once(cast: Cast, mailoutbox: list[EmailMessage]) -> None:
    people = {reminder.recipient.email for reminder in nudged(cast)}
    assert tasks.send_reminders() == 3
    assert tasks.send_reminders() == 0
    assert {mail.to[0] for mail in mailoutbox} == people
    assert set(Reminder.objects.values_list("state", flat=True)) == {ReminderState.SENT}


def test_planning_makes_rows_for_what_is_due_by_now(cast: Cast) -> None:
    part(cast, AssignmentState.IN_PROGRESS)
    assert tasks.plan_reminders() == Reminder.objects.count() > 0
    assert tasks.plan_reminders() == 0


def test_a_mail_names_the_case_the_step_and_the_day_and_nothing_else(cast: Cast) -> None:
    reminder = nudged(cast)[0]
    site = "https://jy.example.org"
    words = words_of(reminder, site_url=site, link=f"{site}/x/")
    mail = as_mail(words, reminder.recipient)
    assert mail.subject == "第0049号：催办"
    told = f"{mail.subject}{mail.body}"
    for part_of_it in ("第0049号", "催办", "2026年6月2日", "https://jy.example.org/x/"):
        assert part_of_it in told
    for secret in (TITLE, cast.lead_deputy.name, "请说明进展", "&"):
        assert secret not in told


def test_a_mail_leads_to_its_case(cast: Cast, mailoutbox: list[EmailMessage]) -> None:
    reminder = nudged(cast)[0]
    tasks.send_reminders()
    page = f"{settings.SITE_URL}/proposals/{reminder.assignment.proposal_id}/"
    assert page in mailoutbox[0].body


def test_the_same_row_always_carries_the_same_message_id(cast: Cast) -> None:
    one, other, _ = nudged(cast)
    site = "http://127.0.0.1:8000"
    assert message_id(one, site) == message_id(Reminder.objects.get(pk=one.pk), site)
    ids = {message_id(one, site), message_id(other, site), message_id(one, "https://b.example.org")}
    assert len(ids) == 3
    assert all(one.startswith("<reminder-") and "@" in one for one in ids)


@pytest.mark.parametrize(
    "failure",
    [
        SMTPServerDisconnected("Connection unexpectedly closed"),
        SMTPRecipientsRefused({"a@example.org": (550, b"no such user")}),
        TimeoutError(),
        ValueError("Invalid address"),
        UnicodeEncodeError("ascii", "中", 0, 1, "ordinal not in range"),
    ],
)
def test_a_mail_that_cannot_be_sent_waits_and_says_why(
    cast: Cast, monkeypatch: pytest.MonkeyPatch, failure: Exception
) -> None:
    nudged(cast)
    refuse(monkeypatch, failure)
    assert tasks.send_reminders() == 0
    for reminder in Reminder.objects.all():
        assert (reminder.state, reminder.attempts) == (ReminderState.PENDING, 1)
        assert reminder.last_error != ""
        assert reminder.retry_at is not None


def test_somebody_without_an_address_is_a_failure_that_shows(cast: Cast) -> None:
    reminder = nudged(cast)[0]
    reminder.recipient.email = ""
    reminder.recipient.save()
    assert tasks.send_reminders() == 2
    reminder.refresh_from_db()
    assert (reminder.state, reminder.last_error) == (ReminderState.PENDING, "提醒对象没有邮箱地址")


def test_a_failure_does_not_stop_the_others(cast: Cast, mailoutbox: list[EmailMessage]) -> None:
    reminder = nudged(cast)[0]
    reminder.recipient.email = "no address at all\n"
    reminder.recipient.save()
    assert tasks.send_reminders() == len(mailoutbox) == 2


def test_what_a_dead_worker_held_is_sent_again(cast: Cast, mailoutbox: list[EmailMessage]) -> None:
    [pk] = [reminder.pk for reminder in nudged(cast)][:1]
    hold(pk, timezone.now() + timedelta(minutes=1))
    assert tasks.send_reminders() == 2
    hold(pk, timezone.now() - timedelta(seconds=1))
    assert tasks.send_reminders() == 1
    assert len({mail.extra_headers["Message-ID"] for mail in mailoutbox}) == 3


def hold(pk: int, until: datetime) -> None:
    Reminder.objects.filter(pk=pk).update(state=ReminderState.CLAIMED, claimed_until=until)


def test_a_nudge_is_called_off_once_there_is_nothing_left_to_do(cast: Cast) -> None:
    assignment = nudged(cast)[0].assignment
    assignment.state = AssignmentState.REPLIED
    assignment.save()
    assert tasks.send_reminders() == 0
    assert set(Reminder.objects.values_list("state", flat=True)) == {ReminderState.CANCELLED}
