"""What changed, told in sentences: gone and come where they belong, with as much around them as
it takes to understand them. For whoever has read the text before and needs to see no more.
"""

import re
from collections.abc import Iterable, Sequence

from .differences import Row
from .marking import SAME, Segment

#: More than this around a change is read again, not understood better.
AROUND = 40
ELSEWHERE = "……"
_SENTENCE_END = re.compile(r"[。！？；]")


def in_sentences(rows: Iterable[Row]) -> list[list[Segment]]:
    """For each changed paragraph its changes in reading order, inside their sentences."""
    return [_shortened(row.both) for row in rows if row.changed]


def _shortened(run: Sequence[Segment]) -> list[Segment]:
    """Equal stretches are cut down to the sentences in which something changed."""
    last = len(run) - 1
    return [
        Segment(SAME, _cut(one.text, first=at == 0, last=at == last)) if one.kind == SAME else one
        for at, one in enumerate(run)
    ]


def _cut(text: str, *, first: bool, last: bool) -> str:
    head = "" if first else _beginning(text)
    tail = "" if last else _ending(text)
    if len(head) + len(tail) + len(ELSEWHERE) >= len(text):
        return text
    return f"{head}{ELSEWHERE}{tail}"


def _beginning(text: str) -> str:
    """The rest of the sentence a change stands in."""
    end = _SENTENCE_END.search(text)
    return text[: min(end.end() if end else len(text), AROUND)]


def _ending(text: str) -> str:
    """The part of a sentence that leads to a change."""
    ends = [found.end() for found in _SENTENCE_END.finditer(text) if found.end() < len(text)]
    return text[max(ends[-1] if ends else 0, len(text) - AROUND) :]
