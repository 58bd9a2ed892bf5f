"""Which rungs of the ladder a due day has reached, on time or after a week of downtime."""

from datetime import date, timedelta

import pytest

from correspondence.rules.reminding import Stage, stages_reached
from correspondence.rules.words import DeadlineKind, Unit
from correspondence.rules.workdays import Calendar

CALENDAR = Calendar()
DUE = date(2026, 5, 11)  # a Monday; Saturday 9 May is worked
BEGAN = date(2026, 2, 11)


def stage(key: str, offset: int, unit: Unit = Unit.DAY, repeat: int = 0) -> Stage:
    return Stage(
        key=key,
        deadline=DeadlineKind.REPLY,
        offset=offset,
        unit=unit,
        wording=key,
        repeat=repeat,
    )


LADDER = [
    stage("30d", -30),
    stage("7d", -7),
    stage("3wd", -3, Unit.WORKDAY),
    stage("0", 0),
    stage("late", 1, Unit.WORKDAY, repeat=3),
]


def keys(today: date, since: date = BEGAN, ladder: list[Stage] = LADDER) -> list[str]:
    reached = stages_reached(ladder, due_on=DUE, since=since, today=today, calendar=CALENDAR)
    return [one.key for one in reached]


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        ("2026-04-10", []),
        ("2026-04-11", ["30d"]),  # the very day, a Saturday
        ("2026-05-03", ["30d"]),
        ("2026-05-04", ["30d", "7d"]),
        ("2026-05-06", ["30d", "7d"]),
        ("2026-05-07", ["30d", "7d", "3wd"]),  # the 7th, 8th and 9th are working days
        ("2026-05-11", ["30d", "7d", "3wd", "0"]),
        ("2026-05-12", ["30d", "7d", "3wd", "0", "late"]),
    ],
)
def test_a_rung_is_reached_on_its_day_and_stays_reached(today: str, expected: list[str]) -> None:
    assert keys(date.fromisoformat(today)) == expected


def test_a_missed_week_catches_up() -> None:
    before, after = keys(DUE - timedelta(days=10)), keys(DUE - timedelta(days=3))
    assert set(after) - set(before) == {"7d", "3wd"}


def test_what_lay_before_the_clock_began_is_left_out() -> None:
    assert keys(DUE, since=date(2026, 5, 5)) == ["3wd", "0"]


def test_a_rung_on_the_day_the_clock_began_counts() -> None:
    assert keys(DUE, since=date(2026, 5, 4)) == ["7d", "3wd", "0"]


def test_a_rung_that_repeats_is_numbered_from_its_second_time() -> None:
    overdue = [stage("late", 1, Unit.WORKDAY, repeat=3)]
    assert keys(date(2026, 5, 12), ladder=overdue) == ["late"]
    assert keys(date(2026, 5, 14), ladder=overdue) == ["late"]
    assert keys(date(2026, 5, 15), ladder=overdue) == ["late", "late-2"]
    assert keys(date(2026, 5, 20), ladder=overdue) == ["late", "late-2", "late-3"]


def test_a_weekly_rung_comes_every_seven_days() -> None:
    weekly = [stage("weekly", 1, Unit.DAY, repeat=7)]
    reached = stages_reached(
        weekly, due_on=DUE, since=BEGAN, today=DUE + timedelta(days=15), calendar=CALENDAR
    )
    assert [one.day - DUE for one in reached] == [timedelta(1), timedelta(8), timedelta(15)]


def test_a_rung_that_does_not_repeat_comes_once_however_late() -> None:
    assert keys(DUE + timedelta(days=300), ladder=[stage("0", 0)]) == ["0"]
