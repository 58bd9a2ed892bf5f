"""证据包: the ledger in a file, and whether it holds.

A package carries this module along and runs it where the site is not (`proving`), so it needs
nothing but the standard library.
"""

import json
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from .ledger import End, Link, first_break

#: What the parts of a package are called.
LEDGER, END = "ledger.jsonl", "end.json"
#: All that the standard library says of a file that is missing, damaged, locked or no ZIP.
TROUBLES = (OSError, EOFError, ValueError, RuntimeError, zipfile.BadZipFile, zlib.error)


class Illegible(Exception):
    """A line that is not as it was written; `number` is its own, and so its entry's serial."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number


class Unreadable(Exception):
    """A file that nothing can be said about; the message is for whoever gave it."""


class Seen:
    """What has gone by of a chain: where it ends so far."""

    def __init__(self) -> None:
        self.end = End()

    def passing(self, chain: Iterable[Link]) -> Iterator[Link]:
        """The same entries, each noted as it goes by."""
        for link in chain:
            self.end = End(link.serial, link.hash)
            yield link


@dataclass(frozen=True)
class Package:
    """A package that is open: its file's name, and where the site says that its chain ends."""

    name: str
    archive: zipfile.ZipFile
    end: End

    def chain(self) -> Iterator[Link]:
        """Its entries from the first on, read as a stream."""
        with self.archive.open(LEDGER) as lines:
            yield from links(lines)

    def first_fault(self) -> tuple[int, str] | None:
        """Serial and reason of what does not hold first, or None if all does."""
        return check(self.chain(), end=self.end)


@dataclass(frozen=True)
class Issued:
    """A document as the chain knows it: where it was issued, and where revoked (0: nowhere)."""

    serial: int
    day: str
    number: str
    revoked: int


def as_line(link: Link) -> str:
    """One entry as one line of JSON."""
    fields = ("serial", "content", "previous_hash", "hash")
    value = {name: getattr(link, name) for name in fields}
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def links(lines: Iterable[bytes]) -> Iterator[Link]:
    """The entries of these lines; raises Illegible at a line that `as_line` writes otherwise.

    So neither a blank can be put in, nor a word that the hash does not cover.
    """
    for number, line in enumerate(lines, start=1):
        link = _link(line.removesuffix(b"\n"))
        if link is None:
            raise Illegible(number)
        yield link


def check(chain: Iterable[Link], *, end: End) -> tuple[int, str] | None:
    """Serial and reason of what does not hold first, up to this end; None if all does."""
    seen = Seen()
    try:
        found = first_break(seen.passing(chain))
    except Illegible as line:
        return line.number, "这一行不是系统写下的原样"
    if found or seen.end == end:
        return found
    if seen.end.serial == end.serial:
        return end.serial, "校验值与系统登记的末条校验值不符"
    return (
        min(seen.end.serial, end.serial) + 1,
        f"系统登记的末条为第 {end.serial} 号，现存最后一条为第 {seen.end.serial} 号",
    )


def first_difference(one: Iterable[Link], other: Iterable[Link]) -> int | None:
    """The serial from which two chains go different ways; None as far as both reach."""
    pairs = zip(one, other, strict=False)
    return next((left.serial for left, right in pairs if left.hash != right.hash), None)


def issued(chain: Callable[[], Iterable[Link]], digest: str) -> Issued | None:
    """The document with this digest, if the chain knows it; the chain is gone through twice."""
    issue = next((link for link in chain() if _set_to(link, "pdf_sha256") == digest), None)
    if issue is None:
        return None
    number, revoked = "", 0
    for link in chain():
        if _subject(link) != _subject(issue):
            continue
        if link.serial <= issue.serial:
            number = _set_to(link, "number") or number
        elif link.content.get("target") == "revoked":
            revoked = link.serial
    return Issued(issue.serial, _set_to(issue, "issued_on"), number, revoked)


@contextmanager
def opened(path: str) -> Iterator[Package]:
    """The package in this file; raises Unreadable, or one of TROUBLES, if it is none."""
    with zipfile.ZipFile(path) as archive:
        names = archive.namelist()
        if names.count(LEDGER) != 1 or names.count(END) != 1:
            raise Unreadable("不是证据包。")
        match json.loads(archive.read(END)):
            case {"serial": int(serial), "hash": str(digest)}:
                yield Package(Path(path).name, archive, End(serial, digest))
            case _:
                raise Unreadable("证据包里的末条登记读不出来。")


def _link(line: bytes) -> Link | None:
    """The entry of a line, if the line is exactly as `as_line` writes it."""
    try:
        match json.loads(line):
            case {
                "serial": int(serial),
                "content": dict(content),
                "previous_hash": str(previous),
                "hash": str(digest),
            } if content.get("serial") == serial:
                link = Link(serial, content, previous, digest)
                return link if as_line(link).encode() == line else None
    except (ValueError, RecursionError):
        return None
    return None


def _subject(link: Link) -> tuple[object, object]:
    return link.content.get("subject"), link.content.get("subject_id")


def _set_to(link: Link, field: str) -> str:
    """What this act set a field to; empty if it did not."""
    changes = link.content.get("changes")
    match changes.get(field) if isinstance(changes, Mapping) else None:
        case [_, str(after)]:
            return after
    return ""
