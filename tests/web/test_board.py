"""督办看板: figures that are the rows behind them, and what cannot wait."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from correspondence.actions import extend
from correspondence.management.work import Work
from correspondence.models import Assignment
from correspondence.rules.states import AssignmentState, ReplyState
from correspondence.rules.words import Mode
from correspondence.rules.workdays import Calendar
from correspondence.web import board
from correspondence.web.figures import FIGURES, Day, count, rows_of, total
from correspondence.web.turns import Turns
from tests import factories
from tests.factories import CAP, DUE_ON, handed_out, part
from tests.people import Cast, act
from tests.walk import walk_to
from tests.web.pressing import look

pytestmark = pytest.mark.django_db

BEFORE = DUE_ON - timedelta(days=4)
AFTER = DUE_ON + timedelta(days=1)


def day(today: date) -> Day:
    return Day.of(today, Calendar())


def counted(today: date) -> dict[str, int]:
    return total(count(Assignment.objects.all(), day(today)))


@pytest.fixture
def mixture(cast: Cast) -> None:
    """Parts that answer and parts that assist: untouched, answered in time, handed back."""
    handed_out(cast, Mode.LEAD_ASSIST, number="0101")
    handed_out(cast, Mode.JOINT, number="0102")
    part(cast, ReplyState.DELIVERED)
    back = handed_out(cast, number="0103").work(cast.unit)
    back.sign_for()
    back.ask_hand_back()
    back.grant_hand_back(cast.stranger.unit)


@pytest.mark.parametrize("today", [BEFORE, DUE_ON, AFTER])
def test_every_figure_of_every_unit_is_the_number_of_its_rows(
    cast: Cast, mixture: None, monkeypatch: pytest.MonkeyPatch, today: date
) -> None:
    monkeypatch.setattr(board, "today", lambda: today)
    for unit in look(cast.supervisor, "/board/?session=all").context["units"]:
        for cell in unit["cells"]:
            rows = look(cast.supervisor, cell["url"]).context["rows"] if cell["url"] else []
            assert len(rows) == cell["value"], cell


def test_a_figure_counts_the_rows_it_leads_to(cast: Cast, mixture: None) -> None:
    for today in (BEFORE, DUE_ON, AFTER):
        sums = counted(today)
        found = {
            key: rows_of(figure, Assignment.objects.all(), day(today)).count()
            for key, figure in FIGURES.items()
        }
        assert found == {key: sums[key] for key in FIGURES}


def test_every_headline_leads_to_its_rows(cast: Cast, mixture: None) -> None:
    page = look(cast.supervisor, "/board/?session=all").context
    for stat in page["stats"]:
        if stat["value"].isdecimal():
            assert len(look(cast.supervisor, stat["url"]).context["rows"]) == int(stat["value"])
    assert len(page["urgent"]) == page["urgent_total"] > 0


def test_what_is_owed_is_either_open_or_answered(cast: Cast, mixture: None) -> None:
    for today in (BEFORE, DUE_ON, AFTER):
        sums = counted(today)
        assert sums["owed"] == sums["open"] + sums["answered"] == 5
        assert sums["answered"] == sums["in_time"] + sums["late"] == 1


def test_a_part_comes_near_falls_due_and_is_overdue(cast: Cast) -> None:
    handed_out(cast)
    for today, expected in (
        (BEFORE - timedelta(days=20), (0, 0, 0)),
        (BEFORE, (1, 0, 0)),
        (DUE_ON, (1, 1, 0)),
        (AFTER, (0, 1, 1)),
    ):
        sums = counted(today)
        assert (sums["soon"], sums["urgent"], sums["overdue"]) == expected


def test_what_was_handed_back_counts_for_nobody(cast: Cast) -> None:
    work = part(cast, AssignmentState.HAND_BACK_REQUESTED)
    work.grant_hand_back()
    assert set(counted(AFTER).values()) == {0}


def test_an_assisting_unit_counts_apart(cast: Cast) -> None:
    handed_out(cast, Mode.LEAD_ASSIST)
    sums = counted(AFTER)
    assert (sums["owed"], sums["assist_open"], sums["overdue"], sums["assist_overdue"]) == (
        1,
        1,
        1,
        1,
    )


def test_a_late_answer_counts_as_late(cast: Cast) -> None:
    work = part(cast, ReplyState.DELIVERED)
    assignment = work.assignment
    assert assignment.answered_on is not None
    assignment.due_on = assignment.answered_on - timedelta(days=1)
    assignment.save()
    sums = counted(AFTER)
    assert (sums["in_time"], sums["late"]) == (0, 1)


def page(cast_member: Any, url: str = "/board/") -> str:
    text: str = look(cast_member, url).content.decode()
    return text


def test_a_disagreement_is_with_a_leader_who_did_not_disagree(cast: Cast) -> None:
    work = part(cast, ReplyState.OFFICE_APPROVAL)
    work.paper.approve([cast.leader])
    assert Turns([work.assignment]).of(work.assignment).who == cast.leader.name
    work.paper.object_to(cast.leader, "职责不清。")
    assert Turns([work.assignment]).of(work.assignment).who == cast.chief.name


def test_the_list_for_today_says_where_it_is_stuck_and_with_whom(cast: Cast) -> None:
    part(cast, ReplyState.COSIGNING)
    shown = page(cast.supervisor)
    assert "超期" in shown
    assert "会签" in shown
    assert cast.cosigner.name in shown


def test_a_supervisor_may_nudge_from_the_board_and_a_liaison_not(cast: Cast) -> None:
    part(cast, AssignmentState.IN_PROGRESS)
    assert "/nudge/" in page(cast.supervisor)
    assert "/nudge/" not in page(cast.liaison)


def test_a_unit_sees_itself_only(cast: Cast) -> None:
    handed_out(cast, Mode.LEAD_ASSIST)
    units = [unit["name"] for unit in look(cast.assist.leader, "/board/").context["units"]]
    assert units == [cast.assist.unit.short_name]
    assert look(cast.stranger.leader, "/board/").context["units"] == []


def test_what_cannot_wait_in_another_session_is_not_forgotten(cast: Cast) -> None:
    handed_out(cast)
    handed_out(cast, conference=True, number="0050")
    assert "其他届次还有 1 件次" in page(cast.supervisor)
    assert "其他届次还有" not in page(cast.supervisor, "/board/?session=all")


@pytest.mark.parametrize("name", ["deputy", "handler", "auditor", "sysadmin", "secadmin"])
def test_the_board_does_not_exist_for_others(cast: Cast, name: str) -> None:
    for url in ("/board/", "/board/rows/", "/board/ledger.xlsx"):
        assert look(getattr(cast, name), url).status_code == 404


def test_an_unheard_of_filter_shows_something_sensible(cast: Cast) -> None:
    handed_out(cast)
    assert look(cast.supervisor, "/board/?session=999").status_code == 200
    assert look(cast.supervisor, "/board/rows/?figure=nonsense&unit=x").status_code == 200


def test_the_board_costs_the_same_for_many_rows(cast: Cast) -> None:
    counts = []
    for number in ("0101", "0102", "0103"):
        handed_out(cast, Mode.LEAD_ASSIST, number=number)
        with CaptureQueriesContext(connection) as queries:
            look(cast.supervisor, "/board/")
        counts.append(len(queries))
    assert counts[0] == counts[-1] < 40


def test_rows_are_titled_by_what_they_are(cast: Cast) -> None:
    handed_out(cast)
    shown = page(cast.supervisor, "/board/rows/?figure=overdue")
    assert "答复超期" in shown
    assert factories.TITLE in shown


def granted_late(cast: Cast) -> Work:
    """Extended on the day after it was due."""
    work = part(cast, AssignmentState.IN_PROGRESS)
    work.ask_extension(CAP, "涉及面广。")
    extend.grant(work.pk, act=act(cast.handing_out_office, AFTER, "同意。"))
    return work


def test_an_extension_granted_too_late_leaves_the_part_overdue(cast: Cast) -> None:
    work = granted_late(cast)
    sums = counted(AFTER)
    assert (sums["overdue"], sums["soon"], sums["urgent"]) == (1, 0, 0)
    shown = look(cast.supervisor, "/board/rows/?session=all&figure=overdue").content.decode()
    assert "延期系逾期后批准" in shown
    walk_to(work, ReplyState.DELIVERED)
    sums = counted(AFTER)
    assert (sums["overdue"], sums["in_time"], sums["late"]) == (0, 0, 1)


def test_rules_may_let_a_late_grant_count_as_in_time(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cast.session.profile, "late_grants_count_overdue", False)
    cast.session.profile.save()
    work = granted_late(cast)
    assert counted(AFTER)["overdue"] == 0
    walk_to(work, ReplyState.DELIVERED)
    sums = counted(AFTER)
    assert (sums["in_time"], sums["late"]) == (1, 0)
