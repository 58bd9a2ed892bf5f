"""我的工作: what waits for a person, narrowed, remembered, and worked off several at a time."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from correspondence.models import Assignment, SavedView, User
from correspondence.rules.states import AssignmentState, ReplyState
from correspondence.rules.words import Mode
from correspondence.web import work
from tests import factories
from tests.factories import DUE_ON
from tests.people import Cast
from tests.walk import walk_to
from tests.web.pressing import look, press, signed_in

pytestmark = pytest.mark.django_db


def words(user: User, query: str = "") -> dict[str, int]:
    """The groups of the list with how many lines each has."""
    groups: Any = look(user, f"/my-work/{query}").context["groups"]
    return {group["word"]: group["count"] for group in groups}


@pytest.mark.parametrize(
    ("who", "state", "word"),
    [
        ("liaison", AssignmentState.PENDING, "签收"),
        ("liaison", AssignmentState.SIGNED_FOR, "分派处室"),
        ("handler", AssignmentState.IN_PROGRESS, "起草文稿"),
        ("handler", ReplyState.DRAFT, "完成文稿"),
        ("office_head", ReplyState.OFFICE_APPROVAL, "处室审核"),
        ("cosigner", ReplyState.COSIGNING, "会签"),
        ("reviewer", ReplyState.REVIEW, "核稿"),
        ("leader", ReplyState.LEADER_APPROVAL, "签发"),
        ("reviewer", ReplyState.SIGNED, "复核"),
        ("liaison", ReplyState.RECHECKED, "登记编号"),
        ("seal_keeper", ReplyState.NUMBERED, "用印"),
        ("liaison", ReplyState.ISSUED, "登记送达"),
    ],
)
def test_each_waits_for_whoever_is_next(
    cast: Cast, who: str, state: AssignmentState | ReplyState, word: str
) -> None:
    factories.part(cast, state)
    assert words(getattr(cast, who))[word] == 1


def test_a_disagreement_waits_for_the_leaders_with_what_is_said(cast: Cast) -> None:
    paper = factories.part(cast, ReplyState.COSIGNING).paper
    assert words(cast.leader) == {}
    paper.object_to(cast.cosigner, "经费未落实。")
    page = look(cast.leader, "/my-work/")
    assert [group["word"] for group in page.context["groups"]] == ["裁定分歧"]
    assert "会签不同意：经费未落实。" in page.content.decode()
    assert f'href="/replies/{paper.reply.pk}/override/"' in page.content.decode()
    paper.override("已协调。")
    assert words(cast.leader) == {}


def test_the_talk_with_the_deputy_waits_until_it_is_recorded(cast: Cast) -> None:
    part = factories.part(cast, AssignmentState.IN_PROGRESS).assignment
    assert words(cast.handler) == {"登记沟通": 1, "起草文稿": 1}
    step = look(cast.handler, "/my-work/").context["groups"][0]["lines"][0].step
    assert step["url"] == f"/assignments/{part.pk}/record_contact/"


def test_an_assisting_unit_drafts_an_opinion(cast: Cast) -> None:
    factories.assisting_part(cast, AssignmentState.IN_PROGRESS)
    assert words(cast.assist.handler) == {"起草会办意见": 1}
    page = look(cast.handler, "/my-work/").content.decode()
    assert "会办 0/1 已回" in page


def test_a_returned_draft_says_why(cast: Cast) -> None:
    reply = factories.part(cast, ReplyState.REVIEW).paper.reply
    assert press(cast.reviewer, reply, "send_back", reason="请补充数据来源").status_code == 302
    assert "被退回：请补充数据来源" in look(cast.handler, "/my-work/").content.decode()


def test_a_returned_opinion_says_why_until_it_has_gone_out_again(cast: Cast) -> None:
    part = factories.assisting_part(cast, AssignmentState.OPINION_SENT)
    said = "被退回：没有说明经费"
    press(cast.handler, part.assignment, "send_back_opinion", reason="没有说明经费")
    assert said in look(cast.assist.handler, "/my-work/").content.decode()
    walk_to(part, ReplyState.DRAFT)
    assert said in look(cast.assist.handler, "/my-work/").content.decode()
    part.paper.submit()
    assert said not in look(cast.assist.office_head, "/my-work/").content.decode()


@pytest.mark.parametrize(
    ("today", "counts"),
    [
        (DUE_ON - timedelta(days=30), (0, 0, 0)),
        (DUE_ON - timedelta(days=3), (0, 0, 1)),
        (DUE_ON, (0, 1, 1)),
        (DUE_ON + timedelta(days=1), (1, 0, 0)),
    ],
)
def test_the_days_are_counted_and_lead_to_their_lines(
    cast: Cast, monkeypatch: pytest.MonkeyPatch, today: date, counts: tuple[int, ...]
) -> None:
    factories.part(cast, AssignmentState.SIGNED_FOR)
    monkeypatch.setattr(work, "today", lambda: today)
    days = look(cast.liaison, "/my-work/").context["days"]
    assert tuple(one["value"] for one in days) == counts
    for one in days:
        groups = look(cast.liaison, one["url"]).context["groups"]
        assert sum(group["count"] for group in groups) == one["value"]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?q=0049", 1),
        ("?q=第0049号", 1),
        ("?q=科技创新券", 1),
        ("?q=没有", 0),
        ("?part=sole", 1),
        ("?part=assist", 0),
        ("?move=sign_for", 1),
        ("?move=number", 0),
        ("?due=nonsense", 1),
    ],
)
def test_filters_leave_what_fits(cast: Cast, query: str, found: int) -> None:
    factories.handed_out(cast)
    assert sum(words(cast.liaison, query).values()) == found


def test_the_list_costs_the_same_for_many_rows(cast: Cast) -> None:
    people = (
        cast.liaison,
        cast.handler,
        cast.leader,
        cast.handing_out_office,
        cast.congress_office,
    )
    _one_of_each_kind(cast, "1")
    before = [_queries(user) for user in people]
    for series in "23":
        _one_of_each_kind(cast, series)
    assert [_queries(user) for user in people] == before


ONE_OF_EACH_KIND: tuple[tuple[AssignmentState | ReplyState, Mode], ...] = (
    (AssignmentState.IN_PROGRESS, Mode.LEAD_ASSIST),
    (AssignmentState.HAND_BACK_REQUESTED, Mode.SOLE),
    (ReplyState.DRAFT, Mode.LEAD_ASSIST),
    (ReplyState.COSIGNING, Mode.JOINT),
    (ReplyState.RECHECKED, Mode.SOLE),
    (ReplyState.DELIVERED, Mode.SOLE),
)


def _one_of_each_kind(cast: Cast, series: str) -> None:
    for number, (state, mode) in enumerate(ONE_OF_EACH_KIND):
        life = factories.handed_out(cast, mode, number=f"{series}0{number}")
        walk_to(life.work(cast.unit), state)
        if state is ReplyState.COSIGNING:
            life.work(cast.unit).paper.object_to(cast.cosigner, "经费未落实。")


def _queries(user: User) -> int:
    with CaptureQueriesContext(connection) as queries:
        look(user, "/my-work/")
    return len(queries)


def test_several_parts_are_signed_for_at_once(cast: Cast) -> None:
    parts = [factories.handed_out(cast, number=str(n)).work(cast.unit) for n in (101, 102, 103)]
    client = signed_in(cast.liaison)
    chosen = [part.pk for part in parts[:2]]
    answer = client.post("/my-work/sign-for/", {"part": chosen, "next": "/my-work/"}, follow=True)
    assert "签收：已办理 2 件。" in answer.content.decode()
    states = [part.assignment.state for part in parts]
    assert states == [AssignmentState.SIGNED_FOR] * 2 + [AssignmentState.PENDING]


def test_one_that_was_taken_stops_no_other(cast: Cast) -> None:
    taken, free = (factories.handed_out(cast, number=n).work(cast.unit) for n in ("101", "102"))
    taken.sign_for()
    answer = signed_in(cast.liaison).post(
        "/my-work/sign-for/", {"part": [taken.pk, free.pk], "next": "/my-work/"}, follow=True
    )
    page = answer.content.decode()
    assert "第101号（市科委）" in page
    assert "已办理 1 件" in page
    assert free.assignment.state == AssignmentState.SIGNED_FOR


def test_nobody_signs_for_others_in_bulk(cast: Cast) -> None:
    part = factories.handed_out(cast).work(cast.unit)
    for user in (cast.handler, cast.stranger.liaison, cast.auditor):
        signed_in(user).post("/my-work/sign-for/", {"part": [part.pk]})
    assert part.assignment.state == AssignmentState.PENDING


def test_several_parts_are_nudged_with_one_demand(cast: Cast) -> None:
    parts = [factories.handed_out(cast, number=str(n)).work(cast.unit) for n in (101, 102)]
    sent = {"part": [part.pk for part in parts], "demand": "请抓紧。", "next": "/board/rows/"}
    client = signed_in(cast.handing_out_office)
    answer = client.post("/board/nudge/", sent, follow=True)
    assert "催办：已办理 2 件。" in answer.content.decode()
    demands = [nudge.demand for part in parts for nudge in part.assignment.nudges.all()]
    assert demands == ["请抓紧。"] * 2
    again = client.post("/board/nudge/", sent, follow=True)
    assert "您今天已催办过本件。" in again.content.decode()


def test_the_way_back_never_leaves_the_site(cast: Cast) -> None:
    client = signed_in(cast.liaison)
    for elsewhere in ("https://example.org/", "//example.org/", "/\\example.org", ""):
        assert client.post("/my-work/sign-for/", {"next": elsewhere}).headers["Location"] == "/"


def test_a_list_remembers_its_filters_until_told_to_forget(cast: Cast) -> None:
    factories.handed_out(cast)
    client = signed_in(cast.liaison)
    client.get("/my-work/?part=sole&q=0049")
    assert client.get("/my-work/").headers["Location"] == "/my-work/?q=0049&part=sole"
    client.get("/my-work/?all=1")
    assert client.get("/my-work/").status_code == 200


def test_filters_are_kept_under_a_name(cast: Cast) -> None:
    factories.handed_out(cast)
    client = signed_in(cast.liaison)
    client.post("/views/", {"place": "work", "label": "独办的", "query": "part=sole"})
    tabs = client.get("/my-work/?part=sole").context["views"]["tabs"]
    assert [(tab["label"], tab["current"]) for tab in tabs] == [("全部", False), ("独办的", True)]
    view = SavedView.objects.get()
    assert signed_in(cast.handler).post(f"/views/{view.pk}/drop/").status_code == 404
    client.post(f"/views/{view.pk}/drop/")
    assert not SavedView.objects.exists()


@pytest.mark.parametrize(
    ("typed", "complaint"),
    [
        ({"label": "  ", "query": "part=sole"}, "请给视图取一个名称"),
        ({"label": "空的", "query": ""}, "请先筛选"),
        ({"label": "长", "query": "q=" + "长" * 500}, "筛选条件太长"),
    ],
)
def test_a_view_without_sense_is_refused(cast: Cast, typed: dict[str, str], complaint: str) -> None:
    answer = signed_in(cast.liaison).post("/views/", typed | {"place": "work"}, follow=True)
    assert complaint in answer.content.decode()
    assert not SavedView.objects.exists()


def test_whoever_begins_is_told_what_will_come(cast: Cast) -> None:
    assert "等您签收和分派处室" in look(cast.stranger.liaison, "/my-work/").content.decode()
    assert Assignment.objects.filter(unit=cast.stranger.unit).count() == 0
