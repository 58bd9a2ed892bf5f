"""Plants the seeds in one transaction: all of them, or nothing."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from django.db import transaction

from ..actions.act import Act
from ..models import CalendarDay, Proposal, User
from . import entries
from .clock import Clock
from .playing import play
from .reference import load_people, load_reference
from .seed_tables import ALL, REFERENCE, read_all
from .tables import Row, SeedError

Rows = Mapping[str, list[Row]]


def checked(folder: Path) -> Rows:
    """All tables of the folder. Raises SeedError naming every row that cannot be loaded."""
    rows, problems = read_all(folder, ALL)
    if not problems:
        problems = entries.check(rows["proposals"], workdays=rows["workdays"], folder=folder)
    if problems:
        raise SeedError(problems)
    return rows


def checked_reference(folder: Path) -> Rows:
    """The tables that any site can use. Raises SeedError like `checked`."""
    rows, problems = read_all(folder, REFERENCE)
    if problems:
        raise SeedError(problems)
    return rows


@transaction.atomic
def plant_reference(rows: Rows, act: Act) -> None:
    """Rules, sessions, units, workdays and reminder stages, entered by this act."""
    load_reference(rows, act)


@transaction.atomic
def plant(rows: Rows, folder: Path) -> int:
    """Everything, proposals walked to where they stand; returns how many of them are new."""
    clock = Clock(_first_day(rows))
    act = clock.act(User.objects.clock())
    load_reference(rows, act)
    load_people(rows, act)
    missing = _missing(rows["proposals"])
    if missing:
        play(missing, rows["serials"], clock=clock, folder=folder)
    return len(missing)


def _first_day(rows: Rows) -> date:
    """The working day before anything happens: who acts later must have been there before."""
    days = [row["submitted_on"] or row["reached_on"] for row in rows["proposals"]]
    days += [row["entered_on"] for row in rows["serials"]]
    return CalendarDay.objects.as_calendar().before(min(days), 1)


def _missing(proposals: list[Row]) -> list[Row]:
    """Rows without their proposal; one that has no number yet is known by its title."""
    columns = ("session__name", "number", "title")
    known = set()
    for session, number, title in Proposal.objects.values_list(*columns):
        known |= {(session, number), (session, title)}
    return [
        row
        for row in proposals
        if not known & {(row["session"], row["number"]), (row["session"], row["title"])}
    ]
