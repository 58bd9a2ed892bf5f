"""What changed between two texts of a reply, made ready for parts/_difference.html."""

from collections.abc import Iterable
from dataclasses import dataclass, fields

from ..rules.differences import Row, Segment, compare, moved_characters
from ..rules.texts import Text
from ..rules.words import Openness, Outcome

#: The parts of a text besides its body, as people call them.
PARTS = {
    "title": "标题",
    "recipient": "主送",
    "copies": "抄送",
    "note": "附注",
    "outcome": "办理结果",
    "outcome_reason": "留作参考的说明",
    "promised_on": "承诺解决时限",
    "openness": "公开属性",
    "openness_reason": "不主动公开的理由",
}
_CHOICES = {"outcome": Outcome, "openness": Openness}
#: What is shown for a field without a value.
EMPTY = "（空）"


@dataclass(frozen=True)
class Part:
    """Another part of the text that differs, in one line: what went before what came."""

    label: str
    segments: tuple[Segment, ...]


@dataclass(frozen=True)
class Difference:
    """Two texts compared. `rows` are those of the body, stretches without a change folded."""

    parts: tuple[Part, ...]
    rows: tuple[Row | dict[str, int], ...]
    places: int
    gone: int
    come: int
    moved: int

    @property
    def summary(self) -> str:
        """改动 3 处：增 12 字，删 4 字，移动 30 字。"""
        counted = self.counted
        if not self.places:
            return "没有改动"
        return f"改动 {self.places} 处{'：' if counted else ''}{counted}"

    @property
    def counted(self) -> str:
        """增 12 字，删 4 字，移动 30 字；empty if no character differs."""
        counts = (("增", self.come), ("删", self.gone), ("移动", self.moved))
        return "，".join(f"{word} {count:,} 字" for word, count in counts if count)


def difference(old: Text, new: Text) -> Difference:
    """Body and other parts compared; letters, outcome and days alike."""
    rows = compare(old.body, new.body)
    parts = tuple(_parts(old, new))
    segments = [
        *(one for part in parts for one in part.segments),
        *(one for row in rows for one in (*row.left, *row.right)),
    ]
    return Difference(
        parts=parts,
        rows=tuple(folded(rows)),
        places=len(parts) + sum(row.changed and not row.moved_to for row in rows),
        gone=_characters(segments, "del"),
        come=_characters(segments, "ins"),
        moved=moved_characters(rows),
    )


def folded(rows: list[Row]) -> Iterable[Row | dict[str, int]]:
    """Stretches without a change become a line that says how much was left out."""
    skipped = 0
    for position, row in enumerate(rows):
        near = rows[max(0, position - 1) : position + 2]
        if not any(other.changed for other in near):
            skipped += 1
            continue
        if skipped:
            yield {"skipped": skipped}
            skipped = 0
        yield row
    if skipped:
        yield {"skipped": skipped}


def beside(old: Text, new: Text) -> list[tuple[str, str, str]]:
    """The fields beside the body that differ: label, old and new value as people read them."""
    return [
        (label, named(name, getattr(old, name)), named(name, getattr(new, name)))
        for name, label in PARTS.items()
        if (getattr(old, name) or "") != (getattr(new, name) or "")
    ]


def named(name: str, value: object) -> str:
    """A field's value as people read it; empty if there is none."""
    if name in _CHOICES and value:
        return str(_CHOICES[name](str(value)).label)
    return str(value or "")


def _characters(segments: Iterable[Segment], kind: str) -> int:
    return sum(len(one.text) for one in segments if one.kind == kind and one.text != "\n")


def _parts(old: Text, new: Text) -> Iterable[Part]:
    for part in fields(Text):
        before, after = getattr(old, part.name), getattr(new, part.name)
        if part.name in PARTS and before != after:
            yield Part(PARTS[part.name], _segments(part.name, before, after))


def _segments(name: str, before: object, after: object) -> tuple[Segment, ...]:
    """A choice and a day change as a whole, words by their characters."""
    if name in _CHOICES or name == "promised_on" or not (before and after):
        gone, come = (named(name, value) or EMPTY for value in (before, after))
        return Segment("del", gone), Segment("ins", come)
    lines = [row.both for row in compare(str(before), str(after))]
    joined = [one for line in lines for one in (*line, Segment("same", "\n"))]
    return tuple(joined[:-1])
