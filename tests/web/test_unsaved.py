"""What is written and in no version is told wherever the document is moved on."""

from dataclasses import replace

import pytest

from correspondence.actions import autosave, draft
from correspondence.models import Reply
from correspondence.rules.states import ReplyState
from tests.factories import TUESDAY, part
from tests.people import Cast, act
from tests.web.pressing import address, read

pytestmark = pytest.mark.django_db
OWN, OTHERS = "您有一份未保存的修改", "kw.handler还有未保存的修改"


@pytest.fixture
def reply(cast: Cast) -> Reply:
    """Submitted by its drafter, who had typed on and not saved that."""
    reply = part(cast, ReplyState.DRAFT).paper.reply
    text = replace(reply.latest.text, body="没保存")
    typed = autosave.Typed(text=text, base=reply.latest.number, serial=1)
    by = act(cast.handler, TUESDAY)
    autosave.keep(reply.pk, typed=typed, page=autosave.Page(token="desk"), act=by)
    draft.submit(reply.pk, act=by)
    return Reply.objects.get(pk=reply.pk)


def test_who_decides_is_told_that_the_drafter_has_more(cast: Cast, reply: Reply) -> None:
    for url in (address(reply, "approve"), f"/replies/{reply.pk}/"):
        shown = read(cast.office_head, url)
        assert OTHERS in shown
        assert OWN not in shown
        assert "没保存" not in shown


def test_the_writer_is_told_of_the_own_text_only(cast: Cast, reply: Reply) -> None:
    shown = read(cast.handler, address(reply, "take_back"))
    assert OWN in shown
    assert OTHERS not in shown


def test_a_text_that_adds_nothing_is_not_mentioned(cast: Cast, reply: Reply) -> None:
    autosave.discard(
        reply.pk,
        page=autosave.Page(token="desk"),
        act=act(cast.handler, TUESDAY),
    )
    assert OTHERS not in read(cast.office_head, address(reply, "approve"))


def test_the_pages_say_where_the_browser_may_have_a_copy(cast: Cast, reply: Reply) -> None:
    places = f'data-places="/replies/{reply.pk}/save/ /replies/{reply.pk}/correct/"'
    assert places in read(cast.office_head, address(reply, "approve"))
    assert places in read(cast.handler, address(reply, "take_back"))
