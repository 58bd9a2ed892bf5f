"""Other processes of the same site, each with its own connection, that act at the same moment.

They are started once for all the races of a module: what they need longest for is to start.
"""

import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.parse import quote

from django.db import connection

from correspondence.models import User

ROOT = Path(__file__).parents[1]
PROGRAM = "import django; django.setup(); from tests.rival import main; main()"
NEEDED = {"DJANGO_SETTINGS_MODULE": "correspondence.settings", "DEBUG": "true"}


class Rival:
    """One process: it does what each line tells it, and answers with a line."""

    def __init__(self, database_url: str) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-c", PROGRAM],
            cwd=ROOT,
            env=os.environ | NEEDED | {"DATABASE_URL": database_url},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def say(self, act: str, user: User, order: object) -> None:
        assert self.process.stdin
        self.process.stdin.write(f"{act} {user.pk} {order}\n")
        self.process.stdin.flush()

    def hear(self) -> str:
        assert self.process.stdout
        return self.process.stdout.readline().strip()


Order = tuple[str, User, object]


class Rivals:
    """As many rivals as a race wants; a tests' database in memory is lent to them as a file."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / "race.sqlite3"
        self._started: list[Rival] = []

    def race(self, *orders: Order) -> list[str]:
        """Give every rival its order at once: what to do, as whom, with what; what they answer."""
        self._start(len(orders))
        racing = list(zip(self._started, orders, strict=False))
        with self._shared():
            for rival, order in racing:
                rival.say(*order)
            return [rival.hear() for rival, _ in racing]

    def end(self) -> None:
        for rival in self._started:
            rival.process.communicate()

    def _start(self, count: int) -> None:
        missing = [Rival(self._url()) for _ in range(count - len(self._started))]
        assert [rival.hear() for rival in missing] == ["ready"] * len(missing)
        self._started += missing

    def _url(self) -> str:
        if connection.vendor == "sqlite":
            return f"sqlite:///{self._file}"
        named = connection.settings_dict
        host = quote(str(named["HOST"]), safe="")
        return f"postgresql://{named['USER']}:{named['PASSWORD']}@{host}/{named['NAME']}"

    @contextmanager
    def _shared(self) -> Iterator[None]:
        if connection.vendor == "postgresql":
            yield
            return
        with closing(sqlite3.connect(self._file)) as file:
            connection.connection.backup(file)
            yield
            file.backup(connection.connection)
