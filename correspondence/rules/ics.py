"""A calendar as iCalendar text (RFC 5545): days, not hours."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

#: Lines longer than this are folded, counted in bytes (RFC 5545, 3.1).
LONGEST = 75
#: A calendar needs a component even while nothing is due (RFC 5545, 3.6).
_ZONE = (
    "BEGIN:VTIMEZONE",
    "TZID:Asia/Shanghai",
    "BEGIN:STANDARD",
    "DTSTART:19910915T000000",
    "TZOFFSETFROM:+0800",
    "TZOFFSETTO:+0800",
    "TZNAME:CST",
    "END:STANDARD",
    "END:VTIMEZONE",
)


@dataclass(frozen=True, kw_only=True)
class Event:
    """Something on one whole day; `uid` stays the same while the thing is the same."""

    uid: str
    day: date
    summary: str
    url: str = ""
    status: str = "CONFIRMED"


def calendar_text(name: str, events: Iterable[Event], *, at: datetime) -> str:
    """The whole feed, ready to be served as text/calendar."""
    stamp = at.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//correspondence//due days//ZH",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{_escaped(name)}",
        "X-WR-TIMEZONE:Asia/Shanghai",
        "REFRESH-INTERVAL;VALUE=DURATION:PT4H",
        *_ZONE,
    ]
    for event in events:
        lines += _event(event, stamp)
    return "".join(_folded(line) for line in [*lines, "END:VCALENDAR"])


def _event(event: Event, stamp: str) -> list[str]:
    return [
        "BEGIN:VEVENT",
        f"UID:{event.uid}",
        f"DTSTAMP:{stamp}",
        f"DTSTART;VALUE=DATE:{event.day:%Y%m%d}",
        f"DTEND;VALUE=DATE:{event.day + timedelta(days=1):%Y%m%d}",
        f"SUMMARY:{_escaped(event.summary)}",
        *([f"URL:{event.url}"] if event.url else []),
        f"STATUS:{event.status}",
        "TRANSP:TRANSPARENT",
        "END:VEVENT",
    ]


def _escaped(text: str) -> str:
    """3.3.11: backslash, semicolon, comma and line end."""
    for mark in ("\\", ";", ","):
        text = text.replace(mark, f"\\{mark}")
    return "\\n".join(text.splitlines())


def _folded(line: str) -> str:
    """No character is cut in two."""
    parts, current, size = [], "", 0
    for character in line:
        width = len(character.encode())
        if size + width > LONGEST:
            parts.append(current)
            current, size = " ", 1
        current, size = current + character, size + width
    return "\r\n".join([*parts, current]) + "\r\n"
