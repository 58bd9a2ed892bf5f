"""Who acts, when and why: the one argument every action takes besides its subject."""

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from ..models import User

SHANGHAI = ZoneInfo("Asia/Shanghai")


def day_of(moment: datetime) -> date:
    """The day it is in Shanghai at an aware moment."""
    return moment.astimezone(SHANGHAI).date()


@dataclass(frozen=True, kw_only=True)
class Act:
    """`at` is an aware moment; it is given by page, task or command and never asked of a clock.

    `seen` is the digest of the text that was on the page: what is signed is what was read.
    """

    by: User
    at: datetime
    reason: str = ""
    seen: str = ""

    @property
    def day(self) -> date:
        """The day of the act in Asia/Shanghai."""
        return day_of(self.at)
