"""One page for every decision: what changed, what was said, approve or return, and the next one."""

from dataclasses import replace
from typing import Any

import pytest

from correspondence.actions import cosign, draft, remark, review
from correspondence.management.paper import Paper
from correspondence.models import User
from correspondence.rules.decisions import DECISIONS
from correspondence.rules.states import ReplyState as R
from tests.factories import TUESDAY, handed_out, part
from tests.people import Cast, act
from tests.walk import walk_to
from tests.web.pressing import address, look, press

pytestmark = pytest.mark.django_db

PLACES = [
    (R.OFFICE_APPROVAL, "office_head", "approve", ["send_back"]),
    (R.COSIGNING, "cosigner", "agree", ["object"]),
    (R.REVIEW, "reviewer", "pass_review", ["send_back", "send_back_to_office"]),
    (R.LEADER_APPROVAL, "leader", "sign_off", ["refer", "send_back", "send_back_to_review"]),
    (R.CHIEF_APPROVAL, "chief", "sign_off", ["send_back", "send_back_to_review"]),
    (R.SIGNED, "reviewer", "recheck", ["return_for_signing"]),
]


def page(user: User, paper: Paper, move: str) -> str:
    return str(look(user, address(paper.reply, move)).content.decode())


def changed_since(cast: Cast) -> Paper:
    """Agreed to by the co-signer, sent back, reworded, and asked of the same person again."""
    paper = part(cast, R.COSIGNING).paper
    cosign.agree(paper.reply.pk, opinion="请写明经费。", act=act(cast.cosigner, TUESDAY))
    review.send_back(paper.reply.pk, act=act(cast.reviewer, TUESDAY, "请补充。"))
    text = paper.reply.latest.text
    text = replace(text, body=text.body.replace("认真", "逐条"))
    draft.save(paper.reply.pk, text=text, act=act(cast.handler, TUESDAY))
    paper.submit()
    paper.approve([cast.cosigner])
    return paper


@pytest.mark.parametrize(("state", "who", "main", "others"), PLACES)
def test_everything_that_can_be_decided_is_on_one_page(
    cast: Cast, state: R, who: str, main: str, others: list[str]
) -> None:
    paper = part(cast, state).paper
    shown = page(getattr(cast, who), paper, main)
    for move in (main, *others):
        assert f'formaction="{address(paper.reply, move)}"' in shown
    red = shown.index("btn-primary")
    assert address(paper.reply, main) in shown[red : red + 300]
    assert "pages/1.png" in shown


def test_whoever_came_to_object_is_not_led_to_agree(cast: Cast) -> None:
    paper = part(cast, R.COSIGNING).paper
    shown = page(cast.cosigner, paper, "object")
    red = shown.index("btn-primary")
    assert address(paper.reply, "object") in shown[red : red + 300]
    assert f'formaction="{address(paper.reply, "agree")}"' in shown


def test_a_leader_reads_who_objects_and_why_before_the_pages(cast: Cast) -> None:
    paper = part(cast, R.COSIGNING).paper
    paper.object_to(cast.cosigner, "经费未落实。")
    shown = page(cast.leader, paper, "override")
    assert shown.count("经费未落实。") == 1
    assert (
        shown.index(cast.cosigner.name) < shown.index("经费未落实。") < shown.index("pages/1.png")
    )
    red = shown.index("btn-primary")
    assert address(paper.reply, "override") in shown[red : red + 300]


def test_every_decision_has_its_place_in_the_table() -> None:
    assert {move for _, _, main, others in PLACES for move in (main, *others)} <= set(DECISIONS)


def test_a_signer_sees_only_what_changed_since_and_signs_again_with_one_press(cast: Cast) -> None:
    paper = changed_since(cast)
    shown = page(cast.cosigner, paper, "sign_again")
    assert "<del>认真</del><ins>逐条</ins>" in shown
    assert "改动不影响我的意见，重新会签" in shown
    assert press(cast.cosigner, paper.reply, "sign_again").status_code == 302
    assert paper.reply.cosignatures.answered().get().opinion == "请写明经费。"


def test_the_changes_since_are_walked_as_those_of_two_versions(cast: Cast) -> None:
    paper = part(cast, R.REVIEW).paper
    review.send_back(paper.reply.pk, act=act(cast.reviewer, TUESDAY, "请补充。"))
    text = paper.reply.latest.text
    text = replace(text, title=text.title + "函", body=text.body.replace("认真", "逐条"))
    draft.save(paper.reply.pk, text=text, act=act(cast.handler, TUESDAY))
    paper.submit()
    paper.approve([])
    shown = page(cast.reviewer, paper, "pass_review")
    assert shown.count(" data-change>") == 2
    assert "下一处" in shown
    assert "differences.js" in shown


def test_the_first_time_there_is_nothing_to_compare_with(cast: Cast) -> None:
    paper = part(cast, R.REVIEW).paper
    assert "上次看过" not in page(cast.reviewer, paper, "pass_review")


def test_a_return_without_a_reason_keeps_what_was_chosen_and_says_what_is_missing(
    cast: Cast,
) -> None:
    paper = part(cast, R.OFFICE_APPROVAL).paper
    typed: dict[str, Any] = {f"cosigners-{cast.cosigner.pk}": "2", "reason": ""}
    answer = press(cast.office_head, paper.reply, "send_back", **typed)
    shown = answer.content.decode()
    assert answer.status_code == 422
    assert 'aria-invalid="true"' in shown
    assert f'name="cosigners-{cast.cosigner.pk}"' in shown
    assert '<option value="2" selected>' in shown


