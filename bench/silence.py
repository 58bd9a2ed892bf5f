"""Beat and workers off for 72 hours, then on: one run catches up, one message a person.

    DATABASE_URL=postgresql://…/empty python bench/silence.py [--open 500]

Stages were reached on each of the three days nobody planned, and some today. Then the real beat
and a real worker start, and what arrives at the mail server is counted.
"""

import argparse
import sys
import time
from collections import Counter
from threading import Thread

from chaos import MAIL, SOCKET, Part, nothing_waits, wait_for
from crowd import fill
from django.utils import timezone

from correspondence.models import Digest, Reminder, ReminderState


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--open", type=int, default=500, help="open cases")
    given = parser.parse_args()
    today = timezone.localdate()
    # Due days come near on the three days behind and today; nothing was planned.
    fill(given.open, due_on=f"'{today}'::date + 4 + n %% 4", rings_on=f"'{today}'::date - 3")
    MAIL.mode = "well"
    Thread(target=MAIL.serve_forever, daemon=True).start()
    celery = (sys.executable, "-m", "celery", "--app=chaos_celery")
    parts = [Part("redis-server", "--port", "0", "--unixsocket", str(SOCKET), "--save", "")]
    began = time.monotonic()
    try:
        parts.append(Part(*celery, "worker", "--concurrency=2", "--without-mingle"))
        schedule = SOCKET.with_name("beat")
        parts.append(Part(*celery, "beat", "--pidfile=", f"--schedule={schedule}"))
        settled = wait_for(lambda: Reminder.objects.exists() and nothing_waits() and all_sent())
        time.sleep(5)  # whatever would come twice comes now
    finally:
        for one in parts:
            one.kill()
    return judge(settled=settled, seconds=time.monotonic() - began)


def all_sent() -> bool:
    return not Digest.objects.exclude(state=ReminderState.SENT).exists()


def judge(*, settled: bool, seconds: float) -> int:
    """Rows beside messages: who got how many."""
    rows = list(Reminder.objects.filter(assignment__gt=1_000_000))
    digests = Counter(Digest.objects.values_list("recipient", flat=True))
    people = {row.recipient_id for row in rows}
    days = sorted(str(row.reached_on) for row in rows)
    sent = sum(1 for row in rows if row.state == ReminderState.SENT)
    alone = sum(1 for row in rows if row.digest_id is None)
    print(f"settled: {settled} after {seconds:.0f} s; stages reached on {days[0]} to {days[-1]}")
    print(f"reminders {len(rows):,}, sent {sent:,}, outside a digest {alone}")
    print(f"people {len(people)}, most digests for one person {max(digests.values(), default=0)}")
    print(f"messages {sum(MAIL.taken.values())} under {len(MAIL.taken)} Message-IDs")
    missed = [row for row in rows if row.digest_id is None]
    whole = sent == len(rows) and not missed and set(digests.values()) == {1}
    return 0 if settled and whole and sum(MAIL.taken.values()) == len(digests) else 1


if __name__ == "__main__":
    sys.exit(main())
