"""The list of proposals, and the page of a case as each reader may see it."""

from dataclasses import replace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from correspondence.actions import assign, draft
from correspondence.actions.assign import Share
from correspondence.models import Deputy, Proposal, Unit, User
from correspondence.rules.states import AssignmentState, ProposalState, ReplyState
from correspondence.rules.words import Mode, Part
from tests import factories
from tests.factories import MONDAY
from tests.people import Cast, act
from tests.walk import walk_to
from tests.web.pressing import look, press

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("q=0049", True),
        ("q=第0049号", True),
        ("q=科技创新券", True),
        ("q=杨彩虹", True),
        ("q=没有这样的建议", False),
        ("state=assigned", True),
        ("state=closed", False),
        ("kind=motion", False),
    ],
)
def test_the_list_is_narrowed_by_what_is_asked(cast: Cast, query: str, found: bool) -> None:
    factories.handed_out(cast)
    page = look(cast.liaison, f"/proposals/?{query}").content.decode()
    assert (factories.TITLE in page) is found
    assert ("没有符合条件" in page) is not found


def test_a_case_is_found_once_by_the_number_of_its_reply(cast: Cast) -> None:
    factories.handed_out(cast, number="0050")
    reply = factories.part(cast, ReplyState.NUMBERED).paper.reply
    reply.refresh_from_db()
    rows = look(cast.liaison, f"/proposals/?q={reply.number}").context["rows"]
    assert [row["proposal"] for row in rows] == [reply.assignment.proposal]


@pytest.mark.parametrize("page", ["0", "x", "-1"])
def test_a_page_that_is_no_number_does_not_exist(cast: Cast, page: str) -> None:
    assert look(cast.liaison, f"/proposals/?page={page}").status_code == 404


def test_the_list_costs_the_same_for_many_rows(cast: Cast) -> None:
    counts = []
    for number in ("0101", "0102", "0103"):
        factories.handed_out(cast, number=number)
        with CaptureQueriesContext(connection) as queries:
            look(cast.liaison, "/proposals/")
        counts.append(len(queries))
    assert counts[0] == counts[-1]


def test_the_page_says_whose_turn_it_is(cast: Cast) -> None:
    life = factories.handed_out(cast)
    proposal = life.proposal
    page = look(cast.supervisor, f"/proposals/{proposal.pk}/").content.decode()
    assert "轮到" in page
    assert cast.liaison.name in page


def test_a_deputy_is_told_of_the_answer_but_not_of_the_units_inner_work(cast: Cast) -> None:
    proposal = factories.part(cast, ReplyState.ISSUED).assignment.proposal
    page = look(cast.deputy, f"/proposals/{proposal.pk}/").content.decode()
    assert "印发" in page
    for inner in ("分派处室", "同意会签", "核稿通过", cast.cosigner.name):
        assert inner not in page


def test_a_unit_that_handed_back_reads_the_case_as_it_then_stood(cast: Cast) -> None:
    life = factories.handed_out(cast)
    work = life.work(cast.unit)
    walk_to(work, AssignmentState.HAND_BACK_REQUESTED)
    work.grant_hand_back(cast.stranger.unit)
    life.work(cast.stranger.unit).sign_for()
    page = look(cast.liaison, f"/proposals/{life.proposal.pk}/").content.decode()
    assert "同意退办" in page
    assert cast.stranger.liaison.name not in page


def test_a_case_one_may_not_see_does_not_exist(cast: Cast) -> None:
    proposal: Proposal = factories.handed_out(cast).proposal
    assert proposal.state == ProposalState.ASSIGNED
    assert look(cast.stranger.liaison, f"/proposals/{proposal.pk}/").status_code == 404
    assert look(cast.sysadmin, f"/proposals/{proposal.pk}/").status_code == 404


def test_the_page_costs_the_same_for_many_units(cast: Cast) -> None:
    sole = factories.handed_out(cast, Mode.LEAD_ASSIST, number="0101").proposal
    joint = factories.handed_out(cast, Mode.LEAD_ASSIST, number="0102").proposal
    units = [
        cast.stranger.unit,
        Unit.objects.create(code="hbj", name="环保局", short_name="环保局"),
    ]
    for unit in units:
        assign.create(joint, Share(unit, Part.ASSIST), act(cast.handing_out_office, MONDAY))
    for reader in (cast.liaison, cast.supervisor, cast.handing_out_office):
        assert _queries(reader, sole) == _queries(reader, joint)


