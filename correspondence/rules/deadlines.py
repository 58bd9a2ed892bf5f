"""When a thing is due, and why.

民法典 201: the day of the event does not count. 202: a term in months ends on the same day of the
month, or on the month's last day. 203: a term ending on a day off ends on the next working day.
"""

import calendar as months
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from .words import Unit, Word
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


def cosign_due(
    asked_on: date, workdays: int, calendar: Calendar, *, answer_due: date
) -> date | None:
    """The day by which co-signers asked on a day should answer; None if the office sets none.

    So many working days on (民法典 201), but not after the document itself is due, as long as that
    day still lies ahead.
    """
    if not workdays:
        return None
    day = calendar.after(asked_on, workdays)
    return min(day, answer_due) if answer_due > asked_on else day


def cosign_why(
    asked_on: date, due_on: date, calendar: Calendar, *, workdays: int, answer_due: date
) -> list[str]:
    """Why whoever was asked on a day has until `due_on`: the rule, and every day on the way."""
    days = [asked_on + timedelta(days=one) for one in range(1, (due_on - asked_on).days + 1)]
    counted = [day for day in days if calendar.is_workday(day)]
    skipped = [day for day in days if day not in counted]
    told = [
        f"送会签：{asked_on}，当日不计入（民法典第二百零一条）。",
        f"规则：{workdays} 个工作日，不晚于答复时限 {answer_due}。",
        f"计入 {len(counted)} 日：{'、'.join(map(str, counted))}。",
    ]
    if skipped:
        told.append(f"休息日不计入：{'、'.join(map(str, skipped))}。")
    return told


class Mark(Word):
    """What a day does to a term."""

    START = "start", "起算日，不计入"
    COUNTED = "counted", "计入"
    SKIPPED = "skipped", "休息日，不计入"
    ROLLED = "rolled", "届满遇休息日，顺延"
    DUE = "due", "到期日"


@dataclass(frozen=True)
class TermDay:
    """One day on the way to a due day.

    `number` counts the days of the term so far; it stands still on a day that does not count
    (`counts`), be it a day off within the term or one behind its end.
    `name` says what kind of day it is where it is no plain working day (`Calendar.named`).
    """

    on: date
    mark: Mark
    counts: bool
    number: int
    name: str
    provisional: bool


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
    # The days whose kind mattered: all of a term in working days, else those at its end.
    first = start + timedelta(days=1) if term.unit is Unit.WORKDAY and term.amount else computed
    unknown = not calendar.known_years.issuperset(range(first.year, due_on.year + 1))
    return Due(start, term, computed, due_on, unknown)


def explain(reckoned: Due, *, base_event: str, calendar: Calendar) -> list[str]:
    """The way to the due day, in sentences for the person who asks why."""
    term = reckoned.term
    lines = [
        f"{base_event}：{reckoned.start.isoformat()}，当日不计入（民法典第二百零一条）。",
        f"期限：{term}" + (f"（{term.article}）。" if term.article else "（内部约定）。"),
    ]
    if term.unit is Unit.WORKDAY:
        skipped = [day.on for day in walk(reckoned, calendar) if day.mark is Mark.SKIPPED]
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


def walk(reckoned: Due, calendar: Calendar) -> Iterator[TermDay]:
    """Every day from the event to the due day: which ones counted, which did not, and why."""
    number, day = 0, reckoned.start
    while day <= reckoned.due_on:
        mark = _mark(day, reckoned, calendar)
        counts = mark is Mark.COUNTED or reckoned.start < day == reckoned.computed_on
        number += counts
        yield TermDay(day, mark, counts, number, calendar.named(day), calendar.is_provisional(day))
        day += timedelta(days=1)


def _mark(day: date, reckoned: Due, calendar: Calendar) -> Mark:
    if day == reckoned.start:
        return Mark.START
    if day == reckoned.due_on:
        return Mark.DUE
    if day >= reckoned.computed_on:
        return Mark.ROLLED
    if reckoned.term.unit is Unit.WORKDAY and not calendar.is_workday(day):
        return Mark.SKIPPED
    return Mark.COUNTED
