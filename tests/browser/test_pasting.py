"""What comes from the clipboard: plain paragraphs at once, made clean behind the writer's back."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.editing import BODY, Desk, paste, written

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

WORD = """<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><![if !supportLists]>
<span style='mso-list:Ignore'>一、<span style='font:7.0pt "Times New Roman"'>&nbsp; </span></span>
<![endif]>保障
措施</p><p class=MsoNormal>加强领导,落实 责任。<del>删去</del><o:p></o:p></p>
<table><tr><td>项目</td><td>时间</td></tr><tr><td>甲</td><td>2023年</td></tr></table>"""
TABLE = """<table><tr><td rowspan=2>市级</td><td>一</td></tr><tr><td>二</td></tr>
<tr><td>区级</td><td>三</td></tr></table>"""
RAW, CLEAN = "经研究,已经落实。\n第二段,也已落实。", "经研究，已经落实。\n第二段，也已落实。"


def slowly(page: Page) -> None:
    """The server takes its time to clean."""
    page.evaluate(
        """() => {
          const real = fetch;
          window.fetch = async (url, sent) => {
            if (String(url).includes("/clean/")) await new Promise((go) => setTimeout(go, 800));
            return real(url, sent);
          };
        }"""
    )


def pasted(page: Page) -> None:
    """At the end of the line something is pasted, and not cleaned yet."""
    slowly(page)
    page.keyboard.press("End")
    paste(page, RAW)


def cleaned(page: Page) -> None:
    expect(page.locator("#paste-note")).to_contain_text("粘贴整理了 2 处")


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


def test_cells_that_go_on_below_leave_their_place_empty(desk: Desk) -> None:
    page = desk("")
    paste(page, "x", TABLE)
    assert written(page) == "|市级|一|\n||二|\n|区级|三|"


def test_of_very_many_paragraphs_the_page_hears_once(desk: Desk) -> None:
    page = desk("")
    page.evaluate(
        "document.addEventListener('input', () => (window.heard = (window.heard ?? 0) + 1))"
    )
    text = "\n".join(f"第{at}段，有关工作已经落实，各项措施取得明显成效。" for at in range(300))
    paste(page, text, "".join(f"<p>{line}</p>" for line in text.split("\n")))
    assert written(page) == text
    assert page.evaluate("window.heard") == 1
    page.keyboard.press("Control+z")
    assert written(page) == ""


def test_whoever_writes_on_while_it_is_cleaned_writes_where_the_caret_is(desk: Desk) -> None:
    page = desk("甲。\n乙。")
    pasted(page)
    page.keyboard.type("接着")
    cleaned(page)
    page.keyboard.type("写。")
    assert written(page) == f"甲。{CLEAN}接着写。\n乙。"


def test_what_an_input_method_composes_meanwhile_is_not_lost(desk: Desk) -> None:
    page = desk("甲。")
    pasted(page)
    keys = page.context.new_cdp_session(page)
    for spelled in ("y", "ya", "yan", "yanj", "yanji", "yanjiu"):
        given = {"text": spelled, "selectionStart": len(spelled), "selectionEnd": len(spelled)}
        keys.send("Input.imeSetComposition", given)
        page.wait_for_timeout(250)
    keys.send("Input.insertText", {"text": "研究"})
    cleaned(page)
    assert written(page) == f"甲。{CLEAN}研究"


def test_whoever_has_gone_on_to_the_title_stays_there(desk: Desk) -> None:
    page = desk("甲。")
    pasted(page)
    page.locator("#id_title").focus()
    cleaned(page)
    expect(page.locator("#id_title")).to_be_focused()
    assert written(page) == f"甲。{CLEAN}"
