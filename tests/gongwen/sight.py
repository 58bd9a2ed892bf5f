"""Reads the glyphs of a page where they stand, independently of the library's own measuring."""

from dataclasses import dataclass
from itertools import groupby

import pypdfium2
import pypdfium2.raw as pdfium

MM = 72 / 25.4


@dataclass(frozen=True)
class Glyph:
    """A character on the page; top is the upper edge of its em square."""

    text: str
    left: float
    right: float
    top: float
    size: float


def glyphs_of(pdf: bytes, *, page: int) -> list[Glyph]:
    """Return the glyphs of a page, counted from 1, in the order they were drawn."""
    sheet = pypdfium2.PdfDocument(pdf)[page - 1]
    text = sheet.get_textpage()
    found = []
    for at in range(text.count_chars()):
        left, _bottom, right, _ = text.get_charbox(at, loose=True)
        size = pdfium.FPDFText_GetFontSize(text, at) * 0.75
        origin = _origin(text, at)
        character = chr(pdfium.FPDFText_GetUnicode(text, at))
        if character not in "\r\n" and not pdfium.FPDFText_IsGenerated(text, at):
            top = sheet.get_height() - origin - 0.88 * size
            found.append(Glyph(character, left, right, top, size))
    return found


def _origin(text: pypdfium2.PdfTextPage, at: int) -> float:
    x, y = pdfium.c_double(), pdfium.c_double()
    pdfium.FPDFText_GetCharOrigin(text, at, x, y)
    return float(y.value)


def lines_of(pdf: bytes, *, page: int) -> list[list[Glyph]]:
    """Return the lines of a page from top to bottom, each from left to right."""
    glyphs = sorted(glyphs_of(pdf, page=page), key=lambda g: (round(g.top, 1), g.left))
    return [list(line) for _, line in groupby(glyphs, key=lambda g: round(g.top, 1))]


def sights(pdf: bytes, *, page: int) -> str:
    """Return the text of a page without line ends."""
    return "".join(glyph.text for glyph in glyphs_of(pdf, page=page))
