"""会签 in groups, bound to the text: asked in order, given again, withdrawn, never by mistake."""

from collections.abc import Sequence
from dataclasses import replace

import pytest
from django.core.exceptions import PermissionDenied

from correspondence import access
from correspondence.actions import arrange, cosign, draft, outbox, review
from correspondence.actions.act import Act
from correspondence.actions.errors import NotReady, WrongState
from correspondence.actions.news import BACK
from correspondence.actions.remind_mail import words_of
from correspondence.management.paper import Paper
from correspondence.models import CoSignature, Reminder, User
from correspondence.models.waiting import replies_waiting_for
from correspondence.rules.moves import ReplyMove
from correspondence.rules.states import ReplyState as R
from correspondence.rules.words import Verdict, Void
from tests.evidence import nothing_changes
from tests.factories import TUESDAY, part
from tests.people import Cast, act

pytestmark = pytest.mark.django_db


def asked(cast: Cast, *groups: Sequence[User]) -> Paper:
    paper = part(cast, R.OFFICE_APPROVAL).paper
    review.approve(paper.reply.pk, groups=groups, act=act(cast.office_head, TUESDAY))
    return paper


def agree(paper: Paper, by: User, opinion: str = "") -> None:
    cosign.agree(paper.reply.pk, opinion=opinion, act=act(by, TUESDAY, opinion))


def rearrange(cast: Cast, paper: Paper, *groups: Sequence[User]) -> None:
    arrange.arrange(paper.reply.pk, groups=groups, act=act(cast.handler, TUESDAY))


def changed(cast: Cast, paper: Paper, old: str = "认真", new: str = "逐条") -> Paper:
    """Sent back, reworded, and handed in once more."""
    by = cast.reviewer if paper.state is R.REVIEW else cast.office_head
    review.send_back(paper.reply.pk, act=act(by, TUESDAY, "请再斟酌。"))
    text = paper.reply.latest.text
    text = replace(text, body=text.body.replace(old, new))
    draft.save(paper.reply.pk, text=text, act=act(cast.handler, TUESDAY))
    draft.submit(paper.reply.pk, act=act(cast.handler, TUESDAY))
    return paper


def asked_again(cast: Cast, paper: Paper) -> Paper:
    groups = arrange.planned(paper.reply)
    review.approve(paper.reply.pk, groups=groups, act=act(cast.office_head, TUESDAY))
    return paper


def test_the_people_of_one_group_are_asked_at_once(cast: Cast) -> None:
    paper = asked(cast, [cast.cosigner, cast.other_head])
    assert set(paper.waiting_cosigners()) == {cast.cosigner, cast.other_head}


def test_the_next_group_is_asked_when_the_former_is_complete(cast: Cast) -> None:
    paper = asked(cast, [cast.cosigner, cast.other_head], [cast.chief])
    agree(paper, cast.cosigner)
    assert paper.waiting_cosigners() == [cast.other_head]
    agree(paper, cast.other_head)
    assert (paper.waiting_cosigners(), paper.state) == ([cast.chief], R.COSIGNING)
    agree(paper, cast.chief)
    assert paper.state is R.REVIEW


def test_a_later_group_neither_sees_nor_signs_before_its_turn(cast: Cast) -> None:
    paper = asked(cast, [cast.cosigner], [cast.assist.office_head])
    assert paper.reply not in replies_waiting_for(cast.assist.office_head).found()
    assert not type(paper.reply).objects.visible_to(cast.assist.office_head).exists()
    with nothing_changes(), pytest.raises(PermissionDenied):
        agree(paper, cast.assist.office_head)
    agree(paper, cast.cosigner)
    assert paper.reply in replies_waiting_for(cast.assist.office_head).found()
    agree(paper, cast.assist.office_head)


def test_a_disagreement_holds_the_next_group_back_until_a_leader_decides(cast: Cast) -> None:
    paper = asked(cast, [cast.cosigner], [cast.other_head])
    cosign.object_to(paper.reply.pk, act=act(cast.cosigner, TUESDAY, "职责不清。"))
    assert paper.waiting_cosigners() == []
    cosign.override(paper.reply.pk, act=act(cast.leader, TUESDAY, "已协调。"))
    assert paper.waiting_cosigners() == [cast.other_head]


