"""A reply's text as its signers see it: one digest for exactly what was on the page."""

import hashlib
import json
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Final

#: Characters of a body: some eighty pages. The longest published reply has a tenth of it.
LONGEST_BODY: Final = 50_000
#: Characters of any other field while it is being written.
LONGEST_LINE: Final = 5_000


@dataclass(frozen=True, kw_only=True)
class Text:
    """Everything a signature vouches for. `copies` has one body a line; dates may be missing."""

    title: str
    recipient: str
    body: str
    copies: str = ""
    note: str = ""
    outcome: str = ""
    outcome_reason: str = ""
    promised_on: date | None = None
    openness: str = ""
    openness_reason: str = ""


def digest(text: Text) -> str:
    """SHA-256 over the canonical JSON of the text, in hex: equal texts, equal digests."""
    canonical = json.dumps(
        asdict(text), ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=str
    )
    return hashlib.sha256(canonical.encode()).hexdigest()


def normalised(body: str) -> str:
    """Line ends made one, blank lines and outer spaces dropped: how a body is stored."""
    lines = (line.strip(" \t\r\u3000") for line in body.replace("\r\n", "\n").split("\n"))
    return "\n".join(line for line in lines if line)


def tidy(text: Text) -> Text:
    """The text as it is stored: body and copies normalised."""
    return replace(text, body=normalised(text.body), copies=normalised(text.copies))
