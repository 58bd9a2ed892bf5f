"""The page on which two changes of the same are put together, decided with a mouse."""

from dataclasses import replace

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from correspondence.actions import draft
from correspondence.management.paper import Draft
from correspondence.models import Reply
from correspondence.rules.states import ReplyState
from tests import factories
from tests.browser.conftest import Window
from tests.people import Cast, act

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
MINE, THEIRS, OWN = "我写的标题", "对方写的标题", "两人商定的标题"


def met(
    cast: Cast, reply: Reply, window: Window, *, field: str = "title", mine: str, theirs: str
) -> Page:
    """Two have changed a field of it; the second one is asked."""
    page = window(cast.handler, f"/replies/{reply.pk}/save/")
    page.locator("#keeping[data-ready]").wait_for(state="attached")
    page.fill(f"#id_{field}", mine)
    text = replace(reply.latest.text, **{field: theirs})  # type: ignore[arg-type]  # words
    draft.save(reply.pk, text=text, act=act(cast.handler, factories.TUESDAY))
    page.keyboard.press("Control+s")
    page.get_by_role("heading", name="有 1 处两边都改了").wait_for()
    return page


def test_whoever_writes_own_words_has_chosen_them(cast: Cast, window: Window) -> None:
    reply = factories.part(cast, ReplyState.DRAFT).paper.reply
    page = met(cast, reply, window, mine=MINE, theirs=THEIRS)
    assert Axe().run(page).response["violations"] == []
    page.get_by_role("radio", name="用我的").check()
    page.get_by_label("标题改为").fill(OWN)
    expect(page.get_by_role("radio", name="改为")).to_be_checked()
    page.get_by_role("button", name="保存为新版本").click()
    page.wait_for_url(f"**/replies/{reply.pk}/")
    assert reply.latest.title == OWN


def test_of_two_sides_neither_is_called_moved(cast: Cast, window: Window) -> None:
    first, second, moved = "甲段的开头。", "乙段另有规定。", "经费由市财政统筹安排。"
    text = Draft(body=f"{first}{moved}\n{second}")
    reply = factories.part(cast, ReplyState.DRAFT, text=text).paper.reply
    mine, theirs = f"第一，{first}{moved}\n第二，{second}", f"{first}\n{second}{moved}"
    page = met(cast, reply, window, field="body", mine=mine, theirs=theirs)
    expect(page.locator(".merge-conflict").first).to_contain_text(moved)
    for mark in page.locator(".merge-conflict .diff-mark").all():
        expect(mark).to_be_hidden()
