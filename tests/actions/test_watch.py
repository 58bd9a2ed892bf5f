"""Signs of life of beat and workers, and what is said when they stop."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from correspondence import tasks
from correspondence.actions import watch
from correspondence.models import Heartbeat
from correspondence.web import health

pytestmark = pytest.mark.django_db
PATIENCE = timedelta(minutes=5)


def silent(**ago: int) -> list[str]:
    now = timezone.now()
    for part, minutes in ago.items():
        watch.seen(part, at=now - timedelta(minutes=minutes))
    return list(watch.silent(now, patience=PATIENCE, since=now - timedelta(minutes=9)))


def test_all_is_quiet_while_both_show_signs_of_life() -> None:
    assert silent(beat=1, worker=4) == []


def test_whoever_is_silent_is_named_with_the_time() -> None:
    assert silent(beat=7, worker=1) == ["定时程序已 7 分钟没有动静"]


def test_what_never_ran_is_missed_once_patience_is_over() -> None:
    assert silent(beat=1) == ["后台程序从未运行"]


def test_a_task_is_a_sign_of_life_of_the_worker() -> None:
    tasks.send_reminders()
    assert Heartbeat.objects.get().part == watch.WORKER


def test_handing_out_a_task_is_a_sign_of_life_of_beat() -> None:
    tasks._beat_lives(sender="correspondence.tasks.plan_reminders")
    assert Heartbeat.objects.get().part == watch.BEAT


def test_silence_is_trouble_with_the_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(health, "STARTED", timezone.now() - timedelta(hours=1))
    watch.seen(watch.BEAT, at=timezone.now() - timedelta(minutes=30))
    answer = Client().get("/health/")
    assert answer.status_code == 503
    reason = answer.json()["reason"]
    assert "定时程序已 30 分钟没有动静" in reason
    assert "后台程序从未运行" in reason
