"""Registering a proposal."""

import pytest
from pytest_django import DjangoAssertNumQueries

from correspondence.models import Deputy, DeputyKind, Proposal, SignatoryAnswer
from correspondence.rules.states import ProposalState
from correspondence.rules.words import Role
from correspondence.web.intake import RegisterForm
from tests.people import Cast
from tests.web.pressing import look, press, signed_in

pytestmark = pytest.mark.django_db


def test_a_deputy_leads_what_he_writes_and_invites_the_others(cast: Cast) -> None:
    written = typed(cast, deputies=cast.second_deputy.name)
    assert signed_in(cast.deputy).post("/proposals/new/", written).status_code == 302
    proposal = Proposal.objects.get()
    press(cast.deputy, proposal, "submit", title=proposal.title, text=proposal.text)
    proposal.refresh_from_db()
    assert proposal.state == ProposalState.SUBMITTED
    assert proposal.signatories.get(position=1).deputy == cast.lead_deputy
    assert press(cast.joint_deputy, proposal, "join").status_code == 302
    proposal.refresh_from_db()
    assert proposal.state == ProposalState.IN_REVIEW
    assert proposal.signatories.get(position=2).answer == SignatoryAnswer.JOINED


def typed(cast: Cast, **changes: object) -> dict[str, object]:
    plain = {"session": cast.session.pk, "title": "关于早餐网点的建议", "text": "背景情况……"}
    return {**plain, **changes}


def names_of(proposal: Proposal) -> list[str]:
    return [one.deputy.name for one in proposal.signatories.order_by("position")]


@pytest.mark.parametrize("names", ["陆知行、杨彩虹", "陆知行代表，杨彩虹代表", "陆知行 杨彩虹"])
def test_whoever_is_named_first_leads(cast: Cast, names: str) -> None:
    answer = signed_in(cast.congress_office).post("/proposals/new/", typed(cast, deputies=names))
    assert answer.status_code == 302
    assert names_of(Proposal.objects.get()) == ["陆知行", "杨彩虹"]


def test_a_short_name_printed_with_a_space_is_one_name(cast: Cast) -> None:
    Deputy.objects.create(code="9001", name="李明", kind=DeputyKind.DEPUTY)
    typed_in = typed(cast, deputies="李　明、杨彩虹")
    signed_in(cast.congress_office).post("/proposals/new/", typed_in)
    assert names_of(Proposal.objects.get()) == ["李明", "杨彩虹"]


def test_a_name_nobody_bears_is_refused_with_the_nearest(cast: Cast) -> None:
    answer = signed_in(cast.congress_office).post(
        "/proposals/new/", typed(cast, deputies="杨彩红、诸葛某")
    )
    assert answer.status_code == 422
    words = answer.content.decode()
    assert "没有“杨彩红”，是否为杨彩虹？" in words
    assert "没有“诸葛某”，请核对姓名" in words
    assert "杨彩红、诸葛某" in words
    assert not Proposal.objects.exists()


def test_namesakes_are_told_apart_by_their_code(cast: Cast) -> None:
    namesake = Deputy.objects.create(code="9002", name="杨彩虹", kind=DeputyKind.DEPUTY)
    office = signed_in(cast.congress_office)
    answer = office.post("/proposals/new/", typed(cast, deputies="杨彩虹"))
    assert "有2位“杨彩虹”" in answer.content.decode()
    assert "杨彩虹（9002）" in answer.content.decode()
    office.post("/proposals/new/", typed(cast, deputies="杨彩虹（9002）"))
    assert Proposal.objects.get().signatories.get().deputy == namesake


def test_a_member_of_the_conference_brings_nothing_to_the_congress(cast: Cast) -> None:
    answer = signed_in(cast.congress_office).post(
        "/proposals/new/", typed(cast, deputies=cast.member.name)
    )
    assert f"本届名册中没有“{cast.member.name}”" in answer.content.decode()


def test_what_was_typed_stays_when_something_is_missing(cast: Cast) -> None:
    written = typed(cast, title="", text="写了很久的正文")
    answer = signed_in(cast.deputy).post("/proposals/new/", written)
    assert answer.status_code == 422
    assert "写了很久的正文" in answer.content.decode()
    assert not Proposal.objects.exists()


def test_the_roll_of_deputies_is_read_once_for_a_page(
    cast: Cast, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    sent = {"session": cast.session.pk, "deputies": "诸葛某"}
    form = RegisterForm(sent, user=cast.congress_office)
    cast.congress_office.holds(Role.DEPUTY)
    with django_assert_num_queries(2):  # the session, and the roll
        assert not form.is_valid()
        assert cast.lead_deputy.name in form.known


def test_nobody_else_registers_proposals(cast: Cast) -> None:
    assert look(cast.liaison, "/proposals/new/").status_code == 403


def test_a_number_is_given_once_a_session(cast: Cast) -> None:
    for title in ("关于甲的建议", "关于乙的建议"):
        signed_in(cast.deputy).post("/proposals/new/", typed(cast, title=title))
        row = Proposal.objects.get(title=title)
        press(cast.deputy, row, "submit", title=title, text="正文")
    first, second = Proposal.objects.order_by("pk")
    assert press(cast.congress_office, first, "accept", number="0049").status_code == 302
    answer = press(cast.congress_office, second, "accept", number="0049")
    assert answer.status_code == 422
    assert "已有第0049号" in answer.content.decode()


def test_registering_is_one_place_and_no_other(cast: Cast) -> None:
    places = look(cast.congress_office, "/proposals/new/").context["navigation"]
    assert [place["label"] for place in places if place["current"]] == ["登记建议"]
