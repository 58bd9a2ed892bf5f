"""Which days are working days in China, and since when we know it.

Source of the arithmetic: 国务院《全国年节及纪念日放假办法》 and the yearly notice of the State
Council, which also turns some Saturdays and Sundays into working days (调休).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

import chinese_calendar

SATURDAY = 5
_KNOWN_YEARS = frozenset(day.year for day in chinese_calendar.constants.holidays)


@dataclass(frozen=True)
class Calendar:
    """Days on record (True: working day) laid over the published calendars.

    `overrides` holds the rows an administrator entered from a notice; a year that neither the
    rows nor the published calendars know is *provisional*: Monday to Friday is only assumed.
    """

    overrides: Mapping[date, bool] = field(default_factory=dict)
    known_years: frozenset[int] = _KNOWN_YEARS

    def is_workday(self, day: date) -> bool:
        """Whether offices work on this day."""
        if day in self.overrides:
            return self.overrides[day]
        if day.year in _KNOWN_YEARS:
            return bool(chinese_calendar.is_workday(day))
        return day.weekday() < SATURDAY

    def is_provisional(self, day: date) -> bool:
        """Whether this day lies in a year without a published notice."""
        return day.year not in self.known_years

    def workday_on_or_after(self, day: date) -> date:
        """The first working day not before this day."""
        while not self.is_workday(day):
            day += timedelta(days=1)
        return day

    def after(self, start: date, amount: int) -> date:
        """The amount-th working day after start; start itself never counts (民法典 201)."""
        day = start
        for _ in range(amount):
            day = self.workday_on_or_after(day + timedelta(days=1))
        return day

    def before(self, end: date, amount: int) -> date:
        """The amount-th working day before end."""
        day = end
        for _ in range(amount):
            day -= timedelta(days=1)
            while not self.is_workday(day):
                day -= timedelta(days=1)
        return day

    def workdays_left(self, today: date, due: date) -> int:
        """Working days from today to due; once it has passed, minus the days behind."""
        if due < today:
            return (due - today).days
        return sum(1 for day in _days(today, due) if self.is_workday(day))


def _days(start: date, end: date) -> Iterator[date]:
    """Every day after start up to and including end."""
    for offset in range(1, (end - start).days + 1):
        yield start + timedelta(days=offset)
