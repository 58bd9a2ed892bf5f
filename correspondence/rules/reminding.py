"""Which reminder stages a due day has reached."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from .states import ENDED
from .words import DeadlineKind, Unit
from .workdays import Calendar


@dataclass(frozen=True, kw_only=True)
class Stage:
    """A rung of the ladder: `offset` days or working days from the due day, before if negative.

    A rung with `repeat` comes again every so many of the same unit, for as long as it is overdue.
    """

    key: str
    deadline: DeadlineKind
    offset: int
    unit: Unit
    wording: str
    repeat: int = 0

    def occurrences(self, due_on: date, today: date, calendar: Calendar) -> Iterator["Reached"]:
        """Every time up to today this rung is reached for a due day, the first one unnumbered."""
        times, day = 1, self._from(due_on, self.offset, calendar)
        while day <= today:
            yield Reached(self, self.key if times == 1 else f"{self.key}-{times}", day)
            if not self.repeat:
                return
            times, day = times + 1, self._from(day, self.repeat, calendar)

    def furthest_due(self, today: date, calendar: Calendar) -> date:
        """The latest due day for which this rung can have been reached by today."""
        if self.offset >= 0:
            return today
        if self.unit is Unit.WORKDAY:
            return calendar.after(today, -self.offset)
        return today - timedelta(days=self.offset)

    def next_day(self, due_on: date, after: date, calendar: Calendar) -> date | None:
        """The first day later than `after` on which this rung is reached, if there is one."""
        day = self._from(due_on, self.offset, calendar)
        while day <= after:
            if not self.repeat:
                return None
            day = self._from(day, self.repeat, calendar)
        return day

    def _from(self, start: date, offset: int, calendar: Calendar) -> date:
        if self.unit is Unit.WORKDAY:
            return (calendar.before if offset < 0 else calendar.after)(start, abs(offset))
        return start + timedelta(days=offset)


@dataclass(frozen=True)
class Reached:
    """A rung that has been reached: under this key, on this day."""

    stage: Stage
    key: str
    day: date


class Ringing(NamedTuple):
    """An alarm with all that decides on its reminders: a plain row, for there may be very many."""

    pk: int
    rings_on: date
    kind: str
    due_on: date
    base_on: date
    superseded: bool
    met_on: date | None
    suspended_on: date | None
    assignment_id: int
    state: str
    handed_out_on: date
    unit_id: int
    lead_office_id: int | None
    handler_id: int | None

    @property
    def is_over(self) -> bool:
        """Whether there is nothing to remind of any more; a new due day brings a new alarm."""
        stands_still = self.met_on is not None or self.suspended_on is not None
        return self.superseded or stands_still or self.state in ENDED

    @property
    def since(self) -> date:
        """Rungs that lay before this day are not reached any more."""
        return max(self.rings_on, self.base_on, self.handed_out_on)


def stages_reached(
    stages: Iterable[Stage], *, due_on: date, since: date, today: date, calendar: Calendar
) -> list[Reached]:
    """The rungs reached by today, leaving out those that lay before the clock began (`since`).

    A run missed for a week catches up: what counts is "reached and not yet sent", never "today".
    """
    return [
        reached
        for stage in stages
        for reached in stage.occurrences(due_on, today, calendar)
        if since <= reached.day
    ]


def next_rung(
    stages: Iterable[Stage], *, due_on: date, after: date, calendar: Calendar
) -> date | None:
    """The first day later than `after` on which any rung of a ladder is reached."""
    days = (stage.next_day(due_on, after, calendar) for stage in stages)
    return min((day for day in days if day), default=None)
