"""A browser before the real site: Debian's chromium, its own people, one window each."""

import os
import shutil
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.conf import settings as site
from django.core.signals import request_finished, request_started
from django.test import Client
from playwright.sync_api import Browser, Page, expect

from correspondence.models import Reply, User
from correspondence.rules.states import ReplyState
from tests import factories
from tests.browser.editing import BODY, Desk
from tests.people import Cast, gather

FLAGS = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
)
Window = Callable[..., Page]


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    """Debian's browser: the tool's own is not downloaded."""
    return {"executable_path": shutil.which("chromium"), "args": FLAGS.split()}


@pytest.fixture(scope="session", autouse=True)
def _beside_a_running_loop() -> None:
    """The browser's driver keeps a loop in this thread, which Django takes for async code.

    Set for the rest of the run: the database is emptied after the last fixture has gone.
    """
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"


@pytest.fixture(scope="session", autouse=True)
def _patience() -> None:
    """A busy machine may take its time; what never comes still fails."""
    expect.set_options(timeout=20_000)


@pytest.fixture
def cast(transactional_db: None) -> Cast:
    """Everybody, where the server's own connection sees them."""
    return gather()


@pytest.fixture
def all_answered(browser: Browser) -> Iterator[None]:
    """Every window is closed, and what it had sent is answered, before the database is emptied.

    A closing page sends what is in it, when nothing must come any more: it is taken offline first.
    """
    asked: list[object] = []
    answered: list[object] = []

    def ask(**said: object) -> None:
        asked.append(said["sender"])

    def answer(**said: object) -> None:
        answered.append(said["sender"])

    request_started.connect(ask)
    request_finished.connect(answer)
    yield
    for context in browser.contexts:
        context.set_offline(True)
        context.close()
    quiet = 0
    for _ in range(200):
        # What is on its way to a busy server has not been counted yet: look three times.
        quiet = quiet + 1 if len(asked) <= len(answered) else 0
        if quiet > 2:
            break
        time.sleep(0.05)
    request_started.disconnect(ask)
    request_finished.disconnect(answer)


@pytest.fixture
def window(browser: Browser, live_server: Any, all_answered: None) -> Iterator[Window]:
    """Open a page as a person; whatever the page complains of in its console fails the test."""
    complaints: list[str] = []

    def opened(person: User, path: str, *, width: int = 1280) -> Page:
        client = Client()
        client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
        context = browser.new_context(viewport={"width": width, "height": 800}, locale="zh-CN")
        key = client.cookies[site.SESSION_COOKIE_NAME].value
        context.add_cookies(
            [{"name": site.SESSION_COOKIE_NAME, "value": key, "url": live_server.url}]
        )
        page = context.new_page()
        page.on("console", lambda said: complaints.append(said.text) if _wrong(said) else None)
        page.goto(live_server.url + path)
        return page

    yield opened
    assert complaints == []


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


def _wrong(said: Any) -> bool:
    """A refused step (409, 422) is an answer, not a fault of the page."""
    return said.type == "error" and "status of 4" not in said.text
