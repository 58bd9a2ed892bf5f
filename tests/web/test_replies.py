"""The page of a document, its pages as pictures, and the document itself."""

import hashlib

import pytest
from django.conf import settings

from correspondence.gongwen import page_count
from correspondence.models import IssuedDocument
from correspondence.rules.states import AssignmentState, ReplyState
from tests import factories
from tests.people import Cast
from tests.walk import walk_to
from tests.web.pressing import look, press

pytestmark = pytest.mark.django_db


def test_a_draft_exists_for_its_unit_alone(cast: Cast) -> None:
    reply = factories.part(cast, ReplyState.DRAFT).paper.reply
    assert look(cast.handler, f"/replies/{reply.pk}/").status_code == 200
    for outsider in (cast.stranger.liaison, cast.deputy, cast.congress_office, cast.supervisor):
        assert look(outsider, f"/replies/{reply.pk}/").status_code == 404


def test_an_issued_reply_is_open_to_all_who_see_the_case(cast: Cast) -> None:
    reply = factories.part(cast, ReplyState.ISSUED).paper.reply
    for reader in (cast.deputy, cast.congress_office, cast.supervisor, cast.auditor):
        assert look(reader, f"/replies/{reply.pk}/").status_code == 200
    assert look(cast.stranger.liaison, f"/replies/{reply.pk}/").status_code == 404


def test_how_a_document_came_about_stays_in_the_house(cast: Cast) -> None:
    reply = factories.part(cast, ReplyState.ISSUED).paper.reply
    reply.refresh_from_db()
    inner = [cast.office_head.name, cast.cosigner.name, cast.reviewer.name, "审批意见", "版本"]
    for reader in (cast.handler, cast.cosigner, cast.auditor):
        page = look(reader, f"/replies/{reply.pk}/").content.decode()
        assert all(words in page for words in (*inner[:-1], f"/replies/{reply.pk}/versions/"))
    for reader in (cast.deputy, cast.congress_office, cast.supervisor):
        page = look(reader, f"/replies/{reply.pk}/").content.decode()
        assert reply.number in page
        assert not [words for words in (*inner, cast.leader.name) if words in page]


def test_an_issued_document_is_served_as_it_was_frozen(cast: Cast) -> None:
    reply = factories.part(cast, ReplyState.ISSUED).paper.reply
    served = look(cast.deputy, f"/replies/{reply.pk}/document.pdf")
    assert served.headers["Content-Type"] == "application/pdf"
    assert hashlib.sha256(served.content).hexdigest() == reply.pdf_sha256
    assert bytes(IssuedDocument.objects.get(reply=reply).pdf) == served.content


def test_every_page_of_a_draft_can_be_looked_at_and_none_beyond(cast: Cast) -> None:
    reply = factories.part(cast, ReplyState.DRAFT).paper.reply
    pdf = look(cast.handler, f"/replies/{reply.pk}/document.pdf").content
    last = page_count(pdf)
    page = look(cast.handler, f"/replies/{reply.pk}/pages/{last}.png")
    assert page.content.startswith(b"\x89PNG")
    assert look(cast.handler, f"/replies/{reply.pk}/pages/{last + 1}.png").status_code == 404


def test_a_deputy_reads_no_assist_opinion(cast: Cast) -> None:
    work = factories.assisting_part(cast, AssignmentState.OPINION_SENT)
    opinion = work.paper.reply
    assert look(cast.handler, f"/replies/{opinion.pk}/").status_code == 200
    assert look(cast.deputy, f"/replies/{opinion.pk}/").status_code == 404


def test_a_deputy_judges_the_answer_from_its_page(cast: Cast) -> None:
    work = factories.part(cast, AssignmentState.REPLIED)
    url = f"/assignments/{work.pk}/give_feedback/"
    pages = [look(one, f"/replies/{work.paper.reply.pk}/") for one in (cast.deputy, cast.handler)]
    assert [url in page.content.decode() for page in pages] == [True, False]


def test_who_leads_uses_an_opinion_or_sends_it_back_from_its_page(cast: Cast) -> None:
    work = factories.assisting_part(cast, AssignmentState.OPINION_SENT)
    page = look(cast.handler, f"/replies/{work.paper.reply.pk}/").content.decode()
    own = look(cast.assist.handler, f"/replies/{work.paper.reply.pk}/").content.decode()
    for move in ("accept_opinion", "send_back_opinion"):
        assert f"/assignments/{work.pk}/{move}/" in page
        assert f"/assignments/{work.pk}/{move}/" not in own
        asked = look(cast.handler, f"/assignments/{work.pk}/{move}/").content.decode()
        assert "认真研究了所提意见" in asked


def test_a_returned_draft_says_why_on_its_page_and_in_the_editor(cast: Cast) -> None:
    work = factories.assisting_part(cast, AssignmentState.OPINION_SENT)
    press(cast.handler, work.assignment, "send_back_opinion", reason="没有说明经费")
    walk_to(work, ReplyState.DRAFT)
    for page in ("", "save/"):
        shown = look(cast.assist.handler, f"/replies/{work.paper.reply.pk}/{page}")
        assert "被退回：没有说明经费" in shown.content.decode()


def test_the_page_names_everybody_who_signed_and_on_which_version(cast: Cast) -> None:
    reply = factories.part(cast, ReplyState.SIGNED).paper.reply
    page = look(cast.reviewer, f"/replies/{reply.pk}/").content.decode()
    for person in (cast.office_head, cast.cosigner, cast.reviewer, cast.leader):
        assert person.name in page
    assert "第 2 版" in page


def test_the_foot_names_the_version_of_the_product_on_every_page(cast: Cast) -> None:
    reply = factories.part(cast, ReplyState.DRAFT).paper.reply
    foot = f"建议提案办理系统&nbsp;{settings.VERSION}"
    for url in ("/my-work/", f"/replies/{reply.pk}/"):
        assert foot in look(cast.handler, url).content.decode()
