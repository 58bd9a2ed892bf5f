"""Which days are working days in China, and since when we know it.

Source of the arithmetic: 国务院《全国年节及纪念日放假办法》 and the yearly notice of the State
Council, which also turns some Saturdays and Sundays into working days (调休).
"""

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from chinese_calendar import Holiday, constants

SATURDAY = 5
#: Working days from which a due day counts as near.
SOON = 5
_WEEKDAYS = "一二三四五六日"
_KNOWN_YEARS = frozenset(day.year for day in constants.holidays)
#: The published calendar names holidays in English; offices say them in Chinese.
_CHINESE: dict[str, str] = {holiday.value: holiday.chinese for holiday in Holiday}


@dataclass(frozen=True)
class Calendar:
    """Days on record (True: working day) laid over the published calendars.

    `overrides` holds the rows an administrator entered from a notice, `names` what each of them
    is called; a year that neither the rows nor the published calendars know is *provisional*:
    Monday to Friday is only assumed. None of the three may change once the calendar is made:
    the working days of a year are counted once and remembered.
    """

    overrides: Mapping[date, bool] = field(default_factory=dict)
    known_years: frozenset[int] = _KNOWN_YEARS
    names: Mapping[date, str] = field(default_factory=dict)
    _counted: dict[int, Sequence[int]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    def is_workday(self, day: date) -> bool:
        """Whether offices work on this day."""
        if day in self.overrides:
            return self.overrides[day]
        return _is_published_workday(day)

    def named(self, day: date) -> str:
        """What makes this day what it is: 春节放假, 劳动节调休上班, 星期六; empty on plain days.

        A holiday that falls on a weekend goes by the holiday's name.
        """
        if name := self.names.get(day, ""):
            return name
        works = self.is_workday(day)
        if day not in self.overrides and (name := _published_name(day)):
            return f"{name}{'调休上班' if works else '放假'}"
        weekend = day.weekday() >= SATURDAY
        if works:
            return "调休上班" if weekend else ""
        return f"星期{_WEEKDAYS[day.weekday()]}" if weekend else "放假"

    def is_provisional(self, day: date) -> bool:
        """Whether this day lies in a year without a published notice."""
        return day.year not in self.known_years

    def workday_on_or_after(self, day: date) -> date:
        """The first working day not before this day."""
        while not self.is_workday(day):
            day += timedelta(days=1)
        return day

    def after(self, start: date, amount: int) -> date:
        """The amount-th working day after start; start itself never counts (民法典 201).

        Raises ValueError where that would be after the last year there is (9999).
        """
        if not amount:
            return start
        year = start.year
        days = self._workdays(year)
        passed = bisect_right(days, start.toordinal())
        while passed + amount > len(days):
            amount -= len(days) - passed
            year, passed = year + 1, 0
            days = self._workdays(year)
        return date.fromordinal(days[passed + amount - 1])

    def before(self, end: date, amount: int) -> date:
        """The amount-th working day before end."""
        if not amount:
            return end
        year = end.year
        days = self._workdays(year)
        ahead = bisect_left(days, end.toordinal())
        while amount > ahead:
            amount -= ahead
            year -= 1
            days = self._workdays(year)
            ahead = len(days)
        return date.fromordinal(days[ahead - amount])

    def workdays_between(self, start: date, end: date) -> int:
        """How many working days lie after start, up to and including end."""
        found = 0
        for year in range(start.year, end.year + 1):
            days = self._workdays(year)
            found += bisect_right(days, end.toordinal()) - bisect_right(days, start.toordinal())
        return found

    def workdays_left(self, today: date, due: date) -> int:
        """Working days from today to due; once it has passed, minus the days behind."""
        if due < today:
            return (due - today).days
        return self.workdays_between(today, due)

    def _workdays(self, year: int) -> Sequence[int]:
        """The working days of a year in order, as day numbers."""
        days = self._counted.get(year)
        if days is None:
            first = date(year, 1, 1).toordinal()
            last = date(year, 12, 31).toordinal()
            days = [
                number
                for number in range(first, last + 1)
                if self.is_workday(date.fromordinal(number))
            ]
            self._counted[year] = days
        return days


def _is_published_workday(day: date) -> bool:
    """As the published calendars have it; in a year they do not know, Monday to Friday."""
    if day.weekday() >= SATURDAY:
        return day in constants.workdays
    return day not in constants.holidays


def _published_name(day: date) -> str:
    """The holiday a published notice names for this day, empty if none does."""
    english: str = constants.workdays.get(day) or constants.holidays.get(day, "")
    return _CHINESE.get(english, english)
