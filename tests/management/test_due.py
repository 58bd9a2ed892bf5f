"""manage.py due: one term with every day on the way, or many as CSV."""

import io
import sys

import pytest
from django.core.management import CommandError, call_command

from correspondence.models import CalendarDay

pytestmark = pytest.mark.django_db


def told(*arguments: str) -> list[str]:
    out = io.StringIO()
    call_command("due", *arguments, stdout=out)
    return out.getvalue().splitlines()


def answers(monkeypatch: pytest.MonkeyPatch, text: str) -> tuple[list[str], str]:
    """What the command answers to these lines, and what it complains about at the end."""
    out = io.StringIO()
    monkeypatch.setattr(sys, "stdin", io.StringIO(text))
    try:
        call_command("due", stdout=out)
    except CommandError as complaint:
        return out.getvalue().splitlines(), str(complaint)
    return out.getvalue().splitlines(), ""


def test_the_due_day_comes_first() -> None:
    assert told("2026-04-29", "7", "wd")[0] == "2026-05-12"


def test_every_day_is_told_with_the_reason_why_it_does_not_count() -> None:
    lines = told("2026-04-29", "7", "wd")
    assert "   -  2026-04-29 周三  起算日，不计入" in lines
    assert "   -  2026-05-04 周一  休息日，不计入  劳动节放假" in lines
    assert "   5  2026-05-09 周六  计入  劳动节调休上班" in lines
    assert "   -  2026-05-10 周日  休息日，不计入  星期日" in lines
    assert "   7  2026-05-12 周二  到期日" in lines


def test_the_article_and_the_roll_are_told() -> None:
    lines = told("2026-02-10", "3", "month", "--article", "第十九条")
    assert lines[0] == "2026-05-11"
    assert "期限：3个月（第十九条）" in lines
    assert "顺延：届满日为休息日，顺延至 2026-05-11（民法典第二百零三条）" in lines


def test_rolling_can_be_left_out() -> None:
    assert told("2026-02-10", "3", "month", "--no-roll")[0] == "2026-05-10"


def test_an_unknown_year_is_said_to_be_provisional() -> None:
    assert any(line.startswith("暂定：") for line in told("2029-12-20", "20", "wd"))


def test_a_day_on_record_counts_as_recorded() -> None:
    CalendarDay.objects.create(
        day="2026-04-30", is_workday=False, name="台风停工", source="市政府通告"
    )
    lines = told("2026-04-29", "7", "wd")
    assert lines[0] == "2026-05-13"
    assert "   -  2026-04-30 周四  休息日，不计入  台风停工" in lines


def test_lines_of_csv_are_answered_line_by_line(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "START,AMOUNT,UNIT\n2023-02-10,7,wd\n2024-11-30,3,month\n2029-01-02,1,day\n"
    assert answers(monkeypatch, text) == (
        ["due,provisional", "2023-02-21,known", "2025-02-28,known", "2029-01-03,provisional"],
        "",
    )


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("2023-02-30,7,wd", "日期“2023-02-30”有误"),
        ("2023-2-3,7,wd", "日期“2023-2-3”有误"),
        ("2023-W06-5,7,wd", "日期“2023-W06-5”有误"),
        ("2023-02-10,-7,wd", "数量“-7”有误"),
        ("2023-02-10,7.5,wd", "数量“7.5”有误"),
        ("2023-02-10,7,week", "单位“week”有误"),
        ("2023-02-10,7", "应为三项"),
        ("", "应为三项"),
        ("9999-12-30,9,wd", "超出可计算的日期范围"),
        ("9999-12-30,9,day", "超出可计算的日期范围"),
        ("9999-12-30,9,month", "超出可计算的日期范围"),
    ],
)
def test_a_bad_line_is_named_and_the_others_are_answered(
    monkeypatch: pytest.MonkeyPatch, line: str, reason: str
) -> None:
    found, complaint = answers(monkeypatch, f"2023-02-10,7,wd\n{line}\n2023-02-10,7,wd\n")
    assert found[0] == found[2] == "2023-02-21,known"
    assert found[1].startswith(f"error,第 2 行：{reason}")
    assert complaint == "1 行有误"


def test_a_bad_start_on_the_command_line_is_refused() -> None:
    with pytest.raises(CommandError, match="应为 2026-04-29 这样的日期"):
        call_command("due", "yesterday", "7", "wd")