def test_a_decision_against_a_disagreement_needs_its_reason(cast: Cast) -> None:
    paper = asked(cast, [cast.cosigner])
    cosign.object_to(paper.reply.pk, act=act(cast.cosigner, TUESDAY, "职责不清。"))
    with nothing_changes(), pytest.raises(NotReady, match="裁定的理由"):
        cosign.override(paper.reply.pk, act=act(cast.leader, TUESDAY))


def test_the_drafter_arranges_beforehand_and_the_head_finds_it(cast: Cast) -> None:
    paper = part(cast, R.DRAFT).paper
    rearrange(cast, paper, [cast.other_head], [cast.cosigner])
    assert arrange.planned(paper.reply) == [[cast.other_head], [cast.cosigner]]
    assert paper.waiting_cosigners() == []
    paper.submit()
    asked_again(cast, paper)
    assert paper.waiting_cosigners() == [cast.other_head]


def test_people_are_added_taken_out_and_reordered_while_it_runs(cast: Cast) -> None:
    paper = asked(cast, [cast.cosigner, cast.other_head])
    rearrange(cast, paper, [cast.chief], [cast.cosigner])
    assert paper.waiting_cosigners() == [cast.chief]
    gone = paper.reply.cosignatures.get(cosigner=cast.other_head)
    assert (gone.voided_for, gone.verdict) == (Void.LEFT_OUT, Verdict.PENDING)
    moved = CoSignature.history.filter(cosigner=cast.cosigner)
    assert [row.group for row in moved.order_by("history_id")][-1] == 2
    assert all(row.history_user for row in moved)


def test_whoever_has_signed_stays_signed_when_the_others_are_rearranged(cast: Cast) -> None:
    paper = asked(cast, [cast.cosigner, cast.other_head])
    agree(paper, cast.cosigner)
    rearrange(cast, paper, [cast.chief])
    assert paper.reply.cosignatures.answered().get().cosigner == cast.cosigner
    agree(paper, cast.chief)
    assert paper.state is R.REVIEW


def test_with_the_last_one_waited_for_taken_out_it_goes_on(cast: Cast) -> None:
    paper = asked(cast, [cast.cosigner, cast.other_head])
    agree(paper, cast.cosigner)
    rearrange(cast, paper, [cast.cosigner])
    assert paper.state is R.REVIEW


def test_after_a_change_one_press_signs_again_with_the_same_opinion(cast: Cast) -> None:
    paper = asked(cast, [cast.cosigner])
    agree(paper, cast.cosigner, "请写明经费来源。")
    asked_again(cast, changed(cast, paper))
    cosign.sign_again(paper.reply.pk, act=act(cast.cosigner, TUESDAY))
    first, second = paper.reply.cosignatures.order_by("id")
    assert (first.voided_for, second.voided_for) == (Void.TEXT_CHANGED, "")
    assert (second.verdict, second.opinion) == (Verdict.AGREED_WITH_OPINION, "请写明经费来源。")
    assert second.digest == paper.reply.latest.digest != first.digest
    assert paper.state is R.REVIEW


def test_signing_again_is_for_those_who_agreed_to_an_earlier_text(cast: Cast) -> None:
    paper = asked(cast, [cast.cosigner, cast.other_head])
    agree(paper, cast.cosigner)
    asked_again(cast, changed(cast, paper))
    first = next(step.move for step in access.open_moves(cast.cosigner, paper.reply))
    assert first is ReplyMove.SIGN_AGAIN
    with nothing_changes(), pytest.raises(PermissionDenied, match="阅读全文"):
        cosign.sign_again(paper.reply.pk, act=act(cast.other_head, TUESDAY))


@pytest.mark.parametrize("body", ["{0}", "  {0}\r\n\r\n\u3000"])
def test_a_save_that_changes_nothing_but_blanks_voids_nothing(cast: Cast, body: str) -> None:
    paper = asked(cast, [cast.cosigner, cast.other_head])
    agree(paper, cast.cosigner)
    review.send_back(paper.reply.pk, act=act(cast.office_head, TUESDAY, "请核对。"))
    text = paper.reply.latest.text
    spaced = replace(text, body=body.format(text.body.replace("\n", "\r\n")))
    draft.save(paper.reply.pk, text=spaced, act=act(cast.handler, TUESDAY))
    assert paper.reply.cosignatures.answered().get().cosigner == cast.cosigner


