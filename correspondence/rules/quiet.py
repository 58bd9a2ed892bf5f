"""When nobody is to be disturbed: at night, and on days off."""

from dataclasses import dataclass
from datetime import datetime, time

from .workdays import Calendar


@dataclass(frozen=True, kw_only=True)
class QuietHours:
    """From one time of day to another, over midnight where it begins later than it ends."""

    begins: time
    ends: time
    on_days_off: bool

    def covers(self, moment: datetime, calendar: Calendar) -> bool:
        """Whether this moment of Asia/Shanghai is quiet."""
        if self.on_days_off and not calendar.is_workday(moment.date()):
            return True
        now = moment.time()
        if self.begins <= self.ends:
            return self.begins <= now < self.ends
        return now >= self.begins or now < self.ends
