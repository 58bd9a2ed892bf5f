"""A whole life of a proposal, by ten people in the browser, with the keyboard from step to step."""

import re

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from correspondence.models import Assignment, IssuedDocument, Proposal, Reply
from correspondence.rules.states import AssignmentState, ReplyState
from tests.browser.conftest import Window
from tests.browser.desks import Office, enter
from tests.people import Cast

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

TITLE = "关于推进社区早餐网点建设的建议"
BODY = (
    "您提出的建议收悉。经研究，现将办理情况答复如下：\n一、相关工作情况\n"
    "今年以来，我委会同有关部门新增社区早餐网点120个，覆盖全部街镇。\n"
    "感谢您对本市工作的关心和支持！"
)


def registered(office: Office, cast: Cast) -> Proposal:
    """The deputy writes it, the congress's office takes it in, the government's hands it out."""
    page = office.desk(cast.deputy, "/proposals/new/")
    office.finish(page, session=cast.session.pk, title=TITLE, text="一、背景情况\n早餐难。")
    office.next(cast.deputy)
    office.next(cast.congress_office, number="0049")
    office.next(cast.congress_office)
    office.next(cast.handing_out_office, mode="sole", leading=cast.unit.pk)
    return Proposal.objects.get()


def to_the_handler(office: Office, cast: Cast) -> Assignment:
    office.next(cast.liaison)
    office.next(cast.liaison, lead=cast.office.pk)
    office.next(cast.office_head, handler=cast.handler.pk)
    part = Assignment.objects.get()
    page = office.desk(cast.handler, f"/assignments/{part.pk}/record_contact/")
    office.finish(page, way="phone", held_on=timezone.localdate().isoformat(), opinion="赞同。")
    return part


def written(office: Office, cast: Cast, part: Assignment) -> Reply:
    page = office.desk(cast.handler, f"/assignments/{part.pk}/start_reply/")
    office.finish(page)
    reply = part.replies.get()
    page = office.desk(cast.handler, f"/replies/{reply.pk}/save/")
    page.locator("#id_body").fill(BODY)
    for name, value in {"outcome": "resolved", "openness": "public"}.items():
        field = page.locator(f"[name={name}]")
        if not field.first.is_visible():
            page.get_by_text("文件要素").first.click()
        enter(field, value)
    expect(page.locator("#pages img").first).to_be_visible()
    page.keyboard.press("Control+s")
    expect(page).to_have_url(re.compile(rf"/replies/{reply.pk}/$"))
    page.wait_for_load_state()
    assert reply.latest.body == BODY
    return reply


def test_ten_people_carry_a_proposal_to_its_deputy_and_hear_the_answer(
    cast: Cast, window: Window
) -> None:
    office = Office(window)
    proposal = registered(office, cast)
    part = to_the_handler(office, cast)
    reply = written(office, cast, part)
    office.next(cast.handler)
    office.next(cast.office_head, **{f"cosigners-{cast.cosigner.pk}": "1"})
    office.next(cast.cosigner)
    office.next(cast.reviewer)
    office.next(cast.leader)
    office.next(cast.reviewer)
    office.next(cast.liaison)
    office.next(cast.seal_keeper)
    office.next(cast.liaison)
    office.next(cast.liaison, deliveries="all", way="system")
    office.next(cast.deputy, attitude="satisfied", result="satisfied")
    part.refresh_from_db()
    reply.refresh_from_db()
    assert part.state == AssignmentState.FEEDBACK_DONE
    assert reply.state == ReplyState.DELIVERED
    assert IssuedDocument.objects.get(reply=reply).pdf
    page = office.desk(cast.deputy, f"/proposals/{proposal.pk}/")
    expect(page.locator("main")).to_contain_text(reply.number)
