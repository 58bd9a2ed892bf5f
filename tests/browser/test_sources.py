"""Beside the text, in a real browser: Word, a standard paragraph, an earlier reply."""

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from correspondence.management.paper import Draft
from correspondence.models import StandardParagraph
from correspondence.rules.states import ReplyState
from tests import factories
from tests.browser.conftest import Window
from tests.browser.editing import Desk
from tests.gongwen.wordfile import OFFICIAL, PICTURE, numbered, paragraph, run, word
from tests.people import Cast
from tests.walk import walk_to

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

BROUGHT = word(
    numbered("总体情况", 0), paragraph(run("已经落实。"), PICTURE), numbering=OFFICIAL
).getvalue()


def reads(page: Page, text: str) -> None:
    """The body comes to read so; as the page's own scripts see it, without its indents."""
    page.wait_for_function("text => document.getElementById('id_body').value === text", arg=text)


def test_a_text_is_put_together_from_what_stands_beside_it(
    cast: Cast, window: Window, tmp_path: Path
) -> None:
    before = factories.handed_out(cast, number="0012").work(cast.unit)
    walk_to(before, ReplyState.ISSUED, Draft(body="收悉。\n已将跨区使用纳入细则。"))
    StandardParagraph.objects.create(unit=cast.unit, label="结尾", text="感谢您的关心。")
    reply = factories.part(cast, ReplyState.DRAFT).paper.reply
    file = tmp_path / "答复.docx"
    file.write_bytes(BROUGHT)
    page = window(cast.handler, f"/replies/{reply.pk}/save/")

    page.get_by_role("tab", name="导入导出").click()
    page.locator("#word-file").set_input_files(file)
    expect(page.locator("#word-taken")).to_contain_text("略去：图片 1 处（第 2 段）")
    assert "总体情况" not in page.locator("#id_body").input_value()
    page.get_by_role("button", name="替换所选内容").click()
    reads(page, "一、总体情况\n已经落实。")

    page.get_by_role("tab", name="常用段落").click()
    page.get_by_role("button", name="插入“结尾”").click()
    reads(page, "一、总体情况\n已经落实。\n感谢您的关心。")

    page.get_by_role("tab", name="历年答复").click()
    page.locator("#panel-earlier summary").first.click()
    page.get_by_role("button", name="取用第 2 段").click()
    reads(page, "一、总体情况\n已经落实。\n感谢您的关心。\n已将跨区使用纳入细则。")
    assert Axe().run(page).violations_count == 0

    save = f"/replies/{reply.pk}/save/"
    with page.expect_response(lambda got: got.request.method == "POST" and save in got.url):
        page.keyboard.press("Control+s")
    source = before.paper.reply.number
    latest = reply.latest
    assert latest.body.endswith("感谢您的关心。\n已将跨区使用纳入细则。")
    assert latest.reason == f"引自{source}第2段"


def test_what_was_brought_in_is_taken_back_by_undo(
    cast: Cast, window: Window, tmp_path: Path
) -> None:
    reply = factories.part(cast, ReplyState.DRAFT).paper.reply
    file = tmp_path / "答复.docx"
    file.write_bytes(BROUGHT)
    page = window(cast.handler, f"/replies/{reply.pk}/save/", width=375)
    page.get_by_role("tab", name="导入导出").click()
    page.locator("#word-file").set_input_files(file)
    page.get_by_role("button", name="正文插入到光标处").click()
    expect(page.locator("#word-taken")).to_contain_text("已插入正文")
    assert "一、总体情况" in page.locator("#id_body").input_value()
    page.keyboard.press("Control+z")
    reads(page, reply.latest.body)
    assert page.evaluate("document.documentElement.scrollWidth") <= 375


def test_an_earlier_reply_is_read_once_and_again_only_when_it_did_not_come(
    cast: Cast, window: Window
) -> None:
    before = factories.handed_out(cast, number="0012").work(cast.unit)
    walk_to(before, ReplyState.ISSUED, Draft(body="收悉。\n已将跨区使用纳入细则。"))
    reply = factories.part(cast, ReplyState.DRAFT).paper.reply
    page = window(cast.handler, f"/replies/{reply.pk}/save/")
    page.get_by_role("tab", name="历年答复").click()
    title = page.locator("#panel-earlier summary").first
    text = page.locator("#panel-earlier .panel-text").first
    asked: list[str] = []
    page.on("request", lambda one: asked.append(one.url))
    signed_out = {"body": "<!doctype html>", "content_type": "text/html"}
    page.route(
        f"**/earlier/{before.paper.reply.pk}/", lambda one: one.fulfill(**signed_out), times=1
    )
    title.click()
    expect(text).to_contain_text("没有读取到")
    title.click()
    expect(text).to_contain_text("已将跨区使用纳入细则")
    title.click()
    title.click()
    title.click()
    page.wait_for_timeout(300)
    assert sum(f"/earlier/{before.paper.reply.pk}/" in one for one in asked) == 2


def test_a_paragraph_put_in_the_middle_of_a_sentence_is_taken_back_in_one_step(
    cast: Cast, desk: Desk
) -> None:
    StandardParagraph.objects.create(unit=cast.unit, label="结尾", text="感谢您的关心。")
    page = desk("前半句，后半句。")
    page.evaluate("document.getElementById('id_body').setSelectionRange(6, 6)")
    page.get_by_role("tab", name="常用段落").click()
    page.get_by_role("button", name="插入“结尾”").click()
    reads(page, "前半句，\n感谢您的关心。\n后半句。")
    page.keyboard.press("Control+z")
    assert page.locator("#id_body").input_value() == "　　前半句，后半句。"
