"""Two people changed the same: one side, the other, both or own words, and nothing lost."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest

from correspondence.models import Reply
from correspondence.rules.states import ReplyState as R
from tests.factories import part
from tests.people import Cast
from tests.web.pressing import press

pytestmark = pytest.mark.django_db
MINE, THEIRS, OWN = (
    "关于推进长三角协同的答复",
    "关于加强长三角协同的答复",
    "关于长三角协同办理的答复",
)


@pytest.fixture
def reply(cast: Cast) -> Reply:
    return part(cast, R.DRAFT).paper.reply


def typed(reply: Reply, **changed: object) -> dict[str, object]:
    latest = reply.latest
    names = ("title", "recipient", "copies", "outcome", "openness", "body")
    fields = {name: getattr(latest, name) for name in names}
    return {**fields, "promised_on": "", "base": latest.number, "token": "page"} | changed


def collide(
    cast: Cast, reply: Reply, mine: Mapping[str, object], theirs: Mapping[str, object]
) -> tuple[Any, dict[str, object]]:
    """Theirs is saved first; answers the page on which mine meets it, and what it sends."""
    sent = typed(reply, **mine)
    assert press(cast.handler, reply, "save", **typed(reply, **theirs)).status_code == 302
    page = press(cast.handler, reply, "save", **sent)
    assert page.status_code == 422
    return page, sent | {"against": reply.latest.number}


def save(cast: Cast, reply: Reply, sent: dict[str, object], **answers: object) -> Any:
    return press(cast.handler, reply, "save", **sent, **answers)


@pytest.mark.parametrize(("answer", "title"), [("mine", MINE), ("theirs", THEIRS), ("own", OWN)])
def test_a_field_both_have_changed_is_mine_theirs_or_rewritten(
    cast: Cast, reply: Reply, answer: str, title: str
) -> None:
    page, sent = collide(cast, reply, {"title": MINE}, {"title": THEIRS})
    assert "改为" in page.content.decode()
    answers = {"choice-title": answer, "choice-title-own": OWN}
    assert save(cast, reply, sent, **answers).status_code == 302
    assert reply.latest.title == title


def test_a_day_is_rewritten_as_a_day(cast: Cast, reply: Reply) -> None:
    days = [{"promised_on": "2026-11-30"}, {"promised_on": "2026-12-31"}]
    _, sent = collide(cast, reply, *days)
    answers = {"choice-promised_on": "own", "choice-promised_on-own": "2026-12-15"}
    assert save(cast, reply, sent, **answers).status_code == 302
    assert reply.latest.promised_on == date(2026, 12, 15)


def test_words_that_do_not_fit_are_refused_and_stay(cast: Cast, reply: Reply) -> None:
    _, sent = collide(cast, reply, {"title": MINE}, {"title": THEIRS})
    answers = {"choice-title": "own", "choice-title-own": "长" * 201}
    page = save(cast, reply, sent, **answers).content.decode()
    assert "标题：" in page
    assert "长" * 201 in page
    assert reply.latest.title == THEIRS


def test_what_was_decided_stays_while_something_is_left_open(cast: Cast, reply: Reply) -> None:
    body = reply.latest.body
    mine = {"title": MINE, "body": body.replace("认真", "逐条")}
    theirs = {"title": THEIRS, "body": body.replace("认真", "仔细")}
    _, sent = collide(cast, reply, mine, theirs)
    answers = {"choice-title": "", "conflict-0": "own", "conflict-0-own": "我改写的一段。"}
    answer = save(cast, reply, sent, **answers)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "请逐处选定后再保存" in page
    assert "我改写的一段。" in page
    assert page.count("checked") == 1


def test_a_third_version_meanwhile_asks_again_and_keeps_what_was_decided(
    cast: Cast, reply: Reply
) -> None:
    _, sent = collide(cast, reply, {"title": MINE}, {"title": THEIRS})
    third = typed(reply, title="第三个人改的标题")
    assert press(cast.handler, reply, "save", **third).status_code == 302
    answers = {"choice-title": "own", "choice-title-own": OWN}
    again = save(cast, reply, sent, **answers).content.decode()
    assert f"用我的：{OWN}" in again
    assert "用对方的：第三个人改的标题" in again


def test_a_decided_field_is_carried_through_a_second_meeting(cast: Cast, reply: Reply) -> None:
    days = [{"promised_on": "2026-11-30"}, {"promised_on": "2026-12-31"}]
    _, sent = collide(cast, reply, *days)
    third = typed(reply, promised_on="2027-01-31")
    assert press(cast.handler, reply, "save", **third).status_code == 302
    answers = {"choice-promised_on": "own", "choice-promised_on-own": "2026-12-15"}
    again = save(cast, reply, sent, **answers).content.decode()
    assert "2026-12-15</textarea>" in again


def test_both_paragraphs_may_stay(cast: Cast, reply: Reply) -> None:
    body = reply.latest.body
    mine, theirs = body.replace("认真", "逐条"), body.replace("认真", "仔细")
    page, sent = collide(cast, reply, {"body": mine}, {"body": theirs})
    assert "两段都留" in page.content.decode()
    assert save(cast, reply, sent, **{"conflict-0": "both"}).status_code == 302
    assert "逐条" in reply.latest.body
    assert "仔细" in reply.latest.body


def test_the_page_asks_without_an_error_until_something_is_left_open(
    cast: Cast, reply: Reply
) -> None:
    page, sent = collide(cast, reply, {"title": MINE}, {"title": THEIRS})
    assert "有 1 处两边都改了" in page.content.decode()
    assert 'role="alert"' not in page.content.decode()
    again = press(cast.handler, reply, "save", **sent)
    assert 'role="alert"' in again.content.decode()
