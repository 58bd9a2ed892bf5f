"""Accidents in the middle of a sentence: a dead network, session, tab or rival loses nothing."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from django.conf import settings as site
from django.contrib.sessions.models import Session
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page, expect

from correspondence.actions import draft
from correspondence.models import Reply, User, WorkingText
from correspondence.rules.states import ReplyState
from tests import factories
from tests.people import Cast, act

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PASSWORD = "correct-horse-7"
Desk = Callable[..., Page]


@pytest.fixture
def reply(cast: Cast) -> Reply:
    cast.handler.set_password(PASSWORD)
    cast.handler.save()
    return factories.part(cast, ReplyState.DRAFT).paper.reply


@pytest.fixture
def desk(browser: Browser, live_server: Any, all_answered: None, cast: Cast, reply: Reply) -> Desk:
    """The editor in a browser of one's own; a page that dies or goes offline may complain."""

    def opened(context: BrowserContext | None = None, person: User = cast.handler) -> Page:
        if context is None:
            client = Client()
            client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
            context = browser.new_context(locale="zh-CN", viewport={"width": 1280, "height": 800})
            key = client.cookies[site.SESSION_COOKIE_NAME].value
            cookie = {"name": site.SESSION_COOKIE_NAME, "value": key, "url": live_server.url}
            context.add_cookies([cookie])  # type: ignore[list-item]  # a plain dictionary will do
        page = context.new_page()
        page.goto(f"{live_server.url}/replies/{reply.pk}/save/")
        page.locator("#keeping[data-ready]").wait_for(state="attached")
        return page

    return opened


def write(page: Page, words: str) -> None:
    page.locator("#id_body").focus()
    page.keyboard.press("Control+End")
    page.keyboard.type(words)


def stands(page: Page, text: str) -> None:
    """The text in the editor, which shows it with indents."""
    page.wait_for_function(
        "text => document.getElementById('id_body').value.replaceAll('\u3000', '') === text",
        arg=text,
        timeout=8_000,
    )


def state(page: Page, words: str) -> None:
    expect(page.locator("#saved-state")).to_contain_text(words, timeout=10_000)


def kept(cast: Cast, reply: Reply) -> str:
    return WorkingText.objects.get(user=cast.handler, reply=reply).body


def test_what_is_typed_reaches_the_server_by_itself(cast: Cast, reply: Reply, desk: Desk) -> None:
    page = desk()
    write(page, "新的一句。")
    state(page, "已自动保存")
    assert kept(cast, reply).endswith("新的一句。")
    assert reply.versions.count() == 2


def test_a_crashed_tab_comes_back_with_the_last_keystroke(reply: Reply, desk: Desk) -> None:
    page = desk()
    write(page, "存好的一句。")
    state(page, "已自动保存")
    page.context.set_offline(True)
    write(page, "最后一个字")
    context = page.context
    page.close()
    context.set_offline(False)
    again = desk(context)
    stands(again, f"{reply.latest.body}存好的一句。最后一个字")
    expect(again.locator("#kept-bar")).to_contain_text("未保存的修改（与第 2 版相差 11 字）")
    again.get_by_role("link", name="放弃，用第 2 版").click()
    stands(again, reply.latest.body)
    again.get_by_role("link", name="恢复这份修改").click()
    stands(again, f"{reply.latest.body}存好的一句。最后一个字")


def test_a_text_only_this_browser_has_is_asked_about_before_the_document_moves_on(
    reply: Reply, desk: Desk
) -> None:
    page = desk()
    page.context.set_offline(True)
    write(page, "断网时写的一句。")
    state(page, "未能保存到服务器，已存在本机")
    context, url = page.context, page.url
    page.close()
    context.set_offline(False)
    leaving = context.new_page()
    leaving.goto(url.replace("/save/", "/submit/"))
    expect(leaving.locator("#unsaved-here")).to_contain_text("只存在本机，没有送到服务器")
    leaving.locator("[data-key=main]").click()
    expect(leaving.locator("#ask")).to_contain_text("不会带上。仍然“提交审核”？")
    leaving.locator("#ask [value=no]").click()
    leaving.get_by_role("link", name="回去保存").click()
    leaving.locator("#keeping[data-ready]").wait_for(state="attached")
    stands(leaving, f"{reply.latest.body}断网时写的一句。")


def test_whoever_reloads_in_the_middle_of_a_word_loses_none(reply: Reply, desk: Desk) -> None:
    page, whole = desk(), reply.latest.body
    for words in ("一个字。", "又一个字。", "再一个字。"):
        write(page, words)
        page.reload()
        page.locator("#keeping[data-ready]").wait_for(state="attached")
        whole += words
        stands(page, whole)


def test_going_back_to_the_editor_shows_the_text_as_it_is_now(reply: Reply, desk: Desk) -> None:
    page, before = desk(), reply.latest.body
    write(page, "后来写的。")
    page.keyboard.press("Control+s")
    page.wait_for_url(f"**/replies/{reply.pk}/")
    page.go_back()
    page.locator("#keeping[data-ready]").wait_for(state="attached")
    stands(page, f"{before}后来写的。")
    assert page.locator("[name=base]").input_value() == "3"


