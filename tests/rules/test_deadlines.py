"""Due days: the day of the event does not count, month ends, days off, and the reasons given."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from correspondence.rules.deadlines import Term, add_months, cosign_due, due, explain
from correspondence.rules.words import Unit
from correspondence.rules.workdays import Calendar

CALENDAR = Calendar()
THREE_MONTHS = Term(3, Unit.MONTH, "第十九条")
SEVEN_DAYS = Term(7, Unit.WORKDAY, "第十四条")


@pytest.mark.parametrize(
    ("start", "expected"),
    [
        ("2023-02-10", "2023-05-10"),
        ("2023-11-29", "2024-02-29"),  # a leap year has the day
        ("2023-11-30", "2024-02-29"),  # and is the last one for the 30th
        ("2024-11-30", "2025-02-28"),
        ("2025-11-30", "2026-02-28"),
        ("2026-01-31", "2026-04-30"),
        ("2025-12-31", "2026-03-31"),  # over the turn of the year
    ],
)
def test_months_end_on_the_same_day_or_on_the_last_one(start: str, expected: str) -> None:
    assert add_months(date.fromisoformat(start), 3) == date.fromisoformat(expected)


def test_a_saturday_that_makes_up_is_a_working_day_and_does_not_roll() -> None:
    found = due(date(2025, 11, 30), THREE_MONTHS, CALENDAR)
    assert (found.due_on, found.rolled) == (date(2026, 2, 28), False)
    assert found.due_on.strftime("%a") == "Sat"


@pytest.mark.parametrize(
    ("start", "expected"),
    [
        ("2026-02-09", "2026-05-09"),  # a Saturday that works
        ("2026-02-10", "2026-05-11"),  # a Sunday rolls to Monday
        ("2026-07-01", "2026-10-08"),  # a holiday rolls over the whole holiday
        ("2026-02-11", "2026-05-11"),  # a Monday stays
    ],
)
def test_a_term_in_months_that_ends_on_a_day_off_rolls_forward(start: str, expected: str) -> None:
    found = due(date.fromisoformat(start), THREE_MONTHS, CALENDAR)
    assert found.due_on == date.fromisoformat(expected)


def test_a_profile_can_forbid_rolling() -> None:
    strict = Term(3, Unit.MONTH, roll_forward=False)
    found = due(date(2026, 2, 10), strict, CALENDAR)
    assert (found.due_on, found.rolled) == (date(2026, 5, 10), False)


def test_a_term_in_working_days_never_rolls() -> None:
    found = due(date(2026, 4, 29), SEVEN_DAYS, CALENDAR)
    assert (found.computed_on, found.due_on) == (date(2026, 5, 12), date(2026, 5, 12))


def test_a_term_in_days_counts_every_day() -> None:
    found = due(date(2026, 3, 2), Term(10, Unit.DAY), CALENDAR)
    assert found.due_on == date(2026, 3, 12)


def test_a_term_in_days_rolls_off_a_weekend() -> None:
    assert due(date(2026, 3, 4), Term(10, Unit.DAY), CALENDAR).due_on == date(2026, 3, 16)


def test_a_due_day_in_a_year_without_a_notice_is_provisional() -> None:
    assert due(date(2026, 11, 2), THREE_MONTHS, CALENDAR).provisional
    assert not due(date(2026, 1, 5), THREE_MONTHS, CALENDAR).provisional


@given(st.dates(date(2004, 1, 1), date(2026, 3, 1)), st.integers(min_value=1, max_value=24))
def test_months_never_leave_the_month_they_should_end_in(start: date, amount: int) -> None:
    end = add_months(start, amount)
    passed = (end.year - start.year) * 12 + end.month - start.month
    assert passed == amount
    assert end.day == start.day or (end + timedelta(days=1)).day == 1


@given(
    st.dates(date(2023, 1, 1), date(2026, 3, 1)),
    st.sampled_from(list(Unit)),
    st.integers(min_value=1, max_value=6),
)
def test_every_due_day_lies_ahead_and_is_worked(start: date, unit: Unit, amount: int) -> None:
    found = due(start, Term(amount, unit), CALENDAR)
    assert found.due_on > start
    assert CALENDAR.is_workday(found.due_on)
    assert found.due_on >= found.computed_on


def test_the_reasons_name_the_event_the_article_and_the_days_left_out() -> None:
    found = due(date(2026, 4, 29), SEVEN_DAYS, CALENDAR)
    assert explain(found, base_event="签收之日", calendar=CALENDAR) == [
        "签收之日：2026-04-29，当日不计入（民法典第二百零一条）。",
        "期限：7个工作日（第十四条）。",
        "不计入的休息日：05-01、05-02、05-03、05-04、05-05、05-10。",
        "期限届满：2026-05-12。",
    ]


def test_the_reasons_say_that_the_day_was_moved_and_why() -> None:
    lines = explain(
        due(date(2026, 2, 10), THREE_MONTHS, CALENDAR), base_event="交办之日", calendar=CALENDAR
    )
    assert lines[-1] == "届满日为休息日，顺延至 2026-05-11（民法典第二百零三条）。"


def test_the_reasons_admit_an_unknown_year() -> None:
    found = due(date(2026, 11, 2), Term(3, Unit.MONTH), CALENDAR)
    lines = explain(found, base_event="交办之日", calendar=CALENDAR)
    assert "期限：3个月（内部约定）。" in lines
    assert lines[-1] == "2027 年放假安排尚未公布，此日期为暂定。"


@pytest.mark.parametrize(
    ("asked_on", "days", "answer_due", "expected"),
    [
        (date(2026, 3, 3), 2, date(2026, 6, 2), date(2026, 3, 5)),
        (date(2026, 3, 6), 2, date(2026, 6, 2), date(2026, 3, 10)),  # over a week-end
        (date(2026, 3, 3), 5, date(2026, 3, 5), date(2026, 3, 5)),  # not after the answer is due
        (date(2026, 3, 6), 2, date(2026, 3, 5), date(2026, 3, 10)),  # which is past already
        (date(2026, 3, 3), 0, date(2026, 6, 2), None),
    ],
)
def test_co_signers_have_some_working_days_but_not_longer_than_the_answer(
    asked_on: date, days: int, answer_due: date, expected: date | None
) -> None:
    assert cosign_due(asked_on, days, Calendar(), answer_due=answer_due) == expected
