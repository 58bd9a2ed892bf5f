"""Every page of the site as everybody who reaches it: nothing keeps anybody out, nothing runs over.

Each person starts at home and follows links, every kind of page once. A page is examined where it
shows something that was not examined before, wide and narrow.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import Resolver404, resolve
from playwright.sync_api import Page

from correspondence.management.walk import walk_to
from correspondence.models import User
from correspondence.rules.states import AssignmentState as A
from correspondence.rules.states import ReplyState as R
from correspondence.rules.words import Mode
from tests import factories
from tests.browser.conftest import Window
from tests.people import Cast

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PEOPLE = (
    "liaison",
    "office_head",
    "handler",
    "cosigner",
    "reviewer",
    "leader",
    "chief",
    "seal_keeper",
    "archivist",
    "deputy",
    "congress_office",
    "handing_out_office",
    "supervisor",
    "auditor",
    "sysadmin",
    "secadmin",
)
CASES: tuple[tuple[Mode, A | R], ...] = (
    (Mode.SOLE, A.PENDING),
    (Mode.SOLE, A.SIGNED_FOR),
    (Mode.SOLE, A.HAND_BACK_REQUESTED),
    (Mode.SOLE, A.DISPATCHED),
    (Mode.LEAD_ASSIST, A.IN_PROGRESS),
    (Mode.SOLE, R.DRAFT),
    (Mode.SOLE, R.OFFICE_APPROVAL),
    (Mode.JOINT, R.COSIGNING),
    (Mode.SOLE, R.REVIEW),
    (Mode.SOLE, R.LEADER_APPROVAL),
    (Mode.SOLE, R.SIGNED),
    (Mode.SOLE, R.RECHECKED),
    (Mode.SOLE, R.NUMBERED),
    (Mode.SOLE, R.ISSUED),
    (Mode.SOLE, R.DELIVERED),
    (Mode.SOLE, A.FEEDBACK_DONE),
)
#: Answers that are no pages, Django's own pages, and leaving.
PASSED_BY = {"document", "page", "ledger", "word_file", "feed", "logout", "slip", "home"}
WIDTHS = (1280, 375)
#: What a page is made of, told by tags, classes and roles.
MADE_OF = """() => [...new Set([...document.body.querySelectorAll('*')].map((one) =>
  ['tagName', 'className', 'role', 'type'].map((name) => String(one[name] ?? '')).join('.')))]"""


@dataclass
class Walk:
    """What was seen on the way, by everybody together."""

    seen: dict[int, set[str]] = field(default_factory=lambda: {width: set() for width in WIDTHS})
    faults: list[str] = field(default_factory=list)
    looked: int = 0

    def examine(self, page: Page, who: str, path: str) -> None:
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 800})
            over = page.evaluate("document.documentElement.scrollWidth")
            if over > width:
                self.faults.append(f"{who} {path}: {over} px wide at {width}")
            made_of = set(page.evaluate(MADE_OF))
            if not made_of - self.seen[width]:
                continue
            self.seen[width] |= made_of
            self.looked += 1
            found = Axe().run(page)
            if found.violations_count:
                self.faults.append(f"{who} {path} at {width}\n{found.generate_report()}")


def kind_of(path: str) -> str:
    """The same word for addresses that show the same kind of page; empty for no page of ours."""
    try:
        match = resolve(urlsplit(path).path)
    except Resolver404:
        return ""
    if match.url_name in PASSED_BY or match.namespaces:
        return ""
    words = (match.url_name, match.kwargs.get("kind", ""), match.kwargs.get("name", ""))
    return " ".join(word for word in words if word)


def links(page: Page) -> Iterator[str]:
    """Where one may go from here, within the site."""
    hrefs: list[str] = page.eval_on_selector_all(
        "a[href]", "all => all.map((one) => one.getAttribute('href'))"
    )
    yield from (href for href in hrefs if href.startswith("/"))


def wander(window: Window, user: User, who: str, walk: Walk) -> None:
    """From home to every kind of page this person can reach by links."""
    page = window(user, "/")
    base = page.url.split("/", 3)
    origin = "/".join(base[:3])
    waiting, known = [urlsplit(page.url).path], set[str]()
    while waiting:
        path = waiting.pop(0)
        kind = kind_of(path)
        if not kind or kind in known:
            continue
        known.add(kind)
        page.goto(origin + path)
        walk.examine(page, who, path)
        waiting += [href for href in links(page) if kind_of(href) not in known]
    page.context.close()


def test_nothing_keeps_anybody_out_of_any_page(cast: Cast, window: Window) -> None:
    for number, (mode, state) in enumerate(CASES):
        life = factories.handed_out(cast, mode, number=f"{number + 1:04d}")
        walk_to(life.work(cast.unit), state)
    walk = Walk()
    for who in PEOPLE:
        wander(window, getattr(cast, who), who, walk)
    assert not walk.faults, "\n\n".join(walk.faults)
    assert walk.looked > len(PEOPLE)
