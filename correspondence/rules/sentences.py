"""What changed, told in sentences: gone and come where they belong, with as much around them as
it takes to understand them. For whoever has read the text before and needs to see no more.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from .differences import Row
from .marking import AWAY, SAME, Segment

#: More than this around a change is read again, not understood better.
AROUND = 40
ELSEWHERE = "……"
_SENTENCE_END = re.compile(r"[。！？；]")


def in_sentences(rows: Iterable[Row]) -> list[Row]:
    """The changed rows, each with its changes in reading order inside their sentences (`both`).

    A paragraph that moved is told where it is now; where it was, its beginning is enough.
    """
    return [
        replace(row, both=_begun(row.both) if row.moved_to else _shortened(row.both))
        for row in rows
        if row.changed
    ]


def _begun(run: Sequence[Segment]) -> tuple[Segment, ...]:
    text = "".join(one.text for one in run)
    beginning = _beginning(text)
    return (Segment(AWAY, beginning if beginning == text else f"{beginning}{ELSEWHERE}"),)


def _shortened(run: Sequence[Segment]) -> tuple[Segment, ...]:
    """Equal stretches are cut down to the sentences in which something changed."""
    last = len(run) - 1
    return tuple(
        Segment(SAME, _cut(one.text, first=at == 0, last=at == last)) if one.kind == SAME else one
        for at, one in enumerate(run)
    )


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
