"""A page while it is being filled, line by line; when it is full, the next one."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from itertools import takewhile

from .grid import BOTTOM, LINES, SIZE, TOP, Picture, Role, Row, Rule, Strip, line_top

TEXT = frozenset({Role.TEXT, Role.HEADING, Role.TABLE})
"""What a page with 署名 must also show; 附件说明 is none of it."""
LONGEST_HEADINGS = 8
"""Lines of headings one below the other that go along to a new page; more of them are a list."""
AIR = 6.0
"""Points between the last line of a page and the upper rule of the 版记."""


@dataclass
class Leaf:
    """A page while it is being filled; `line` is the next free line of `stop`."""

    origin: float = TOP
    line: int = 0
    stop: int = LINES
    rows: list[Row] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)
    pictures: list[Picture] = field(default_factory=list)
    numbered: bool = True

    @property
    def room(self) -> int:
        """Return how many lines are free."""
        return self.stop - self.line

    @property
    def spare(self) -> int:
        """Return how many lines of text the page can give away and not end in a heading."""
        kept = [row.strip.keep for row in self.rows if row.strip.role in TEXT]
        return len(kept) - kept.index(False) - 1 if False in kept else 0

    def ends(self, foot: float) -> bool:
        """Say whether there is room for a 版记 of this height, in points."""
        used = line_top(self.line - 1, self.origin) + SIZE
        stamped = max((picture.top + picture.height for picture in self.pictures), default=0.0)
        return max(used + AIR, stamped) <= BOTTOM - foot

    def add(self, strip: Strip) -> None:
        """Set a line on the next free one, or beside the last one."""
        self.line -= strip.beside
        if strip.pieces:
            self.rows.append(Row(strip, line_top(self.line, self.origin)))
        self.line += 1

    def take_back(self) -> Strip:
        """Return the last line to the one who lays out, to be set on the next page."""
        self.line -= 1
        if not self.rows or self.rows[-1].top < line_top(self.line, self.origin) - 1:
            return Strip()
        return self.rows.pop().strip

    def parted(self, lines: int) -> list["Leaf"]:
        """Return this page without its last lines of text, and the new one they begin.

        Headings above and below them come along. There is no new page when the text has no line
        to spare.
        """
        leaves = [replace(self, rows=list(self.rows))]
        held: list[Strip] = []
        while lines and leaves[0].spare:
            strip = leaves[0].take_back()
            held.insert(0, strip)
            lines -= strip.role in TEXT and bool(strip.pieces) and not strip.keep
        if held:
            turn(leaves)
            fill(leaves, held)
        return leaves


def fill(leaves: list[Leaf], strips: Iterable[Strip]) -> None:
    """Set lines one below the other, turning the page when it is full."""
    for strip in strips:
        if not leaves[-1].room:
            turn(leaves)
        if strip.pieces or leaves[-1].line:
            leaves[-1].add(strip)


def turn(leaves: list[Leaf]) -> None:
    """Begin a new page; headings at the foot of the old one come along."""
    leaf, held = leaves[-1], list[Strip]()
    foot = list(takewhile(lambda row: row.strip.keep, reversed(leaf.rows)))
    if sum(row.strip.role is Role.HEADING for row in foot) <= LONGEST_HEADINGS:
        while leaf.spare and leaf.rows[-1].strip.keep:
            held.insert(0, leaf.take_back())
    leaves.append(Leaf())
    for strip in held:
        leaves[-1].add(strip)
