"""会签时限 on the pages of whoever is asked, and of the unit that waits for it."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from correspondence.actions import cosign, draft, review
from correspondence.models import User
from correspondence.models.waiting import replies_waiting_for
from correspondence.rules.states import ReplyState as R
from correspondence.web import work
from tests.actions.test_cosign import asked
from tests.factories import DUE_ON, TUESDAY, handed_out
from tests.people import Cast, act
from tests.walk import walk_to
from tests.web.pressing import address, look, read
from tests.web.test_notices import feed

pytestmark = pytest.mark.django_db

DAY = TUESDAY + timedelta(days=2)


def on(monkeypatch: pytest.MonkeyPatch, day: date) -> None:
    monkeypatch.setattr(work, "today", lambda: day)


def lines(user: User, query: str = "") -> list[Any]:
    groups: Any = look(user, f"/my-work/{query}").context["groups"]
    return [line for group in groups for line in group["lines"]]


def test_a_page_counts_no_days_of_what_a_withdrawal_has_ended(cast: Cast) -> None:
    life = handed_out(cast)
    walk_to(life.work(cast.unit), R.COSIGNING)
    url = f"/replies/{life.work(cast.unit).paper.reply.pk}/"
    assert look(cast.cosigner, url).context["cosign_due"]
    life.withdraw()
    assert not look(cast.cosigner, url).context["cosign_due"]


def test_my_work_counts_the_days_a_co_signer_has(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked(cast, [cast.cosigner])
    on(monkeypatch, TUESDAY)
    (line,) = lines(cast.cosigner)
    assert (line.due_on, line.days) == (DAY, 2)
    assert f"答复时限 {DUE_ON}" in line.hints


@pytest.mark.parametrize(
    ("day", "found"), [(TUESDAY, "soon"), (DAY, "today"), (DAY + timedelta(days=1), "overdue")]
)
def test_the_filters_of_days_go_by_it(
    cast: Cast, monkeypatch: pytest.MonkeyPatch, day: date, found: str
) -> None:
    asked(cast, [cast.cosigner])
    on(monkeypatch, day)
    near = [name for name in ("today", "overdue") if lines(cast.cosigner, f"?due={name}")]
    assert near == ([found] if found != "soon" else [])
    assert bool(lines(cast.cosigner, "?due=soon")) is (found != "overdue")


def test_whom_is_waited_for_first_stands_first(cast: Cast) -> None:
    for number, day in (("0049", DAY), ("0050", TUESDAY)):
        part = handed_out(cast, number=number).work(cast.unit)
        walk_to(part, R.OFFICE_APPROVAL)
        said = act(cast.office_head, day)
        review.approve(part.paper.reply.pk, groups=[[cast.cosigner]], act=said)
    rows = replies_waiting_for(cast.cosigner).first(5)
    assert [row.assignment.proposal.number for _, row in rows] == ["0050", "0049"]


def test_the_page_to_decide_on_says_by_when(cast: Cast) -> None:
    paper = asked(cast, [cast.cosigner])
    page = look(cast.cosigner, address(paper.reply, "agree"))
    assert page.context["cosign_due"].due_on == DAY
    assert f'<span class="days-on num">{DAY}</span>' in page.content.decode()
    assert f'答复时限 <span class="num">{DUE_ON}</span>' in page.content.decode()


def test_the_page_to_decide_on_says_why_by_then(cast: Cast) -> None:
    paper = asked(cast, [cast.cosigner])
    page = read(cast.cosigner, address(paper.reply, "agree"))
    assert f"送会签：{TUESDAY}，当日不计入" in page
    assert f"规则：2 个工作日，不晚于答复时限 {DUE_ON}。" in page
    assert f"计入 2 日：{TUESDAY + timedelta(days=1)}、{DAY}。" in page


def test_document_and_case_say_until_when_it_is_waited_for(cast: Cast) -> None:
    paper = asked(cast, [cast.cosigner])
    pages = [f"/replies/{paper.reply.pk}/", f"/proposals/{paper.assignment.proposal_id}/"]
    for page in (read(cast.handler, url) for url in pages):
        assert f'num">{DAY}</span>' in page
        assert f"送会签：{TUESDAY}，当日不计入" in page


def test_the_page_of_the_document_says_the_own_day_first(cast: Cast) -> None:
    paper = asked(cast, [cast.cosigner])
    page = read(cast.cosigner, f"/replies/{paper.reply.pk}/")
    head = page.split('class="stages"')[0]
    assert head.index(str(DAY)) < head.index(f'答复时限 <span class="num">{DUE_ON}')
    assert "送会签：" in head


def test_a_day_to_co_sign_is_not_provisional_because_the_answers_day_is(cast: Cast) -> None:
    paper = asked(cast, [cast.cosigner])
    paper.assignment.due_provisional = True
    paper.assignment.save()
    (line,) = lines(cast.cosigner)
    assert line.due_on == DAY
    assert not line.provisional


def test_case_and_document_count_an_objection_alike(cast: Cast) -> None:
    paper = asked(cast, [cast.cosigner])
    cosign.object_to(paper.reply.pk, act=act(cast.cosigner, TUESDAY, "口径不符"))
    assert "已签 0/1" in read(cast.handler, f"/replies/{paper.reply.pk}/")
    assert "会签 0/1" in read(cast.handler, f"/proposals/{paper.assignment.proposal_id}/")


def test_the_calendar_of_a_co_signer_has_it(cast: Cast) -> None:
    asked(cast, [cast.cosigner])
    calendar = look(cast.cosigner, feed(cast.cosigner)).content.decode()
    assert "第0049号会签到期" in calendar
    assert f"{DAY:%Y%m%d}" in calendar


def test_nothing_is_counted_as_signed_while_nobody_is_asked(cast: Cast) -> None:
    paper = asked(cast, [cast.cosigner])
    cosign.agree(paper.reply.pk, opinion="", act=act(cast.cosigner, TUESDAY))
    review.send_back(paper.reply.pk, act=act(cast.reviewer, TUESDAY, "请核实"))
    text = replace(paper.reply.latest.text, body=f"{paper.reply.latest.body}\n补充一句。")
    draft.save(paper.reply.pk, text=text, act=act(cast.handler, TUESDAY))
    page = read(cast.handler, f"/replies/{paper.reply.pk}/")
    assert "正文已改动，已失效" in page
    assert ">已签" not in page
