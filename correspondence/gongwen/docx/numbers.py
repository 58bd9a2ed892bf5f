"""Resolves the automatic numbering of a DOCX into the text a reader sees: 一、（一）1.（1）."""

import re
from dataclasses import dataclass, field
from typing import Any

from .names import child, children, number, switched_on, value
from .numerals import numeral

_PLACE = re.compile(r"%([1-9])")
_BRACKETED = re.compile(r"^\((.{1,6})\)$")
_LEVELS = 9
_DEEPEST = 20
"""Styles based on styles; more are a circle."""


@dataclass(frozen=True)
class Level:
    """One level of a list."""

    style: str = "decimal"
    text: str = ""
    start: int = 1
    restart: int | None = None
    arabic: bool = False


@dataclass(frozen=True)
class Mark:
    """What stands before a paragraph: its number as text, or a bullet, which has no text here."""

    text: str = ""
    bullet: bool = False


@dataclass
class Numbering:
    """Counts the numbered paragraphs of one document, from its first one on."""

    lists: dict[str, dict[int, Level]] = field(default_factory=dict)
    """Definition → its levels."""
    uses: dict[str, tuple[str, dict[int, Level]]] = field(default_factory=dict)
    """numId → definition, and the levels it sets differently."""
    restarts: dict[str, dict[int, int]] = field(default_factory=dict)
    """numId → levels that begin anew, and where."""
    _counts: dict[str, list[int | None]] = field(default_factory=dict)
    _begun: set[tuple[str, int]] = field(default_factory=set)

    @classmethod
    def read(cls, root: Any) -> "Numbering":
        """The definitions of `numbering.xml`; without one no paragraph is numbered."""
        found = cls()
        linked: dict[str, str] = {}
        for definition in children(root, "w:abstractNum"):
            key = value(definition, "abstractNumId")
            found.lists[key] = _levels(definition)
            if style := value(child(definition, "w:styleLink")):
                linked[style] = key
        for definition in children(root, "w:abstractNum"):
            other = linked.get(value(child(definition, "w:numStyleLink")), "")
            if other and not found.lists[value(definition, "abstractNumId")]:
                found.lists[value(definition, "abstractNumId")] = found.lists[other]
        for use in children(root, "w:num"):
            found._use(use)
        return found

    def _use(self, use: Any) -> None:
        key = value(use, "numId")
        overrides = children(use, "w:lvlOverride")
        self.uses[key] = (
            value(child(use, "w:abstractNumId")),
            {
                number(one, 0, "ilvl"): _level(level)
                for one in overrides
                for level in children(one, "w:lvl")
            },
        )
        self.restarts[key] = {
            number(one, 0, "ilvl"): number(start, 1)
            for one in overrides
            for start in children(one, "w:startOverride")
        }

    def next(self, key: str, depth: int) -> Mark:
        """Count one more paragraph of this list at this depth, and say what stands before it."""
        if key not in self.uses or not 0 <= depth < _LEVELS:
            return Mark()
        definition, own = self.uses[key]
        levels = self.lists.get(definition, {}) | own
        level = levels.get(depth)
        if level is None:
            return Mark()
        counts = self._counts.setdefault(definition, [None] * _LEVELS)
        self._count(key, depth, counts, levels)
        if level.style == "bullet":
            return Mark(bullet=True)
        return Mark(_written(level, counts, levels))

    def _count(
        self, key: str, depth: int, counts: list[int | None], levels: dict[int, Level]
    ) -> None:
        before = counts[depth]
        start = levels[depth].start
        if (key, depth) not in self._begun and depth in self.restarts.get(key, {}):
            before, start = None, self.restarts[key][depth]
        self._begun.add((key, depth))
        counts[depth] = start if before is None else before + 1
        for deeper in range(depth + 1, _LEVELS):
            restart = levels[deeper].restart if deeper in levels else None
            if restart is None or (restart and depth < restart):
                counts[deeper] = None


def _levels(definition: Any) -> dict[int, Level]:
    return {number(one, 0, "ilvl"): _level(one) for one in children(definition, "w:lvl")}


def _level(element: Any) -> Level:
    restart = child(element, "w:lvlRestart")
    return Level(
        style=value(child(element, "w:numFmt")) or "decimal",
        text=value(child(element, "w:lvlText")),
        start=number(child(element, "w:start"), 0 if child(element, "w:start") is None else 1),
        restart=None if restart is None else number(restart, 0),
        arabic=bool(switched_on(child(element, "w:isLgl"))),
    )


def _written(level: Level, counts: list[int | None], levels: dict[int, Level]) -> str:
    def count(found: re.Match[str]) -> str:
        at = int(found[1]) - 1
        of = levels.get(at, Level())
        reached = counts[at]
        style = "decimal" if level.arabic and of.style != "none" else of.style
        return numeral(of.start if reached is None else reached, style)

    text = _PLACE.sub(count, level.text).strip()
    # Half-width brackets and a full-width point are presets of Word, not the standard's marks.
    text = _BRACKETED.sub(r"（\1）", text)
    return re.sub(r"^(\d{1,2})．$", r"\1.", text)


@dataclass(frozen=True)
class Styles:
    """Paragraph and character styles: their names, numbering and whether they hide."""

    by_id: dict[str, Any]

    @classmethod
    def read(cls, root: Any) -> "Styles":
        """The styles of `styles.xml`; a document without one has none."""
        return cls({value(one, "styleId"): one for one in children(root, "w:style")})

    def name(self, key: str) -> str:
        """The name people see: `heading 1`, 主送机关."""
        return value(child(self.by_id.get(key), "w:name"))

    def numbering(self, key: str) -> tuple[str, int]:
        """The list and depth that a paragraph style brings along; an empty list for none."""
        use, depth = "", 0
        for style in self._line(key):
            own = child(style, "w:pPr", "w:numPr")
            use = use or value(child(own, "w:numId"))
            depth = depth or number(child(own, "w:ilvl"), 0)
            if use:
                return use, depth
        return "", 0

    def hides(self, key: str) -> bool:
        """Whether what is written in this style is hidden text."""
        for style in self._line(key):
            hidden = switched_on(child(style, "w:rPr", "w:vanish"))
            if hidden is not None:
                return hidden
        return False

    def _line(self, key: str) -> list[Any]:
        """A style and those it is based on."""
        line: list[Any] = []
        while key in self.by_id and len(line) < _DEEPEST:
            line.append(self.by_id[key])
            key = value(child(self.by_id[key], "w:basedOn"))
        return line
