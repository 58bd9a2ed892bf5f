"""Moments for acts that are walked, not pressed: in office hours, one after the other.

Nothing here asks the machine what time it is; whoever walks says on which day.
"""

from datetime import date, datetime, time, timedelta

from ..actions.act import SHANGHAI, Act
from ..models import User
from ..rules.workdays import Calendar

OPENS, CLOSES = time(9, 0), time(17, 30)
NOON, AFTERNOON = time(11, 30), time(13, 0)


class Clock:
    """Hands out aware Asia/Shanghai moments, strictly increasing.

    Within a day they are `step` apart; when the office closes, the next one lies on the next
    working day.
    """

    def __init__(
        self,
        day: date,
        *,
        step: timedelta = timedelta(minutes=2),
        calendar: Calendar | None = None,
    ) -> None:
        self._calendar = calendar or Calendar()
        self._step = step
        self._next = datetime.combine(day, OPENS)

    @property
    def day(self) -> date:
        """The day of the next moment."""
        return self._in_hours().date()

    def go_to(self, day: date, *, passed: float = 0.0) -> None:
        """Go on to a day, a day off included, of which this share of the hours has passed.

        Within the day it never turns back. Raises ValueError for a day that has passed.
        """
        if day < self._next.date():
            raise ValueError(f"已经到了 {self._next.date()}，不能回到 {day}")
        opened = datetime.combine(day, OPENS)
        minutes = int((datetime.combine(day, CLOSES) - opened).seconds / 60 * passed)
        self._next = max(self._next, opened + timedelta(minutes=minutes))

    def tick(self) -> datetime:
        """The next moment."""
        moment = self._in_hours()
        self._next = moment + self._step
        return moment.replace(tzinfo=SHANGHAI)

    def act(self, by: User, reason: str = "") -> Act:
        """An act of this person at the next moment."""
        return Act(by=by, at=self.tick(), reason=reason)

    def _in_hours(self) -> datetime:
        """The next moment, moved out of the noon break and the evening."""
        if NOON <= self._next.time() < AFTERNOON:
            return datetime.combine(self._next.date(), AFTERNOON)
        if self._next.time() <= CLOSES:
            return self._next
        following = self._calendar.workday_on_or_after(self._next.date() + timedelta(days=1))
        return datetime.combine(following, OPENS)
