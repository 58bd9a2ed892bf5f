"""An office looks after its standard paragraphs: who may write, propose, take over and use them."""

from typing import Any

import pytest
from django.test import Client

from correspondence.models import StandardParagraph, User
from tests.people import Cast
from tests.web.pressing import look

pytestmark = pytest.mark.django_db


def send(person: User, url: str, **typed: Any) -> Any:
    client = Client()
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return client.post(url, typed)


def write(person: User, scope: str, label: str = "结尾", pk: int = 0, **more: Any) -> Any:
    url = f"/paragraphs/{pk}/" if pk else "/paragraphs/new/"
    typed = {"label": label, "text": "感谢您的关心。", "scope": scope, "position": 10}
    return send(person, url, **typed | more)


def usable(person: User) -> list[str]:
    return [one.label for one in StandardParagraph.objects.usable_by(person)]


def test_the_liaison_writes_for_the_unit_and_the_head_for_the_office(cast: Cast) -> None:
    assert write(cast.liaison, "unit", "单位的").status_code == 302
    assert write(cast.office_head, "office", "处室的").status_code == 302
    assert usable(cast.handler) == ["单位的", "处室的"]
    assert usable(cast.other_head) == ["单位的"]
    assert usable(cast.stranger.handler) == []


def test_a_handler_keeps_private_ones_and_proposes(cast: Cast) -> None:
    assert write(cast.handler, "own", "自己的").status_code == 302
    assert write(cast.handler, "proposed", "推荐的").status_code == 302
    assert write(cast.handler, "office", "越权的").status_code == 422
    assert usable(cast.handler) == ["推荐的", "自己的"]
    assert usable(cast.colleague) == []


def test_a_proposed_one_is_taken_over_by_the_head_and_its_history_says_so(cast: Cast) -> None:
    write(cast.handler, "proposed")
    paragraph = StandardParagraph.objects.get()
    assert "采纳" in look(cast.office_head, "/paragraphs/").content.decode()
    assert send(cast.colleague, f"/paragraphs/{paragraph.pk}/adopt/").status_code == 404
    assert send(cast.office_head, f"/paragraphs/{paragraph.pk}/adopt/").status_code == 302
    assert usable(cast.colleague) == ["结尾"]
    last = paragraph.history.first()
    assert (last.history_user, last.history_change_reason) == (
        cast.office_head,
        "采纳为处室常用段落",
    )


def test_what_is_not_taken_over_stays_with_its_owner(cast: Cast) -> None:
    write(cast.handler, "proposed")
    pk = StandardParagraph.objects.get().pk
    send(cast.office_head, f"/paragraphs/{pk}/decline/")
    assert (usable(cast.handler), usable(cast.office_head)) == (["结尾"], [])


def test_only_those_whose_it_is_change_or_remove_it(cast: Cast) -> None:
    write(cast.liaison, "unit")
    pk = StandardParagraph.objects.get().pk
    assert write(cast.handler, "own", "改名", pk).status_code == 403
    assert send(cast.handler, f"/paragraphs/{pk}/discard/").status_code == 403
    assert send(cast.stranger.liaison, f"/paragraphs/{pk}/discard/").status_code == 404
    assert send(cast.liaison, f"/paragraphs/{pk}/discard/").status_code == 302
    assert StandardParagraph.history.filter(history_type="-").count() == 1


def test_a_second_window_writes_over_nothing_it_has_not_shown(cast: Cast) -> None:
    write(cast.liaison, "unit")
    paragraph = StandardParagraph.objects.get()
    seen = look(cast.liaison, f"/paragraphs/{paragraph.pk}/").context["form"]["seen"].value()
    assert write(cast.liaison, "unit", pk=paragraph.pk, text="甲", seen=seen).status_code == 302
    again = write(cast.liaison, "unit", pk=paragraph.pk, text="乙", seen=seen)
    page = again.content.decode()
    assert again.status_code == 422
    assert "现为：“甲”" in page
    assert ">\n乙</textarea>" in page
    seen = again.context["form"]["seen"].value()
    assert write(cast.liaison, "unit", pk=paragraph.pk, text="乙", seen=seen).status_code == 302
    paragraph.refresh_from_db()
    assert paragraph.text == "乙"


def test_the_list_is_searched_by_every_word(cast: Cast) -> None:
    write(cast.liaison, "unit", "结尾一")
    page = look(cast.handler, "/paragraphs/?q=结尾 关心").content.decode()
    assert "结尾一" in page
    assert "没有含有这些词" in look(cast.handler, "/paragraphs/?q=结尾 别的").content.decode()


def test_those_who_write_no_replies_have_no_such_page(cast: Cast) -> None:
    assert look(cast.deputy, "/paragraphs/").status_code == 404
