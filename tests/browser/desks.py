"""People at their desks: one window each, the next thing done by keyboard, forms filled in."""

import re
from dataclasses import dataclass, field

from playwright.sync_api import Locator, Page, expect

from correspondence.models import User
from tests.browser.conftest import Window


@dataclass
class Office:
    """Everybody at their own desk, each in one window of their own."""

    window: Window
    windows: dict[int, Page] = field(default_factory=dict)

    def desk(self, person: User, path: str, /) -> Page:
        """This person's window, showing this page."""
        if person.pk not in self.windows:
            self.windows[person.pk] = self.window(person, path)
            return self.windows[person.pk]
        page = self.windows[person.pk]
        page.goto("/".join(page.url.split("/")[:3]) + path)
        return page

    def next(self, person: User, /, **typed: object) -> None:
        """Open the first thing that waits, go to its main step, fill it in, and confirm."""
        page = self.desk(person, "/my-work/")
        page.keyboard.press("j")
        page.keyboard.press("Enter")
        # An address changes before the page listens to keys: it must have been loaded.
        page.wait_for_url(re.compile(r"/(proposals|replies)/\d+/$"))
        if typed or page.locator("form [data-key=main]").count() == 0:
            page.keyboard.press("Control+Enter")
            page.wait_for_url(re.compile(r"/(proposals|assignments|replies)/\d+/\w+/"))
        self.finish(page, **typed)

    def finish(self, page: Page, /, **typed: object) -> None:
        """Fill in the form and take its main step, once the page listens."""
        page.wait_for_load_state()
        for name, value in typed.items():
            enter(page.locator(f"main [name={name}]"), value)
        before = page.url
        page.keyboard.press("Control+Enter")
        expect(page.locator("#ask")).to_be_visible()
        page.keyboard.press("Enter")
        page.wait_for_url(lambda url: url != before)


def enter(field: Locator, value: object) -> None:
    """Into whatever kind of field it is."""
    first = field.first
    kind = first.get_attribute("type") or first.evaluate("one => one.tagName")
    if value == "all":
        for one in field.all():
            one.check()
    elif kind in {"checkbox", "radio"}:
        field.and_(field.page.locator(f"[value='{value}']")).check()
    elif kind == "SELECT":
        first.select_option(str(value))
    else:
        first.fill(str(value))
