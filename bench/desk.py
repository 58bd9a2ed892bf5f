"""One person at one text in a browser: types into the editor, and looks for what was typed.

For `crashes.py`, which sets Django up before this is read.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass, field

from playwright.sync_api import BrowserContext, Page

from correspondence.models import Reply, WorkingText
from correspondence.models.people import DEMO_PASSWORD

#: What may be lost: the keystrokes of this many seconds before the accident.
GRACE = 3.0
#: Characters that an input method gives at once, and the milliseconds until the next ones.
PHRASE = 12
PACE = 80
SENTENCE = "经研究，我委会同有关部门逐条办理。"


@dataclass
class Desk:
    """One person at one text."""

    url: str
    restart: Callable[[], None]
    reply: Reply
    context: BrowserContext
    page: Page = field(init=False)
    start: str = ""
    typed: str = ""
    times: list[float] = field(default_factory=list)

    def open(self) -> None:
        self.page = self.context.new_page()
        self.page.goto(f"{self.url}/replies/{self.reply.pk}/save/")
        if "/login/" in self.page.url:
            self.sign_in()
        self.page.locator("#keeping[data-ready]").wait_for(state="attached", timeout=30_000)

    def sign_in(self) -> None:
        self.page.fill("#id_username", self.reply.drafter.username)
        self.page.fill("#id_password", DEMO_PASSWORD)
        self.page.locator("form[data-account] button[type=submit]").click()
        self.page.wait_for_url("**/save/")

    def type(self, until: int, number: int) -> None:
        """Type on to this many characters, a phrase at a time as an input method gives them."""
        while len(self.typed) < until:
            at = len(self.typed)
            phrase = f"{at}{number}、{SENTENCE}"[: min(PHRASE, until - at)]
            self.page.keyboard.insert_text(phrase)
            self.typed += phrase
            self.times += [time.monotonic()] * len(phrase)
            self.page.wait_for_timeout(PACE)

    def shown(self) -> str:
        """What stands in the editor, without the indents."""
        return bare(str(self.page.evaluate("document.getElementById('id_body').value")))

    def on_server(self) -> str:
        row = WorkingText.objects.filter(reply=self.reply, user=self.reply.drafter).first()
        return row.body if row else self.start

    def settle(self, seconds: float = 40) -> None:
        """Wait until the server has everything."""
        ends = time.monotonic() + seconds
        while self.lost(self.on_server()) and time.monotonic() < ends:
            self.page.wait_for_timeout(250)

    def lost(self, text: str) -> int:
        """Characters that were typed and are not there, counted from the first difference."""
        whole, text = bare(self.start + self.typed), bare(text)
        pairs = enumerate(zip(whole, text, strict=False))
        same = next((at for at, (one, other) in pairs if one != other), min(len(whole), len(text)))
        return len(whole) - same

    def found(self, text: str, alone: str = "", at: float = 0) -> "Found":
        """What is missing in the text, and in what the server alone had at that moment."""
        if not at:
            return Found(self.lost(text))
        missing = self.lost(alone)
        times = self.times[len(self.times) - missing :] if missing else []
        old = sum(1 for when in times if when < at - GRACE)
        return Found(self.lost(text), missing, old, at - times[0] if times else 0)


@dataclass(frozen=True)
class Found:
    """Characters lost; of the server alone: missing, older than GRACE, age of the oldest."""

    lost: int
    missing: int = 0
    old: int = 0
    seconds: float = 0

    def __str__(self) -> str:
        alone = f"{self.missing:5} missing {self.old:4} old {self.seconds:4.1f} s"
        return f"{self.lost:4} lost; server alone {alone}"


def bare(text: str) -> str:
    """The text without the indents that the editor shows."""
    return text.replace("\u3000", "")
