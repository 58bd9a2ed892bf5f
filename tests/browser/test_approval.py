"""Deciding on one page in a real browser: by the keyboard alone, and on the road by phone."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from correspondence.rules.states import ReplyState
from tests import factories
from tests.browser.conftest import Window
from tests.people import Cast

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_reviewer_returns_and_passes_by_the_keyboard_alone(cast: Cast, window: Window) -> None:
    paper = factories.part(cast, ReplyState.REVIEW).paper
    page = window(cast.reviewer, f"/replies/{paper.reply.pk}/pass_review/")
    assert Axe().run(page).violations_count == 0
    page.locator("#id_reason").focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#reason-note")).to_contain_text("理由")
    expect(page.locator("#id_reason")).to_be_focused()
    page.keyboard.type("核稿无误。")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#ask")).to_be_visible()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/replies/\d+/\?done$"))
    assert paper.state is ReplyState.LEADER_APPROVAL


def test_a_leader_signs_on_the_road(cast: Cast, window: Window) -> None:
    paper = factories.part(cast, ReplyState.LEADER_APPROVAL).paper
    page = window(cast.leader, f"/replies/{paper.reply.pk}/sign_off/", width=375)
    assert Axe().run(page).violations_count == 0
    assert page.evaluate("document.documentElement.scrollWidth") <= 375
    main = page.locator(".decide .btn-primary")
    box = main.bounding_box()
    assert box is not None
    assert box["height"] >= 44
    assert box["y"] + box["height"] <= 800
    main.click()
    page.locator("[data-ask-yes]").click()
    expect(page).to_have_url(re.compile(r"/replies/\d+/\?done$"))
    assert paper.state is ReplyState.SIGNED
