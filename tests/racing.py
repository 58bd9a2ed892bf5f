"""Other processes of the same site, each with its own connection, that act at the same moment."""

import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from urllib.parse import quote

from django.db import connection

from correspondence.models import User

ROOT = Path(__file__).parents[1]
PROGRAM = "import django; django.setup(); from tests.rival import main; main()"
NEEDED = {"DJANGO_SETTINGS_MODULE": "correspondence.settings", "DEBUG": "true"}


class Rival:
    """One process: it does what each line tells it, and answers with a line."""

    def __init__(self, act: str, user: User, database_url: str) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-c", PROGRAM, act, str(user.pk)],
            cwd=ROOT,
            env=os.environ | NEEDED | {"DATABASE_URL": database_url},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def say(self, line: object) -> None:
        assert self.process.stdin
        self.process.stdin.write(f"{line}\n")
        self.process.stdin.flush()

    def hear(self) -> str:
        assert self.process.stdout
        return self.process.stdout.readline().strip()


@contextmanager
def rivals(act: str, users: Sequence[User], folder: Path) -> Iterator[list[Rival]]:
    """Rivals of one kind: one for each user."""
    with opponents([(act, user) for user in users], folder) as started:
        yield started


def race(started: list[Rival], lines: Sequence[object]) -> list[str]:
    """Give every rival its line at once; returns what each of them answered."""
    for rival, line in zip(started, lines, strict=True):
        rival.say(line)
    return [rival.hear() for rival in started]


@contextmanager
def opponents(acts: Sequence[tuple[str, User]], folder: Path) -> Iterator[list[Rival]]:
    """One rival for each act and its user, on the tests' database, ready to start."""
    with ExitStack() as stack:
        url = stack.enter_context(_shared(folder))
        started = [Rival(act, user, url) for act, user in acts]
        for rival in started:
            stack.callback(rival.process.communicate)
        assert [rival.hear() for rival in started] == ["ready"] * len(started)
        yield started


@contextmanager
def _shared(folder: Path) -> Iterator[str]:
    """The address of the tests' database; one in memory is lent to the rivals as a file."""
    if connection.vendor == "postgresql":
        named = connection.settings_dict
        host = quote(str(named["HOST"]), safe="")
        yield f"postgresql://{named['USER']}:{named['PASSWORD']}@{host}/{named['NAME']}"
        return
    path = folder / "race.sqlite3"
    _copy(connection.connection, path, back=False)
    yield f"sqlite:///{path}"
    _copy(connection.connection, path, back=True)


def _copy(memory: sqlite3.Connection, path: Path, *, back: bool) -> None:
    file = sqlite3.connect(path)
    source, target = (file, memory) if back else (memory, file)
    source.backup(target)
    file.close()
