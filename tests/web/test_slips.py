"""发文稿纸 and 会签单 of a document, for the people of its house alone."""

import re

import pypdfium2
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from correspondence.models import CoSignature, Reply, User
from correspondence.rules.states import ReplyState
from tests import factories
from tests.people import Cast
from tests.web.pressing import look

pytestmark = pytest.mark.django_db
NAMES = ("dispatch-slip", "cosigning-slip")


def text_of(person: User, reply: Reply, name: str) -> str:
    """The words of a slip, blanks left out."""
    answer = look(person, f"/replies/{reply.pk}/{name}.pdf")
    assert answer.headers["Content-Type"] == "application/pdf"
    document = pypdfium2.PdfDocument(answer.content)
    whole = "".join(page.get_textpage().get_text_range() for page in document)
    return re.sub(r"\s", "", whole)


def test_the_dispatch_slip_says_who_passed_it_and_when(cast: Cast) -> None:
    reply = factories.part(cast, ReplyState.ISSUED).paper.reply
    slip = text_of(cast.handler, reply, "dispatch-slip")
    for person in (cast.office_head, cast.cosigner, cast.reviewer, cast.leader, cast.seal_keeper):
        assert person.name in slip
    assert f"{cast.unit.name}发文稿纸" in slip
    assert reply.number in slip
    assert "2026年3月" in slip


def test_the_cosigning_slip_lists_every_answer(cast: Cast) -> None:
    reply = factories.part(cast, ReplyState.REVIEW).paper.reply
    slip = text_of(cast.handler, reply, "cosigning-slip")
    assert cast.cosigner.name in slip
    assert "第2版" in slip


def test_a_draft_has_slips_too_with_room_for_the_pen(cast: Cast) -> None:
    reply = factories.part(cast, ReplyState.DRAFT).paper.reply
    for name in NAMES:
        assert "会签" in text_of(cast.handler, reply, name)


@pytest.mark.parametrize("name", NAMES)
def test_slips_stay_in_the_house(cast: Cast, name: str) -> None:
    reply = factories.part(cast, ReplyState.ISSUED).paper.reply
    assert look(cast.auditor, f"/replies/{reply.pk}/{name}.pdf").status_code == 200
    for outsider in (cast.deputy, cast.congress_office, cast.stranger.handler):
        assert look(outsider, f"/replies/{reply.pk}/{name}.pdf").status_code == 404
    assert name not in look(cast.deputy, f"/replies/{reply.pk}/").content.decode()
    assert name in look(cast.handler, f"/replies/{reply.pk}/").content.decode()


def asked(cast: Cast, reply: Reply, name: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        look(cast.handler, f"/replies/{reply.pk}/{name}.pdf")
    return len(queries)


@pytest.mark.parametrize("name", NAMES)
def test_more_answers_ask_no_more_of_the_database(cast: Cast, name: str) -> None:
    reply = factories.part(cast, ReplyState.DRAFT).paper.reply
    CoSignature.objects.create(reply=reply, cosigner=cast.cosigner)
    few = asked(cast, reply, name)
    for person in (cast.reviewer, cast.leader, cast.office_head):
        CoSignature.objects.create(reply=reply, cosigner=person)
    assert asked(cast, reply, name) == few