@pytest.mark.parametrize("store", ["localStorage", "sessionStorage"])
def test_a_browser_without_a_store_says_so_and_the_server_keeps_the_text(
    cast: Cast, reply: Reply, desk: Desk, store: str
) -> None:
    first = desk()
    none = "{ get() { throw new DOMException('no', 'SecurityError') } }"
    for name in ("indexedDB", store):
        first.context.add_init_script(f"Object.defineProperty(window, '{name}', {none})")
    page = desk(first.context)
    first.close()
    write(page, "没有本机副本。")
    state(page, "已自动保存")
    said = expect(page.locator("#keeping-notes"))
    words = "浏览器禁止或者没有地方存本机副本"
    said.to_contain_text(words) if store == "localStorage" else said.not_to_contain_text(words)
    page.keyboard.press("Control+s")
    page.wait_for_url(f"**/replies/{reply.pk}/")
    assert reply.latest.body.endswith("没有本机副本。")


def test_pages_that_did_not_come_are_asked_for_again(desk: Desk) -> None:
    page = desk()
    state(page, "已保存")
    page.route("**/preview/", lambda route: route.fulfill(status=500), times=2)
    write(page, "新的一句。")
    busy = page.locator("#pages-busy")
    expect(busy).to_contain_text("版面暂未更新")
    expect(busy).to_be_empty(timeout=15_000)


def test_another_computer_goes_on_from_what_the_server_kept(reply: Reply, desk: Desk) -> None:
    page = desk()
    write(page, "在办公室写的。")
    state(page, "已自动保存")
    other = desk()
    stands(other, f"{reply.latest.body}在办公室写的。")
    expect(other.locator("#kept-bar")).to_contain_text("已恢复")


def test_a_cut_network_is_told_and_made_up_for(cast: Cast, reply: Reply, desk: Desk) -> None:
    page = desk()
    page.context.set_offline(True)
    write(page, "断网时写的。")
    state(page, "未能保存到服务器，已存在本机")
    page.context.set_offline(False)
    state(page, "已自动保存")
    assert kept(cast, reply).endswith("断网时写的。")


def test_an_expired_session_is_renewed_in_place(cast: Cast, reply: Reply, desk: Desk) -> None:
    page = desk()
    Session.objects.all().delete()
    write(page, "登录过期后写的。")
    dialog = page.get_by_role("dialog", name="登录已过期")
    expect(dialog).to_be_visible(timeout=10_000)
    dialog.get_by_label("密码").fill("wrong")
    dialog.get_by_role("button", name="登录").click()
    expect(dialog).to_contain_text("账号或者密码不正确")
    dialog.get_by_label("密码").fill(PASSWORD)
    dialog.get_by_role("button", name="登录").click()
    expect(dialog).to_be_hidden()
    state(page, "已自动保存")
    assert kept(cast, reply).endswith("登录过期后写的。")
    with page.expect_response(lambda got: got.url.endswith("/preview/")) as pages:
        write(page, "再写。")
    assert pages.value.status == 200  # with the token of the new session
    page.keyboard.press("Control+s")
    page.wait_for_url(f"**/replies/{reply.pk}/")
    assert reply.latest.body.endswith("登录过期后写的。再写。")


def test_two_windows_of_one_person_do_not_go_over_each_other(
    cast: Cast, reply: Reply, desk: Desk
) -> None:
    first = desk()
    second = desk(first.context)
    expect(first.locator("#keeping-notes")).to_contain_text("另一个窗口也打开着")
    write(first, "第一个窗口。")
    state(first, "已自动保存")
    write(second, "第二个窗口。")
    expect(second.locator("#keeping-notes")).to_contain_text("两边不同", timeout=10_000)
    assert kept(cast, reply).endswith("第一个窗口。")
    second.get_by_role("button", name="改用那边的文字").click()
    stands(second, f"{reply.latest.body}第一个窗口。")
    expect(second.get_by_role("button", name="换成刚才这里的文字")).to_be_visible()


def test_a_newer_version_of_somebody_else_is_told(cast: Cast, reply: Reply, desk: Desk) -> None:
    page = desk()
    text = reply.latest.text
    changed = replace(text, body=f"别人的一段。\n{text.body}")
    draft.save(reply.pk, text=changed, act=act(cast.handler, factories.TUESDAY))
    write(page, "我的一句。")
    expect(page.locator("#keeping-notes")).to_contain_text("保存了第 3 版", timeout=10_000)
    page.keyboard.press("Control+s")
    page.wait_for_url(f"**/replies/{reply.pk}/")
    assert reply.latest.body == f"别人的一段。\n{text.body}我的一句。"


def test_a_text_beyond_the_limit_is_refused_with_the_limit_and_stays(
    reply: Reply, desk: Desk
) -> None:
    page = desk()
    page.locator("#id_body").fill("长" * 200_000)
    expect(page.locator("#keeping-notes")).to_contain_text("200,000 字，超过上限 50,000 字")
    page.keyboard.press("Control+s")
    context = page.context
    page.close()
    again = desk(context)
    stands(again, "长" * 200_000)


def test_what_cannot_be_read_beside_the_text_says_so_and_is_asked_for_again(desk: Desk) -> None:
    page = desk()
    panel = page.locator("#panel-word")
    page.context.set_offline(True)
    page.get_by_role("tab", name="导入导出").click()
    expect(panel).to_contain_text("连不上服务器，没有读取到")
    page.context.set_offline(False)
    page.get_by_role("tab", name="大纲").click()
    page.get_by_role("tab", name="导入导出").click()
    expect(panel).to_contain_text("选择文件")
    Session.objects.all().delete()
    file = {"name": "答复.docx", "mimeType": "application/zip", "buffer": b"PK"}
    page.locator("#word-file").set_input_files(file)  # type: ignore[arg-type]  # as one would
    expect(panel).to_contain_text("登录已过期，没有读取到")
