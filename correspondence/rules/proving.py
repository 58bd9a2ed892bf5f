"""The program that a package of evidence carries along: what it is asked, and what it says.

It runs with nothing but the standard library; what it says is for the auditor, and so in Chinese.
"""

import hashlib
import io
import re
import sys
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple

from .evidence import TROUBLES, Unreadable, first_difference, issued, opened

#: How the program ends: all is proved; something is not; a file could not be looked into.
HOLDS, BROKEN, UNREADABLE = 0, 1, 2
DIGEST = re.compile("[0-9a-fA-F]{64}")


class Finding(NamedTuple):
    """What was found, and how the program ends if nothing worse is."""

    code: int
    words: str


def main(argv: Sequence[str]) -> int:
    """Check the package that runs and whatever else is named, and say what was found."""
    own, *others = argv
    worst = _said(_safely(own, partial(_whole, own)))
    if worst != HOLDS:
        return worst
    return max(
        (_said(_safely(one, partial(_looked_up, own, one))) for one in others), default=worst
    )


def _whole(own: str) -> Finding:
    with opened(own) as package:
        if fault := package.first_fault():
            return Finding(BROKEN, "台账核验未通过：第 {} 号记录，{}。".format(*fault))
        if not package.end.serial:
            return Finding(HOLDS, "台账里还没有记录。")
        serial, digest = package.end
        return Finding(
            HOLDS,
            f"台账核验通过：共 {serial} 条记录，内容都与校验值相符，前后衔接，末端完整。\n"
            f"末条序号：{serial}\n末条校验值：{digest}\n"
            "请把末条的序号和校验值记在本系统以外的地方，供以后对照。",
        )


def _looked_up(own: str, what: str) -> Finding:
    """One further argument: a hash that was noted, an issued PDF, or an earlier package."""
    if DIGEST.fullmatch(what):
        return _noted(own, what.lower())
    with Path(what).open("rb") as file:
        head = file.read(5)
        file.seek(0)
        if head == b"%PDF-":
            return _document(own, Path(what).name, hashlib.file_digest(file, "sha256").hexdigest())
    if head.startswith(b"PK"):
        return _compared(own, what)
    raise Unreadable("既不是证据包，也不是 PDF 文件。")


def _noted(own: str, digest: str) -> Finding:
    with opened(own) as package:
        serial = next((link.serial for link in package.chain() if link.hash == digest), None)
    if serial is None:
        return Finding(
            BROKEN, f"{digest}：台账里没有这个校验值。如果抄录无误，记下之后台账被改写过。"
        )
    return Finding(
        HOLDS, f"{digest}：是第 {serial} 号记录的校验值，记下之后，该号及以前的记录没有改动。"
    )


def _document(own: str, name: str, digest: str) -> Finding:
    with opened(own) as package:
        found = issued(package.chain, digest)
    if found is None:
        return Finding(
            BROKEN,
            f"{name}：台账里没有这份文件，它不是系统印发的正本，或者内容被改动过。\n"
            f"文件校验值（SHA-256）：{digest}",
        )
    words = f"{name}：是 {found.number} 的正本，{found.day} 印发，见第 {found.serial} 号记录。"
    if found.revoked:
        words += f"该文后来撤销，见第 {found.revoked} 号记录。"
    return Finding(HOLDS, words)


def _compared(own: str, path: str) -> Finding:
    with opened(own) as package, opened(path) as earlier:
        if fault := earlier.first_fault():
            return Finding(
                BROKEN, "{}：本身核验未通过：第 {} 号记录，{}。".format(earlier.name, *fault)
            )
        if serial := first_difference(package.chain(), earlier.chain()):
            words = f"从第 {serial} 号记录起与本证据包不同，两次下载之间，已有的记录被改写过。"
            return Finding(BROKEN, f"{earlier.name}：{words}")
        last, before = package.end.serial, earlier.end.serial
        if before <= last:
            words = f"其中 {before} 条记录都在本证据包里，一字未改。"
            return Finding(HOLDS, f"{earlier.name}：{words}")
        return Finding(
            BROKEN,
            f"{earlier.name}：记录比本证据包多 {before - last} 条，其余相同。如果它是较早下载的，"
            "台账末尾后来有记录被删去；如果它是较晚下载的，请运行它来对照本证据包。",
        )


def _safely(name: str, look: Callable[[], Finding]) -> Finding:
    try:
        return look()
    except Unreadable as trouble:
        return Finding(UNREADABLE, f"{Path(name).name}：{trouble}")
    except TROUBLES:
        return Finding(UNREADABLE, f"{Path(name).name}：没有这个文件，或者文件已损坏，读不出来。")


def _said(finding: Finding) -> int:
    """Say it, in a terminal that lacks a character, too."""
    stream = sys.stderr if finding.code == UNREADABLE else sys.stdout
    if isinstance(stream, io.TextIOWrapper):
        stream.reconfigure(errors="backslashreplace")
    stream.write(f"{finding.words}\n")
    return finding.code
