"""用印, 印发, 送达, 公开, 撤销: the PDF is frozen, everybody gets it, and nothing is deleted."""

import hashlib
from dataclasses import replace
from typing import Any

import pytest

from correspondence.actions import draft, issue
from correspondence.actions.errors import NotReady, WrongState
from correspondence.gongwen import LayoutError
from correspondence.management.paper import Paper
from correspondence.management.work import Work
from correspondence.models import Delivery, IssuedDocument, Reply
from correspondence.rules.states import AssignmentState as A
from correspondence.rules.states import ProposalState as P
from correspondence.rules.states import ReplyState as R
from correspondence.rules.words import DeliveryWay, Mode
from tests.actions.assignment_cases import PROMISE
from tests.evidence import nothing_changes
from tests.factories import MONDAY, TUESDAY, assisting_part, handed_out, part
from tests.people import Cast, act
from tests.walk import walk_to

pytestmark = pytest.mark.django_db


def deliver(cast: Cast, reply: Reply, rows: list[Delivery], **options: Any) -> None:
    way = options.pop("way", DeliveryWay.POST)
    by = act(cast.liaison, TUESDAY)
    issue.deliver(reply.pk, deliveries=rows, way=way, act=by, **options)


def test_the_seal_is_on_record(cast: Cast) -> None:
    paper = part(cast, R.NUMBERED).paper
    issue.seal(paper.reply.pk, act=act(cast.seal_keeper, TUESDAY))
    assert (paper.reply.sealed_by, paper.reply.sealed_on) == (cast.seal_keeper, TUESDAY)


def test_issuing_freezes_the_pdf_with_its_hash(cast: Cast) -> None:
    reply = part(cast, R.ISSUED).paper.reply
    frozen = reply.issued_document
    assert bytes(frozen.pdf).startswith(b"%PDF-")
    assert hashlib.sha256(frozen.pdf).hexdigest() == frozen.sha256 == reply.pdf_sha256
    assert (frozen.pages, reply.issued_on) == (1, MONDAY)


def test_the_letter_it_was_made_from_is_kept_beside_it(cast: Cast) -> None:
    reply = part(cast, R.ISSUED).paper.reply
    letter = reply.issued_document.letter
    assert (letter["number"], letter["recipient"]) == ("沪科建复〔2026〕1号", "杨彩虹代表")
    assert letter["dated"] == letter["printed_on"] == MONDAY.isoformat()


def test_a_page_that_cannot_be_set_issues_nothing(cast: Cast) -> None:
    """The general office's mark can only be one the fonts have."""
    reply = part(cast, R.SEALED).paper.reply
    cast.unit.issuer_mark = "上海市\ue000委员会"
    cast.unit.save()
    with nothing_changes(), pytest.raises(LayoutError):
        issue.issue(reply.pk, act=act(cast.liaison, TUESDAY))


def test_every_deputy_and_every_copy_has_a_delivery_of_its_own(cast: Cast) -> None:
    deputies = [cast.lead_deputy, cast.second_deputy]
    reply = part(cast, R.ISSUED, deputies=deputies).paper.reply
    assert list(reply.deliveries.values_list("recipient", "is_copy")) == [
        ("杨彩虹代表", False),
        ("陆知行代表", False),
        ("市政府办公厅建议提案处", True),
        ("市人大常委会代表工委", True),
    ]


def test_an_opinion_goes_to_the_leading_unit(cast: Cast) -> None:
    reply = assisting_part(cast, R.ISSUED).paper.reply
    (delivery,) = reply.deliveries.all()
    assert (delivery.recipient, delivery.unit) == ("市科委", cast.unit)


@pytest.fixture
def issued(cast: Cast) -> Work:
    """Issued to two deputies, and delivered to nobody yet."""
    return part(cast, R.ISSUED, deputies=[cast.lead_deputy, cast.second_deputy])


def test_the_unit_has_answered_when_the_last_one_has_it(cast: Cast, issued: Work) -> None:
    reply = issued.paper.reply
    first, *rest = reply.deliveries.all()
    deliver(cast, reply, [first], receipt="本人签收")
    assert (issued.paper.reply.state, issued.assignment.answered_on) == (R.ISSUED, None)
    deliver(cast, reply, rest)
    assert (issued.paper.reply.state, issued.assignment.state) == (R.DELIVERED, A.REPLIED)
    assert issued.assignment.answered_on == TUESDAY


def test_a_delivery_says_how_when_and_by_whom(cast: Cast, issued: Work) -> None:
    first = issued.paper.reply.deliveries.all()[0]
    deliver(cast, issued.paper.reply, [first], way=DeliveryWay.IN_PERSON, receipt="本人签收")
    first.refresh_from_db()
    assert (first.way, first.delivered_on) == ("in_person", TUESDAY)
    assert (first.recorded_by, first.receipt) == (cast.liaison, "本人签收")


def test_what_a_colleague_has_entered_is_not_entered_over(cast: Cast, issued: Work) -> None:
    reply = issued.paper.reply
    seen_before = list(reply.deliveries.all()[:1])
    deliver(cast, reply, list(reply.deliveries.all()[:1]))
    with nothing_changes(), pytest.raises(NotReady, match="已登记过送达"):
        deliver(cast, reply, seen_before, way=DeliveryWay.IN_PERSON)


