"""The pages in a real browser: what follows a keystroke, and whoever else was quicker."""

import re

import pytest
from playwright.sync_api import expect

from correspondence.management.paper import Draft
from correspondence.rules.states import AssignmentState, ReplyState
from tests import factories
from tests.browser.conftest import Window
from tests.people import Cast

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_the_finished_page_follows_what_is_typed(cast: Cast, window: Window) -> None:
    reply = factories.part(cast, ReplyState.DRAFT).paper.reply
    page = window(cast.handler, f"/replies/{reply.pk}/save/")
    expect(page.locator("#pages img").first).to_be_visible()
    before = page.locator("#pages img").first.get_attribute("src")
    page.locator("#id_body").fill("一、新的一段\n经研究，已经落实。")
    expect(page.locator("#pages img").first).not_to_have_attribute("src", before or "")
    page.keyboard.press("Control+s")
    expect(page).to_have_url(re.compile(rf"/replies/{reply.pk}/$"))
    assert reply.latest.body == "一、新的一段\n经研究，已经落实。"


def test_the_slower_of_two_reads_what_is_the_case_now(cast: Cast, window: Window) -> None:
    part = factories.part(cast, AssignmentState.PENDING).assignment
    windows = [window(cast.liaison, f"/assignments/{part.pk}/sign_for/") for _ in range(2)]
    for page in windows:
        page.get_by_role("button", name="签收").click()
        page.wait_for_load_state()
    expect(windows[0]).to_have_url(re.compile(r"/proposals/\d+/$"))
    expect(windows[1].locator("h1")).to_have_text("已被他人处理")
    expect(windows[1].locator("main")).to_contain_text("已签收")


def test_the_next_row_is_reached_and_opened_by_keyboard(cast: Cast, window: Window) -> None:
    factories.part(cast, AssignmentState.PENDING)
    page = window(cast.liaison, "/my-work/")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/proposals/\d+/$"))


def test_the_next_change_is_reached_by_keyboard_and_paper_names_document_and_versions(
    cast: Cast, window: Window
) -> None:
    work = factories.part(cast, ReplyState.DRAFT, text=Draft(body="一、情况\n甲段。\n乙段。"))
    work.paper.write(Draft(body="二、情况\n甲段。\n乙段已改。"))
    page = window(cast.handler, f"/replies/{work.paper.reply.pk}/versions/?view=inline")
    for change in ("情况", "乙段"):
        page.keyboard.press("n")
        expect(page.locator("[data-change].is-here")).to_contain_text(change)
    page.emulate_media(media="print")
    expect(page.locator(".trail")).to_contain_text("答复")
    expect(page.locator(".trail")).to_be_visible()
    expect(page.get_by_role("heading", name="第 2 版 → 第 3 版")).to_be_visible()


def test_on_a_phone_both_sides_of_a_change_are_named(cast: Cast, window: Window) -> None:
    work = factories.part(cast, ReplyState.DRAFT, text=Draft(body="一、情况\n甲段。"))
    work.paper.write(Draft(body="二、情况\n甲段。"))
    page = window(cast.handler, f"/replies/{work.paper.reply.pk}/versions/")
    page.set_viewport_size({"width": 375, "height": 720})
    named = "cell => getComputedStyle(cell, '::before').content"
    cells = page.locator(".diff-changed td")
    assert [cells.nth(at).evaluate(named) for at in (0, 1)] == ['"改前"', '"改后"']


def test_filters_are_kept_as_a_view_by_the_keyboard_alone(cast: Cast, window: Window) -> None:
    factories.handed_out(cast)
    page = window(cast.liaison, "/my-work/?q=创新券")
    page.locator("summary", has_text="存为视图").press("Enter")
    expect(page.get_by_label("视图名称")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("summary", has_text="存为视图")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.type("创新券")
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="创新券", exact=True)).to_have_attribute(
        "aria-current", "page"
    )


def test_whoever_has_looked_for_something_gets_back_to_the_keys_by_escape(
    cast: Cast, window: Window
) -> None:
    factories.handed_out(cast)
    page = window(cast.liaison, "/my-work/")
    page.keyboard.press("/")
    page.keyboard.type("jjj")
    page.keyboard.press("Escape")
    page.keyboard.press("j")
    expect(page.locator("tr.is-here")).to_have_count(1)


def test_what_opens_on_a_phone_stays_on_it_and_can_be_typed_into(
    cast: Cast, window: Window
) -> None:
    reply = factories.part(cast, ReplyState.DRAFT).paper.reply
    page = window(cast.handler, "/proposals/?q=创新券", width=375)
    page.get_by_text("存为视图").click()
    box = page.get_by_label("视图名称").bounding_box()
    assert box
    assert 0 <= box["x"] < box["x"] + box["width"] <= 375
    page = window(cast.handler, f"/replies/{reply.pk}/save/", width=375)
    page.get_by_role("button", name="查找").click()
    for field in ("#find-what", "#find-with"):
        box = page.locator(field).bounding_box()
        assert box
        assert box["width"] > 200
