"""Puts every glyph exactly where the layout says, and marks what it is.

WeasyPrint chooses glyphs, embeds fonts and writes the file. Its letter spacing is rounded to
whole thousandths of an em, which over 28 characters is a visible error, so before the file is
written the text operators are set again from the places the layout computed. The same pass
wraps each logical block in marked content, for the structure tree.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from .errors import LayoutError
from .faces import Faces
from .grid import Page, Piece, Row

PX = 0.75
"""Points in the unit of WeasyPrint's content stream, which it scales to points itself."""
_GLYPHS = re.compile(rb"<([0-9a-f]*)>")


@dataclass(frozen=True)
class Mark:
    """A piece of marked content: which block of which page it belongs to."""

    page: int
    mcid: int
    row: Row | None
    """The first row of the content; None for a picture."""


class Inker:
    """Rewrites the content streams of one document, page by page."""

    def __init__(self, pages: tuple[Page, ...], faces: Faces) -> None:
        self._pages = pages
        self._faces = faces
        self.marks: list[Mark] = []

    def rewrite(self, page: int, operators: list[bytes]) -> list[bytes]:
        """Return the operators of a page with exact places and marked content."""
        rows = _drawn(self._pages[page])
        written: list[bytes] = []
        self._mcid = 0
        at = 0
        while at < len(operators):
            operator = operators[at]
            if operator == b"BT":
                end = operators.index(b"ET", at)
                written += self._text(page, operators[at + 1 : end], rows)
                at = end
            elif operator.endswith(b" re") and operators[at + 1] == b"f":
                written += [b"/Artifact BMC", operator, b"f", b"EMC"]
                at += 1
            elif operator.endswith(b" Do"):
                written += [self._begin(page, b"/Figure", None), operator, b"EMC"]
            else:
                written.append(operator)
            at += 1
        if next(rows, None) is not None:
            raise LayoutError("排版内部错误：有文字没有画出，请报告此问题")
        return written

    def _begin(self, page: int, tag: bytes, row: Row | None) -> bytes:
        self.marks.append(Mark(page, self._mcid, row))
        self._mcid += 1
        return b"%s <</MCID %d>> BDC" % (tag, self._mcid - 1)

    def _text(
        self, page: int, operators: list[bytes], rows: Iterator[tuple[Row, Piece]]
    ) -> list[bytes]:
        """Set one text object again, one marked content for each block in it."""
        written: list[bytes] = []
        block: int | None = None
        font = b""
        for line in _lines(operators):
            row, piece = next(rows)
            if row.strip.block != block:
                written += [b"ET", b"EMC"] if written else []
                artifact = row is self._pages[page].number
                begin = b"/Artifact BMC" if artifact else self._begin(page, b"/Span", row)
                written += [begin, b"BT"]
                if font:
                    written.append(font)
                block = row.strip.block
            written += self._line(line, row, piece)
            font = next((op for op in reversed(line) if op.endswith(b" Tf")), font)
        return [*written, b"ET", b"EMC"]

    def _line(self, operators: list[bytes], row: Row, piece: Piece) -> list[bytes]:
        """Set one line: its text matrix, then runs of glyphs with exact steps."""
        left, baseline = piece.places[0] / PX, row.baseline / PX
        written = [b"1 0 0 -1 %.4f %.4f Tm" % (left, baseline)]
        size = row.strip.size
        steps = [b - a for a, b in zip(piece.places, piece.places[1:], strict=False)]
        # Widths as the PDF knows them: in whole thousandths of an em.
        widths = [round(em, 3) * size for em in self._faces.widths(piece.face, piece.text)]
        steps.append(widths[-1])
        extras = [step - width for step, width in zip(steps, widths, strict=True)]
        usual = Counter(round(extra, 4) for extra in extras[:-1] or [0.0]).most_common(1)[0][0]
        written.append(b"%.5f Tc" % (usual / PX))
        at = 0
        for operator in operators:
            if operator.endswith(b"TJ"):
                glyphs = b"".join(_GLYPHS.findall(operator))
                count = len(glyphs) // 4
                written.append(_shown(glyphs, extras[at : at + count], usual, size))
                at += count
            elif operator.endswith(b" Tf"):
                written.append(operator)
        if at != len(piece.text):
            raise LayoutError(f"字形与文字数目不符：“{piece.text}”，请更换字体")
        return written


def _shown(glyphs: bytes, extras: list[float], usual: float, size: float) -> bytes:
    """Write a run of glyphs; only what departs from the usual step needs a number."""
    parts: list[bytes] = []
    run = b""
    for at, extra in enumerate(extras):
        run += glyphs[4 * at : 4 * at + 4]
        kern = (usual - extra) / size * 1000
        if abs(kern) > 0.05:
            parts.append(b"<%s>%.2f" % (run, kern))
            run = b""
    if run:
        parts.append(b"<%s>" % run)
    return b"[%s] TJ" % b"".join(parts)


def _lines(operators: list[bytes]) -> Iterator[list[bytes]]:
    """Divide a text object at its text matrices."""
    line: list[bytes] = []
    for operator in operators:
        if operator.endswith(b" Tm"):
            if line:
                yield line
            line = [operator]
        else:
            line.append(operator)
    if line:
        yield line


def _drawn(page: Page) -> Iterator[tuple[Row, Piece]]:
    """Yield what is drawn as text, in the order of drawing: blanks leave no trace."""
    for row in (*page.rows, *((page.number,) if page.number else ())):
        for piece in row.strip.pieces:
            if piece.text.strip():
                yield row, piece
