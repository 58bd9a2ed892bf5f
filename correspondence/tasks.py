"""What the clock does. A task only passes the moment on: rules and rows are in `actions`."""

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from .actions import remind
from .actions.act import SHANGHAI
from .actions.remind_mail import message
from .celery import app
from .models import Reminder


@app.task
def plan_reminders() -> int:
    """Make a row for every reminder that is due by now; returns how many."""
    now = timezone.now()
    return remind.plan(now.astimezone(SHANGHAI).date(), now=now)


@app.task
def send_reminders() -> int:
    """Send every row that waits; returns how many went out."""
    return remind.send(_deliver, now=timezone.now)


def _deliver(reminder: Reminder) -> None:
    """Hand one message to the mail server. Raises OSError, whatever has hindered it.

    Errors of smtplib and of the network are OSErrors already; a malformed address or header is
    a ValueError, and would otherwise stop the messages behind it as well.
    """
    page = reverse("proposal", args=[reminder.assignment.proposal_id])
    mail = message(reminder, site_url=settings.SITE_URL, link=f"{settings.SITE_URL}{page}")
    try:
        taken = mail.send()
    except ValueError as malformed:
        raise OSError(f"邮件地址或标题不合规范：{malformed}") from malformed
    if not taken:
        raise OSError("提醒对象没有邮箱地址")
