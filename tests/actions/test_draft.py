"""拟稿: what a drafter starts from, what makes a new version, and what must be there to go on."""

from dataclasses import replace

import pytest

from correspondence.actions import draft, review
from correspondence.actions.errors import NotReady, Remedied, WrongState
from correspondence.management.paper import Draft
from correspondence.management.work import Work
from correspondence.models import Reply
from correspondence.rules.moves import AssignmentMove
from correspondence.rules.states import AssignmentState as A
from correspondence.rules.states import ReplyState as R
from correspondence.rules.texts import Text
from correspondence.rules.words import Mode, Outcome, ReplyKind
from tests.evidence import nothing_changes
from tests.factories import CAP, TITLE, TUESDAY, assisting_part, handed_out, part
from tests.people import Cast, act
from tests.walk import walk_to

pytestmark = pytest.mark.django_db


def started(cast: Cast, work: Work) -> Reply:
    handler = work.assignment.handler
    assert handler
    return draft.start(work.pk, act=act(handler, TUESDAY))


def save(cast: Cast, reply: Reply, text: Text) -> None:
    draft.save(reply.pk, text=text, act=act(cast.handler, TUESDAY, "修改"))


def test_a_reply_is_born_with_a_text_that_names_its_case(cast: Cast) -> None:
    reply = started(cast, part(cast, A.IN_PROGRESS))
    text = reply.latest.text
    assert (reply.kind, reply.state, reply.drafter) == (ReplyKind.REPLY, R.DRAFT, cast.handler)
    assert text.title == "对市十六届人大四次会议\n第0049号代表建议的答复"
    assert text.recipient == "杨彩虹代表"
    assert f"《{TITLE}》（第0049号）收悉" in text.body


def test_copies_go_to_who_handed_out_and_who_supervises(cast: Cast) -> None:
    text = started(cast, part(cast, A.IN_PROGRESS)).latest.text
    assert text.copies.split("\n") == ["市政府办公厅建议提案处", "市人大常委会代表工委"]


def test_an_assisting_unit_writes_an_opinion_to_the_leading_one(cast: Cast) -> None:
    reply = started(cast, assisting_part(cast, A.IN_PROGRESS))
    assert (reply.kind, reply.latest.recipient) == (ReplyKind.ASSIST_OPINION, "市科委")
    assert reply.latest.copies == ""


def test_a_second_round_answers_again(cast: Cast) -> None:
    work = part(cast, A.REHANDLING)
    work.begin()
    reply = started(cast, work)
    assert (reply.kind, reply.round) == (ReplyKind.FOLLOW_UP_REPLY, 2)


def test_a_changed_character_makes_a_new_version(cast: Cast) -> None:
    reply = part(cast, R.DRAFT).paper.reply
    before = reply.latest
    save(cast, reply, replace(before.text, body=f"{before.body}。"))
    after = reply.latest
    assert (after.number, after.author, after.reason) == (before.number + 1, cast.handler, "修改")
    assert (after.body, after.digest_holds()) == (f"{before.body}。", True)
    assert reply.versions.get(number=before.number).body == before.body


def test_an_unchanged_save_makes_no_version(cast: Cast) -> None:
    reply = part(cast, R.DRAFT).paper.reply
    count = reply.versions.count()
    save(cast, reply, reply.latest.text)
    assert reply.versions.count() == count


def test_blank_lines_and_indents_are_no_change(cast: Cast) -> None:
    reply = part(cast, R.DRAFT).paper.reply
    count, text = reply.versions.count(), reply.latest.text
    save(cast, reply, replace(text, body="　　" + text.body.replace("\n", "\r\n\r\n　　")))
    assert reply.versions.count() == count


def test_the_outcome_of_the_text_is_the_outcome_of_the_reply(cast: Cast) -> None:
    reply = part(cast, R.DRAFT).paper.reply
    text = replace(reply.latest.text, outcome=Outcome.PLANNED, promised_on=CAP)
    save(cast, reply, text)
    reply.refresh_from_db()
    assert (reply.outcome, reply.promised_on) == (Outcome.PLANNED, CAP)


def test_a_promise_whose_day_is_not_known_yet_is_saved_but_not_submitted(cast: Cast) -> None:
    reply = part(cast, R.DRAFT).paper.reply
    save(cast, reply, replace(reply.latest.text, outcome=Outcome.PLANNED, promised_on=None))
    reply.refresh_from_db()
    assert (reply.latest.outcome, reply.outcome) == (Outcome.PLANNED, "")
    with pytest.raises(NotReady, match="承诺解决时限"):
        draft.submit(reply.pk, act=act(cast.handler, TUESDAY))


