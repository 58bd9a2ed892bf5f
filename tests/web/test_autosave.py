"""What the editor sends while one types: kept, refused in Chinese, and never shown to others."""

from typing import Any

import pytest
from django.test import Client

from correspondence.actions import draft
from correspondence.models import Reply, User, WorkingText
from correspondence.rules.states import ReplyState as R
from tests.factories import TUESDAY, part
from tests.people import Cast, act
from tests.web.pressing import look, press

pytestmark = pytest.mark.django_db


@pytest.fixture
def reply(cast: Cast) -> Reply:
    return part(cast, R.DRAFT).paper.reply


def typed(reply: Reply, body: str, **more: object) -> dict[str, object]:
    latest = reply.latest
    fields = {"title": latest.title, "recipient": latest.recipient, "copies": latest.copies}
    choices = {"outcome": latest.outcome, "openness": latest.openness, "promised_on": ""}
    page = {"base": latest.number, "token": "page", "serial": 1}
    return {**fields, **choices, **page, "body": body, **more}


def send(user: User, reply: Reply, address: str, fields: dict[str, object]) -> Any:
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client.post(f"/replies/{reply.pk}/{address}/", fields)


def test_what_is_typed_is_kept_and_the_page_told(cast: Cast, reply: Reply) -> None:
    said = send(cast.handler, reply, "keep", typed(reply, "甲\r\n乙", reason="补充")).json()
    row = WorkingText.objects.get()
    assert (row.body, row.reason) == ("甲\n乙", "补充")
    assert (said["mark"], said["version"]["number"], said["others"]) == (row.mark, 2, [])


def test_a_half_typed_date_costs_nothing_but_itself(cast: Cast, reply: Reply) -> None:
    send(cast.handler, reply, "keep", typed(reply, "甲", promised_on="2026-1", outcome="?"))
    row = WorkingText.objects.get()
    assert (row.body, row.promised_on, row.outcome) == ("甲", None, "")


def test_who_is_signed_out_is_answered_in_place(reply: Reply) -> None:
    answer = Client().post(f"/replies/{reply.pk}/keep/", {"body": "甲"})
    assert (answer.status_code, answer.json()["reason"]) == (401, "signed_out")


def test_a_page_of_another_account_keeps_nothing(cast: Cast, reply: Reply) -> None:
    fields = typed(reply, "甲", person=cast.colleague.pk)
    answer = send(cast.handler, reply, "keep", fields)
    assert (answer.status_code, answer.json()["reason"]) == (403, "person")
    assert press(cast.handler, reply, "save", **fields).status_code == 422
    assert reply.versions.count() == 2


def test_the_limit_is_named(cast: Cast, reply: Reply) -> None:
    answer = send(cast.handler, reply, "keep", typed(reply, "长" * 60_000))
    assert (answer.status_code, answer.json()["limit"]) == (413, 50_000)
    page = press(cast.handler, reply, "save", **typed(reply, "长" * 60_000))
    assert "正文最多 50,000 字" in page.content.decode()
    assert "长" * 60_000 in page.content.decode()


def test_another_window_is_told_what_the_first_has_kept(cast: Cast, reply: Reply) -> None:
    send(cast.handler, reply, "keep", typed(reply, "第一个"))
    answer = send(cast.handler, reply, "keep", typed(reply, "第二个", token="other"))
    assert (answer.status_code, answer.json()["working"]["fields"]["body"]) == (409, "第一个")


@pytest.mark.parametrize("name", ["colleague", "reviewer", "auditor"])
def test_nobody_else_keeps_or_reads(cast: Cast, reply: Reply, name: str) -> None:
    send(cast.handler, reply, "keep", typed(reply, "只有我能看"))
    other = getattr(cast, name)
    assert send(other, reply, "keep", typed(reply, "乙")).status_code in {403, 404}
    assert look(other, f"/replies/{reply.pk}/unsaved/").status_code == 404
    for page in ("", "standing/", "versions/"):
        assert "只有我能看" not in look(other, f"/replies/{reply.pk}/{page}").content.decode()


def test_the_editor_opens_with_what_was_kept(cast: Cast, reply: Reply) -> None:
    send(cast.handler, reply, "keep", typed(reply, f"{reply.latest.body}新句"))
    page = look(cast.handler, f"/replies/{reply.pk}/save/").content.decode()
    assert f"{reply.latest.body}新句" in page
    assert "未保存的修改（与第 2 版相差 2 字）" in page
    assert "有未保存的修改</span>" in page
    other = look(cast.handler, f"/replies/{reply.pk}/save/?text=version").content.decode()
    assert "新句" not in other
    assert "已保存 <time" in other
    assert "您有一份" in other


def test_after_submitting_the_text_is_still_there_for_its_writer(cast: Cast, reply: Reply) -> None:
    send(cast.handler, reply, "keep", typed(reply, "还没有保存的"))
    page = look(cast.handler, f"/replies/{reply.pk}/submit/").content.decode()
    assert "未保存的修改" in page
    draft.submit(reply.pk, act=act(cast.handler, TUESDAY))
    assert "您有一份未保存的修改" in look(cast.handler, f"/replies/{reply.pk}/").content.decode()
    own = look(cast.handler, f"/replies/{reply.pk}/unsaved/").content.decode()
    assert "还没有保存的" in own
    row = WorkingText.objects.get()
    send(cast.handler, reply, "discard", {"knows": row.mark, "back": "yes"})
    assert not WorkingText.objects.exists()


def test_two_changes_of_one_paragraph_are_put_side_by_side(cast: Cast, reply: Reply) -> None:
    base, body = reply.latest.number, reply.latest.body
    mine = typed(reply, body.replace("认真", "逐条"), base=base)
    theirs = typed(reply, body.replace("认真", "仔细"), base=base)
    assert press(cast.handler, reply, "save", **theirs).status_code == 302
    page = press(cast.handler, reply, "save", **mine)
    assert page.status_code == 422
    assert "请逐处选定" in page.content.decode()
    assert reply.latest.number == base + 1
    again = mine | {"against": base + 1}
    assert press(cast.handler, reply, "save", **again).status_code == 422
    both = {"conflict-0": "own", "conflict-0-own": "合起来的一段。"}
    assert press(cast.handler, reply, "save", **again, **both).status_code == 302
    assert (reply.latest.number, reply.latest.body) == (base + 2, "合起来的一段。")
