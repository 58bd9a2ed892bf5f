"""The editor as a drafter uses it: writing, pasting, finding, correcting, and pages that follow."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, expect

from correspondence.models import Reply
from tests.browser.editing import BODY, Desk, written
from tests.people import Cast

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

LONG = "\n".join(f"第{at}段，" + "有关工作已经落实，" * 25 + "谢谢。" for at in range(1, 9))


def top(part: Locator) -> float:
    box = part.bounding_box()
    assert box
    return box["y"]


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


def test_what_is_looked_for_is_found_where_it_stands_and_not_among_the_indents(desk: Desk) -> None:
    page = desk("甲İ乙。\n另一İ字　乙")
    page.keyboard.press("Control+f")
    page.keyboard.type("　")
    expect(page.locator("#find-count")).to_have_text("1 / 1 处")
    page.locator("#find-what").fill("乙")
    page.locator("#find-with").fill("$&丙")
    page.get_by_role("button", name="全部替换").click()
    assert written(page) == "甲İ$&丙。\n另一İ字　$&丙"


@pytest.mark.parametrize(("keys", "end"), [("Control+Backspace", "Home"), ("Control+Delete", "")])
def test_paragraphs_joined_by_a_word_key_keep_no_indent_inside(
    desk: Desk, keys: str, end: str
) -> None:
    page = desk("甲。\n乙。")
    page.keyboard.press("Control+End" if end else "End")
    if end:
        page.keyboard.press(end)
    page.keyboard.press(keys)
    assert written(page) == "甲。乙。"


def test_before_the_first_word_there_is_nowhere_to_go(desk: Desk) -> None:
    page = desk("甲。")
    for _ in range(4):
        page.keyboard.press("ArrowLeft")
    page.keyboard.type("乙")
    assert written(page) == "乙甲。"


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
