"""Every move a person can make on a document."""

from collections.abc import Callable
from dataclasses import replace

from correspondence.actions import (
    arrange,
    cosign,
    draft,
    issue,
    number,
    remark,
    review,
    sign,
    waive,
)
from correspondence.letters import checked
from correspondence.management.paper import Draft, Paper
from correspondence.models import Reply
from correspondence.rules.moves import ReplyMove as Move
from correspondence.rules.states import ReplyState as State
from correspondence.rules.words import DeliveryWay
from tests.actions.cases import Case
from tests.factories import MONDAY, part
from tests.people import Cast, act


def walked(state: State, *steps: Callable[[Paper], object]) -> Callable[[Cast], Reply]:
    def make(cast: Cast) -> Reply:
        paper = part(cast, state).paper
        for step in steps:
            step(paper)
        return paper.reply

    return make


def _objected(cast: Cast) -> Reply:
    paper = part(cast, State.COSIGNING).paper
    paper.object_to(cast.cosigner, "资金来源没有写明。")
    return paper.reply


def _one_more_word(cast: Cast, reply: Reply) -> dict[str, object]:
    text = reply.latest.text
    return {"text": replace(text, body=text.body.replace("认真研究了", "逐条认真研究了"))}


def _by_post(cast: Cast, reply: Reply) -> dict[str, object]:
    return {"deliveries": list(reply.deliveries.all()), "way": DeliveryWay.POST}


def _returned_from(state: State, by: str) -> Case:
    return Case(Move.SEND_BACK, walked(state), by, review.send_back, State.DRAFT)


def _returned_to_office(state: State, by: str) -> Case:
    back = review.send_back_to_office
    return Case(Move.SEND_BACK_TO_OFFICE, walked(state), by, back, State.OFFICE_APPROVAL)


def _changed_since(cast: Cast) -> Reply:
    """Agreed to, sent back, changed, and asked of the same person again."""
    paper = part(cast, State.COSIGNING).paper
    paper.cosign(cast.cosigner)
    review.send_back(paper.reply.pk, act=act(cast.reviewer, MONDAY, "请补充。"))
    for_all = _one_more_word(cast, paper.reply)
    draft.save(paper.reply.pk, **for_all, act=act(cast.handler, MONDAY))  # type: ignore[arg-type]
    paper.submit()
    paper.approve([cast.cosigner])
    return paper.reply


def _remarked(cast: Cast) -> Reply:
    reply = part(cast, State.COSIGNING).paper.reply
    remark.ask(reply.pk, words="请写明出处。", act=act(cast.cosigner, MONDAY))
    return reply


def _the_remark(_cast: Cast, reply: Reply) -> dict[str, object]:
    return {"remark_id": reply.remarks.get().pk}


def _flawed(cast: Cast) -> Reply:
    text = Draft(body=f"{Draft.body[:-1]}!好。")
    return part(cast, State.DRAFT, text=text).paper.reply


def _mark_of(reply: Reply) -> str:
    return next(one.mark for one in checked(reply, reply.latest.text) if one.blocks)


def _waived(cast: Cast) -> Reply:
    reply = _flawed(cast)
    waive.waive(reply.pk, finding=_mark_of(reply), act=act(cast.handler, MONDAY, "引用原文。"))
    return reply


