"""放假安排的通知: what it would move is shown first, then it is applied as a whole."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.db.models import QuerySet

from ..models import CalendarDay, Deadline
from ..rules.notice import NoticeDay
from ..rules.workdays import Calendar
from . import footing, recount
from .act import Act
from .record import enter, keep, remove
from .recount import Reckoned, Shift


@dataclass(frozen=True, kw_only=True)
class Notice:
    """A year's notice: its days, where it stands, and its number."""

    year: int
    days: Sequence[NoticeDay]
    source: str
    number: str = ""


def preview(notice: Notice) -> list[Shift]:
    """Every open due day this notice would change; changes nothing."""
    reckon = recount.reckoning(_calendar(notice))
    return recount.shifts(recount.running(), lambda one: Reckoned(reckon(one.base_on, one.term)))


@transaction.atomic
def apply(notice: Notice, *, act: Act) -> list[Shift]:
    """Put the notice on record in the place of the year's former rows, and move what it moves."""
    footing.change()
    found = preview(notice)
    named = {one.day for one in notice.days}
    known = {one.day: one for one in CalendarDay.objects.filter(day__year=notice.year)}
    for day, row in known.items():
        if day not in named:
            remove(row, act)
    last: CalendarDay | None = None
    for one in notice.days:
        last = known.get(one.day) or CalendarDay(day=one.day)
        last.is_workday, last.name = one.is_workday, one.name
        last.source, last.notice_number = notice.source, notice.number
        keep(last, act)
    recount.apply(found, act)
    if last is not None:
        enter(
            last,
            act,
            name="import_notice",
            label=f"导入 {notice.year} 年放假安排",
            proposal=None,
            changed={"days": [len(known), len(notice.days)], "moved": [0, len(found)]},
        )
    return found


@transaction.atomic
def settle(*, act: Act) -> list[Shift]:
    """Reckon anew what is provisional though its year has become known, by a newer calendar."""
    footing.change()
    found = unsettled()
    recount.apply(found, act)
    return found


def unsettled() -> list[Shift]:
    """What is still called provisional though the calendar knows its year."""
    reckoning = recount.reckoning(CalendarDay.objects.as_calendar())

    def reckon(one: Deadline) -> Reckoned | None:
        reckoned = reckoning(one.base_on, one.term)
        return None if reckoned.provisional else Reckoned(reckoned)

    return recount.shifts(_provisional(), reckon)


def _provisional() -> QuerySet[Deadline]:
    return recount.running().filter(provisional=True)


def _calendar(notice: Notice) -> Calendar:
    """The calendar as it would be with this notice."""
    rows = CalendarDay.objects.exclude(day__year=notice.year)
    days = dict(rows.values_list("day", "is_workday"))
    days |= {one.day: one.is_workday for one in notice.days}
    known = Calendar().known_years | {day.year for day in days}
    return Calendar(days, known)