def test_a_page_that_is_out_of_date_signs_nothing_and_shows_the_change(cast: Cast) -> None:
    paper = part(cast, R.COSIGNING).paper
    seen = paper.reply.latest.digest
    cosign.agree(paper.reply.pk, opinion="", act=act(cast.cosigner, TUESDAY))
    review.send_back(paper.reply.pk, act=act(cast.reviewer, TUESDAY, "请补充。"))
    text = paper.reply.latest.text
    text = replace(text, body=text.body.replace("认真", "逐条"))
    draft.save(paper.reply.pk, text=text, act=act(cast.handler, TUESDAY))
    paper.submit()
    paper.approve([cast.cosigner])
    answer = press(cast.cosigner, paper.reply, "agree", seen=seen)
    shown = answer.content.decode()
    assert answer.status_code == 422
    assert "正文又有改动" in shown
    assert f'name="seen" value="{paper.reply.latest.digest}"' in shown
    assert paper.waiting_cosigners() == [cast.cosigner]


def test_a_decision_that_does_not_say_which_text_was_seen_signs_nothing(cast: Cast) -> None:
    paper = part(cast, R.COSIGNING).paper
    answer = press(cast.cosigner, paper.reply, "agree", seen="")
    assert answer.status_code == 422
    assert "看过正文后再办理" in answer.content.decode()
    assert paper.waiting_cosigners() == [cast.cosigner]


def test_groups_are_chosen_while_approving(cast: Cast) -> None:
    paper = part(cast, R.OFFICE_APPROVAL).paper
    # They stand beside the text, outside the form at the foot, and must be sent with it.
    assert f'name="cosigners-{cast.cosigner.pk}" form="decide"' in page(
        cast.office_head, paper, "approve"
    )
    order = {f"cosigners-{cast.cosigner.pk}": 2, f"cosigners-{cast.other_head.pk}": 1}
    assert press(cast.office_head, paper.reply, "approve", **order).status_code == 302
    assert paper.waiting_cosigners() == [cast.other_head]


def test_after_a_decision_the_next_document_is_offered(cast: Cast) -> None:
    first = part(cast, R.REVIEW).paper
    second = handed_out(cast, number="0050").work(cast.unit)
    walk_to(second, R.REVIEW)
    done = press(cast.reviewer, first.reply, "pass_review")
    assert done.url.endswith("?done")
    shown = look(cast.reviewer, done.url).content.decode()
    assert address(second.paper.reply, "pass_review") in shown
    assert "第0050号" in shown


def test_a_key_case_is_referred_on_by_whoever_may_not_sign_it(cast: Cast) -> None:
    paper = part(cast, R.LEADER_APPROVAL, is_key=True).paper
    shown = page(cast.leader, paper, "refer")
    assert address(paper.reply, "sign_off") not in shown
    red = shown.index("btn-primary")
    assert address(paper.reply, "refer") in shown[red : red + 300]


def test_opinions_on_passages_are_marked_answered_and_settled_on_the_page(cast: Cast) -> None:
    paper = part(cast, R.COSIGNING).paper
    typed = {"quote": "制定措施", "paragraph": 1, "words": "哪些措施？", "back": "agree"}
    asked = press(cast.cosigner, paper.reply, "remark", **typed)
    assert asked.url == f"{address(paper.reply, 'agree')}#remarks"
    assert "<mark>制定措施</mark>" in page(cast.cosigner, paper, "agree")
    one = paper.reply.remarks.get()
    answer = {"remark": one.pk, "words": "见第二段。"}
    assert press(cast.handler, paper.reply, "answer_remark", **answer).status_code == 302
    assert "见第二段。" in page(cast.cosigner, paper, "agree")
    assert press(cast.cosigner, paper.reply, "resolve_remark", remark=one.pk).status_code == 302
    assert not paper.reply.remarks.unresolved().exists()


def test_what_has_been_changed_is_said_of_an_opinion(cast: Cast) -> None:
    paper = part(cast, R.COSIGNING).paper
    said = act(cast.cosigner, TUESDAY)
    remark.ask(paper.reply.pk, words="哪些措施？", quote="制定措施", act=said)
    review.send_back(paper.reply.pk, act=act(cast.office_head, TUESDAY, "请补充。"))
    text = paper.reply.latest.text
    text = replace(text, body=text.body.replace("制定措施", "采取办法"))
    draft.save(paper.reply.pk, text=text, act=act(cast.handler, TUESDAY))
    shown = look(cast.handler, f"/replies/{paper.reply.pk}/").content.decode()
    assert "原文已改" in shown
    assert "制定措施" in shown


def test_whoever_submits_sees_what_is_not_settled(cast: Cast) -> None:
    paper = part(cast, R.COSIGNING).paper
    remark.ask(paper.reply.pk, words="请写明出处。", act=act(cast.cosigner, TUESDAY))
    review.send_back(paper.reply.pk, act=act(cast.office_head, TUESDAY, "请补充。"))
    assert "请写明出处。" in page(cast.handler, paper, "submit")


def test_the_table_of_cosigning_says_who_what_and_whether_it_holds(cast: Cast) -> None:
    paper = changed_since(cast)
    shown = look(cast.office_head, f"/replies/{paper.reply.pk}/").content.decode()
    for words in ("第 1 组", "待会签", "此前 1 次", "正文已改动，已失效", "已签 0/1"):
        assert words in shown
