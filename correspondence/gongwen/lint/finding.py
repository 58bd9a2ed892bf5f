"""What a check has to say about a letter."""

import re
from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """How much a finding weighs."""

    ERROR = "error"
    """The document must not go out like this."""
    WARNING = "warning"
    """Somebody should look; a reason may waive it."""
    HINT = "hint"


@dataclass(frozen=True)
class Fix:
    """A certain correction: the characters from start to end of the paragraph become `text`."""

    start: int
    end: int
    text: str


@dataclass(frozen=True)
class Finding:
    """One finding: the rule, where, what to do about it, and the correction where it is certain.

    field is the field of the letter; paragraph counts its lines from 1 and character the
    characters of the line from 1, both 0 when the finding concerns the whole field.
    """

    rule: str
    severity: Severity
    field: str
    message: str
    paragraph: int = 0
    character: int = 0
    fix: Fix | None = None


def blanked(found: re.Match[str]) -> str:
    """Return as many spaces, so that what stands behind keeps its place."""
    return " " * len(found[0])
