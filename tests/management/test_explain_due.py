"""manage.py explain_due: the due days of a case, each with everything that led to it."""

import io

import pytest
from django.core.management import CommandError, call_command

from correspondence.rules.states import AssignmentState as State
from tests.factories import CAP, handed_out, part
from tests.people import Cast

pytestmark = pytest.mark.django_db


def told(*arguments: str) -> list[str]:
    out = io.StringIO()
    call_command("explain_due", *arguments, stdout=out)
    return out.getvalue().splitlines()


def test_a_case_is_told_with_article_days_and_rules(cast: Cast) -> None:
    handed_out(cast)
    lines = told("第0049号")
    assert "[答复] 2026-06-02（现行）" in lines
    assert "期限：3个月（第十九条）" in lines
    assert "规则：上海市（自2016-04-21起施行）" in lines
    assert "  92  2026-06-02 周二  到期日" in lines


def test_what_was_decided_is_told_with_the_person(cast: Cast) -> None:
    work = part(cast, State.IN_PROGRESS)
    work.ask_extension(CAP, "涉及面广。")
    work.grant_extension()
    lines = told(str(work.pk), "--assignment")
    assert "[答复] 2026-06-02（已被取代）" in lines
    assert "调整：批准延期：2026-09-02，同意延期。（handing_out_office，2026-03-02）" in lines


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (("9999",), "没有第9999号"),
        (("x", "--assignment"), "没有编号为 x 的承办件"),
        (("0049", "--session", "市一届人大一次会议"), "没有第0049号"),
        (("0049",), "见于多个届次"),
    ],
)
def test_a_case_that_is_not_the_only_one_is_refused(
    cast: Cast, arguments: tuple[str, ...], reason: str
) -> None:
    handed_out(cast)
    handed_out(cast, conference=True)
    with pytest.raises(CommandError, match=reason):
        told(*arguments)
