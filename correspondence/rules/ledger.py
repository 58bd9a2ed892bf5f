"""The chain of the ledger: each entry's hash covers its content and the hash before it."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

#: What the first entry names as the hash before it.
GENESIS = "0" * 64


class End(NamedTuple):
    """Where a chain ends."""

    serial: int = 0
    hash: str = GENESIS


@dataclass(frozen=True)
class Link:
    """One entry as it was written: its serial, content and both hashes, in hex."""

    serial: int
    content: Mapping[str, object]
    previous_hash: str
    hash: str


def chain_hash(previous_hash: str, content: Mapping[str, object]) -> str:
    """SHA-256 over the previous hash and the canonical JSON of the content."""
    canonical = json.dumps(
        content, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=str
    )
    return hashlib.sha256(f"{previous_hash}\n{canonical}".encode()).hexdigest()


def first_break(links: Iterable[Link], *, after: Link | None = None) -> tuple[int, str] | None:
    """Serial and reason of the first entry that does not hold, or None if the chain does.

    `after` is the entry before the first one where only a stretch of the chain is looked at.
    """
    expected_serial, previous = (after.serial + 1, after.hash) if after else (1, GENESIS)
    for link in links:
        if link.serial != expected_serial:
            return link.serial, f"序号应为 {expected_serial}，有记录缺失"
        if link.previous_hash != previous:
            return link.serial, "与上一条记录不衔接"
        if chain_hash(link.previous_hash, link.content) != link.hash:
            return link.serial, "内容与校验值不符"
        expected_serial, previous = link.serial + 1, link.hash
    return None
