"""The figures of the board. A figure and the rows behind it come from one and the same condition.

Counted are 件次 (parts of proposals, so a joint one counts once for each of its units), without
parts that were handed back or cancelled. Domain: 应答复, 按期办复率 and the like, as the yearly
reports of Shanghai's government reckon them.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, F, Q, QuerySet

from ..models import ANSWERING, Assignment
from ..rules.states import ENDED, SETTLED
from ..rules.words import Part
from ..rules.workdays import SOON, Calendar


@dataclass(frozen=True)
class Day:
    """The day on which is counted, and the last day that counts as near."""

    today: date
    soon: date

    @classmethod
    def of(cls, today: date, calendar: Calendar) -> "Day":
        """Near is what is due within five working days, today included."""
        return cls(today, calendar.after(today, SOON))


Condition = Callable[[Day], Q]


@dataclass(frozen=True)
class Figure:
    """One figure: what it is called, which rows it counts, and how it is felt."""

    key: str
    label: str
    short: str
    rows: Condition
    tone: str = ""


_BINDING = ~Q(state__in=sorted(ENDED))
_ANSWERS = _BINDING & Q(part__in=[part.value for part in ANSWERING])
_ASSISTS = _BINDING & Q(part=Part.ASSIST)
_RUNS = ~Q(state__in=sorted(SETTLED))
_SETTLED = Q(answered_on__isnull=False)
#: Under an extension granted only after the due day had passed, unless the rules say otherwise.
_TOO_LATE = Q(counts_overdue=True)
_IN_TIME = Q(answered_on__lte=F("due_on")) & ~_TOO_LATE
_LATE = _SETTLED & (Q(answered_on__gt=F("due_on")) | _TOO_LATE)


#: A suspended clock is neither near nor overdue.
_TICKS = _RUNS & Q(suspended_on__isnull=True)


def _soon(day: Day) -> Q:
    return _TICKS & Q(due_on__gte=day.today, due_on__lte=day.soon) & ~_TOO_LATE


def _overdue(day: Day) -> Q:
    return _TICKS & (Q(due_on__lt=day.today) | _TOO_LATE)


ANSWERS: tuple[Figure, ...] = (
    Figure("owed", "应答复", "应答复", lambda _: _ANSWERS),
    Figure("open", "待答复", "待答复", lambda _: _ANSWERS & _RUNS),
    Figure("soon", "答复5日内到期", "5日内到期", lambda day: _ANSWERS & _soon(day), "soon"),
    Figure("overdue", "答复超期", "超期", lambda day: _ANSWERS & _overdue(day), "overdue"),
    Figure("in_time", "按期答复", "按期答复", lambda _: _ANSWERS & _IN_TIME),
    Figure("late", "逾期答复", "逾期答复", lambda _: _ANSWERS & _LATE, "overdue"),
)
ASSISTS: tuple[Figure, ...] = (
    Figure("assist_open", "待送会办意见", "待送", lambda _: _ASSISTS & _RUNS),
    Figure("assist_soon", "会办5日内到期", "5日内到期", lambda day: _ASSISTS & _soon(day), "soon"),
    Figure("assist_overdue", "会办超期", "超期", lambda day: _ASSISTS & _overdue(day), "overdue"),
    Figure("assist_in_time", "按期送会办意见", "按期送出", lambda _: _ASSISTS & _IN_TIME),
    Figure("assist_late", "逾期送会办意见", "逾期送出", lambda _: _ASSISTS & _LATE, "overdue"),
)
ANSWERED = Figure("answered", "已答复", "已答复", lambda _: _ANSWERS & _SETTLED)
URGENT = Figure(
    "urgent",
    "需要今天处理",
    "需要今天处理",
    lambda day: _BINDING & _TICKS & Q(due_on__lte=day.today),
)
FIGURES: dict[str, Figure] = {one.key: one for one in (URGENT, ANSWERED, *ANSWERS, *ASSISTS)}


def rows_of(figure: Figure, scope: QuerySet[Assignment], day: Day) -> QuerySet[Assignment]:
    """The rows a figure counts."""
    return scope.filter(figure.rows(day))


@dataclass(frozen=True)
class Counts:
    """The figures of one unit, by key."""

    unit_id: int
    unit: str
    values: dict[str, int]


def count(scope: QuerySet[Assignment], day: Day) -> list[Counts]:
    """The figures of every unit in the scope, in one query; the most pressing units first."""
    figures = {key: Count("pk", filter=one.rows(day)) for key, one in FIGURES.items()}
    found: Iterable[Any] = (
        scope.order_by().values("unit_id", "unit__short_name").annotate(**figures)
    )
    units = [
        Counts(row["unit_id"], row["unit__short_name"], {key: row[key] for key in FIGURES})
        for row in found
    ]
    return sorted(units, key=_pressing)


def total(units: Iterable[Counts]) -> dict[str, int]:
    """The figures of all units together."""
    listed = list(units)
    return {key: sum(unit.values[key] for unit in listed) for key in FIGURES}


def _pressing(unit: Counts) -> tuple[int, int, int, int]:
    values = unit.values
    return (
        -values["overdue"] - values["assist_overdue"],
        -values["soon"] - values["assist_soon"],
        -values["open"] - values["assist_open"],
        unit.unit_id,
    )
