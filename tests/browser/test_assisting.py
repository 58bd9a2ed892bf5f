"""会办意见 in the browser, by three people: asked for, sent back, answered, quoted."""

import re

import pytest
from playwright.sync_api import Page, expect

from correspondence.management.work import Work
from correspondence.models import Reply
from correspondence.rules.states import AssignmentState, ReplyState
from correspondence.rules.words import Mode
from tests import factories
from tests.browser.conftest import Window
from tests.browser.desks import Office, enter
from tests.people import Cast
from tests.walk import walk_to

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

THIN = "你委来函收悉。经研究，原则同意。"
FULL = "你委来函收悉。经研究，提出以下意见：\n建议将科技创新券纳入年度专项，明年起扩大到全部街镇。"
DEMAND = "请就经费安排提出会办意见。"
LACKING = "没有说明经费如何安排，请补充。"


def decided(office: Office, cast: Cast, part: Work, label: str, **typed: object) -> None:
    """The leading handler finds the assisting unit on the case and takes a step on its part."""
    page = office.desk(cast.handler, f"/proposals/{part.assignment.proposal_id}/")
    page.locator("main").get_by_role("link", name=label, exact=True).first.click()
    page.wait_for_url(re.compile(r"/assignments/\d+/\w+/$"))
    office.finish(page, **typed)


def opinion_written(office: Office, cast: Cast, part: Work, text: str) -> Page:
    """The assisting handler writes the opinion and hands it to the head of the office."""
    reply = part.assignment.replies.live().filter(round=part.assignment.round).get()
    page = office.desk(cast.assist.handler, f"/replies/{reply.pk}/save/")
    page.locator("#id_body").fill(text)
    if not page.locator("[name=openness]").first.is_visible():
        page.get_by_text("文件要素").first.click()
    enter(page.locator("[name=openness]"), "public")
    page.keyboard.press("Control+s")
    expect(page).to_have_url(re.compile(rf"/replies/{reply.pk}/$"))
    office.next(cast.assist.handler)
    return page


def approved(office: Office, cast: Cast, part: Work) -> None:
    """Its head approves it in the browser; the unit's further steps are those of any document."""
    office.next(cast.assist.office_head)
    walk_to(part, AssignmentState.OPINION_SENT)


def quoted(office: Office, cast: Cast, reply: Reply) -> Page:
    """The leading handler opens the opinions beside the text and takes a paragraph."""
    page = office.desk(cast.handler, f"/replies/{reply.pk}/save/")
    expect(page.locator("#panel-findings")).to_contain_text("会办意见")
    page.get_by_role("tab", name="会办意见").click()
    page.locator("#panel-opinions").get_by_role("button", name="引用").last.click()
    page.get_by_role("tab", name="校核").click()
    expect(page.locator("#panel-findings")).not_to_contain_text("的会办意见")
    page.keyboard.press("Control+s")
    expect(page).to_have_url(re.compile(rf"/replies/{reply.pk}/$"))
    return page


def test_an_opinion_is_asked_for_sent_back_and_quoted(cast: Cast, window: Window) -> None:
    life = factories.handed_out(cast, Mode.LEAD_ASSIST)
    lead, part = life.work(cast.unit), life.work(cast.assist.unit)
    walk_to(lead, AssignmentState.IN_PROGRESS)
    lead.talk()
    lead.paper.start()
    walk_to(part, ReplyState.DRAFT)
    office = Office(window)

    decided(office, cast, part, "催办", reason=DEMAND)
    page = office.desk(cast.assist.handler, f"/proposals/{part.assignment.proposal_id}/")
    expect(page.locator("main")).to_contain_text(DEMAND)
    opinion_written(office, cast, part, THIN)
    approved(office, cast, part)
    decided(office, cast, part, "退回补充会办意见", reason=LACKING)
    assert part.assignment.round == 2

    page = office.desk(cast.assist.handler, "/my-work/")
    expect(page.locator("main")).to_contain_text(LACKING)
    office.next(cast.assist.handler)
    opinion_written(office, cast, part, FULL)
    approved(office, cast, part)
    decided(office, cast, part, "采用会办意见")
    assert part.state is AssignmentState.OPINION_ACCEPTED

    quoted(office, cast, lead.paper.reply)
    unit = cast.assist.unit.short_name
    latest = lead.paper.reply.latest
    assert f"{unit}认为：建议将科技创新券纳入年度专项" in latest.body
    assert latest.reason == f"引自{unit}会办意见"
