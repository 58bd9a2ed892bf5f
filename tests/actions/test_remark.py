"""意见 on passages: asked, answered, settled, and found again in later versions."""

from dataclasses import replace

import pytest
from django.core.exceptions import PermissionDenied

from correspondence.actions import draft, notify, remark, review
from correspondence.actions.errors import NotReady, WrongState
from correspondence.models import Remark, Reminder, Reply, User
from correspondence.rules.anchors import found_again
from correspondence.rules.states import ReplyState as R
from tests.evidence import assert_ledger_holds, nothing_changes
from tests.factories import TUESDAY, part
from tests.people import Cast, act, at

pytestmark = pytest.mark.django_db

QUOTE = "制定措施"


def asked(cast: Cast, quote: str = QUOTE) -> Remark:
    reply = part(cast, R.COSIGNING).paper.reply
    said = act(cast.cosigner, TUESDAY)
    return remark.ask(reply.pk, words="是哪些措施？", quote=quote, paragraph=1, act=said)


def reworded(cast: Cast, reply: Reply, old: str, new: str) -> str:
    review.send_back(reply.pk, act=act(cast.office_head, TUESDAY, "请修改。"))
    text = reply.latest.text
    text = replace(text, body=text.body.replace(old, new))
    return draft.save(reply.pk, text=text, act=act(cast.handler, TUESDAY)).body


def test_an_opinion_holds_on_to_its_words(cast: Cast) -> None:
    one = asked(cast)
    line = one.version.body.split("\n")[one.paragraph - 1]
    assert line[one.start : one.start + len(QUOTE)] == one.quote == QUOTE


def test_it_survives_a_change_beside_it_and_not_one_of_its_own_words(cast: Cast) -> None:
    one = asked(cast)
    assert one.anchor is not None
    beside = reworded(cast, one.reply, "本单位", "各位代表：\n本单位")
    assert found_again(one.anchor, beside) is not None
    text = replace(one.reply.latest.text, body=beside.replace(QUOTE, "采取办法"))
    own = draft.save(one.reply.pk, text=text, act=act(cast.handler, TUESDAY)).body
    assert found_again(one.anchor, own) is None


def test_words_that_do_not_stand_there_are_refused(cast: Cast) -> None:
    reply = part(cast, R.COSIGNING).paper.reply
    with nothing_changes(), pytest.raises(NotReady) as refused:
        remark.ask(reply.pk, words="？", quote="没有这句话", act=act(cast.cosigner, TUESDAY))
    assert refused.value.field == "quote"


def test_without_words_it_is_about_the_whole_text(cast: Cast) -> None:
    assert asked(cast, quote="").anchor is None


def test_the_drafter_answers_and_the_asker_calls_it_settled(cast: Cast) -> None:
    one = asked(cast)
    said = remark.answer(
        one.reply_id, remark_id=one.pk, words="见附件。", act=act(cast.handler, TUESDAY)
    )
    remark.resolve(one.reply_id, remark_id=one.pk, act=act(cast.cosigner, TUESDAY))
    one.refresh_from_db()
    assert (said.by, one.resolved_by) == (cast.handler, cast.cosigner)
    assert one.resolved_at is not None
    assert one.history.count() == 2
    assert not one.reply.remarks.unresolved().exists()
    assert_ledger_holds()


def test_the_drafter_calls_it_settled_too(cast: Cast) -> None:
    one = asked(cast)
    settled = remark.resolve(one.reply_id, remark_id=one.pk, act=act(cast.handler, TUESDAY))
    assert settled.resolved_by == cast.handler


def test_nobody_else_does(cast: Cast) -> None:
    one = asked(cast)
    with nothing_changes(), pytest.raises(PermissionDenied):
        remark.resolve(one.reply_id, remark_id=one.pk, act=act(cast.office_head, TUESDAY))


def test_what_is_settled_is_settled_once(cast: Cast) -> None:
    one = asked(cast)
    other = remark.ask(one.reply_id, words="还有？", act=act(cast.cosigner, TUESDAY))
    remark.resolve(one.reply_id, remark_id=one.pk, act=act(cast.handler, TUESDAY))
    with nothing_changes(), pytest.raises(WrongState):
        remark.resolve(one.reply_id, remark_id=one.pk, act=act(cast.handler, TUESDAY))
    assert list(one.reply.remarks.unresolved()) == [other]


def test_an_opinion_changes_no_text_and_voids_no_signature(cast: Cast) -> None:
    paper = part(cast, R.REVIEW).paper
    before = paper.reply.latest
    remark.ask(paper.reply.pk, words="请核对。", act=act(cast.reviewer, TUESDAY))
    assert paper.reply.latest == before
    assert paper.reply.cosignatures.answered().count() == 1


def news_of_answers(person: User) -> list[str]:
    news = Reminder.objects.noticed_by(person).filter(stage__contains="answer")
    return list(news.order_by("pk").values_list("wording", flat=True))


def test_who_asked_learns_of_the_answer_once_until_it_is_read(cast: Cast) -> None:
    one = asked(cast)
    other = remark.ask(one.reply_id, words="还有？", act=act(cast.cosigner, TUESDAY))
    for asked_one in (one, other):
        said = act(cast.handler, TUESDAY)
        remark.answer(one.reply_id, remark_id=asked_one.pk, words="见附件。", act=said)
    assert news_of_answers(cast.cosigner) == ["您对文稿提的意见已有答复"]
    notify.read_all(cast.cosigner, at=at(TUESDAY))
    remark.answer(
        one.reply_id, remark_id=one.pk, words="补充如下。", act=act(cast.handler, TUESDAY)
    )
    assert len(news_of_answers(cast.cosigner)) == 2


def test_who_asked_learns_that_somebody_else_called_it_settled(cast: Cast) -> None:
    one = asked(cast)
    other = remark.ask(one.reply_id, words="还有？", act=act(cast.cosigner, TUESDAY))
    remark.resolve(one.reply_id, remark_id=one.pk, act=act(cast.cosigner, TUESDAY))
    assert not news_of_answers(cast.cosigner)
    remark.resolve(one.reply_id, remark_id=other.pk, act=act(cast.handler, TUESDAY))
    assert news_of_answers(cast.cosigner) == ["您对文稿提的意见已由经办人了结"]
