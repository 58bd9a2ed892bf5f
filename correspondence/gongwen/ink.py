"""Writes the content of the pages: every glyph exactly where the layout says, marked as what it is.

Each logical block is wrapped in marked content, for the structure tree; rules and page numbers
are artefacts.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from .faces import Face, Faces
from .grid import PAGE_HEIGHT, Cell, Page, Picture, Piece, Row, Rule
from .specimen import Glyph, rows

_BLACK, _RED = b"0 0 0 rg", b"0.901961 0 0.070588 rg"
_PX = 0.75
"""Points in the unit of the content streams, which count from the upper left corner."""
_SLIGHT = 0.05
"""Thousandths of an em; a smaller step from the usual place cannot be seen."""


@dataclass(frozen=True)
class Mark:
    """A piece of marked content: which block of which page it belongs to."""

    page: int
    mcid: int
    row: Row | None
    """The first row of the content; None for a picture."""
    cell: Cell | None = None
    """The cell of a table it is in."""


class Inker:
    """Writes the content streams of one document, page by page."""

    def __init__(
        self,
        glyphs: dict[Face, dict[str, Glyph]],
        images: dict[bytes, bytes],
        faces: Faces,
    ) -> None:
        self._glyphs = glyphs
        self._images = images
        self._widths = {
            # Widths as the PDF knows them: in whole thousandths of an em.
            face: {character: round(faces.width(face, character), 3) for character in known}
            for face, known in glyphs.items()
        }
        self.marks: list[Mark] = []

    def written(self, at: int, page: Page) -> list[bytes]:
        """Return the operators of a page, counted from 0, with exact places and marks."""
        self._page, self._mcid = at, 0
        self._font, self._ink = b"", b""
        texts = self._texts(page)
        # The seal lies under the text it presses, but is read after it.
        pictures = [operator for picture in page.pictures for operator in self._picture(picture)]
        rules = [operator for rule in page.rules for operator in _rule(rule)]
        begin = b"%.2f 0 0 %.2f 0 %.6f cm" % (_PX, -_PX, PAGE_HEIGHT)
        return [b"q", begin, *rules, *pictures, *texts, b"Q"]

    def _texts(self, page: Page) -> list[bytes]:
        """Write the lines of a page, one marked content for each block, or cell of a table."""
        written: list[bytes] = []
        drawn = [(row, piece) for row in rows(page) for piece in row.strip.pieces]
        visible = [(row, piece) for row, piece in drawn if piece.text.strip()]
        for _, lines in groupby(visible, key=_unit):
            block = list(lines)
            row, piece = block[0]
            artefact = row is page.number
            begin = b"/Artifact BMC" if artefact else self._begin(b"/Span", row, piece.cell)
            written += [begin, b"BT", *self._coloured(_RED if row.red else _BLACK)]
            for row, piece in block:
                written += self._line(row, piece)
            written += [b"ET", b"EMC"]
        return written

    def _begin(self, tag: bytes, row: Row | None, cell: Cell | None = None) -> bytes:
        self.marks.append(Mark(self._page, self._mcid, row, cell))
        self._mcid += 1
        return b"%s <</MCID %d>> BDC" % (tag, self._mcid - 1)

    def _coloured(self, ink: bytes) -> list[bytes]:
        before, self._ink = self._ink, ink
        return [] if before == ink else [ink]

    def _line(self, row: Row, piece: Piece) -> Iterator[bytes]:
        """Write one line: its place, then runs of glyphs of one font with exact steps."""
        size, places, text = row.strip.size, piece.places, piece.text
        widths, known = self._widths[piece.face], self._glyphs[piece.face]
        extras = [
            after - place - widths[character] * size
            for place, after, character in zip(places, places[1:], text, strict=False)
        ]
        usual = Counter(round(extra, 4) for extra in extras or [0.0]).most_common(1)[0][0]
        yield b"%.5f Tc" % (usual / _PX)
        extras.append(usual)
        shown = [(known[at], extra, x) for at, extra, x in zip(text, extras, places, strict=True)]
        for font, run in groupby(shown, key=lambda glyph: glyph[0].font):
            chosen = b"%s %.4f Tf" % (font, size / _PX)
            if chosen != self._font:
                self._font = chosen
                yield chosen
            # Each run has its own place: readers differ in what they make of a step after the
            # last glyph of a run.
            glyphs = list(run)
            yield b"1 0 0 -1 %.4f %.4f Tm" % (glyphs[0][2] / _PX, row.baseline / _PX)
            yield _shown(glyphs, usual, size)

    def _picture(self, picture: Picture) -> list[bytes]:
        box = (
            picture.width / _PX,
            -picture.height / _PX,
            picture.left / _PX,
            (picture.top + picture.height) / _PX,
        )
        place = b"%.4f 0 0 %.4f %.4f %.4f cm" % box
        name = self._images[picture.source]
        return [self._begin(b"/Figure", None), b"q", place, b"%s Do" % name, b"Q", b"EMC"]


def _unit(drawn: tuple[Row, Piece]) -> tuple[object, ...]:
    row, piece = drawn
    return row.strip.role, row.strip.block, piece.cell


def _rule(rule: Rule) -> list[bytes]:
    box = (rule.left / _PX, rule.top / _PX, rule.width / _PX, rule.thickness / _PX)
    ink = _RED if rule.red else _BLACK
    return [b"/Artifact BMC", ink, b"%.4f %.4f %.4f %.4f re" % box, b"f", b"EMC"]


def _shown(run: Sequence[tuple[Glyph, float, float]], usual: float, size: float) -> bytes:
    """Write a run of glyphs; only what departs from the usual step needs a number."""
    parts = [b"[<"]
    for glyph, extra, _ in run[:-1]:
        parts.append(glyph.code)
        kern = (usual - extra) / size * 1000
        if abs(kern) > _SLIGHT:
            parts.append(b">%.2f<" % kern)
    return b"".join([*parts, run[-1][0].code, b">] TJ"])
