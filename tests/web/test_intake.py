"""Registering a proposal."""

import pytest
from django.test import Client

from correspondence.models import Proposal, SignatoryAnswer
from correspondence.rules.states import ProposalState
from tests.people import Cast
from tests.web.pressing import look, press

pytestmark = pytest.mark.django_db


def signed_in(person: object) -> Client:
    client = Client()
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")  # type: ignore[arg-type]
    return client


def test_a_deputy_leads_what_he_writes_and_invites_the_others(cast: Cast) -> None:
    typed = {
        "session": cast.session.pk,
        "title": "关于完善社区早餐网点的建议",
        "text": "背景情况……",
        "deputies": [cast.second_deputy.pk],
    }
    assert signed_in(cast.deputy).post("/proposals/new/", typed).status_code == 302
    proposal = Proposal.objects.get()
    press(cast.deputy, proposal, "submit", title=proposal.title, text=proposal.text)
    proposal.refresh_from_db()
    assert proposal.state == ProposalState.SUBMITTED
    assert proposal.signatories.get(position=1).deputy == cast.lead_deputy
    assert press(cast.joint_deputy, proposal, "join").status_code == 302
    proposal.refresh_from_db()
    assert proposal.state == ProposalState.IN_REVIEW
    assert proposal.signatories.get(position=2).answer == SignatoryAnswer.JOINED


def test_what_was_typed_stays_when_something_is_missing(cast: Cast) -> None:
    typed = {"session": cast.session.pk, "title": "", "text": "写了很久的正文"}
    answer = signed_in(cast.deputy).post("/proposals/new/", typed)
    assert answer.status_code == 422
    assert "写了很久的正文" in answer.content.decode()
    assert not Proposal.objects.exists()


def test_nobody_else_registers_proposals(cast: Cast) -> None:
    assert look(cast.liaison, "/proposals/new/").status_code == 403


def test_a_number_is_given_once_a_session(cast: Cast) -> None:
    for title in ("关于甲的建议", "关于乙的建议"):
        typed = {"session": cast.session.pk, "title": title, "text": "正文"}
        signed_in(cast.deputy).post("/proposals/new/", typed)
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
