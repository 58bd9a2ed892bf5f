"""While one drafts: pages, findings and clean text, for nobody but the one who writes."""

import base64
from dataclasses import replace
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from correspondence.actions import draft
from correspondence.models import Reply, User
from correspondence.rules.states import ReplyState
from tests import factories
from tests.people import Cast, act
from tests.web.pressing import look

pytestmark = pytest.mark.django_db

LONG = "\n".join(f"第{at}段，" + "经研究，有关工作已经落实，" * 20 + "谢谢。" for at in range(1, 9))


@pytest.fixture
def reply(cast: Cast) -> Reply:
    return factories.part(cast, ReplyState.DRAFT).paper.reply


def ask(user: User, reply: Reply, name: str = "preview", **typed: Any) -> Any:
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client.post(reverse(name, args=[reply.pk]), typed)


def drafted(reply: Reply, **changed: Any) -> dict[str, Any]:
    text = reply.latest.text
    return {"title": text.title, "recipient": text.recipient, "body": text.body} | changed


def test_a_preview_draws_the_pages_around_the_caret_first(cast: Cast, reply: Reply) -> None:
    asked = drafted(reply, body=LONG, paragraph=8, most=2)
    answer = ask(cast.handler, reply, **asked).json()
    keys = [page["key"] for page in answer["pages"]]
    assert len(keys) > 3
    here = next(
        at
        for at, page in enumerate(answer["pages"])
        if any(line[1:] == [8, 1] for line in page["lines"])
    )
    assert set(answer["pictures"]) <= set(keys[max(here - 1, 0) : here + 3])
    assert len(answer["pictures"]) == 2
    png = base64.b64decode(next(iter(answer["pictures"].values())))
    assert png.startswith(b"\x89PNG")


def test_a_page_the_browser_knows_is_not_sent_again(cast: Cast, reply: Reply) -> None:
    first = ask(cast.handler, reply, **drafted(reply, body=LONG)).json()
    known = ",".join(page["key"] for page in first["pages"])
    again = ask(cast.handler, reply, **drafted(reply, body=LONG, known=known)).json()
    assert again["pages"] == first["pages"]
    assert again["pictures"] == {}


def test_a_preview_keeps_nothing(cast: Cast, reply: Reply) -> None:
    before = reply.latest
    ask(cast.handler, reply, **drafted(reply, body="别的内容。"))
    assert reply.latest == before


def test_a_missing_glyph_is_said_with_its_place(cast: Cast, reply: Reply) -> None:
    answer = ask(cast.handler, reply, **drafted(reply, body="好。\n坏\U0001f600字。")).json()
    assert answer["trouble"]["paragraph"] == 2
    assert answer["trouble"]["character"] == 2
    assert "pages" not in answer


def test_findings_come_with_the_words_they_replace(cast: Cast, reply: Reply) -> None:
    answer = ask(cast.handler, reply, **drafted(reply, body="经研究,已经落实。")).json()
    found = next(one for one in answer["findings"] if one["rule"] == "T02")
    assert found["before"] == ","
    assert found["fix"]["text"] == "，"
    assert (found["paragraph"], found["character"]) == (1, 4)


def test_a_finding_in_a_copy_name_stands_in_its_line(cast: Cast, reply: Reply) -> None:
    asked = drafted(reply, copies="市政府办公厅\n市人大(代表处)")
    found = ask(cast.handler, reply, **asked).json()["findings"]
    brackets = next(one for one in found if one["rule"] == "T06")
    assert (brackets["field"], brackets["paragraph"]) == ("copies", 2)
    assert brackets["before"] == "(代表处)"


def test_findings_compare_the_text_with_its_case_but_not_with_what_comes_later(
    cast: Cast, reply: Reply
) -> None:
    answer = ask(cast.handler, reply, **drafted(reply, recipient="某某代表")).json()
    rules = {one["rule"] for one in answer["findings"]}
    assert "L19" in rules
    assert not rules & {"L01", "L07"}


def test_pasted_text_is_cleaned_and_every_change_named(cast: Cast, reply: Reply) -> None:
    answer = ask(cast.handler, reply, "clean", text=" 　经研究,已 经落实。").json()
    assert answer["text"] == "经研究，已经落实。"
    assert {change["rule"] for change in answer["changes"]} == {
        "行首行末空格",
        "半角标点",
        "多余空格",
    }


def test_whole_paragraphs_are_not_joined(cast: Cast, reply: Reply) -> None:
    text = "这是一段没有句号但是足够长而且确实已经完整的正文内容\n这是另一段"
    assert "\n" not in ask(cast.handler, reply, "clean", text=text).json()["text"]
    assert "\n" in ask(cast.handler, reply, "clean", text=text, whole="yes").json()["text"]


def test_a_paste_beyond_the_limit_is_refused_with_the_limit(cast: Cast, reply: Reply) -> None:
    answer = ask(cast.handler, reply, "clean", text="字" * 50_001)
    assert answer.status_code == 413
    assert "50,000" in answer.json()["problem"]


def test_only_the_writer_gets_an_answer(cast: Cast, reply: Reply) -> None:
    for name in ("preview", "clean"):
        assert ask(cast.office_head, reply, name, text="甲").status_code == 403
        assert ask(cast.stranger.handler, reply, name, text="甲").status_code == 404


def test_a_senseless_number_is_no_page(cast: Cast, reply: Reply) -> None:
    assert ask(cast.handler, reply, **drafted(reply, width="-1")).status_code == 404


def test_what_is_still_to_be_mended_is_said_before_a_text_is_submitted(
    cast: Cast, reply: Reply
) -> None:
    text = reply.latest.text
    draft.save(
        reply.pk,
        text=replace(text, body="经研究,已经落实。"),
        act=act(cast.handler, reply.latest.saved_at.date()),
    )
    page = look(cast.handler, f"/replies/{reply.pk}/submit/").content.decode()
    assert "中文之间应使用全角标点" in page
    assert f"/replies/{reply.pk}/save/" in page
