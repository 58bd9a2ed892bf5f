"""The editor as a drafter uses it: writing, pasting, finding, correcting, and pages that follow."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, expect

from correspondence.models import Reply
from correspondence.rules.states import ReplyState
from tests import factories
from tests.browser.conftest import Window
from tests.people import Cast

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

BODY = "您的建议收悉。\n一、工作情况\n有关工作已经落实。\n（一）政策研究\n感谢您的关心！"
LONG = "\n".join(f"第{at}段，" + "有关工作已经落实，" * 25 + "谢谢。" for at in range(1, 9))
WORD = """<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><![if !supportLists]>
<span style='mso-list:Ignore'>一、<span style='font:7.0pt "Times New Roman"'>&nbsp; </span></span>
<![endif]>保障
措施</p><p class=MsoNormal>加强领导,落实 责任。<del>删去</del><o:p></o:p></p>
<table><tr><td>项目</td><td>时间</td></tr><tr><td>甲</td><td>2023年</td></tr></table>"""
Desk = Callable[..., Page]


@pytest.fixture
def reply(cast: Cast) -> Reply:
    return factories.part(cast, ReplyState.DRAFT).paper.reply


@pytest.fixture
def desk(cast: Cast, reply: Reply, window: Window) -> Desk:
    """The editor, open with this text and its caret at the start."""

    def opened(text: str = BODY, *, width: int = 1280) -> Page:
        page = window(cast.handler, f"/replies/{reply.pk}/save/", width=width)
        expect(page.locator("#pages-place")).to_contain_text("/")
        page.evaluate("text => { document.getElementById('id_body').value = text }", text)
        page.locator("#id_body").dispatch_event("input")
        page.locator("#id_body").focus()
        page.evaluate("document.getElementById('id_body').setSelectionRange(2, 2)")
        return page

    return opened


def written(page: Page) -> Any:
    return page.evaluate("document.getElementById('id_body').value")


def top(part: Locator) -> float:
    box = part.bounding_box()
    assert box
    return box["y"]


def paste(page: Page, text: str, html: str = "") -> None:
    page.evaluate(
        """([text, html]) => {
          const clipboardData = new DataTransfer();
          clipboardData.setData("text/plain", text);
          if (html) clipboardData.setData("text/html", html);
          const facts = { clipboardData, bubbles: true, cancelable: true };
          document.getElementById("id_body").dispatchEvent(new ClipboardEvent("paste", facts));
        }""",
        [text, html],
    )


def test_paragraphs_are_indented_on_screen_and_plain_when_kept(desk: Desk, reply: Reply) -> None:
    page = desk("甲。")
    page.keyboard.press("End")
    page.keyboard.press("Enter")
    page.keyboard.type("乙。")
    assert page.locator("#id_body").input_value() == "　　甲。\n　　乙。"
    page.keyboard.press("Home")
    page.keyboard.press("Backspace")
    assert written(page) == "甲。乙。"
    page.keyboard.press("Control+s")
    expect(page).to_have_url(re.compile(rf"/replies/{reply.pk}/$"), timeout=20_000)
    assert reply.latest.body == "甲。乙。"


def test_what_word_puts_on_the_clipboard_becomes_plain_paragraphs(desk: Desk) -> None:
    page = desk("甲。\n")
    page.keyboard.press("Control+End")
    paste(page, "x", WORD)
    expect(page.locator("#paste-note")).to_contain_text("粘贴整理了 2 处：半角标点 1、多余空格 1")
    assert written(page) == "甲。\n一、保障措施\n加强领导，落实责任。\n|项目|时间|\n|甲|2023年|"
    page.get_by_role("button", name="撤销整理").click()
    assert "加强领导,落实 责任。" in written(page)
    page.locator("#id_body").focus()
    for _ in range(3):
        page.keyboard.press("Control+z")
    assert written(page) == "甲。\n"


def test_without_the_server_the_text_is_taken_as_it_is_and_that_is_said(desk: Desk) -> None:
    page = desk("")
    page.route("**/clean/", lambda route: route.fulfill(status=429))
    page.route("**/preview/", lambda route: route.fulfill(json={"findings": []}))
    paste(page, "经研究,已 经落实。\n第二段。")
    expect(page.locator("#paste-note")).to_contain_text("没有整理")
    assert written(page) == "经研究,已 经落实。\n第二段。"


def test_far_too_much_is_refused_with_the_limit_named(desk: Desk) -> None:
    page = desk()
    paste(page, "很长的文字。" * 34_000)
    expect(page.locator("#paste-note")).to_contain_text("正文最多 50,000 字")
    assert written(page) == BODY


def test_everything_found_is_replaced_and_taken_back_at_once(desk: Desk) -> None:
    page = desk()
    page.keyboard.press("Control+f")
    page.keyboard.type("工作")
    expect(page.locator("#find-count")).to_have_text("1 / 2 处")
    page.keyboard.press("Enter")
    expect(page.locator("#find-count")).to_have_text("2 / 2 处")
    page.keyboard.press("Shift+Enter")
    expect(page.locator("#find-count")).to_have_text("1 / 2 处")
    page.locator("#find-with").fill("任务")
    page.get_by_role("button", name="全部替换").click()
    assert written(page) == BODY.replace("工作", "任务")
    page.keyboard.press("Control+z")
    assert written(page) == BODY
    page.locator("#find-what").press("Escape")
    expect(page.locator("#find")).to_be_hidden()
    expect(page.locator("#id_body")).to_be_focused()


def test_the_outline_leads_to_a_heading_and_marks_where_one_is(desk: Desk) -> None:
    page = desk()
    page.locator("#tab-outline").click()
    headings = page.locator("#panel-outline button")
    expect(headings).to_have_text(["一、工作情况一级", "（一）政策研究二级"])
    headings.nth(1).click()
    expect(headings.nth(1)).to_have_attribute("aria-current", "true")
    page.keyboard.type("甲")
    assert written(page).split("\n")[3] == "甲（一）政策研究"


def test_a_finding_stands_in_the_margin_and_is_mended_with_one_click(desk: Desk) -> None:
    page = desk("经研究,已经落实。\n按沪府办[2023]5号文件办理。")
    marker = page.locator(".marker", has_text="必改")
    expect(marker.first).to_be_visible()
    assert abs(top(marker.last) - top(page.locator(".paper-under > div").nth(1))) < 4
    marker.last.click()
    mend = page.get_by_role("button", name="改“[2023]”为“〔2023〕”")
    expect(mend).to_be_visible()
    mend.click()
    assert "沪府办〔2023〕5号" in written(page)
    expect(mend).to_have_count(0)
    page.locator("#id_body").focus()
    page.keyboard.press("Control+z")
    assert "[2023]" in written(page)


def test_a_finding_is_set_aside_with_a_reason_by_keyboard_and_taken_back(
    cast: Cast, desk: Desk, reply: Reply
) -> None:
    page = desk("经研究,已经落实。")
    page.get_by_role("tab", name="校核").click()
    panel = page.locator("#panel-findings")
    panel.get_by_role("button", name="豁免…").press("Enter")
    page.keyboard.press("Enter")
    expect(panel).to_contain_text("请写明豁免的理由。")
    assert Axe().run(page).response["violations"] == []
    page.keyboard.type("引用代表原话。")
    page.keyboard.press("Enter")
    expect(panel).to_contain_text(f"已豁免 引用代表原话。 {cast.handler.name}")
    expect(page.locator("#findings-count")).to_be_empty()
    assert Axe().run(page).response["violations"] == []
    panel.get_by_role("button", name="取消豁免").click()
    expect(page.locator("#findings-count")).to_have_text("1")
    assert [one.reason for one in reply.waivers.all()] == ["引用代表原话。"]


def test_the_page_of_the_caret_comes_into_view_and_a_click_in_it_moves_the_caret(
    desk: Desk,
) -> None:
    page = desk(LONG)
    page.keyboard.press("Control+End")
    place = page.locator("#pages-place")
    expect(place).to_have_text(re.compile(r"第 ([4-9]) / [4-9] 页"))
    expect(page.locator("#pages li[aria-current=page] img")).to_be_in_viewport()
    page.locator("#pages li").nth(1).get_by_role("button").press("Enter")
    expect(place).to_have_text(re.compile(r"第 2 / "))
    expect(page.locator("#id_body")).to_be_focused()


def test_a_character_no_face_has_is_named_and_shown(desk: Desk) -> None:
    page = desk("好。\n坏\U0001f600字。")
    note = page.locator("#pages-trouble")
    expect(note).to_contain_text("第 2 段第 2 字")
    expect(page.locator("#pages img").first).to_be_visible()
    note.get_by_role("button").click()
    page.keyboard.type("人")
    assert written(page) == "好。\n坏人字。"
    expect(note).to_be_hidden()


def test_a_late_answer_leaves_the_reason_in_the_hands_of_whoever_types_it(desk: Desk) -> None:
    page = desk("经研究,已经落实。")
    page.get_by_role("tab", name="校核").click()
    panel = page.locator("#panel-findings")
    panel.get_by_role("button", name="豁免…").press("Enter")
    page.keyboard.type("引代表原话")
    page.keyboard.press("Home")
    page.keyboard.press("ArrowRight")
    more = "经研究,已经落实。\n有关工作,已有安排。"
    page.evaluate("text => { document.getElementById('id_body').value = text }", more)
    page.locator("#id_body").dispatch_event("input")
    expect(page.locator("#findings-count")).to_have_text("2")
    page.keyboard.type("用")
    expect(panel.get_by_label("豁免的理由")).to_have_value("引用代表原话")


def test_nothing_is_sent_while_an_input_method_composes(desk: Desk) -> None:
    page = desk("甲。")
    page.wait_for_timeout(700)
    asked: list[str] = []
    page.on("request", lambda sent: asked.append(sent.url) if "/preview/" in sent.url else None)
    keys = page.context.new_cdp_session(page)
    for spelled in ("y", "ya", "yan", "yanj"):
        given = {"text": spelled, "selectionStart": len(spelled), "selectionEnd": len(spelled)}
        keys.send("Input.imeSetComposition", given)
        page.wait_for_timeout(120)
    assert asked == []
    keys.send("Input.insertText", {"text": "研究"})
    page.wait_for_timeout(700)
    assert asked
    assert written(page) == "研究甲。"


def test_a_text_goes_on_to_its_reviewers_by_keyboard_alone(desk: Desk, reply: Reply) -> None:
    page = desk()
    page.keyboard.press("Control+End")
    page.keyboard.type("此致。")
    page.keyboard.press("Control+Alt+3")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    expect(page.locator("#panel-outline")).to_be_visible()
    page.keyboard.press("Control+Enter")
    page.get_by_role("dialog").get_by_role("button", name="保存并提交审核").press("Enter")
    page.wait_for_url(re.compile(r"/submit/$"))
    assert reply.latest.body.endswith("此致。")


@pytest.mark.parametrize("width", [1366, 1280, 375])
def test_the_editor_keeps_nobody_out(desk: Desk, width: int) -> None:
    page = desk("经研究,已经落实。\n按沪府办[2023]5号文件办理。", width=width)
    if width < 600:
        page.get_by_role("tab", name="版面").click()
        expect(page.locator("#pages img").first).to_be_visible()
        page.get_by_role("tab", name="正文", exact=True).click()
    page.locator("#tab-findings").click()
    page.get_by_role("button", name="查找", exact=True).click()
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
