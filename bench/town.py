"""Repeats the whole demonstration many times over: a town of cases in every state, on any database.

Every copy of a row gets keys of its own, moved by the same step, so that what belonged together
still does. Numbers that have to be unique get a suffix.
"""

import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "correspondence.settings")

import django  # noqa: E402 - after the path

django.setup()

from django.core.management import call_command  # noqa: E402 - after set-up
from django.db import connection, models  # noqa: E402

from correspondence.models import (  # noqa: E402
    Approval,
    Assignment,
    AssistingOffice,
    Contact,
    CoSignature,
    Deadline,
    Delivery,
    Extension,
    Feedback,
    LedgerEntry,
    Proposal,
    Reply,
    Signatory,
    TextVersion,
)

#: In the order in which rows may refer to each other.
COPIED: tuple[type[models.Model], ...] = (
    Proposal,
    Signatory,
    Assignment,
    AssistingOffice,
    Deadline,
    Reply,
    TextVersion,
    CoSignature,
    Approval,
    Contact,
    Extension,
    Delivery,
    Feedback,
    LedgerEntry,
)
#: Further apart than any table of the demonstration is long.
STEP = 100_000


def found(proposals: int) -> int:
    """Migrate, seed, and repeat until there are about so many proposals; how many there are."""
    call_command("migrate", verbosity=0)
    if not Assignment.objects.exists():
        call_command("seed", demo=True)
    here = Proposal.objects.filter(pk__lt=STEP).count()
    copies = range(Proposal.objects.count() // here, proposals // here + 1)
    for model in COPIED:
        for copy in copies:
            _again(model, copy)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return Proposal.objects.count()


def _again(model: type[models.Model], copy: int) -> None:
    """All rows of one table once more, with keys `copy` steps away."""
    table, fields = model._meta.db_table, model._meta.concrete_fields
    names = ", ".join(f'"{field.column}"' for field in fields)
    values = ", ".join(_value(model, field, copy) for field in fields)
    with connection.cursor() as cursor:
        cursor.execute(
            f'INSERT INTO {table} ({names}) SELECT {values} FROM {table} WHERE "id" < {STEP}'
        )


def _value(model: type[models.Model], field: "models.Field[object, object]", copy: int) -> str:
    name = f'"{field.column}"'
    if field.primary_key or field.name in {"serial", "subject_id"}:
        return f"{name} + {copy * STEP}"
    if field.related_model in COPIED:
        return f"{name} + {copy * STEP}"
    if field.name == "number" and model in (Proposal, Reply):
        return f"CASE WHEN {name} = '' THEN '' ELSE {name} || '-{copy}' END"
    return name
