"""Talking with the deputy before the reply: asked for, one press away, printed to be signed."""

from urllib.parse import quote

import pytest

from correspondence.management.paper import Draft
from correspondence.rules.states import AssignmentState
from tests import factories
from tests.people import Cast
from tests.walk import walk_to
from tests.web.pressing import address, look, press

pytestmark = pytest.mark.django_db


def test_a_text_without_a_talk_is_not_submitted_and_the_page_leads_to_the_form(
    cast: Cast,
) -> None:
    work = factories.part(cast, AssignmentState.IN_PROGRESS)
    work.paper.start()
    work.paper.write(Draft())
    refused = press(cast.handler, work.paper.reply, "submit")
    page = refused.content.decode()
    assert refused.status_code == 422
    assert "请先登记与领衔的杨彩虹代表的沟通情况" in page
    back = quote(address(work.paper.reply, "submit"), safe="")
    assert f'href="/assignments/{work.pk}/record_contact/?next={back}"' in page
    assert look(cast.handler, f"/assignments/{work.pk}/record_contact/").status_code == 200


def test_where_the_rules_ask_for_no_talk_there_is_no_guard(cast: Cast) -> None:
    profile = cast.session.profile
    profile.contact_required = False
    profile.save()
    work = factories.part(cast, AssignmentState.IN_PROGRESS)
    work.paper.start()
    work.paper.write(Draft())
    assert press(cast.handler, work.paper.reply, "submit").status_code == 302


def test_a_talk_with_somebody_else_behind_the_proposal_is_not_enough(cast: Cast) -> None:
    life = factories.handed_out(cast, deputies=[cast.lead_deputy, cast.third_deputy])
    work = life.work(cast.unit)
    walk_to(work, AssignmentState.IN_PROGRESS)
    typed = {"way": "visit", "held_on": factories.MONDAY, "opinion": "赞同。", "promises": "回访。"}
    press(cast.handler, work.assignment, "record_contact", deputy=cast.third_deputy.pk, **typed)
    work.paper.start()
    work.paper.write(Draft())
    assert press(cast.handler, work.paper.reply, "submit").status_code == 422
    press(cast.handler, work.assignment, "record_contact", deputy=cast.lead_deputy.pk, **typed)
    assert press(cast.handler, work.paper.reply, "submit").status_code == 302


def test_a_second_window_is_told_of_the_first_and_records_once_more_on_purpose(cast: Cast) -> None:
    work = factories.part(cast, AssignmentState.IN_PROGRESS)
    typed = {"way": "visit", "held_on": factories.MONDAY, "opinion": "赞同。"}
    typed |= {"deputy": cast.lead_deputy.pk}
    press(cast.handler, work.assignment, "record_contact", **typed)
    told = press(cast.office_head, work.assignment, "record_contact", **typed)
    page = told.content.decode()
    assert told.status_code == 422
    assert f"{cast.handler.name}已登记 2026-03-02 与杨彩虹代表的沟通（走访）。" in page
    assert page.index("btn-primary") < page.index(">仍要登记<")
    shown = {field.html_name: field.value() or "" for field in told.context["form"]}
    again = press(cast.office_head, work.assignment, "record_contact", **shown)
    assert again.status_code == 302
    assert work.assignment.contacts.count() == 2


def test_the_record_is_printed_with_what_was_promised_for_those_inside_alone(cast: Cast) -> None:
    work = factories.part(cast, AssignmentState.IN_PROGRESS)
    typed = {"way": "visit", "held_on": factories.MONDAY, "opinion": "赞同。", "promises": "回访。"}
    press(cast.handler, work.assignment, "record_contact", deputy=cast.lead_deputy.pk, **typed)
    talk = work.assignment.contacts.get()
    sheet = look(cast.handler, f"/contacts/{talk.pk}/").content.decode()
    assert "回访。" in sheet
    assert "代表（委员）签名" in sheet
    assert "data-print" in sheet
    assert (
        f"/contacts/{talk.pk}/"
        in look(cast.handler, f"/proposals/{work.life.pk}/").content.decode()
    )
    for outsider in (cast.deputy, cast.stranger.liaison):
        assert look(outsider, f"/contacts/{talk.pk}/").status_code == 404
