"""Kills workers, beat and Redis at random while reminders go out, and counts what arrived.

    DATABASE_URL=postgresql://…/empty python bench/chaos.py [--open 1000] [--kills 100]

After it settles every due stage has been sent once: one row each, none missing, none doubled.
What the mail server got twice carries the same Message-ID.
"""

import argparse
import os
import random
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path

from flaky_mail import FlakyMail

# The site reads its settings once, so it must know its mail server and queue before it starts.
MAIL, SOCKET = FlakyMail(), Path(tempfile.mkdtemp()) / "redis.sock"
os.environ |= {"EMAIL_URL": MAIL.address, "REDIS_URL": f"redis+socket://{SOCKET}"}

from crowd import fill  # noqa: E402 - after the environment
from django.conf import settings  # noqa: E402
from django.utils import timezone  # noqa: E402

from correspondence.actions.remind_mail import message_id  # noqa: E402
from correspondence.models import Alarm, Digest, Reminder, ReminderState  # noqa: E402

HERE = Path(__file__).resolve().parent
PATIENCE = 240


class Part:
    """One process that may be killed and comes back."""

    def __init__(self, *command: str) -> None:
        self.command = command
        self.start()

    def start(self) -> None:
        self.process = subprocess.Popen(
            self.command,
            cwd=HERE,
            env=os.environ | {"PYTHONPATH": str(HERE.parent)},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )

    def kill(self) -> None:
        """With -9, children and all."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--open", type=int, default=1000)
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--restarts", type=int, default=10, help="of Redis, empty")
    given = parser.parse_args()
    mail, socket = MAIL, SOCKET
    threading.Thread(target=mail.serve_forever, daemon=True).start()
    today = timezone.localdate()
    # Reminders of every case are due today.
    fill(given.open, due_on=f"'{today}'::date + 7", rings_on=f"'{today}'::date")
    redis = Part("redis-server", "--port", "0", "--unixsocket", str(socket), "--save", "")
    celery = (sys.executable, "-m", "celery", "--app=chaos_celery")
    workers = [
        Part(*celery, "worker", "--concurrency=1", f"--hostname=w{n}", "--without-mingle")
        for n in range(3)
    ]
    schedule = socket.with_name("beat")
    beat = Part(*celery, "beat", "--pidfile=", f"--schedule={schedule}")
    parts = [*workers, beat]
    try:
        torment(parts, redis, mail, kills=given.kills, restarts=given.restarts)
        mail.mode = "well"
        settled = wait_for(nothing_waits)
    finally:
        for part in [*parts, redis]:
            part.kill()
    return judge(mail, settled=settled, count=given.open)


def torment(parts: list[Part], redis: Part, mail: FlakyMail, *, kills: int, restarts: int) -> None:
    """One death every two seconds or so, a mood of the mail server with each."""
    for number in range(kills):
        time.sleep(random.uniform(1, 3))
        mail.worsen()
        victim = random.choice(parts)
        victim.kill()
        victim.start()
        if restarts and number % max(kills // restarts, 1) == 0:
            redis.kill()
            redis.start()
    print(f"{kills} kills, {restarts} restarts of an empty Redis", flush=True)


def wait_for(done: Callable[[], bool]) -> bool:
    """Whether it came to rest in time."""
    last = time.monotonic() + PATIENCE
    while time.monotonic() < last:
        if done():
            return True
        time.sleep(1)
    return False


def nothing_waits() -> bool:
    if Alarm.objects.filter(rings_on__lte=timezone.localdate()).exists():
        return False
    ended = [ReminderState.SENT, ReminderState.CANCELLED]
    return not Reminder.objects.exclude(state__in=ended).exists()


def judge(mail: FlakyMail, *, settled: bool, count: int) -> int:
    """What is in the ledger of reminders beside what arrived."""
    rows = list(Reminder.objects.filter(assignment__gt=1_000_000))
    sent = [row for row in rows if row.state == ReminderState.SENT]
    stages = {(row.assignment_id, row.stage) for row in rows}
    keys = {(row.assignment_id, row.stage, row.due_on, row.recipient_id) for row in rows}
    named = {message_id(row, settings.SITE_URL) for row in sent}
    missing = named - set(mail.taken)
    known = {
        message_id(row, settings.SITE_URL)
        for row in (*Reminder.objects.all(), *Digest.objects.all())
    }
    unknown = set(mail.taken) - known
    twice = sum(1 for times in mail.taken.values() if times > 1)
    print(f"settled: {settled}; cases reminded of: {len({a for a, _ in stages}):,} of {count:,}")
    print(f"rows {len(rows):,}, sent {len(sent):,}, doubled rows {len(rows) - len(keys)}")
    print(f"messages arrived {len(mail.taken):,}, marked sent but not arrived {len(missing)}")
    print(f"arrived more than once, under the same Message-ID: {twice}")
    print(f"arrived under no Message-ID of ours: {len(unknown)}")
    whole = len({case for case, _ in stages}) == count and len(sent) == len(rows) == len(keys)
    return 0 if settled and whole and not missing and not unknown else 1


if __name__ == "__main__":
    sys.exit(main())
