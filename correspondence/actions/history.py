"""Very many versioned rows at once, each with its line of history, signed like any other.

The one place that writes versioned rows without `save()`: what it writes it also copies into the
history, inside the database. Runs inside the transaction of the act.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Literal, TypeVar

from django.db import connection

from ..models import Versioned
from .act import Act

#: How many rows one statement writes.
BATCH = 1000
#: As django-simple-history writes them: added, changed.
Kind = Literal["+", "~"]
RowT = TypeVar("RowT", bound=Versioned)


def add_many(model: type[RowT], rows: Iterable[RowT], act: Act) -> list[RowT]:
    """Keep new rows of one model."""
    added = model._default_manager.bulk_create(rows, batch_size=BATCH)
    for some in _batches(added):
        _sign(model, some, act, "+")
    return added


def change_many(rows: Sequence[Versioned], act: Act, **values: object) -> None:
    """Give rows of one model the same values, in the database and as they are in hand."""
    model = type(rows[0])
    for some in _batches(rows):
        model._default_manager.filter(pk__in=[row.pk for row in some]).update(**values)
        _sign(model, some, act, "~")
        for row in some:
            vars(row).update(values)


def _batches(rows: Sequence[RowT]) -> Iterator[Sequence[RowT]]:
    return (rows[start : start + BATCH] for start in range(0, len(rows), BATCH))


def _sign(model: type[Versioned], rows: Sequence[Versioned], act: Act, kind: Kind) -> None:
    """Copy rows, as they stand in the database now, into the history: by whom, when and why."""
    history = model.history.model
    columns = ", ".join(f'"{field.column}"' for field in history.tracked_fields)
    marks = ", ".join(["%s"] * len(rows))
    statement = (  # every name in it is a model's own
        f'INSERT INTO "{history._meta.db_table}" ({columns},'  # noqa: S608
        " history_date, history_change_reason, history_type, history_user_id)"
        f" SELECT {columns}, %s, %s, %s, %s"
        f' FROM "{model._meta.db_table}" WHERE id IN ({marks})'
    )
    signature: list[Any] = [act.at, act.reason, kind, act.by.pk]
    with connection.cursor() as cursor:
        cursor.execute(statement, [*signature, *(row.pk for row in rows)])
