"""Which words a finding is about, and the mark by which a reason given for it finds it again."""

from hashlib import sha256

from ..document import Letter
from ..places import text_at
from .case import NEVER_WAIVED
from .finding import Finding


def passage(letter: Letter, finding: Finding) -> str:
    """The line the finding is about, or the whole of its field."""
    text = text_at(letter, finding.field)
    if not text and finding.field in ("copies", "signatories"):
        text = "\n".join(getattr(letter, finding.field))
    lines = text.split("\n")
    return lines[finding.paragraph - 1] if 0 < finding.paragraph <= len(lines) else text


def mark(letter: Letter, finding: Finding) -> str:
    """What tells this finding from every other one: its rule, its words, and its passage.

    It stays the same wherever the passage moves to, and is another one when a character of the
    passage changes. SHA-256, in hexadecimal.
    """
    field = finding.field.partition("[")[0]
    parts = (finding.rule, field, finding.message, str(finding.character), passage(letter, finding))
    return sha256("\0".join(parts).encode()).hexdigest()


def may_be_waived(finding: Finding) -> bool:
    """Whether a reason may set it aside; a mark of secrecy never."""
    return finding.rule not in NEVER_WAIVED