def _queries(reader: User, proposal: Proposal) -> int:
    with CaptureQueriesContext(connection) as queries:
        look(reader, f"/proposals/{proposal.pk}/")
    return len(queries)


def test_that_a_text_was_submitted_is_told_once_to_everybody_who_follows_the_part(
    cast: Cast,
) -> None:
    proposal = factories.part(cast, ReplyState.OFFICE_APPROVAL).assignment.proposal
    for reader, words in ((cast.handler, "提交审核"), (cast.supervisor, "提交文稿")):
        page = look(reader, f"/proposals/{proposal.pk}/").context
        told = [entry["what"] for entry in page["entries"] if entry["what"].startswith("提交")]
        assert told == [words, "提交"]


def test_the_timeline_is_narrowed_to_one_aspect(cast: Cast) -> None:
    proposal = factories.part(cast, ReplyState.DELIVERED).assignment.proposal
    page = look(cast.liaison, f"/proposals/{proposal.pk}/").context
    whole = {entry["what"] for entry in page["entries"]}
    parts = [
        {entry["what"] for entry in look(cast.liaison, address).context["entries"]}
        for address in (f"/proposals/{proposal.pk}/{one['url']}" for one in page["aspects"])
    ]
    assert [one["label"] for one in page["aspects"]] == ["流转", "文稿", "沟通催办"]
    assert set.union(*parts) == whole
    assert "签发" in parts[1] - parts[0]
    assert parts[2] == {"登记沟通"}


def test_the_same_act_again_makes_no_second_line(cast: Cast) -> None:
    paper = factories.part(cast, ReplyState.DRAFT).paper
    for words in ("第一稿。", "第二稿。", "第三稿。"):
        text = replace(paper.reply.latest.text, body=words)
        draft.save(paper.reply.pk, text=text, act=act(cast.handler, MONDAY))
    page = look(cast.handler, f"/proposals/{paper.reply.assignment.proposal_id}/").context
    lines = [entry["what"] for entry in page["entries"] if entry["what"].startswith("修改文稿")]
    assert len(lines) == 1
    assert lines[0].endswith("次）")


def test_the_leading_unit_sees_whom_it_waits_for_and_can_nudge(cast: Cast) -> None:
    work = factories.assisting_part(cast, AssignmentState.IN_PROGRESS)
    url = f"/proposals/{work.assignment.proposal_id}/"
    shown = look(cast.handler, url).content.decode()
    assert "opinions-head" in shown
    assert shown.count(f"/assignments/{work.pk}/nudge/") == 1
    assert f"/assignments/{work.pk}/waive_opinion/" in shown
    assert "opinions-head" not in look(cast.assist.handler, url).content.decode()


def test_the_leading_unit_reads_how_it_dealt_with_an_opinion_and_whose_turn_it_is(
    cast: Cast,
) -> None:
    work = factories.assisting_part(cast, AssignmentState.OPINION_SENT)
    press(cast.handler, work.assignment, "send_back_opinion", reason="没有说明经费")
    url = f"/proposals/{work.assignment.proposal_id}/"
    for person in (cast.handler, cast.assist.handler):
        page = look(person, url).context
        assert "退回补充会办意见" in [entry["what"] for entry in page["entries"]]
        assert page["turns"][-1] == cast.assist.handler.name
    assert "退回补充" not in look(cast.deputy, url).content.decode()


def test_the_deputies_are_told_by_how_they_signed_and_how_many(cast: Cast) -> None:
    fourth = Deputy.objects.create(code="fourth", name="顾承泽", kind=cast.third_deputy.kind)
    deputies = [cast.lead_deputy, cast.third_deputy, fourth]
    life = factories.registered(cast, deputies=deputies)
    page = " ".join(look(cast.deputy, f"/proposals/{life.pk}/").content.decode().split())
    assert page.count("已联名") == 1
    assert "已联名 2 人" in page
    assert f"{cast.third_deputy.name}、</span><span" in page


@pytest.mark.parametrize(("mode", "times"), [(Mode.SOLE, 1), (Mode.LEAD_ASSIST, 2)])
def test_the_day_of_the_only_unit_stands_at_the_head_alone(
    cast: Cast, mode: Mode, times: int
) -> None:
    proposal = factories.handed_out(cast, mode).proposal
    page = look(cast.liaison, f"/proposals/{proposal.pk}/").content.decode()
    assert page.count(f'<span class="days-on num">{factories.DUE_ON}</span>') == times
