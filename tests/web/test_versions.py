"""Any two saved texts side by side."""

import pytest

from correspondence.management.paper import Draft
from correspondence.rules.states import ReplyState
from tests import factories
from tests.people import Cast
from tests.web.pressing import look

pytestmark = pytest.mark.django_db
OLD, NEW = "我委认真研究提案建议，已经落实。", "我委认真研究代表建议，已经落实。"


def test_changed_characters_are_marked_on_both_sides(cast: Cast) -> None:
    work = factories.part(cast, ReplyState.DRAFT, text=Draft(body=OLD))
    work.paper.write(Draft(body=NEW), "改正称谓")
    page = look(cast.handler, f"/replies/{work.paper.reply.pk}/versions/").content.decode()
    assert "<del>提案</del>" in page
    assert "<ins>代表</ins>" in page
    assert "改正称谓" in page


def test_any_two_versions_can_be_chosen(cast: Cast) -> None:
    work = factories.part(cast, ReplyState.DRAFT, text=Draft(body=OLD))
    work.paper.write(Draft(body=NEW))
    work.paper.write(Draft(body=OLD))
    url = f"/replies/{work.paper.reply.pk}/versions/"
    assert "<ins>" not in look(cast.handler, f"{url}?old=2&new=4").content.decode()
    assert "<ins>" in look(cast.handler, f"{url}?old=2&new=3").content.decode()


@pytest.mark.parametrize("query", ["?old=x&new=y", "?old=99&new=0", "?new=1"])
def test_a_version_that_is_not_there_falls_back_to_the_last_ones(cast: Cast, query: str) -> None:
    reply = factories.part(cast, ReplyState.DRAFT).paper.reply
    assert look(cast.handler, f"/replies/{reply.pk}/versions/{query}").status_code == 200


def test_a_strangers_versions_do_not_exist(cast: Cast) -> None:
    reply = factories.part(cast, ReplyState.DRAFT).paper.reply
    assert look(cast.stranger.handler, f"/replies/{reply.pk}/versions/").status_code == 404
