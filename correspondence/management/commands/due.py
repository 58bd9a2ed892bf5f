"""manage.py due START AMOUNT UNIT: when a term ends, and every day on the way there.

Without arguments it reads such lines as CSV from standard input and answers each with one line,
`DUE,known` or `DUE,provisional` or `error,REASON`; a heading line is answered with a heading.
"""

import sys
from argparse import ArgumentParser
from collections.abc import Iterable
from datetime import date
from functools import cache
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from ...models import CalendarDay
from ...rules.deadlines import Due, Term, due
from ...rules.words import Unit
from ...rules.workdays import Calendar
from ..piping import until_the_reader_leaves
from ..telling import told

#: What the column of a term's amount holds.
MOST = 32_767
_UNITS = {unit.value: unit for unit in Unit}
_HEADING = ["start", "amount", "unit"]


class Command(BaseCommand):
    help = "期限何时届满，逐日说明。不带参数时从标准输入逐行读取 START,AMOUNT,UNIT（CSV）。"
    requires_system_checks = ()  # they take longer than the answer

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("start", nargs="?", help="起算日，如 2026-04-29")
        parser.add_argument("amount", nargs="?", help="数量")
        parser.add_argument("unit", nargs="?", help="单位：wd（工作日）、day（日）、month（月）")
        parser.add_argument("--no-roll", action="store_true", help="届满遇休息日不顺延")
        parser.add_argument("--article", default="", help="依据")

    @until_the_reader_leaves()
    def handle(self, *_: Any, **options: Any) -> None:
        given = [options[name] for name in _HEADING if options[name] is not None]
        calendar = self._calendar()
        rolls = not options["no_roll"]
        if not given:
            self._answer_lines(sys.stdin, calendar, rolls)
            return
        try:
            reckoned = reckon(given, calendar, rolls=rolls, article=options["article"])
        except ValueError as wrong:
            raise CommandError(str(wrong)) from wrong
        self.stdout.write(reckoned.due_on.isoformat())
        for line in told(reckoned, calendar, base_event="起算之日"):
            self.stdout.write(line)

    def _calendar(self) -> Calendar:
        """The site's calendar; without the site's database, the published one, and a warning."""
        try:
            return CalendarDay.objects.as_calendar()
        except DatabaseError as missing:
            self.stderr.write(f"未能读取放假安排，仅按已公布的日历计算：{missing}")
            return Calendar()

    def _answer_lines(self, lines: Iterable[str], calendar: Calendar, rolls: bool) -> None:
        bad = 0
        for number, line in enumerate(lines, start=1):
            fields = [field.strip(' \t\r\n"\ufeff') for field in line.split(",")]
            if number == 1 and [field.lower() for field in fields] == _HEADING:
                self.stdout.write("due,provisional")
                continue
            try:
                found = reckon(fields, calendar, rolls=rolls)
            except ValueError as wrong:
                bad += 1
                self.stdout.write(f"error,第 {number} 行：{wrong}")
            else:
                flag = "provisional" if found.provisional else "known"
                self.stdout.write(f"{found.due_on.isoformat()},{flag}")
        if bad:
            raise CommandError(f"{bad} 行有误")


def reckon(fields: list[str], calendar: Calendar, *, rolls: bool, article: str = "") -> Due:
    """The due day of START, AMOUNT, UNIT. Raises ValueError with what is wrong with them."""
    if len(fields) != len(_HEADING):
        raise ValueError("应为三项：START,AMOUNT,UNIT")
    start, term = _day(fields[0]), _term(fields[1], fields[2], rolls, article)
    try:
        return due(start, term, calendar)
    except (OverflowError, ValueError) as beyond:  # after the last day there is, 9999-12-31
        raise ValueError("超出可计算的日期范围") from beyond


def _day(text: str) -> date:
    try:
        if len(text) == 10 and text[4] == text[7] == "-":
            return date.fromisoformat(text)
    except ValueError:
        pass
    raise ValueError(f"日期“{text}”有误，应为 2026-04-29 这样的日期")


@cache
def _term(amount: str, unit: str, rolls: bool, article: str) -> Term:
    if not (amount.isascii() and amount.isdigit() and len(amount) <= 5 and int(amount) <= MOST):
        raise ValueError(f"数量“{amount}”有误，应为 0 至 {MOST} 的整数")
    if unit not in _UNITS:
        raise ValueError(f"单位“{unit}”有误，应为 {'、'.join(_UNITS)} 之一")
    return Term(int(amount), _UNITS[unit], article, rolls)
