"""Runs web, worker, beat and the embedded Redis together, and stops them together.

Nobody but this program starts or ends them: when one dies, it says which, and ends the others.
What each of them prints goes to a file of its own in `var/log/`.
"""

import errno
import fcntl
import hashlib
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import IO, NoReturn

from script import parts
from script.parts import ROOT, Part, Place, SiteError


def main() -> int:
    # Ctrl-C too: a shell that starts this in the background has it ignored.
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.default_int_handler)
    running: list[Part] = []
    try:
        place = chosen_place()
        with claimed(place.var):
            run(place, running)
    except KeyboardInterrupt:
        return 0
    except SiteError as reason:
        print(reason, file=sys.stderr)
        return 1
    finally:
        parts.end(running)


def chosen_place() -> Place:
    """HOST, PORT and VAR_DIR of the environment; `SiteError` when the port is no port."""
    port = os.environ.get("PORT") or "8000"
    if not port.isascii() or not port.isdigit() or not 1 <= int(port) <= 65535:
        raise SiteError(f"PORT 必须是 1 到 65535 的整数 (must be a port number), not {port!r}.")
    var = Path(os.environ.get("VAR_DIR") or ROOT / "var").absolute()
    return Place(os.environ.get("HOST") or "127.0.0.1", int(port), var)


def run(place: Place, running: list[Part]) -> NoReturn:
    """Starts every part, announces the site, and watches until one of them ends."""
    began = time.monotonic()
    require_free_port(place)
    os.environ.setdefault("SITE_URL", f"http://{place.host}:{place.port}")
    if not os.environ.get("REDIS_URL"):
        running.append(parts.start(place, "redis", parts.redis(place)))
        parts.wait(running, lambda: parts.redis_answers(place.socket))
    accounts = prepared(place)
    running.append(parts.start(place, "web", parts.web(place)))
    parts.wait(running, lambda: parts.page_answers(place))
    # Last, so that the first page does not wait for them.
    for role, options in (
        ("worker", ["--concurrency=2", "--without-mingle"]),
        ("beat", ["--pidfile="]),
    ):
        running.append(parts.start(place, role, parts.celery(role, *options)))
    print(f"\n{accounts}\n")
    print(f"建议提案办理  {os.environ['SITE_URL']}/   ({time.monotonic() - began:.1f} s)")
    print(f"日志 logs: {place.log('*')}   停止 stop: Ctrl-C", flush=True)
    while True:
        parts.require_alive(running)
        time.sleep(0.3)


def claimed(var: Path) -> IO[str]:
    """The folder, for this process alone; two sites in one folder would share their Redis."""
    (var / "log").mkdir(parents=True, exist_ok=True)
    lock = (var / "server.lock").open("w")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as taken:
        raise SiteError(
            f"另一个 script/server 正在使用 {var} (already running in this folder)。"
            "请先停止它，或设置另一个 VAR_DIR。"
        ) from taken
    return lock


def require_free_port(place: Place) -> None:
    """`SiteError` when the address cannot be had."""
    try:
        with socket.create_server((place.host, place.port)):
            pass
    except OSError as refused:
        taken = refused.errno == errno.EADDRINUSE
        reason = "端口已被占用 port in use" if taken else os.strerror(refused.errno or 0)
        raise SiteError(
            f"无法使用 {place.host}:{place.port} ({reason})。"
            f"请换一个端口 (choose another): PORT={place.port % 65535 + 1} script/server"
        ) from refused


def prepared(place: Place) -> str:
    """Brings the database up to date, when anything it comes from has changed.

    Returns the table of the demo accounts. A database of one's own gets no demo people.
    """
    if os.environ.get("DATABASE_URL"):
        managed("migrate", "--verbosity=0")
        return (
            "DATABASE_URL: 未写入演示数据 (no demo people; load them with: manage.py seed --demo)"
        )
    database = place.var / "correspondence.sqlite3"
    stamp, accounts = place.var / "prepared", place.var / "demo_accounts.txt"
    sources = fingerprint(ROOT / "correspondence/migrations", ROOT / "seeds")
    if not database.exists() or not stamp.exists() or stamp.read_text() != sources:
        print("正在准备数据库和演示数据，约需一分钟 (preparing, about a minute) …", flush=True)
        managed("migrate", "--verbosity=0")
        managed("seed")
        accounts.write_bytes(managed("demo_accounts"))
        stamp.write_text(sources)
    return accounts.read_text()


def fingerprint(*folders: Path) -> str:
    """Changes when any file in these folders does."""
    digest = hashlib.sha256()
    for folder in folders:
        for path in sorted(folder.rglob("*")):
            if path.is_file() and "__pycache__" not in path.parts:
                digest.update(f"{path.relative_to(ROOT)}\0".encode() + path.read_bytes())
    return digest.hexdigest()


def managed(*arguments: str) -> bytes:
    """What one of the site's commands printed; `SiteError` when it fails."""
    done = subprocess.run(
        [sys.executable, str(ROOT / "manage.py"), *arguments],
        stdout=subprocess.PIPE,
        cwd=ROOT,
        check=False,
    )
    if done.returncode:
        raise SiteError(f"manage.py {arguments[0]} 失败 (failed)，原因见上。")
    return done.stdout


if __name__ == "__main__":
    sys.exit(main())