def signed_by_two(cast: Cast) -> Reply:
    """Approved and co-signed, then sent back to the drafter."""
    paper = part(cast, R.REVIEW).paper
    review.send_back(paper.reply.pk, act=act(cast.reviewer, TUESDAY, "请补充数据。"))
    return paper.reply


def standing(reply: Reply) -> tuple[int, int]:
    live = {"voided_at__isnull": True}
    return reply.cosignatures.filter(**live).count(), reply.approvals.filter(**live).count()


def test_a_changed_character_voids_every_signature(cast: Cast) -> None:
    reply = signed_by_two(cast)
    assert standing(reply) == (1, 1)
    text = reply.latest.text
    save(cast, reply, replace(text, body=text.body.replace("认真", "逐条")))
    assert standing(reply) == (0, 0)
    voided = reply.cosignatures.get()
    assert voided.history.first().history_change_reason == "正文已改动"
    assert voided.digest != reply.latest.digest


def test_an_unchanged_save_voids_nothing(cast: Cast) -> None:
    reply = signed_by_two(cast)
    save(cast, reply, reply.latest.text)
    assert standing(reply) == (1, 1)


def test_whatever_was_on_the_page_voids_when_it_changes(cast: Cast) -> None:
    reply = signed_by_two(cast)
    save(cast, reply, replace(reply.latest.text, openness="withheld", openness_reason="内部信息"))
    assert standing(reply) == (0, 0)


def submit(cast: Cast, reply: Reply) -> None:
    draft.submit(reply.pk, act=act(cast.handler, TUESDAY))


def test_every_shortcoming_is_told_at_once(cast: Cast) -> None:
    reply = started(cast, part(cast, A.IN_PROGRESS))
    with nothing_changes(), pytest.raises(NotReady) as refused:
        submit(cast, reply)
    assert list(refused.value.problems) == [
        "请写明正文的内容，现在只有开头和结尾。",
        "请选择公开属性。",
        "请选择办理结果。",
        "请先登记与领衔的杨彩虹代表的沟通情况（面商、走访、电话等）。",
    ]


def test_the_reply_waits_for_the_opinions_of_the_assisting_units(cast: Cast) -> None:
    work = part(cast, R.DRAFT, Mode.LEAD_ASSIST)
    assisting = work.life.work(cast.assist.unit)
    submit(cast, work.paper.reply)
    assert (work.state, assisting.state) == (A.IN_APPROVAL, A.OPINION_ACCEPTED)


def waiting(cast: Cast) -> Work:
    """A draft complete in itself, while the assisting unit has said nothing."""
    life = handed_out(cast, Mode.LEAD_ASSIST)
    work = life.work(cast.unit)
    walk_to(work, A.IN_PROGRESS)
    work.talk()
    work.paper.start()
    work.paper.write(Draft())
    return work


def test_a_missing_opinion_is_named(cast: Cast) -> None:
    work = waiting(cast)
    with nothing_changes(), pytest.raises(NotReady) as refused:
        submit(cast, work.paper.reply)
    (problem,) = refused.value.problems
    assert "市发展改革委的会办意见尚未收到" in problem
    assert isinstance(problem, Remedied)
    assert problem.move is AssignmentMove.WAIVE_OPINION


def test_a_waived_opinion_is_not_waited_for(cast: Cast) -> None:
    work = waiting(cast)
    work.life.work(cast.assist.unit).waive("时限将至。")
    submit(cast, work.paper.reply)
    assert work.state is A.IN_APPROVAL


def test_an_opinion_needs_no_talk_with_the_deputy(cast: Cast) -> None:
    assert assisting_part(cast, A.IN_APPROVAL).assignment.contacts.count() == 0


def test_a_submitted_text_can_be_taken_back(cast: Cast) -> None:
    work = part(cast, R.OFFICE_APPROVAL)
    draft.take_back(work.paper.reply.pk, act=act(cast.handler, TUESDAY))
    assert (work.paper.state, work.state) == (R.DRAFT, A.IN_PROGRESS)


def test_joint_units_share_one_reply(cast: Cast) -> None:
    life = handed_out(cast, Mode.JOINT)
    for unit in (cast.unit, cast.assist.unit):
        walk_to(life.work(unit), A.IN_PROGRESS)
    started(cast, life.work(cast.unit))
    with nothing_changes(), pytest.raises(WrongState):
        started(cast, life.work(cast.assist.unit))
