"""Where a reminder goes: a robot of the person's own, else the mailbox; a failure is kept."""

from typing import Any

import apprise
import pytest
from django.core import mail

from correspondence import tasks
from correspondence.actions import contact, digest
from correspondence.models import Address, Digest, Reminder, ReminderState
from correspondence.rules.states import AssignmentState as State
from tests.factories import MONDAY, TITLE, TUESDAY, part
from tests.people import Cast, act, at

pytestmark = pytest.mark.django_db


@pytest.fixture
def said(monkeypatch: pytest.MonkeyPatch, cast: Cast) -> list[dict[str, Any]]:
    """What the robot of the handler was told; it takes everything."""
    heard: list[dict[str, Any]] = []

    def notify(_: apprise.Apprise, **words: Any) -> bool:
        heard.append(words)
        return True

    monkeypatch.setattr(apprise.Apprise, "notify", notify)
    Address.objects.create(user=cast.handler, url="json://127.0.0.1/hook")
    contact.nudge(part(cast, State.IN_PROGRESS).pk, act=act(cast.supervisor, TUESDAY, "请抓紧。"))
    return heard


def to_handler(cast: Cast) -> Reminder:
    return Reminder.objects.get(recipient=cast.handler)


def test_a_person_with_a_robot_gets_no_mail(cast: Cast, said: list[dict[str, Any]]) -> None:
    tasks.send_reminders()
    assert [words["title"] for words in said] == ["第0049号：催办"]
    assert TITLE not in said[0]["body"]
    assert [cast.handler.email] not in [message.to for message in mail.outbox]
    assert to_handler(cast).state == ReminderState.SENT


def test_a_robot_that_refuses_is_tried_again_and_its_refusal_kept(
    cast: Cast, said: list[dict[str, Any]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(apprise.Apprise, "notify", lambda *_, **__: False)
    tasks.send_reminders()
    waiting = to_handler(cast)
    assert waiting.state == ReminderState.PENDING
    assert waiting.last_error == "通知渠道（json）没有接收"
    assert waiting.retry_at is not None


def test_an_address_nobody_understands_is_named_without_its_secret(
    cast: Cast, said: list[dict[str, Any]]
) -> None:
    Address.objects.update(url="nonsense://secret@host")
    tasks.send_reminders()
    assert to_handler(cast).last_error == "通知地址（nonsense）不能识别"
    assert said == []


def test_a_weekly_survey_names_cases_and_no_titles(cast: Cast) -> None:
    work = part(cast, State.IN_PROGRESS)
    digest.plan_weekly(MONDAY, now=at(MONDAY))
    assert Digest.objects.get().recipient == cast.supervisor
    tasks.send_reminders()
    (message,) = [one for one in mail.outbox if one.to == [cast.supervisor.email]]
    assert f"{work.assignment.proposal.session}第0049号 市科委" in message.body
    assert TITLE not in message.body
    assert message.extra_headers["Message-ID"].startswith("<digest-")
