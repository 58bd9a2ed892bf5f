"""Health, as those who watch the site from outside ask for it."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import OperationalError
from django.test import Client
from django.utils import timezone

from correspondence.actions import contact
from correspondence.models import Reminder, ReminderState
from correspondence.models.reminder import ReminderQuerySet
from correspondence.rules.states import AssignmentState
from correspondence.web import health
from tests.factories import TUESDAY, part
from tests.people import Cast, act

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _just_started(monkeypatch: pytest.MonkeyPatch) -> None:
    """Beat and worker are missed only some minutes after the start; these tests may run later."""
    monkeypatch.setattr(health, "STARTED", timezone.now())


def asked() -> tuple[int, dict[str, str]]:
    answer = Client().get("/health/")
    return answer.status_code, answer.json()


def waiting_since(cast: Cast, minutes: int) -> None:
    work = part(cast, AssignmentState.IN_PROGRESS)
    contact.nudge(work.pk, act=act(cast.supervisor, TUESDAY))
    Reminder.objects.update(planned_at=timezone.now() - timedelta(minutes=minutes))


def test_all_is_well_without_signing_in() -> None:
    assert asked() == (200, {"status": "ok"})


def test_reminders_may_wait_a_little(cast: Cast) -> None:
    waiting_since(cast, 5)
    assert asked()[0] == 200


def test_reminders_that_nobody_sends_are_trouble(cast: Cast) -> None:
    waiting_since(cast, 30)
    status, told = asked()
    assert (status, told["status"]) == (503, "trouble")
    assert "提醒队列停滞" in told["reason"]


def test_a_failure_that_waits_for_its_next_try_is_none_of_the_queue(cast: Cast) -> None:
    waiting_since(cast, 30)
    Reminder.objects.update(retry_at=timezone.now() + timedelta(hours=1), last_error="550")
    assert asked()[0] == 200
    Reminder.objects.update(state=ReminderState.CANCELLED, retry_at=None)
    assert asked()[0] == 200


def test_a_database_that_does_not_answer_is_trouble(monkeypatch: pytest.MonkeyPatch) -> None:
    def silent(*args: Any) -> None:
        raise OperationalError("could not connect to 10.0.0.7")

    monkeypatch.setattr(ReminderQuerySet, "sendable", silent)
    status, told = asked()
    assert (status, told["reason"]) == (503, "数据库没有应答")


def test_health_is_only_read() -> None:
    assert Client().post("/health/").status_code == 405
    assert "no-cache" in Client().get("/health/")["Cache-Control"]