def test_a_delivery_of_another_document_is_refused(cast: Cast, issued: Work) -> None:
    other = handed_out(cast, number="0050").work(cast.unit)
    walk_to(other, R.ISSUED)
    with nothing_changes(), pytest.raises(NotReady):
        deliver(cast, issued.paper.reply, list(other.paper.reply.deliveries.all()))


def test_nothing_chosen_is_nothing_delivered(cast: Cast, issued: Work) -> None:
    with nothing_changes(), pytest.raises(NotReady, match="请选择送达对象"):
        deliver(cast, issued.paper.reply, [])


def test_answering_stops_the_clock_and_carries_the_outcome(cast: Cast) -> None:
    work = part(cast, A.REPLIED, text=PROMISE)
    assignment = work.assignment
    assert assignment.deadlines.get(kind="reply", superseded=False).met_on == MONDAY
    assert (assignment.outcome, assignment.promised_on) == ("planned", PROMISE.promised_on)


def test_a_joint_document_answers_for_every_unit(cast: Cast) -> None:
    work = part(cast, R.DELIVERED, Mode.JOINT)
    parts = work.life.proposal.assignments.values_list("state", "answered_on", "outcome")
    assert set(parts) == {(A.REPLIED, MONDAY, "resolved")}
    assert work.life.proposal.state == P.REPLIED
    assert Reply.objects.filter(assignment__proposal=work.life.pk).count() == 1


def test_separate_units_answer_one_by_one(cast: Cast) -> None:
    work = part(cast, R.DELIVERED, Mode.SEPARATE)
    assert work.life.proposal.state == P.ASSIGNED
    other = work.life.work(cast.assist.unit)
    walk_to(other, R.DELIVERED)
    assert (other.paper.reply.number, work.life.proposal.state) == (
        "沪发改建复〔2026〕1号",
        P.REPLIED,
    )


def test_only_what_is_open_to_the_public_is_published(cast: Cast) -> None:
    paper = part(cast, R.DRAFT).paper
    text = replace(paper.reply.latest.text, openness="withheld", openness_reason="内部事务")
    draft.save(paper.reply.pk, text=text, act=act(cast.handler, MONDAY))
    for step in (Paper.submit, Paper.approve, Paper.cosign, Paper.review, Paper.sign_off):
        step(paper)
    for step in (Paper.recheck, Paper.number, Paper.seal, Paper.issue, Paper.deliver):
        step(paper)
    with nothing_changes(), pytest.raises(WrongState):
        paper.publish()


def revoke(cast: Cast, work: Work) -> Reply:
    reply = Reply.objects.get(assignment=work.pk, round=1)
    return issue.revoke(reply.pk, act=act(cast.chief, TUESDAY, "附件有误"))


def test_a_revoked_document_keeps_its_number_its_pdf_and_its_reason(cast: Cast) -> None:
    work = part(cast, R.DELIVERED)
    reply = revoke(cast, work)
    assert (reply.state, reply.revoked_reason) == (R.REVOKED, "附件有误")
    assert reply.number == "沪科建复〔2026〕1号"
    assert reply.numbers.get().voided_on is None
    assert IssuedDocument.objects.filter(reply=reply).exists()


def test_after_a_revocation_the_clock_runs_and_a_new_reply_is_started(cast: Cast) -> None:
    work = part(cast, R.DELIVERED, text=PROMISE)
    revoke(cast, work)
    assignment = work.assignment
    assert (assignment.state, assignment.answered_on) == (A.IN_PROGRESS, None)
    assert (assignment.outcome, assignment.promised_on) == ("", None)
    assert assignment.deadlines.get(kind="reply", superseded=False).met_on is None
    walk_to(work, R.DELIVERED)
    assert work.paper.reply.number == "沪科建复〔2026〕2号"


def test_a_revoked_joint_document_puts_every_unit_back_to_work(cast: Cast) -> None:
    work = part(cast, R.DELIVERED, Mode.JOINT)
    revoke(cast, work)
    states = set(work.life.proposal.assignments.values_list("state", flat=True))
    assert (states, work.life.proposal.state) == ({A.IN_PROGRESS}, P.ASSIGNED)


def test_revoking_what_is_being_tracked_puts_the_unit_back_to_work(cast: Cast) -> None:
    work = part(cast, A.TRACKING)
    revoke(cast, work)
    assert work.state is A.IN_PROGRESS


def test_revoking_an_opinion_that_was_used_puts_its_unit_back_to_work(cast: Cast) -> None:
    work = assisting_part(cast, A.OPINION_ACCEPTED)
    issue.revoke(work.paper.reply.pk, act=act(cast.assist.chief, TUESDAY, "有误"))
    assert work.state is A.IN_PROGRESS


def test_revoking_the_first_answer_leaves_the_second_one_on_its_way(cast: Cast) -> None:
    work = part(cast, A.REHANDLING)
    walk_to(work, R.REVIEW)
    revoke(cast, work)
    assert (work.state, work.paper.state) == (A.IN_APPROVAL, R.REVIEW)
