"""What an act leaves behind, and that a refusal leaves nothing."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.apps import apps
from django.db import connection, transaction

from correspondence.actions.act import Act
from correspondence.models import LedgerEntry, LedgerHead, Versioned
from correspondence.rules.ledger import first_break


def everything() -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table of ours, histories included, as the database holds it."""
    models = apps.get_app_config("correspondence").get_models(include_auto_created=True)
    rows = {}
    with connection.cursor() as cursor:
        for model in models:
            table, key = model._meta.db_table, model._meta.pk.column
            cursor.execute(f"SELECT * FROM {table} ORDER BY {key}")
            rows[table] = cursor.fetchall()
    return rows


@contextmanager
def nothing_changes() -> Iterator[None]:
    """What happens inside is refused, and no row of any table is another one afterwards."""
    before = everything()
    with transaction.atomic():
        yield
    assert everything() == before


@contextmanager
def one_entry() -> Iterator[None]:
    """What happens inside appends exactly one entry to the ledger, and the chain holds."""
    before = LedgerEntry.objects.count()
    yield
    assert LedgerEntry.objects.count() == before + 1
    assert_ledger_holds()


def assert_ledger_holds() -> None:
    links = [entry.as_link() for entry in LedgerEntry.objects.order_by("serial")]
    assert first_break(links) is None
    head = LedgerHead.objects.get()
    assert (head.serial, head.hash) == (links[-1].serial, links[-1].hash)


def assert_signed(row: Versioned, act: Act) -> None:
    """The row's newest history row says who, when and why."""
    newest = row.history.first()
    assert newest.history_user == act.by
    assert newest.history_date == act.at
    assert newest.history_change_reason == act.reason
