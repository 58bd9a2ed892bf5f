"""Fills a PostgreSQL database with open cases, far faster than people could enter them.

The rows are copies of one case walked through real actions; only numbers and days differ.
"""

import os
import sys
from datetime import date, timedelta
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "correspondence.settings")

import django  # noqa: E402 - after the path

django.setup()

from django.core.management import call_command  # noqa: E402 - after set-up
from django.db import connection  # noqa: E402
from django.utils import timezone  # noqa: E402

from correspondence.models import Alarm, Assignment, Deadline, Proposal  # noqa: E402


def prepare() -> Assignment:
    """Migrate and seed an empty database; an open part of it to copy."""
    if connection.vendor != "postgresql":
        sys.exit("DATABASE_URL must name an empty PostgreSQL database: this fills it.")
    call_command("migrate", verbosity=0)
    if not Assignment.objects.exists():
        call_command("seed", demo=True)
    part = Assignment.objects.filter(
        state="in_progress",
        part__in=("sole", "lead"),
        deadlines__kind="reply",
        handler__isnull=False,
    ).first()
    if part is None:
        sys.exit("the seeds hold no open part to copy")
    return part


def fill(count: int, *, due_on: str, rings_on: str) -> None:
    """So many open cases begun 80 days ago, and nothing else whose alarm rings."""
    today = timezone.localdate()
    part = prepare()
    Alarm.objects.update(rings_on=today + timedelta(days=400))
    multiply(part, count, due_on=due_on, rings_on=rings_on, base_on=today - timedelta(days=80))


def multiply(part: Assignment, count: int, *, due_on: str, rings_on: str, base_on: date) -> None:
    """`count` open cases like this part; the days are SQL over n, the number of the copy."""
    part.proposal.refresh_from_db()
    deadline = part.deadlines.get(kind="reply", superseded=False)
    first = 1_000_000
    own = {"id": f"{first} + n"}
    days = {"due_on": due_on, "computed_on": due_on, "base_on": f"'{base_on}'::date"}
    _copy(Proposal, part.proposal, count, own | {"number": "'B' || n"})
    handed = {"handed_out_on": f"'{base_on}'::date", "signed_for_on": f"'{base_on}'::date"}
    dates = {"due_on": due_on, "original_due_on": due_on, "due_provisional": "false"}
    to_proposal = {"proposal_id": f"{first} + n", "part": "'sole'", "replaces_id": "NULL"}
    _copy(Assignment, part, count, own | to_proposal | dates | handed)
    to_part = {"assignment_id": f"{first} + n", "met_on": "NULL", "provisional": "false"}
    _copy(Deadline, deadline, count, own | days | to_part)
    alarm = Alarm.objects.first()
    to_deadline = {"deadline_id": f"{first} + n", "rings_on": rings_on}
    _copy(Alarm, alarm, count, own | to_deadline)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _copy(model: Any, row: Any, count: int, changed: dict[str, str]) -> None:
    table = model._meta.db_table
    columns = [field.column for field in model._meta.concrete_fields]
    values = [changed.get(column, f't."{column}"') for column in columns]
    names = ", ".join(f'"{column}"' for column in columns)
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} ({names}) SELECT {', '.join(values)} "
            f"FROM {table} t, generate_series(1, %s) n WHERE t.id = %s",
            [count, row.pk],
        )
