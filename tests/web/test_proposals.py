"""The list of proposals, and the page of a case as each reader may see it."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from correspondence.management.walk import walk_to
from correspondence.models import Proposal
from correspondence.rules.states import AssignmentState, ProposalState, ReplyState
from tests import factories
from tests.people import Cast
from tests.web.pressing import look

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
