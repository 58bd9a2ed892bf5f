"""处室审核 and 会签 and 核稿: parallel, bound to the text, and every way back."""

from collections.abc import Sequence
from dataclasses import replace

import pytest
from django.core.exceptions import PermissionDenied

from correspondence.access import moves_open_to
from correspondence.actions import cosign, draft, review
from correspondence.actions.errors import NotReady
from correspondence.management.paper import Paper
from correspondence.models import Reply, User
from correspondence.rules.moves import ReplyMove as Move
from correspondence.rules.states import AssignmentState as A
from correspondence.rules.states import ReplyState as R
from correspondence.rules.words import Mode, Verdict
from tests.evidence import nothing_changes
from tests.factories import TUESDAY, handed_out, part
from tests.people import Cast, act
from tests.walk import walk_to

pytestmark = pytest.mark.django_db


def approve(cast: Cast, paper: Paper, cosigners: Sequence[User]) -> Reply:
    head = act(cast.office_head, TUESDAY, "同意。")
    return review.approve(paper.reply.pk, groups=[cosigners] if cosigners else [], act=head)


def test_an_approval_is_bound_to_the_text_that_was_read(cast: Cast) -> None:
    paper = part(cast, R.OFFICE_APPROVAL).paper
    approval = approve(cast, paper, [cast.cosigner]).approvals.get()
    assert (approval.by, approval.move, approval.opinion) == (cast.office_head, "approve", "同意。")
    assert approval.digest == paper.reply.latest.digest


def test_with_nobody_to_ask_it_goes_on_at_once(cast: Cast) -> None:
    assert approve(cast, part(cast, R.OFFICE_APPROVAL).paper, []).state == R.REVIEW


def test_the_drafter_does_not_cosign(cast: Cast) -> None:
    paper = part(cast, R.OFFICE_APPROVAL).paper
    with nothing_changes(), pytest.raises(NotReady) as refused:
        approve(cast, paper, [cast.cosigner, cast.handler])
    assert refused.value.field == "cosigners"


def test_it_waits_for_the_last_of_all_who_were_asked(cast: Cast) -> None:
    paper = part(cast, R.OFFICE_APPROVAL).paper
    approve(cast, paper, [cast.cosigner, cast.other_head, cast.assist.office_head])
    for person in (cast.assist.office_head, cast.cosigner):
        assert paper.state is R.COSIGNING
        cosign.agree(paper.reply.pk, opinion="", act=act(person, TUESDAY))
    cosign.agree(paper.reply.pk, opinion="", act=act(cast.other_head, TUESDAY))
    assert paper.state is R.REVIEW


@pytest.mark.parametrize(
    ("opinion", "verdict"),
    [("", Verdict.AGREED), ("请写明经费来源。", Verdict.AGREED_WITH_OPINION)],
)
def test_an_agreement_is_bound_to_the_text(cast: Cast, opinion: str, verdict: Verdict) -> None:
    paper = part(cast, R.COSIGNING).paper
    reply = cosign.agree(paper.reply.pk, opinion=opinion, act=act(cast.cosigner, TUESDAY))
    answer = reply.cosignatures.get()
    assert (answer.verdict, answer.opinion, answer.digest) == (
        verdict,
        opinion,
        reply.latest.digest,
    )


def objected(cast: Cast) -> Paper:
    paper = part(cast, R.COSIGNING).paper
    cosign.object_to(paper.reply.pk, act=act(cast.cosigner, TUESDAY, "职责划分不准确。"))
    return paper


def test_an_objection_blocks_until_a_leader_decides(cast: Cast) -> None:
    paper = objected(cast)
    assert paper.reply.state == R.COSIGNING
    cosign.override(paper.reply.pk, act=act(cast.leader, TUESDAY, "职责已协调。"))
    answer = paper.reply.cosignatures.get()
    assert (answer.verdict, answer.opinion) == (Verdict.OBJECTED, "职责划分不准确。")
    assert (answer.overridden_by, answer.override_reason) == (cast.leader, "职责已协调。")
    assert paper.reply.state == R.REVIEW


def test_a_leader_decides_the_objection_not_the_answers_still_missing(cast: Cast) -> None:
    paper = part(cast, R.OFFICE_APPROVAL).paper
    approve(cast, paper, [cast.cosigner, cast.other_head])
    cosign.object_to(paper.reply.pk, act=act(cast.cosigner, TUESDAY, "不同意。"))
    cosign.override(paper.reply.pk, act=act(cast.chief, TUESDAY, "维持。"))
    assert paper.state is R.COSIGNING


def test_a_leader_who_objected_withdraws_it_but_does_not_decide_about_it(cast: Cast) -> None:
    paper = part(cast, R.OFFICE_APPROVAL).paper
    approve(cast, paper, [cast.leader])
    cosign.object_to(paper.reply.pk, act=act(cast.leader, TUESDAY, "职责不清。"))
    with nothing_changes(), pytest.raises(PermissionDenied, match="请其他领导裁定"):
        cosign.override(paper.reply.pk, act=act(cast.leader, TUESDAY, "维持。"))
    moves = moves_open_to(cast.leader, paper.reply)
    assert (Move.OVERRIDE in moves, Move.WITHDRAW_SIGNATURE in moves) == (False, True)
    cosign.override(paper.reply.pk, act=act(cast.chief, TUESDAY, "维持。"))
    assert paper.state is R.REVIEW


