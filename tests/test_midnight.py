"""The day changes at midnight in Shanghai, whatever the time zone of the server."""

import os
import subprocess
import sys
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from django.test import Client
from django.utils import timezone

from correspondence import tasks
from correspondence.models import Alarm, Reminder
from correspondence.rules.states import AssignmentState as State
from correspondence.web import request
from tests.factories import DUE_ON, part
from tests.people import Cast

#: The last second of the due day in Shanghai, and the first one after it.
BEFORE = datetime(2026, 6, 2, 15, 59, 59, tzinfo=UTC)
AFTER = datetime(2026, 6, 2, 16, 0, 0, tzinfo=UTC)
#: A moment that is the next day in Shanghai, but not in Greenwich or California.
ASKED = """
from datetime import UTC, datetime
import django
django.setup()
from django.utils import timezone
timezone.now = lambda: datetime(2026, 6, 2, 16, 0, 0, tzinfo=UTC)
from correspondence import tasks
from correspondence.celery import app
from correspondence.web import request
print(request.today(), tasks._today(), timezone.localdate(), app.conf.timezone)
"""


def at_the_moment(monkeypatch: pytest.MonkeyPatch, moment: datetime) -> None:
    monkeypatch.setattr(timezone, "now", lambda: moment)


@pytest.mark.parametrize("zone", ["UTC", "America/Los_Angeles", "Pacific/Kiritimati"])
def test_a_server_elsewhere_has_the_day_of_shanghai(zone: str) -> None:
    root = Path(__file__).resolve().parents[1]
    settings = {"TZ": zone, "DJANGO_SETTINGS_MODULE": "correspondence.settings"}
    asked = [sys.executable, "-c", ASKED]
    told = subprocess.run(
        asked, cwd=root, env=os.environ | settings, capture_output=True, text=True, check=True
    )
    assert told.stdout.split() == ["2026-06-03"] * 3 + ["Asia/Shanghai"]


@pytest.mark.parametrize(("moment", "day"), [(BEFORE, DUE_ON), (AFTER, date(2026, 6, 3))])
def test_pages_and_tasks_have_the_same_day(
    monkeypatch: pytest.MonkeyPatch, moment: datetime, day: date
) -> None:
    at_the_moment(monkeypatch, moment)
    assert request.today() == tasks._today() == day


@pytest.mark.django_db
def test_a_second_after_midnight_a_page_calls_it_overdue(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    proposal = part(cast, State.IN_PROGRESS).assignment.proposal_id
    client = Client()
    client.force_login(cast.handler)
    for moment, word in ((BEFORE, "今日到期"), (AFTER, "超期 1 天")):
        at_the_moment(monkeypatch, moment)
        assert word in client.get(f"/proposals/{proposal}/").content.decode()


@pytest.mark.django_db
def test_a_second_after_midnight_the_stage_of_the_new_day_is_planned(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    part(cast, State.IN_PROGRESS)
    alarm = Alarm.objects.get(deadline__kind="reply")
    alarm.rings_on = date(2026, 6, 3)
    alarm.save()
    for moment, planned in ((BEFORE, False), (AFTER, True)):
        at_the_moment(monkeypatch, moment)
        tasks.plan_reminders()
        assert (Alarm.objects.get(pk=alarm.pk).rings_on > date(2026, 6, 3)) is planned
    assert not Reminder.objects.filter(reached_on__gt=date(2026, 6, 3)).exists()