def test_an_objector_is_heard_again_after_a_change(cast: Cast) -> None:
    paper = asked(cast, [cast.cosigner])
    cosign.object_to(paper.reply.pk, act=act(cast.cosigner, TUESDAY, "职责不清。"))
    changed(cast, paper)
    with nothing_changes(), pytest.raises(NotReady, match="重新会签"):
        review.approve(paper.reply.pk, groups=[], act=act(cast.office_head, TUESDAY))
    asked_again(cast, paper)
    assert paper.waiting_cosigners() == [cast.cosigner]


def test_an_answer_is_withdrawn_until_somebody_has_gone_on_from_it(cast: Cast) -> None:
    paper = asked(cast, [cast.cosigner], [cast.other_head])
    agree(paper, cast.cosigner)
    cosign.withdraw(paper.reply.pk, act=act(cast.cosigner, TUESDAY, "尚待核实。"))
    assert paper.waiting_cosigners() == [cast.cosigner]
    agree(paper, cast.cosigner)
    agree(paper, cast.other_head)
    with nothing_changes(), pytest.raises(PermissionDenied, match="后一组已经会签"):
        cosign.withdraw(paper.reply.pk, act=act(cast.cosigner, TUESDAY))
    cosign.withdraw(paper.reply.pk, act=act(cast.other_head, TUESDAY))
    assert paper.state is R.COSIGNING


def test_after_the_review_nothing_is_withdrawn(cast: Cast) -> None:
    paper = part(cast, R.LEADER_APPROVAL).paper
    with nothing_changes(), pytest.raises(WrongState):
        cosign.withdraw(paper.reply.pk, act=act(cast.cosigner, TUESDAY))


def test_what_is_signed_is_what_was_read(cast: Cast) -> None:
    """The page showed one text; by the time the button is pressed there is another."""
    paper = asked(cast, [cast.cosigner])
    read = paper.reply.latest.digest
    asked_again(cast, changed(cast, paper))
    late = Act(by=cast.cosigner, at=act(cast.cosigner, TUESDAY).at, seen=read)
    with nothing_changes(), pytest.raises(NotReady, match="正文又有改动"):
        cosign.agree(paper.reply.pk, opinion="", act=late)


def told(cast: Cast) -> set[User]:
    news = Reminder.objects.filter(stage__startswith=BACK).select_related("recipient")
    return {one.recipient for one in news}


def test_those_who_signed_learn_that_it_was_sent_back(cast: Cast) -> None:
    paper = asked(cast, [cast.cosigner])
    agree(paper, cast.cosigner)
    review.send_back(paper.reply.pk, act=act(cast.reviewer, TUESDAY, "经费数字有误。"))
    assert told(cast) == {cast.cosigner, cast.office_head, cast.handler}
    row = Reminder.objects.filter(stage__startswith=BACK, recipient=cast.cosigner)
    words = words_of(row.get(), site_url="https://example.org", link="https://example.org/1")
    assert "0049" in words.subject
    assert "经费" not in words.body
    assert not outbox.is_over(row.get())


def test_those_who_agreed_learn_of_a_disagreement(cast: Cast) -> None:
    paper = asked(cast, [cast.cosigner, cast.other_head])
    agree(paper, cast.cosigner)
    cosign.object_to(paper.reply.pk, act=act(cast.other_head, TUESDAY, "职责不清。"))
    assert told(cast) == {cast.cosigner, cast.office_head, cast.handler, cast.leader}
    news = Reminder.objects.filter(stage__startswith=BACK)
    assert "不同意" in news.get(recipient=cast.cosigner).wording
    assert "裁定" in news.get(recipient=cast.leader).wording


def test_when_the_only_leader_disagrees_the_chief_is_asked_to_decide(cast: Cast) -> None:
    paper = asked(cast, [cast.leader])
    cosign.object_to(paper.reply.pk, act=act(cast.leader, TUESDAY, "职责不清。"))
    news = Reminder.objects.filter(stage__startswith=BACK, recipient=cast.chief)
    assert "裁定" in news.get().wording