CASES = [
    Case(Move.SAVE, walked(State.DRAFT), "handler", draft.save, State.DRAFT, _one_more_word),
    Case(
        Move.SUBMIT,
        walked(State.DRAFT),
        "handler",
        draft.submit,
        State.OFFICE_APPROVAL,
    ),
    Case(Move.TAKE_BACK, walked(State.OFFICE_APPROVAL), "handler", draft.take_back, State.DRAFT),
    Case(
        Move.APPROVE,
        walked(State.OFFICE_APPROVAL),
        "office_head",
        review.approve,
        State.COSIGNING,
        lambda cast, _row: {"groups": [[cast.cosigner]]},
    ),
    Case(
        Move.AGREE,
        walked(State.COSIGNING),
        "cosigner",
        cosign.agree,
        State.REVIEW,
        lambda _cast, _row: {"opinion": "请注明资金来源。"},
    ),
    Case(
        Move.ARRANGE,
        walked(State.DRAFT),
        "handler",
        arrange.arrange,
        State.DRAFT,
        lambda cast, _row: {"groups": [[cast.other_head], [cast.cosigner]]},
    ),
    Case(
        Move.ARRANGE,
        walked(State.COSIGNING),
        "office_head",
        arrange.arrange,
        State.COSIGNING,
        lambda cast, _row: {"groups": [[cast.other_head], [cast.cosigner]]},
    ),
    Case(Move.SIGN_AGAIN, _changed_since, "cosigner", cosign.sign_again, State.REVIEW),
    Case(
        Move.WITHDRAW_SIGNATURE,
        walked(State.REVIEW),
        "cosigner",
        cosign.withdraw,
        State.COSIGNING,
    ),
    Case(
        Move.REMARK,
        walked(State.COSIGNING),
        "cosigner",
        remark.ask,
        State.COSIGNING,
        lambda _cast, _row: {"words": "请写明出处。"},
    ),
    Case(
        Move.ANSWER_REMARK,
        _remarked,
        "handler",
        remark.answer,
        State.COSIGNING,
        lambda cast, row: _the_remark(cast, row) | {"words": "已写明。"},
    ),
    Case(
        Move.WAIVE,
        _flawed,
        "handler",
        waive.waive,
        State.DRAFT,
        lambda _cast, row: {"finding": _mark_of(row)},
    ),
    Case(
        Move.UNWAIVE,
        _waived,
        "handler",
        waive.withdraw,
        State.DRAFT,
        lambda _cast, row: {"waiver_id": row.waivers.get().pk},
    ),
    Case(Move.RESOLVE_REMARK, _remarked, "cosigner", remark.resolve, State.COSIGNING, _the_remark),
    Case(Move.OBJECT, walked(State.COSIGNING), "cosigner", cosign.object_to, State.COSIGNING),
    Case(Move.OVERRIDE, _objected, "leader", cosign.override, State.REVIEW),
    Case(
        Move.PASS_REVIEW,
        walked(State.REVIEW),
        "reviewer",
        review.pass_review,
        State.LEADER_APPROVAL,
    ),
    Case(Move.REFER, walked(State.LEADER_APPROVAL), "leader", sign.refer, State.CHIEF_APPROVAL),
    Case(Move.SIGN_OFF, walked(State.LEADER_APPROVAL), "leader", sign.sign_off, State.SIGNED),
    Case(Move.SIGN_OFF, walked(State.CHIEF_APPROVAL), "chief", sign.sign_off, State.SIGNED),
    _returned_from(State.OFFICE_APPROVAL, "office_head"),
    _returned_from(State.COSIGNING, "office_head"),
    _returned_from(State.REVIEW, "reviewer"),
    _returned_from(State.LEADER_APPROVAL, "leader"),
    _returned_from(State.CHIEF_APPROVAL, "chief"),
    _returned_to_office(State.REVIEW, "reviewer"),
    _returned_to_office(State.LEADER_APPROVAL, "leader"),
    _returned_to_office(State.CHIEF_APPROVAL, "chief"),
    Case(
        Move.SEND_BACK_TO_REVIEW,
        walked(State.LEADER_APPROVAL),
        "leader",
        review.send_back_to_review,
        State.REVIEW,
    ),
    Case(
        Move.SEND_BACK_TO_REVIEW,
        walked(State.CHIEF_APPROVAL),
        "chief",
        review.send_back_to_review,
        State.REVIEW,
    ),
    Case(
        Move.CORRECT, walked(State.SIGNED), "reviewer", sign.correct, State.SIGNED, _one_more_word
    ),
    Case(
        Move.RETURN_FOR_SIGNING,
        walked(State.SIGNED),
        "reviewer",
        sign.return_for_signing,
        State.DRAFT,
    ),
    Case(Move.RECHECK, walked(State.SIGNED), "reviewer", sign.recheck, State.RECHECKED),
    Case(Move.NUMBER, walked(State.RECHECKED), "liaison", number.assign, State.NUMBERED),
    Case(Move.VOID_NUMBER, walked(State.NUMBERED), "liaison", number.void, State.RECHECKED),
    Case(Move.SEAL, walked(State.NUMBERED), "seal_keeper", issue.seal, State.SEALED),
    Case(Move.ISSUE, walked(State.SEALED), "liaison", issue.issue, State.ISSUED),
    Case(Move.DELIVER, walked(State.ISSUED), "liaison", issue.deliver, State.DELIVERED, _by_post),
    Case(
        Move.PUBLISH,
        walked(State.DELIVERED),
        "liaison",
        issue.publish,
        State.PUBLISHED,
        lambda _cast, _row: {"address": "https://www.example.org/1"},
    ),
    Case(Move.REVOKE, walked(State.DELIVERED), "chief", issue.revoke, State.REVOKED),
]
#: What stays open after it has been done once.
REPEATABLE = {
    Move.SAVE,
    Move.CORRECT,
    Move.OBJECT,
    Move.ARRANGE,
    Move.REMARK,
    Move.ANSWER_REMARK,
    Move.WAIVE,
}
