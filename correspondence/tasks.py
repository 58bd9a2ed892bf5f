"""What the clock does. A task only passes the moment on: rules and rows are in `actions`."""

from datetime import date
from typing import Any

import apprise
from celery.signals import beat_init, before_task_publish
from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from .actions import digest, outbox, remind, watch
from .actions.act import day_of
from .actions.remind_mail import Words, as_mail, words_of, words_of_digest
from .celery import app
from .models import Digest, Reminder, User


@beat_init.connect
def _watch_beat(**_: Any) -> None:
    """In the process of beat, and there alone, every task it hands out is a sign of life."""
    before_task_publish.connect(_beat_lives, weak=False)


def _beat_lives(**_: Any) -> None:
    watch.seen(watch.BEAT, at=timezone.now())


@app.task
def plan_reminders() -> int:
    """Make a row for every reminder that is due by now; returns how many."""
    now = timezone.now()
    watch.seen(watch.WORKER, at=now)
    digest.plan_weekly(_today(), now=now)
    return remind.plan(_today(), now=now)


@app.task
def send_reminders() -> int:
    """Send every row that waits, unless the hour is quiet; returns how many went out."""
    watch.seen(watch.WORKER, at=timezone.now())
    if outbox.is_quiet(timezone.now()):
        return 0
    gathered = outbox.send_digests(_deliver_digest, now=timezone.now)
    return gathered + outbox.send(_deliver, now=timezone.now)


def _today() -> date:
    """The day it is in Shanghai."""
    return day_of(timezone.now())


def _deliver(reminder: Reminder) -> None:
    """Hand one reminder to its channel. Raises OSError, whatever has hindered it."""
    page = reverse("proposal", args=[reminder.assignment.proposal_id])
    words = words_of(reminder, site_url=settings.SITE_URL, link=f"{settings.SITE_URL}{page}")
    _hand_over(words, reminder.recipient)


def _deliver_digest(gathered: Digest) -> None:
    """Hand one digest to its channel. Raises OSError, whatever has hindered it."""
    words = words_of_digest(
        gathered, site_url=settings.SITE_URL, link=f"{settings.SITE_URL}/", today=_today()
    )
    _hand_over(words, gathered.recipient)


def _hand_over(words: Words, recipient: User) -> None:
    """To the person's own channel if there is one, else to the mail server. Raises OSError.

    Errors of smtplib and of the network are OSErrors already; a malformed address or header is
    a ValueError, and would otherwise stop the messages behind it as well.
    """
    if address := getattr(recipient, "address", None):
        _say(words, address.url)
        return
    try:
        taken = as_mail(words, recipient).send()
    except ValueError as malformed:
        raise OSError(f"邮件地址或标题不合规范：{malformed}") from malformed
    if not taken:
        raise OSError("提醒对象没有邮箱地址")


def _say(words: Words, url: str) -> None:
    """Post to a robot of WeCom, DingTalk, Feishu or a webhook. Raises OSError if it refuses."""
    robot = apprise.Apprise()
    scheme = url.partition(":")[0]
    if not robot.add(url):
        raise OSError(f"通知地址（{scheme}）不能识别")
    if not robot.notify(title=words.subject, body=words.body):
        raise OSError(f"通知渠道（{scheme}）没有接收")
