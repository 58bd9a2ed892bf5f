"""Sets single elements in lines: paragraphs, headings, titles, and lines that stand alone."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby
from operator import itemgetter

from .balance import balanced
from .breaking import Line, Measure, break_lines
from .errors import LayoutError
from .faces import Face, Faces
from .grid import CELL, LEFT, RIGHT, SIZE, SIZE_2, TRACKING, WIDTH, Piece, Role, Strip
from .structure import Block, Kind

INDENT = 2 * CELL
"""每个自然段左空二字 (7.3.3)."""


class Setter:
    """Sets text with one set of faces and numbers the logical blocks it makes."""

    def __init__(self, faces: Faces) -> None:
        self.faces = faces
        self._blocks = 0

    def block(self) -> int:
        """Return a new number for a logical block."""
        self._blocks += 1
        return self._blocks

    def width(self, text: str, face: Face, size: float = SIZE, tracking: float = 0.0) -> float:
        """Return the natural width of a line in points."""
        own = sum(self.faces.widths(face, text)) * size
        return own + tracking * max(len(text) - 1, 0)

    def body_width(self, text: str) -> float:
        """Return the width of a line of the body: 仿宋, 28 characters to the full line."""
        return self.width(text, Face.FANG, tracking=TRACKING)

    def paragraph(
        self,
        text: str,
        *,
        role: Role = Role.TEXT,
        face: Face = Face.FANG,
        head: tuple[int, Face] = (0, Face.FANG),
        first: float = INDENT,
        hang: float = 0.0,
        level: int = 0,
    ) -> list[Strip]:
        """Break a paragraph of the body; its first `head[0]` characters stand in `head[1]`."""
        kinds = [head[1]] * head[0] + [face] * (len(text) - head[0])
        block = self.block()
        return [
            Strip(
                _pieces(text[line.start : line.end], kinds[line.start : line.end], line.places),
                role=role,
                block=block,
                level=level,
            )
            for line in self.broken(text, kinds, first=first, hang=hang)
        ]

    def advances(self, text: str, kinds: Sequence[Face]) -> list[float]:
        """Return the widths in points of characters in 3号, each in a face of its own."""
        runs = groupby(zip(text, kinds, strict=True), key=itemgetter(1))
        return [
            width * SIZE
            for face, run in runs
            for width in self.faces.widths(face, "".join(character for character, _ in run))
        ]

    def broken(
        self, text: str, kinds: Sequence[Face], *, first: float = INDENT, hang: float = 0.0
    ) -> list[Line]:
        """Break a paragraph in 3号 whose characters stand in faces of their own."""
        measure = Measure(
            WIDTH,
            SIZE,
            first,
            hang,
            TRACKING,
            ink_end=lambda at: self.faces.bounds(kinds[at], text[at])[2],
        )
        return break_lines(text, self.advances(text, kinds), measure)

    def body_block(self, block: Block) -> list[Strip]:
        """Set one block of the body with the face of its level."""
        if block.kind is Kind.ATTACHMENT_NOTE:
            hang = INDENT + 3 * CELL
            return self.paragraph(block.text, role=Role.ATTACHMENT_NOTE, hang=hang)
        alone = block.kind is Kind.HEADING
        strips = self.paragraph(
            block.text,
            role=Role.HEADING if alone else Role.TEXT,
            head=(block.head, block.face),
            level=block.level if alone else 0,
        )
        return [replace(strip, keep=True) for strip in strips] if alone else strips

    def line(
        self,
        text: str,
        left: float,
        *,
        role: Role,
        face: Face = Face.FANG,
        size: float = SIZE,
        tracking: float = 0.0,
        block: int | None = None,
    ) -> Strip:
        """Set a line that stands alone, its left edge `left` points from the page's edge."""
        places, x = [], left
        for width in self.faces.widths(face, text):
            places.append(x)
            x += width * size + tracking
        if text and (left < LEFT - 1 or x - tracking > RIGHT + 1):
            raise LayoutError(f"“{text[:12]}…”一行放不下，请缩短或分行")
        number = self.block() if block is None else block
        pieces = (Piece(text, face, tuple(places)),) if text else ()
        return Strip(pieces, size, role, number)

    def centred(self, text: str, *, role: Role, face: Face, size: float, block: int) -> Strip:
        """Set a line in the middle of the type area."""
        left = LEFT + (WIDTH - self.width(text, face, size)) / 2
        return self.line(text, left, role=role, face=face, size=size, block=block)

    def em(self, text: str) -> float:
        """Return the width of a title's line in em."""
        return self.width(text, Face.TITLE, 1.0)

    def title(self, text: str, *, role: Role = Role.TITLE) -> list[Strip]:
        """Set a title in 2号小标宋, centred, its lines balanced (7.3.1)."""
        block = self.block()
        return [
            self.centred(line, role=role, face=Face.TITLE, size=SIZE_2, block=block)
            for line in balanced(text, WIDTH / SIZE_2, self.em)
        ]


def _pieces(text: str, kinds: list[Face], places: tuple[float, ...]) -> tuple[Piece, ...]:
    shifted = tuple([LEFT + place for place in places])
    pieces: list[Piece] = []
    start = 0
    for face, run in groupby(kinds):
        end = start + sum(1 for _ in run)
        pieces.append(Piece(text[start:end], face, shifted[start:end]))
        start = end
    return tuple(pieces)
