"""Records of change, read in pages across all kinds at once, each with the record before it.

Never by offset: a page starts at a mark (moment, kind, record), so the millionth record costs as
little as the first. The record before is found in SQL, through the index on the subject.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Self

from django.db.models import F, OuterRef, Q, QuerySet, Subquery, TextField, Value
from django.db.models.functions import Cast, Coalesce

from .audit_kinds import KINDS, Kind

ROWS_A_PAGE = 50
_RANKS = {key: rank for rank, key in enumerate(KINDS)}
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Record:
    """One kept state of a row, and the one before it (None for the first)."""

    kind: Kind
    order: int
    subject: int
    at: datetime
    by: int | None
    why: str
    #: + made, ~ changed, - deleted
    sort: str
    values: Mapping[str, Any]
    before: Mapping[str, Any] | None

    @property
    def key(self) -> str:
        """What this record is called on a page."""
        return f"{self.kind.key}-{self.order}"

    @property
    def mark(self) -> "Mark":
        return Mark(self.at, _RANKS[self.kind.key], self.order)


@dataclass(frozen=True, order=True)
class Mark:
    """A place in the order of all records."""

    at: datetime
    rank: int
    order: int

    @classmethod
    def read(cls, text: str) -> Self | None:
        """A mark from an address; None if it is none."""
        parts = text.split(".")
        if len(parts) != 3 or not all(part.isdecimal() and len(part) < 19 for part in parts):
            return None
        moment, rank, order = (int(part) for part in parts)
        try:
            return cls(_EPOCH + timedelta(microseconds=moment), rank, order)
        except OverflowError:
            return None

    def __str__(self) -> str:
        moment = (self.at - _EPOCH) // timedelta(microseconds=1)
        return f"{moment}.{self.rank}.{self.order}"

    def older(self, kind: Kind) -> Q:
        """Records of this kind that come before this place."""
        return self._beyond(kind, "lt")

    def newer(self, kind: Kind) -> Q:
        """Records of this kind that come after this place."""
        return self._beyond(kind, "gt")

    def _beyond(self, kind: Kind, way: str) -> Q:
        columns, rank = kind.columns, _RANKS[kind.key]
        strictly = Q(**{f"{columns.when}__{way}": self.at})
        # Said as a range first, so that the index on the moment is used however deep the page.
        until = Q(**{f"{columns.when}__{way}e": self.at})
        if rank == self.rank:
            return until & (strictly | Q(**{f"{columns.order}__{way}": self.order}))
        comes_first = rank < self.rank if way == "lt" else rank > self.rank
        return until if comes_first else strictly


def page(wanted: "Mapping[Kind, QuerySet[Any]]", mark: str) -> tuple[list[Record], str, str]:
    """Records of a page, newest first, and the marks of the pages before and after it."""
    backwards, place = mark.startswith("after."), Mark.read(mark.partition(".")[2])
    found: list[Record] = []
    for kind, rows in wanted.items():
        beyond = Q()
        if place:
            beyond = place.newer(kind) if backwards else place.older(kind)
        found += _read(kind, _in_order(kind, rows.filter(beyond), "" if backwards else "-"))
    found.sort(key=lambda record: record.mark, reverse=not backwards)
    more, found = len(found) > ROWS_A_PAGE, found[:ROWS_A_PAGE]
    if backwards:
        found.reverse()
    newer = more if backwards else place is not None
    older = True if backwards else more
    return (
        with_before(found),
        f"after.{found[0].mark}" if found and newer else "",
        f"before.{found[-1].mark}" if found and older else "",
    )


def _in_order(kind: Kind, rows: "QuerySet[Any]", sign: str) -> "QuerySet[Any]":
    """One page of these rows and one row more."""
    columns = kind.columns
    return rows.order_by(f"{sign}{columns.when}", f"{sign}{columns.order}")[: ROWS_A_PAGE + 1]


def history(kind: Kind, subject: int) -> "QuerySet[Any]":
    """Every record of one row, the oldest first."""
    columns = kind.columns
    found: QuerySet[Any] = kind.records().filter(**{columns.subject: subject})
    return found.order_by(columns.order)


def at_moment(kind: Kind, subject: int, at: datetime) -> Record | None:
    """The last record of a row up to this moment; None if the row was not there yet."""
    columns = kind.columns
    rows = history(kind, subject).filter(**{f"{columns.when}__lte": at})
    return next(iter(_read(kind, rows.order_by(f"-{columns.order}")[:1])), None)


def read(kind: Kind, rows: "QuerySet[Any]") -> list[Record]:
    """These rows of a table of records, each with the one before it."""
    return with_before(_read(kind, rows))


def changed(kind: Kind, rows: "QuerySet[Any]", field: str) -> "QuerySet[Any]":
    """Records in which this field differs from the record before; nothing and empty are alike."""
    text = TextField()
    former = Cast(Subquery(_former(kind).values(field)[:1]), text)
    # Both named once and compared once: the database looks the former record up once a row.
    found: QuerySet[Any] = rows.alias(
        was=Coalesce(former, Value(""), output_field=text),
        now=Coalesce(Cast(field, text), Value(""), output_field=text),
    ).exclude(was=F("now"))
    return found


def with_before(records: list[Record]) -> list[Record]:
    """The same records, each told what was before it: one query a kind."""
    formers: dict[tuple[str, int], Mapping[str, Any]] = {}
    for kind in {record.kind.key: record.kind for record in records}.values():
        formers |= _formers(kind, [one.order for one in records if one.kind is kind])
    return [
        Record(**{**vars(one), "before": formers.get((one.kind.key, one.order))}) for one in records
    ]


def _formers(kind: Kind, orders: list[int]) -> dict[tuple[str, int], Mapping[str, Any]]:
    """By record: the values of the record before it."""
    columns = kind.columns
    pairs = dict(
        kind.records()
        .filter(**{f"{columns.order}__in": orders})
        .order_by()
        .annotate(former=Subquery(_former(kind).values(columns.order)[:1]))
        .values_list("former", columns.order)
    )
    names = [field.attname for field in kind.fields]
    rows = kind.records().filter(**{f"{columns.order}__in": [one for one in pairs if one]})
    return {
        (kind.key, pairs[row[columns.order]]): row
        for row in rows.order_by().values(columns.order, *names)
    }


def _former(kind: Kind) -> "QuerySet[Any]":
    """The record before, as a subquery of a query on records."""
    columns = kind.columns
    return (
        kind.records()
        .filter(
            **{
                columns.subject: OuterRef(columns.subject),
                f"{columns.order}__lt": OuterRef(columns.order),
            }
        )
        .order_by(f"-{columns.order}")
    )


def _read(kind: Kind, rows: "QuerySet[Any]") -> list[Record]:
    columns = kind.columns
    names = {field.attname for field in kind.fields}
    about = {columns.order, columns.subject, columns.when, columns.who, columns.why}
    if columns.order == "history_id":
        about.add("history_type")
    return [
        Record(
            kind=kind,
            order=row[columns.order],
            subject=row[columns.subject],
            at=row[columns.when],
            by=row[columns.who],
            why=row[columns.why] or "",
            sort=row.get("history_type") or ("+" if row["number"] == 1 else "~"),
            values={name: row[name] for name in names},
            before=None,
        )
        for row in rows.values(*about, *names)
    ]