def test_an_objection_needs_a_reason(cast: Cast) -> None:
    paper = part(cast, R.COSIGNING).paper
    with nothing_changes(), pytest.raises(NotReady, match="不同意的理由"):
        cosign.object_to(paper.reply.pk, act=act(cast.cosigner, TUESDAY))


def resubmitted(cast: Cast, paper: Paper, *, changed: bool) -> Paper:
    """Sent back by the head and handed in once more, changed or as it was."""
    review.send_back(paper.reply.pk, act=act(cast.office_head, TUESDAY, "请再斟酌。"))
    text = paper.reply.latest.text
    if changed:
        text = replace(text, body=text.body.replace("认真", "逐条"))
    draft.save(paper.reply.pk, text=text, act=act(cast.handler, TUESDAY))
    draft.submit(paper.reply.pk, act=act(cast.handler, TUESDAY))
    return paper


def test_an_objector_cannot_be_left_out_of_the_next_round(cast: Cast) -> None:
    paper = resubmitted(cast, objected(cast), changed=False)
    assert approve(cast, paper, []).state == R.COSIGNING


def test_an_objector_is_asked_again_and_the_objection_is_kept(cast: Cast) -> None:
    paper = resubmitted(cast, objected(cast), changed=False)
    reply = approve(cast, paper, [cast.cosigner])
    verdicts = [(one.verdict, one.voided_at is None) for one in reply.cosignatures.all()]
    assert verdicts == [(Verdict.OBJECTED, False), (Verdict.PENDING, True)]


def test_whoever_signed_this_very_text_is_not_asked_again(cast: Cast) -> None:
    paper = part(cast, R.OFFICE_APPROVAL).paper
    approve(cast, paper, [cast.cosigner, cast.other_head])
    cosign.agree(paper.reply.pk, opinion="", act=act(cast.cosigner, TUESDAY))
    resubmitted(cast, paper, changed=False)
    approve(cast, paper, [cast.cosigner, cast.other_head])
    assert paper.waiting_cosigners() == [cast.other_head]


def test_a_changed_text_is_shown_to_all_of_them_again(cast: Cast) -> None:
    paper = part(cast, R.OFFICE_APPROVAL).paper
    approve(cast, paper, [cast.cosigner, cast.other_head])
    cosign.agree(paper.reply.pk, opinion="", act=act(cast.cosigner, TUESDAY))
    resubmitted(cast, paper, changed=True)
    approve(cast, paper, [cast.cosigner, cast.other_head])
    assert set(paper.waiting_cosigners()) == {cast.cosigner, cast.other_head}


def test_whoever_is_no_longer_asked_holds_nothing_up(cast: Cast) -> None:
    paper = part(cast, R.OFFICE_APPROVAL).paper
    approve(cast, paper, [cast.cosigner])
    resubmitted(cast, paper, changed=False)
    assert approve(cast, paper, []).state == R.REVIEW


@pytest.mark.parametrize(
    ("state", "who"),
    [
        (R.OFFICE_APPROVAL, "office_head"),
        (R.COSIGNING, "office_head"),
        (R.REVIEW, "reviewer"),
        (R.LEADER_APPROVAL, "leader"),
        (R.CHIEF_APPROVAL, "chief"),
    ],
)
def test_every_approver_can_send_it_back_to_be_worked_on(cast: Cast, state: R, who: str) -> None:
    work = part(cast, state)
    review.send_back(work.paper.reply.pk, act=act(getattr(cast, who), TUESDAY, "请补充。"))
    assert (work.paper.state, work.state) == (R.DRAFT, A.IN_PROGRESS)


def test_what_was_approved_stands_as_long_as_the_text_does(cast: Cast) -> None:
    paper = part(cast, R.LEADER_APPROVAL).paper
    review.send_back(paper.reply.pk, act=act(cast.leader, TUESDAY, "请补充。"))
    assert paper.reply.approvals.filter(voided_at__isnull=True).count() == 2


@pytest.fixture
def joint(cast: Cast) -> Paper:
    """A joint document of two units, ready for the head of the office."""
    return part(cast, R.OFFICE_APPROVAL, Mode.JOINT).paper


@pytest.mark.parametrize("name", ["office_head", "cosigner", "liaison"])
def test_a_joint_document_needs_the_leader_of_every_unit(
    cast: Cast, joint: Paper, name: str
) -> None:
    with nothing_changes(), pytest.raises(NotReady, match="市发展改革委负责人会签"):
        approve(cast, joint, [cast.cosigner, getattr(cast.assist, name)])


@pytest.mark.parametrize("name", ["leader", "chief"])
def test_a_joint_document_goes_to_the_leader_of_every_unit(
    cast: Cast, joint: Paper, name: str
) -> None:
    asked = getattr(cast.assist, name)
    approve(cast, joint, [asked])
    assert joint.waiting_cosigners() == [asked]


def test_a_joint_unit_must_have_signed_for_its_part(cast: Cast) -> None:
    life = handed_out(cast, Mode.JOINT)
    work = life.work(cast.unit)
    walk_to(work, A.IN_PROGRESS)
    work.talk()
    work.paper.start()
    write_and_submit(cast, work.paper)
    with nothing_changes(), pytest.raises(NotReady, match="尚未签收"):
        approve(cast, work.paper, [cast.assist.leader])


def write_and_submit(cast: Cast, paper: Paper) -> None:
    text = replace(paper.reply.latest.text, outcome="resolved", openness="public", body="已落实。")
    draft.save(paper.reply.pk, text=text, act=act(cast.handler, TUESDAY))
    draft.submit(paper.reply.pk, act=act(cast.handler, TUESDAY))
