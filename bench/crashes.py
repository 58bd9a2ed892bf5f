"""Types 3,000 characters into the editor of a really started site, and lets an accident happen.

    .venv/bin/python bench/crashes.py [--tries 50] [--port 8104]

needs nothing but `script/bootstrap --dev`. It makes an embedded site of its own in a temporary
folder, fills it with the demonstration (that takes a minute, more on a busy machine, and is said),
and removes it in the end; with VAR_DIR set it uses that site and leaves it.

The accidents take turns: the network is cut, the session expires, the web process is killed with
kill -9 and started again, the tab crashes. One types a phrase of 12 characters every 80 ms, so
that a try takes about 20 s and most of the text is older than what may be lost. Afterwards the
text is looked for where a person would look: in the editor opened again, and on the server. A
crash is also judged by what the server alone had at that moment, as if the person went to another
computer. Every try starts from a clean desk. What the page of the try before was still sending
when it was closed may arrive after its text was thrown away, and stands in the editor again: then
the try begins anew, and that is counted. Any other text there ends the run.

Prints a line a try: characters lost, then of what the server alone had: characters missing, how
many of them were older than 3 s, and the age of the oldest in seconds. What the site itself has to
say goes into `crashes.log` beside its database.
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
from collections.abc import Callable, Iterator
from contextlib import suppress
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

from desk import Desk, Found, bare  # noqa: E402
from django.contrib.sessions.models import Session  # noqa: E402
from django.core.management import call_command  # noqa: E402
from playwright.sync_api import BrowserContext, Error, sync_playwright  # noqa: E402

from correspondence.models import Presence, Reply, WorkingText  # noqa: E402
from correspondence.models.people import DEMO_PASSWORD  # noqa: E402

CHARACTERS = 3_000
#: How often a try may begin anew because the desk was not clean.
BEGINNINGS = 5


class Site:
    """The web process, killed and started at will."""

    def __init__(self, port: int) -> None:
        self.url = f"http://127.0.0.1:{port}"
        command = "-m gunicorn correspondence.wsgi --workers 1 --threads 4 --log-level error --bind"
        self.command = [sys.executable, *command.split(), f"127.0.0.1:{port}"]
        self.start()

    def start(self) -> None:
        with (Path(VAR) / "crashes.log").open("ab") as log:
            self.process = subprocess.Popen(
                self.command, cwd=ROOT, start_new_session=True, stdout=log, stderr=log
            )
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


def network_cut(desk: Desk, at: int, number: int) -> Found:
    desk.type(at, number)
    desk.context.set_offline(True)
    desk.type(CHARACTERS, number)
    desk.context.set_offline(False)
    desk.settle()
    return desk.found(desk.on_server())


def session_expired(desk: Desk, at: int, number: int) -> Found:
    desk.type(at, number)
    Session.objects.all().delete()
    desk.type(CHARACTERS, number)
    desk.page.locator("#sign-in[open]").wait_for(timeout=30_000)
    desk.page.fill("#sign-in-password", DEMO_PASSWORD)
    desk.page.keyboard.press("Enter")
    desk.settle()
    return desk.found(desk.on_server())


def server_restarted(desk: Desk, at: int, number: int) -> Found:
    desk.type(at, number)
    desk.restart()
    desk.type(CHARACTERS, number)
    desk.settle()
    return desk.found(desk.on_server())


def tab_crashed(desk: Desk, at: int, number: int) -> Found:
    desk.type(at, number)
    moment = time.monotonic()
    with suppress(Error):
        desk.page.goto("chrome://crash", timeout=3_000)
    alone = desk.on_server()
    desk.page.close()
    desk.open()
    return desk.found(desk.shown(), alone, moment)


ACCIDENTS: tuple[Callable[[Desk, int, int], Found], ...] = (
    network_cut,
    session_expired,
    server_restarted,
    tab_crashed,
)


def clean_desk(site: Site, context: BrowserContext, reply: Reply, before: str) -> tuple[Desk, int]:
    """An editor that shows the version and nothing else, and how often it first showed more.

    More can only be what the try before has written, `before`, whole or as far as it was sent.
    """
    for dirty in range(BEGINNINGS):
        WorkingText.objects.filter(reply=reply).delete()
        Presence.objects.filter(reply=reply).delete()
        desk = Desk(site.url, site.restart, reply, context)
        desk.open()
        desk.start = reply.latest.body
        if desk.shown() == bare(desk.start):
            return desk, dirty
        if not before.startswith(desk.shown()):
            raise SystemExit(f"a text that nobody has typed stands in reply {reply.pk}")
        desk.page.close()
        time.sleep(2)
    raise SystemExit("the desk does not get clean")


def attempt(
    site: Site, context: BrowserContext, reply: Reply, number: int, written: dict[int, str]
) -> tuple[str, Found, int]:
    """One try: the accident, what was found, and how often the desk was not clean."""
    accident = ACCIDENTS[number % len(ACCIDENTS)]
    desk, dirty = clean_desk(site, context, reply, written.get(reply.pk, ""))
    desk.page.evaluate("document.getElementById('id_body').focus()")
    desk.page.keyboard.press("Control+End")
    found = accident(desk, random.randint(CHARACTERS // 6, CHARACTERS * 5 // 6), number)
    desk.page.close()
    written[reply.pk] = bare(desk.start + desk.typed)
    return accident.__name__, found, dirty


def say(words: str) -> None:
    print(words, flush=True)


def own_site() -> list[Reply]:
    """The drafts of a site that is there, or is made now."""
    say(f"preparing the site in {VAR}: tables …")
    call_command("migrate", verbosity=0)
    if not Reply.objects.exists():
        say("… and the demonstration (a minute, more on a busy machine)")
        call_command("seed")
    drafts = Reply.objects.filter(state="draft").select_related("drafter").order_by("pk")
    if not drafts:
        raise SystemExit("this site has no draft to type into")
    return list(drafts)


def run(site: Site, drafts: list[Reply], tries: int) -> Iterator[tuple[str, Found, int]]:
    """The tries, each in a browser window of its own, on one draft after the other."""
    written: dict[int, str] = {}
    with sync_playwright() as tool:
        browser = tool.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"]
        )
        for number in range(tries):
            context = browser.new_context(locale="zh-CN")
            began = time.monotonic()
            name, found, dirty = attempt(
                site, context, drafts[number % len(drafts)], number, written
            )
            context.close()
            again = f", begun anew {dirty} times" if dirty else ""
            say(f"{number + 1:3} {name:17}{found} ({time.monotonic() - began:.0f} s{again})")
            yield name, found, dirty


def main() -> None:
    parser = argparse.ArgumentParser(description="Accidents while typing 3,000 characters")
    parser.add_argument("--tries", type=int, default=50)
    parser.add_argument("--port", type=int, default=8104)
    asked = parser.parse_args()
    rows: dict[str, list[Found]] = {}
    unclean = 0
    try:
        drafts = own_site()
        site = Site(asked.port)
        try:
            for name, found, dirty in run(site, drafts, asked.tries):
                rows.setdefault(name, []).append(found)
                unclean += dirty
        finally:
            site.kill()
    finally:
        if OWN:
            shutil.rmtree(VAR, ignore_errors=True)
    say("accident           tries  whole  lost  server alone: old  oldest")
    for name, all_found in rows.items():
        whole = sum(1 for one in all_found if not one.lost)
        lost, old = sum(one.lost for one in all_found), sum(one.old for one in all_found)
        oldest = max(one.seconds for one in all_found)
        say(f"{name:18}{len(all_found):6}{whole:7}{lost:6}{old:19}{oldest:7.1f} s")
    say(f"{unclean} times the try before was still arriving, and the try begun anew")


if __name__ == "__main__":
    main()
