"""Types 3,000 characters into the editor of a really started site, and lets an accident happen.

    python bench/crashes.py [--tries 50] [--port 8104]

The accidents take turns: the network is cut, the session expires, the web process is killed with
kill -9 and started again, the tab crashes. Afterwards the text is looked for where a person would
look: on the server, and in the editor opened again. A crash is also judged by what the server
alone has, as if the person went to another computer. Uses an embedded site of its own in a
temporary folder and removes it, or the one that VAR_DIR names. Prints tries and lost characters.
"""

import argparse
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
OWN = "VAR_DIR" not in os.environ
VAR = os.environ.get("VAR_DIR") or tempfile.mkdtemp(prefix="crashes-")
os.environ |= {
    "VAR_DIR": VAR,
    "DJANGO_SETTINGS_MODULE": "correspondence.settings",
    "DJANGO_ALLOW_ASYNC_UNSAFE": "true",
}

import django  # noqa: E402 - after the settings

django.setup()

from django.contrib.sessions.models import Session  # noqa: E402
from django.core.management import call_command  # noqa: E402
from playwright.sync_api import BrowserContext, Error, Page, sync_playwright  # noqa: E402

from correspondence.models import Presence, Reply, WorkingText  # noqa: E402
from correspondence.models.people import DEMO_PASSWORD  # noqa: E402

CHARACTERS = 3_000
#: What may be lost: the keystrokes of this many seconds before the accident.
GRACE = 3.0
#: Characters that an input method gives at once.
PHRASE = 12
SENTENCE = "经研究，我委会同有关部门逐条办理。"


class Site:
    """The web process, killed and started at will."""

    def __init__(self, port: int) -> None:
        self.url = f"http://127.0.0.1:{port}"
        command = "-m gunicorn correspondence.wsgi --workers 1 --threads 4 --log-level error --bind"
        self.command = [sys.executable, *command.split(), f"127.0.0.1:{port}"]
        self.start()

    def start(self) -> None:
        self.process = subprocess.Popen(self.command, cwd=ROOT, start_new_session=True)
        for _ in range(240):
            try:
                urllib.request.urlopen(f"{self.url}/login/", timeout=2).close()
            except OSError:
                time.sleep(0.25)
            else:
                return
        raise SystemExit("the site does not start")

    def kill(self) -> None:
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def restart(self) -> None:
        """Dead for two seconds, while one types on."""
        self.kill()
        timer = threading.Timer(2, self.start)
        timer.start()


@dataclass
class Desk:
    """One person at one text."""

    site: Site
    reply: Reply
    context: BrowserContext
    page: Page = field(init=False)
    start: str = ""
    typed: str = ""
    times: list[float] = field(default_factory=list)

    def open(self) -> None:
        self.page = self.context.new_page()
        self.page.goto(f"{self.site.url}/replies/{self.reply.pk}/save/")
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
        whole, text = (bare(side) for side in (self.start + self.typed, text))
        pairs = enumerate(zip(whole, text, strict=False))
        same = next((at for at, (one, other) in pairs if one != other), min(len(whole), len(text)))
        return len(whole) - same

    def old(self, lost: int, at: float) -> int:
        """How many of the last `lost` characters were typed longer than GRACE before `at`."""
        return sum(1 for when in self.times[len(self.times) - lost :] if when < at - GRACE)


Found = tuple[int, int]


def bare(text: str) -> str:
    """The text without the indents that the editor shows."""
    return text.replace("\u3000", "")


def network_cut(desk: Desk, at: int, number: int) -> Found:
    desk.type(at, number)
    desk.context.set_offline(True)
    desk.type(CHARACTERS, number)
    desk.context.set_offline(False)
    desk.settle()
    return desk.lost(desk.on_server()), desk.lost(desk.on_server())


def session_expired(desk: Desk, at: int, number: int) -> Found:
    desk.type(at, number)
    Session.objects.all().delete()
    desk.type(CHARACTERS, number)
    desk.page.locator("#sign-in[open]").wait_for(timeout=30_000)
    desk.page.fill("#sign-in-password", DEMO_PASSWORD)
    desk.page.keyboard.press("Enter")
    desk.settle()
    return desk.lost(desk.on_server()), desk.lost(desk.on_server())


def server_restarted(desk: Desk, at: int, number: int) -> Found:
    desk.type(at, number)
    desk.site.restart()
    desk.type(CHARACTERS, number)
    desk.settle()
    return desk.lost(desk.on_server()), desk.lost(desk.on_server())


def tab_crashed(desk: Desk, at: int, number: int) -> Found:
    desk.type(at, number)
    moment = time.monotonic()
    with suppress(Error):
        desk.page.goto("chrome://crash", timeout=3_000)
    alone = desk.on_server()
    desk.page.close()
    desk.open()
    restored = desk.page.locator("#id_body").input_value()
    return desk.lost(restored), desk.old(desk.lost(alone), moment)


ACCIDENTS: tuple[Callable[[Desk, int, int], Found], ...] = (
    network_cut,
    session_expired,
    server_restarted,
    tab_crashed,
)


def attempt(site: Site, context: BrowserContext, reply: Reply, number: int) -> tuple[str, Found]:
    """One try from a clean desk: what the last try was still sending has arrived by now."""
    time.sleep(2)
    WorkingText.objects.filter(reply=reply).delete()
    Presence.objects.filter(reply=reply).delete()
    accident = ACCIDENTS[number % len(ACCIDENTS)]
    desk = Desk(site, reply, context)
    desk.open()
    desk.start = reply.latest.body
    desk.page.evaluate("document.getElementById('id_body').focus()")
    desk.page.keyboard.press("Control+End")
    found = accident(desk, random.randint(CHARACTERS // 6, CHARACTERS * 5 // 6), number)
    desk.page.close()
    return accident.__name__, found


def main() -> None:
    parser = argparse.ArgumentParser(description="Accidents while typing 3,000 characters")
    parser.add_argument("--tries", type=int, default=50)
    parser.add_argument("--port", type=int, default=8104)
    asked = parser.parse_args()
    call_command("migrate", verbosity=0)
    if not Reply.objects.exists():
        call_command("seed")
    reply = Reply.objects.filter(state="draft").select_related("drafter")[0]
    site = Site(asked.port)
    rows: dict[str, list[Found]] = {}
    try:
        with sync_playwright() as tool:
            browser = tool.chromium.launch(
                executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"]
            )
            for number in range(asked.tries):
                context = browser.new_context(locale="zh-CN")
                began = time.monotonic()
                name, found = attempt(site, context, reply, number)
                context.close()
                rows.setdefault(name, []).append(found)
                seconds = time.monotonic() - began
                print(f"{number + 1:3} {name:17} {found} {seconds:.0f} s", flush=True)
    finally:
        site.kill()
        if OWN:
            shutil.rmtree(VAR, ignore_errors=True)
    print("accident           tries  whole  lost  lost beyond 3 s (server alone)")
    for name, all_found in rows.items():
        whole = sum(1 for lost, _ in all_found if not lost)
        print(
            f"{name:18}{len(all_found):6}{whole:7}{sum(one for one, _ in all_found):6}"
            f"{sum(old for _, old in all_found):6}"
        )


if __name__ == "__main__":
    main()
