"""Working days of China: days off on weekdays, work on Saturdays, and years nobody knows yet."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from correspondence.rules.workdays import Calendar

CALENDAR = Calendar()


@pytest.mark.parametrize(
    ("start", "due"),
    [
        ("2023-02-10", "2023-02-21"),
        ("2025-01-20", "2025-02-05"),  # over the Spring Festival, with a working Sunday
        ("2026-02-09", "2026-02-25"),  # over the longest Spring Festival
        ("2026-04-29", "2026-05-12"),  # over Labour Day, with a working Saturday
    ],
)
def test_seven_working_days_skip_holidays_and_count_make_up_days(start: str, due: str) -> None:
    assert CALENDAR.after(date.fromisoformat(start), 7) == date.fromisoformat(due)


@pytest.mark.parametrize(
    ("day", "works"),
    [
        ("2026-02-13", True),  # an ordinary Friday
        ("2026-02-14", True),  # a Saturday that makes up for the Spring Festival
        ("2026-02-15", False),  # an ordinary Sunday
        ("2026-02-16", False),  # a Monday, New Year's Eve of the old calendar
        ("2026-02-28", True),  # a Saturday that makes up
        ("2025-01-26", True),  # a Sunday that makes up
        ("2024-02-29", True),  # a leap day on a Thursday
    ],
)
def test_the_published_calendar_decides(day: str, works: bool) -> None:
    assert CALENDAR.is_workday(date.fromisoformat(day)) is works


def test_a_day_on_record_outweighs_the_published_calendar() -> None:
    typhoon = date(2026, 7, 1)
    assert not Calendar({typhoon: False}).is_workday(typhoon)
    assert Calendar({date(2026, 7, 4): True}).is_workday(date(2026, 7, 4))


def test_a_year_without_a_notice_is_provisional_and_assumes_monday_to_friday() -> None:
    new_year, saturday = date(2031, 1, 1), date(2031, 1, 4)
    assert CALENDAR.is_provisional(new_year)
    assert CALENDAR.is_workday(new_year)
    assert not CALENDAR.is_workday(saturday)


def test_a_published_year_is_not_provisional() -> None:
    assert not CALENDAR.is_provisional(date(2026, 12, 31))


def test_a_year_entered_by_hand_is_not_provisional() -> None:
    known = CALENDAR.known_years | {2027}
    assert not Calendar({date(2027, 1, 1): False}, known).is_provisional(date(2027, 5, 1))


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2026-02-28", "2026-02-28"),  # works although it is a Saturday
        ("2026-03-01", "2026-03-02"),
        ("2026-02-15", "2026-02-24"),  # the whole festival lies between
    ],
)
def test_the_first_working_day_not_before_a_day(day: str, expected: str) -> None:
    found = CALENDAR.workday_on_or_after(date.fromisoformat(day))
    assert found == date.fromisoformat(expected)


def test_working_days_before_a_due_day_count_backwards() -> None:
    assert CALENDAR.before(date(2026, 5, 11), 3) == date(2026, 5, 7)  # Saturday 9 May works


@given(
    st.dates(date(2023, 1, 1), date(2026, 6, 1)),
    st.integers(min_value=1, max_value=60),
)
def test_going_back_undoes_going_on_from_a_working_day(day: date, amount: int) -> None:
    start = CALENDAR.workday_on_or_after(day)
    assert CALENDAR.before(CALENDAR.after(start, amount), amount) == start


@given(st.dates(date(2023, 1, 1), date(2026, 6, 1)), st.integers(min_value=0, max_value=60))
def test_as_many_working_days_are_left_as_the_term_had(start: date, amount: int) -> None:
    assert CALENDAR.workdays_left(start, CALENDAR.after(start, amount)) == amount


@pytest.mark.parametrize(("today", "left"), [("2026-05-08", 2), ("2026-05-11", 0)])
def test_days_left_are_working_days(today: str, left: int) -> None:
    assert CALENDAR.workdays_left(date.fromisoformat(today), date(2026, 5, 11)) == left


def test_days_behind_are_calendar_days() -> None:
    due = date(2026, 5, 11)
    assert CALENDAR.workdays_left(due + timedelta(days=9), due) == -9
