"""One proposal's whole life, told through the pages, by everybody in turn."""

import re
from typing import Any

import pytest
from django.db.models import Model
from django.test import Client

from correspondence.gongwen import page_count
from correspondence.models import Assignment, IssuedDocument, Proposal, Reply, User
from correspondence.rules.states import AssignmentState, ProposalState, ReplyState
from tests.people import Cast
from tests.web.pressing import look, press

BODY = "您提出的建议收悉。经会同市发展改革委研究，现将办理情况答复如下：\n一、相关工作\n已经落实。"


def do(user: User, row: Model, move: str, **typed: Any) -> None:
    """Press a button that must work, and read the row again."""
    answer = press(user, row, move, **typed)
    assert answer.status_code == 302, re.sub(r"<[^>]+>|\s+", " ", answer.content.decode())
    row.refresh_from_db()


def write(cast: Cast, reply: Reply, user: User, **more: str) -> None:
    """Fill in the draft's page as it was offered, with a body and what else is needed."""
    text = reply.latest
    typed = {"title": text.title, "recipient": text.recipient, "copies": text.copies}
    do(user, reply, "save", **typed | {"body": BODY, "openness": "public"} | more)


def through_the_unit(cast: Cast, team: Any, reply: Reply) -> None:
    """提交, 审核, 会签, 核稿, 签发, 复核, 编号, 用印, 印发, 送达: the legal order."""
    do(team.handler, reply, "submit")
    do(team.office_head, reply, "approve", cosigners=[team.cosigner.pk])
    do(team.cosigner, reply, "agree")
    do(team.reviewer, reply, "pass_review")
    do(team.leader, reply, "sign_off")
    do(team.reviewer, reply, "recheck")
    do(team.liaison, reply, "number")
    do(team.seal_keeper, reply, "seal")
    do(team.liaison, reply, "issue")
    everybody = list(reply.deliveries.values_list("pk", flat=True))
    do(team.liaison, reply, "deliver", deliveries=everybody, way="system")


def to_the_handler(team: Any, part: Assignment) -> Reply:
    """签收, 分派, 确定经办人, 起草."""
    do(team.liaison, part, "sign_for")
    do(team.liaison, part, "dispatch", lead=team.office.pk)
    do(team.office_head, part, "begin", handler=team.handler.pk)
    if part.answers:
        deputy = part.proposal.signatories.get(position=1).deputy
        held = {"deputy": deputy.pk, "way": "phone", "opinion": "赞同。"}
        do(team.handler, part, "record_contact", held_on=part.signed_for_on, **held)
    do(team.handler, part, "start_reply")
    return part.replies.get()


def registered(cast: Cast) -> Proposal:
    """A deputy writes a proposal and hands it in; the offices take it and hand it out."""
    client = Client()
    client.force_login(cast.deputy, backend="django.contrib.auth.backends.ModelBackend")
    typed = {
        "session": cast.session.pk,
        "title": "关于推进社区早餐网点建设的建议",
        "text": "背景……",
    }
    assert client.post("/proposals/new/", typed).status_code == 302
    proposal = Proposal.objects.get()
    do(cast.deputy, proposal, "submit", title=proposal.title, text=proposal.text)
    do(cast.congress_office, proposal, "accept", number="0049")
    do(cast.congress_office, proposal, "forward")
    units = {"leading": [cast.unit.pk], "assisting": [cast.assist.unit.pk]}
    do(cast.handing_out_office, proposal, "hand_out", mode="lead_assist", **units)
    return proposal


@pytest.mark.django_db
def test_a_proposal_lives_its_whole_life_through_the_pages(cast: Cast) -> None:
    proposal = registered(cast)
    lead = proposal.assignments.get(unit=cast.unit)
    assist = proposal.assignments.get(unit=cast.assist.unit)

    opinion = to_the_handler(cast.assist, assist)
    write(cast, opinion, cast.assist.handler)
    through_the_unit(cast, cast.assist, opinion)
    assist.refresh_from_db()
    assert assist.state == AssignmentState.OPINION_SENT

    reply = to_the_handler(cast, lead)
    do(cast.handler, assist, "accept_opinion")
    write(cast, reply, cast.handler, outcome="resolved")
    through_the_unit(cast, cast, reply)
    lead.refresh_from_db()
    assert (reply.state, lead.state) == (ReplyState.DELIVERED, AssignmentState.REPLIED)
    assert reply.dated == reply.signed_on
    assert re.fullmatch(r"沪科建复〔\d{4}〕1号", reply.number)

    do(cast.deputy, lead, "give_feedback", attitude="satisfied", result="satisfied")
    proposal.refresh_from_db()
    assert proposal.state == ProposalState.CLOSED
    frozen = IssuedDocument.objects.get(reply=reply)
    pdf = look(cast.deputy, f"/replies/{reply.pk}/document.pdf")
    assert pdf.content == bytes(frozen.pdf)
    assert page_count(pdf.content) == frozen.pages


@pytest.mark.django_db
def test_everybody_finds_the_next_step_in_their_own_work(cast: Cast) -> None:
    proposal = registered(cast)
    assert "0049" in look(cast.liaison, "/my-work/").content.decode()
    assert "0049" not in look(cast.stranger.liaison, "/my-work/").content.decode()
    lead = proposal.assignments.get(unit=cast.unit)
    do(cast.liaison, lead, "sign_for")
    do(cast.liaison, lead, "dispatch", lead=cast.office.pk)
    assert "确定经办人" in look(cast.office_head, "/my-work/").content.decode()


@pytest.mark.django_db
def test_what_is_missing_is_said_beside_the_form_and_nothing_typed_is_lost(cast: Cast) -> None:
    proposal = registered(cast)
    lead = proposal.assignments.get(unit=cast.unit)
    reply = to_the_handler(cast, lead)
    answer = press(cast.handler, reply, "submit")
    assert answer.status_code == 422
    assert "会办意见尚未收到" in answer.content.decode()
    half = press(cast.handler, reply, "save", title="", recipient="某代表", body="写了一半的正文")
    assert half.status_code == 422
    assert "写了一半的正文" in half.content.decode()
