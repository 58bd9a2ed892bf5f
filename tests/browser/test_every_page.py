"""Every page for everybody who may open it: nothing keeps anybody out, nothing runs over.

Each person opens every kind of page within reach. The browser examines each kind wide and narrow,
and again for everybody to whom it shows an element that was not examined before: what differs in
words only is looked at once.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from correspondence.actions import autosave, paragraph
from correspondence.actions.paragraph import Scope
from correspondence.models import Reply, StandardParagraph
from correspondence.rules.states import AssignmentState as A
from correspondence.rules.states import ReplyState as R
from correspondence.rules.words import Mode
from tests import factories
from tests.browser.conftest import Window
from tests.browser.rounds import Rounds, made_of, named
from tests.people import Cast, act
from tests.walk import walk_to

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PEOPLE = (
    *("liaison", "office_head", "handler", "cosigner", "reviewer", "leader", "chief"),
    *("seal_keeper", "archivist", "deputy", "congress_office", "handing_out_office"),
    *("supervisor", "auditor", "sysadmin", "secadmin"),
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
    (Mode.SOLE, R.CHIEF_APPROVAL),
    (Mode.SOLE, R.SIGNED),
    (Mode.SOLE, R.RECHECKED),
    (Mode.SOLE, R.NUMBERED),
    (Mode.SOLE, R.SEALED),
    (Mode.SOLE, R.ISSUED),
    (Mode.SOLE, R.DELIVERED),
    (Mode.SOLE, A.FEEDBACK_DONE),
    (Mode.SOLE, A.REHANDLING),
    (Mode.SOLE, A.ARCHIVED),
)
WIDTHS = (1280, 375)
#: Between them only what stands out over the edge is looked for.
BETWEEN = (1024, 800)


@dataclass
class Examined:
    """What the browser has looked at, by everybody together."""

    window: Window
    kinds: set[str] = field(default_factory=set)
    parts: set[str] = field(default_factory=set)
    faults: list[str] = field(default_factory=list)
    desks: dict[str, Page] = field(default_factory=dict)

    def round(self, rounds: Rounds) -> None:
        """Open every page of a person; examine what is new."""
        for kind, path, tree in rounds.pages():
            parts = made_of(tree)
            widths = WIDTHS if kind not in self.kinds else WIDTHS[:1] if parts - self.parts else ()
            self.kinds.add(kind)
            self.parts |= parts
            if widths:
                self.examine(self.desk(rounds, path), f"{rounds.who} {path}", widths)

    def desk(self, rounds: Rounds, path: str) -> Page:
        """This person's window, showing this page."""
        if rounds.who not in self.desks:
            self.desks[rounds.who] = self.window(rounds.user, path)
            return self.desks[rounds.who]
        page = self.desks[rounds.who]
        page.goto("/".join(page.url.split("/")[:3]) + path)
        return page

    def examine(self, page: Page, where: str, widths: Sequence[int] = WIDTHS) -> None:
        """What axe finds, and whether anything stands out over the edge."""
        for width in BETWEEN if widths == WIDTHS else ():
            self.set_width(page, where, width)
        for width in widths:
            self.set_width(page, where, width)
            found = Axe().run(page, options={"resultTypes": ["violations"]})
            if found.violations_count:
                self.faults.append(f"{where} at {width}\n{found.generate_report()}")

    def set_width(self, page: Page, where: str, width: int) -> None:
        """Make the window so wide; nothing may stand out over its edge."""
        page.set_viewport_size({"width": width, "height": 800})
        over = page.evaluate("document.documentElement.scrollWidth")
        if over > width:
            self.faults.append(f"{where}: {over} px wide at {width}")


def stand(cast: Cast) -> None:
    """A case in every state, a paragraph of the office's own, and a text not saved yet."""
    for number, (mode, state) in enumerate(CASES):
        life = factories.handed_out(cast, mode, number=f"{number + 1:04d}")
        walk_to(life.work(cast.unit), state)
    paragraph.write(
        StandardParagraph(),
        scope=Scope.OFFICE,
        label="开头",
        text="您提出的建议收悉。",
        position=1,
        act=act(cast.office_head, factories.TUESDAY),
    )
    reply = Reply.objects.get(state=R.DRAFT)
    text = replace(reply.latest.text, body="一、还没有保存的一段")
    typed = autosave.Typed(text=text, base=reply.latest.number, serial=1)
    here = autosave.Page(token="elsewhere")
    autosave.keep(reply.pk, typed=typed, page=here, act=act(cast.handler, factories.TUESDAY))


@pytest.fixture
def examined(window: Window) -> Examined:
    return Examined(window)


def test_nothing_keeps_anybody_out_of_any_page(cast: Cast, examined: Examined) -> None:
    stand(cast)
    for who in PEOPLE:
        examined.round(Rounds(who, getattr(cast, who)))
    assert not examined.faults, "\n\n".join(examined.faults)
    assert named() - {kind.split()[0] for kind in examined.kinds} == set()


def test_no_answer_that_nobody_links_to_keeps_anybody_out(cast: Cast, examined: Examined) -> None:
    """Signing in, what is not there, what one may not do, what another was faster with, a merge."""
    reply = factories.part(cast, R.DRAFT).paper.reply
    pages = [examined.window(cast.handler, f"/replies/{reply.pk}/save/") for _ in range(2)]
    for page in pages:
        page.locator("#keeping[data-ready]").wait_for(state="attached")
    for page, words in zip(pages, ("一、那边改的一段", "一、这边改的一段"), strict=True):
        page.locator("#id_body").fill(words)
        page.keyboard.press("Control+s")
        expect(page.locator("#keeping")).to_have_count(0)
    page = pages[1]
    expect(page.locator(".merge-conflict").first).to_be_visible()
    examined.examine(page, "merge")
    site = "/".join(page.url.split("/")[:3])
    for path in ("/nowhere/", f"/replies/{reply.pk}/seal/", f"/replies/{reply.pk}/approve/"):
        page.goto(site + path)
        examined.examine(page, path)
    page.context.clear_cookies()
    page.goto(f"{site}/login/")
    examined.examine(page, "login")
    page.fill("#id_username", "nobody")
    page.fill("#id_password", "wrong")
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_contain_text("密码")
    examined.examine(page, "login refused")
    assert not examined.faults, "\n\n".join(examined.faults)
