"""The site's queue for bench/chaos.py: the same tasks, with a short schedule and short pauses."""

from datetime import timedelta

import django

django.setup()

from correspondence.actions import outbox  # noqa: E402 - after set-up
from correspondence.celery import app  # noqa: E402

outbox.LEASE = timedelta(seconds=8)
outbox.FIRST_PAUSE = timedelta(seconds=1)
outbox.LONGEST_PAUSE = timedelta(seconds=5)
app.conf.beat_schedule = {
    name: {
        "task": f"correspondence.tasks.{name}_reminders",
        "schedule": 2.0,
        "options": {"expires": 20},
    }
    for name in ("plan", "send")
}
