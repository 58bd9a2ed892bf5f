"""Measures the scan for due reminder stages among very many open cases, on PostgreSQL.

    DATABASE_URL=postgresql://…/empty REDIS_URL=… python bench/reminders.py [--open 1000000]

What is due grows from run to run while what is open stays the same: the cost has to follow the
first and not the second.
"""

import argparse
import statistics
import time
from datetime import date, datetime, timedelta

from crowd import multiply, prepare
from django.utils import timezone

from correspondence.actions import remind
from correspondence.models import Alarm, Reminder

SCAN = 7


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--open", type=int, default=1_000_000, help="open cases")
    parser.add_argument("--due", type=int, nargs="*", default=[0, 100, 1000, 10_000])
    given = parser.parse_args()
    today, now = timezone.localdate(), timezone.now()
    began = time.perf_counter()
    part = prepare()
    Alarm.objects.all().update(rings_on=today + timedelta(days=400))
    # Everything rings in a week at the earliest; each run lets some of it ring today.
    multiply(
        part,
        given.open,
        due_on=f"'{today}'::date + 7",
        rings_on=f"'{today}'::date + 7 + n %% 300",
        base_on=today - timedelta(days=80),
    )
    print(f"{given.open:,} open cases, made in {time.perf_counter() - began:.0f} s")
    explain(today)
    print(f"{'due':>8} {'scan (median of 7)':>20} {'plan':>10} {'rows':>8}")
    for due in given.due:
        measure(due, today, now)


def measure(due: int, today: date, now: datetime) -> None:
    """The scan alone, and then the whole run with all the rows it makes."""
    ring(due, today)
    scan = statistics.median(scanned(today) for _ in range(SCAN))
    began = time.perf_counter()
    made = remind.plan(today, now=now)
    whole = time.perf_counter() - began
    print(f"{due:8,} {scan * 1000:17.1f} ms {whole:8.2f} s {made:8,}")
    Reminder.objects.all().delete()


def ring(count: int, today: date) -> None:
    """Let this many alarms ring today."""
    pks = Alarm.objects.filter(rings_on__gt=today).order_by("pk").values_list("pk", flat=True)
    Alarm.objects.filter(pk__in=list(pks[:count])).update(rings_on=today)


def scanned(today: date) -> float:
    """Seconds to find every due day that has reached a stage."""
    began = time.perf_counter()
    list(Alarm.objects.filter(rings_on__lte=today).values_list("deadline", flat=True))
    return time.perf_counter() - began


def explain(today: date) -> None:
    """What PostgreSQL does to find what is due."""
    print(Alarm.objects.filter(rings_on__lte=today).explain(analyze=True, buffers=True))


if __name__ == "__main__":
    main()
