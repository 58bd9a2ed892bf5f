"""What is typed into any form outlives a crash, an expired session and an old token."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.conf import settings as site
from django.contrib.sessions.models import Session
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from correspondence.models import Contact, User
from correspondence.rules.states import AssignmentState
from tests import factories
from tests.people import Cast

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PASSWORD = "correct-horse-7"
WORDS = "代表对答复初稿总体认可，希望补充进度安排。"
Visit = Callable[..., Page]


@pytest.fixture
def path(cast: Cast) -> str:
    """The form of a talk with the deputy."""
    for person in (cast.handler, cast.colleague):
        person.set_password(PASSWORD)
        person.save()
    part = factories.part(cast, AssignmentState.IN_PROGRESS)
    return f"/assignments/{part.pk}/record_contact/"


@pytest.fixture
def visit(browser: Browser, live_server: Any, cast: Cast, path: str) -> Iterator[Visit]:
    """The form in a browser of one's own, or once more in the same one."""

    def opened(context: BrowserContext | None = None) -> Page:
        if context is None:
            context = browser.new_context(locale="zh-CN", viewport={"width": 1280, "height": 800})
            enter(context, cast.handler, live_server.url)
        page = context.new_page()
        page.goto(live_server.url + path)
        page.locator("body[data-typed]").wait_for(state="attached")
        return page

    yield opened
    for context in browser.contexts:
        context.close()


def enter(context: BrowserContext, person: User, url: str) -> None:
    client = Client()
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    key = client.cookies[site.SESSION_COOKIE_NAME].value
    cookie: Any = {"name": site.SESSION_COOKIE_NAME, "value": key, "url": url}
    context.add_cookies([cookie])


def opinion(page: Page) -> Locator:
    return page.locator("#id_opinion")


def write(page: Page) -> None:
    opinion(page).fill(WORDS)
    page.wait_for_timeout(400)


def send(page: Page) -> None:
    page.locator("[data-key=main]").click()


def sign_in(page: Page, person: User) -> None:
    page.fill("#id_username", person.username)
    page.fill("#id_password", PASSWORD)
    page.locator("form[data-account] button[type=submit]").click()


def test_a_crashed_tab_offers_what_was_typed(visit: Visit) -> None:
    page = visit()
    write(page)
    context = page.context
    page.close()
    again = visit(context)
    assert opinion(again).input_value() == ""
    again.get_by_role("button", name="填回").click()
    expect(opinion(again)).to_have_value(WORDS)
    expect(again.locator(".typed-bar")).to_have_count(0)


def test_what_is_not_wanted_any_more_is_not_offered_twice(visit: Visit) -> None:
    page = visit()
    write(page)
    again = visit(page.context)
    again.get_by_role("button", name="不要了").click()
    page.close()
    expect(visit(again.context).locator(".typed-bar")).to_have_count(0)


def test_after_an_expired_session_the_form_comes_back_filled_and_is_sent_on_purpose(
    cast: Cast, visit: Visit, path: str
) -> None:
    page = visit()
    write(page)
    Session.objects.all().delete()
    send(page)
    expect(page.get_by_text("刚才的内容没有提交")).to_be_visible()
    sign_in(page, cast.handler)
    page.wait_for_url(f"**{path}")
    expect(opinion(page)).to_have_value(WORDS)
    expect(page.locator(".typed-bar")).to_contain_text("请核对后再提交")
    assert not Contact.objects.exists()


def test_another_person_who_signs_in_does_not_find_it(cast: Cast, visit: Visit, path: str) -> None:
    page = visit()
    write(page)
    Session.objects.all().delete()
    send(page)
    sign_in(page, cast.colleague)
    page.wait_for_load_state()
    assert WORDS not in page.content()
    expect(page.locator(".typed-bar")).to_have_count(0)
    page.context.clear_cookies()
    enter(page.context, cast.handler, page.url)
    expect(opinion(visit(page.context))).to_have_value(WORDS)


def test_a_registration_comes_back_with_everything_chosen(
    cast: Cast, browser: Browser, live_server: Any
) -> None:
    context = browser.new_context(locale="zh-CN")
    enter(context, cast.congress_office, live_server.url)
    page = context.new_page()
    page.goto(f"{live_server.url}/proposals/new/")
    page.fill("#id_title", "关于写了一半的建议")
    page.locator("#id_deputies").press_sequentially("杨彩虹、")
    offered = page.locator("#deputies-known option[data-name='陆知行']").get_attribute("value")
    assert offered == "杨彩虹、陆知行"
    page.fill("#id_deputies", offered)
    page.select_option("#id_category", index=2)
    page.fill("#id_text", WORDS * 40)
    Session.objects.all().delete()
    send(page)
    page.wait_for_url("**/login/**")
    enter(context, cast.congress_office, live_server.url)
    page.goto(f"{live_server.url}/proposals/new/")
    expect(page.locator("#id_text")).to_have_value(WORDS * 40)
    expect(page.locator("#id_title")).to_have_value("关于写了一半的建议")
    expect(page.locator("#id_deputies")).to_have_value("杨彩虹、陆知行")
    expect(page.locator("#id_category")).not_to_have_value("")
    context.close()


def test_an_old_token_leads_back_to_the_filled_form(visit: Visit) -> None:
    page = visit()
    write(page)
    page.evaluate(
        "document.querySelector('.form [name=csrfmiddlewaretoken]').value = 'x'.repeat(64)"
    )
    send(page)
    expect(page.get_by_role("heading", name="页面已过期")).to_be_visible()
    page.get_by_role("link", name="回到刚才的页面").click()
    expect(opinion(page)).to_have_value(WORDS)


def test_a_form_that_was_refused_is_kept_on_and_one_that_arrived_is_forgotten(
    visit: Visit, path: str
) -> None:
    page = visit()
    write(page)
    send(page)  # refused: other fields are missing
    expect(page.locator("[aria-invalid=true]").first).to_be_visible()
    page.locator("body[data-typed]").wait_for(state="attached")
    context = page.context
    page.close()
    again = visit(context)
    again.get_by_role("button", name="填回").click()
    again.locator("#id_way_0").check()
    send(again)
    again.wait_for_url(lambda url: not url.endswith(path))
    again.locator("body[data-typed]").wait_for(state="attached")
    assert Contact.objects.get().opinion == WORDS
    kept = "Object.keys(localStorage).filter((key) => key.startsWith('typed:'))"
    assert again.evaluate(kept) == []


def test_what_is_too_long_is_not_cut_and_stays_with_the_limit_named(visit: Visit) -> None:
    page = visit()
    field = opinion(page)
    limit = int(field.get_attribute("data-limit") or 0)
    field.fill("长" * (limit + 5))
    send(page)
    assert len(field.input_value()) == limit + 5
    expect(page.locator(".field-limit.is-over")).to_contain_text("请删减 5 字")
    expect(field).to_be_focused()
