"""When a thing is due, and why.

民法典 201: the day of the event does not count. 202: a term in months ends on the same day of the
month, or on the month's last day. 203: a term ending on a day off ends on the next working day.
"""

import calendar as months
from dataclasses import dataclass
from datetime import date, timedelta

from .words import Unit
from .workdays import Calendar

MONTHS_A_YEAR = 12


@dataclass(frozen=True)
class Term:
    """A length of time laid down by a rule: how much, in what unit, by which article."""

    amount: int
    unit: Unit
    article: str = ""
    roll_forward: bool = True

    def __str__(self) -> str:
        return f"{self.amount}{self.unit.label}"


@dataclass(frozen=True)
class Due:
    """A computed due day with what led to it."""

    start: date
    term: Term
    computed_on: date
    due_on: date
    provisional: bool

    @property
    def rolled(self) -> bool:
        """Whether the computed day was a day off."""
        return self.due_on != self.computed_on


def add_months(start: date, amount: int) -> date:
    """The same day `amount` months on, or that month's last day (民法典 202)."""
    months_on = start.month - 1 + amount
    year, month = start.year + months_on // MONTHS_A_YEAR, months_on % MONTHS_A_YEAR + 1
    return date(year, month, min(start.day, months.monthrange(year, month)[1]))


def due(start: date, term: Term, calendar: Calendar) -> Due:
    """The due day of a term that starts with an event on `start`."""
    match term.unit:
        case Unit.WORKDAY:
            computed = calendar.after(start, term.amount)
        case Unit.DAY:
            computed = start + timedelta(days=term.amount)
        case Unit.MONTH:
            computed = add_months(start, term.amount)
    rolls = term.roll_forward and term.unit is not Unit.WORKDAY
    due_on = calendar.workday_on_or_after(computed) if rolls else computed
    return Due(start, term, computed, due_on, calendar.is_provisional(due_on))


def explain(reckoned: Due, *, base_event: str, calendar: Calendar) -> list[str]:
    """The way to the due day, in sentences for the person who asks why."""
    term = reckoned.term
    lines = [
        f"{base_event}：{reckoned.start.isoformat()}，当日不计入（民法典第二百零一条）。",
        f"期限：{term}" + (f"（{term.article}）。" if term.article else "（内部约定）。"),
    ]
    if term.unit is Unit.WORKDAY:
        skipped = [day for day in _between(reckoned) if not calendar.is_workday(day)]
        if skipped:
            lines.append(
                "不计入的休息日：" + "、".join(day.strftime("%m-%d") for day in skipped) + "。"
            )
    lines.append(f"期限届满：{reckoned.computed_on.isoformat()}。")
    if reckoned.rolled:
        lines.append(
            f"届满日为休息日，顺延至 {reckoned.due_on.isoformat()}（民法典第二百零三条）。"
        )
    if reckoned.provisional:
        lines.append(f"{reckoned.due_on.year} 年放假安排尚未公布，此日期为暂定。")
    return lines


def _between(reckoned: Due) -> list[date]:
    """The days after the start up to the computed day."""
    length = (reckoned.computed_on - reckoned.start).days
    return [reckoned.start + timedelta(days=offset) for offset in range(1, length + 1)]
