"""Reads a page of any PDF: where its glyphs, rules and pictures stand.

Lengths are points from the upper left corner. Nothing here knows who made the PDF.
"""

import ctypes
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from .errors import PdfError

RED = 120
"""A colour whose red exceeds its green and blue by this much is red."""


_HIGH, _LOW, _END = 0xD800, 0xDC00, 0xDFFF
"""Code points of UTF-16 surrogates."""
_UPRIGHT, _THIN = 12.0, 3.0
"""Points; an upright line is at least so high and at most so wide."""


@dataclass(frozen=True)
class Glyph:
    """A character: its advance box, its ink, its base line."""

    text: str
    left: float
    right: float
    baseline: float
    size: float
    font: str
    red: bool
    ink_top: float
    ink_right: float
    spaced: bool
    """Whether a space stands before it."""


@dataclass(frozen=True)
class Line:
    """The glyphs on one base line, from left to right."""

    glyphs: tuple[Glyph, ...]

    @property
    def text(self) -> str:
        """Return the characters of the line."""
        return "".join(
            f" {glyph.text}"
            if glyph.spaced and at and _word(self.glyphs[at - 1], glyph)
            else glyph.text
            for at, glyph in enumerate(self.glyphs)
        )

    @property
    def left(self) -> float:
        """Return the left edge of the first character's box."""
        return self.glyphs[0].left

    @property
    def right(self) -> float:
        """Return the right edge: of the box, or of the ink of a mark that hangs."""
        return self.glyphs[-1].right

    @property
    def size(self) -> float:
        """Return the size most characters have."""
        sizes = [round(glyph.size, 1) for glyph in self.glyphs]
        return max(set(sizes), key=sizes.count)

    @property
    def baseline(self) -> float:
        """Return the height of the base line."""
        return self.glyphs[0].baseline


def _word(before: Glyph, after: Glyph) -> bool:
    """Say whether both characters are Latin: only there a space means something."""
    return before.text.isascii() and after.text.isascii()


@dataclass(frozen=True)
class Bar:
    """A drawn box: a rule when it is thin."""

    left: float
    top: float
    width: float
    height: float
    red: bool


@dataclass(frozen=True)
class Sheet:
    """One page as it was found."""

    number: int
    width: float
    height: float
    glyphs: tuple[Glyph, ...]
    rules: tuple[Bar, ...]
    pictures: tuple[Bar, ...]
    uprights: tuple[Bar, ...] = ()
    """Upright lines, as between the columns of a table."""

    @property
    def lines(self) -> tuple[Line, ...]:
        """Return the lines of the page from top to bottom."""
        rows: list[list[Glyph]] = []
        for glyph in sorted(self.glyphs, key=lambda g: (g.baseline, g.left)):
            if rows and glyph.baseline - rows[-1][0].baseline < 0.25 * glyph.size:
                rows[-1].append(glyph)
            else:
                rows.append([glyph])
        return tuple(Line(tuple(sorted(row, key=lambda g: g.left))) for row in rows)


def sheets(pdf: bytes) -> tuple[Sheet, ...]:
    """Read all pages; raise PdfError if the file is damaged, encrypted or has no text."""
    try:
        with pypdfium2.PdfDocument(pdf) as document:
            found = tuple(_sheet(document, at) for at in range(len(document)))
    except pypdfium2.PdfiumError as reason:
        raise PdfError("PDF 无法打开：文件已损坏或已加密") from reason
    if not any(sheet.glyphs for sheet in found):
        raise PdfError("PDF 中没有文字，可能是扫描件，请先作文字识别")
    return found


def _sheet(document: Any, at: int) -> Sheet:
    page = document[at]
    width, height = page.get_size()
    glyphs = tuple(_glyphs(page.get_textpage(), height))
    rules: list[Bar] = []
    pictures: list[Bar] = []
    for thing in page.get_objects(max_depth=3):
        if thing.type == pdfium.FPDF_PAGEOBJ_PATH:
            rules.append(_bar(thing, height))
        elif thing.type == pdfium.FPDF_PAGEOBJ_IMAGE:
            pictures.append(_bar(thing, height))
    # LibreOffice draws some of its rules twice, one upon the other.
    flat = {rule for rule in rules if rule.width > 72 and rule.height < 6}
    upright = [rule for rule in rules if rule.height > _UPRIGHT and rule.width < _THIN]
    return Sheet(
        at + 1,
        width,
        height,
        glyphs,
        tuple(sorted(flat, key=_top)),
        tuple(pictures),
        tuple(upright),
    )


def _top(bar: Bar) -> float:
    return bar.top


def _bar(thing: Any, height: float) -> Bar:
    left, bottom, right, top = thing.get_bounds()
    stroke = _stroke(thing)
    colour = pdfium.FPDFPageObj_GetStrokeColor if stroke else pdfium.FPDFPageObj_GetFillColor
    # PDFium's bounds of a stroked line stand out by its whole weight on every side.
    across, along = (stroke, stroke / 2) if right - left > top - bottom else (stroke / 2, stroke)
    return Bar(
        left + across,
        height - top + along,
        right - left - 2 * across,
        top - bottom - 2 * along,
        _is_red(_colour(colour, thing)),
    )


def _stroke(thing: Any) -> float:
    """Return the weight of a line that is stroked and not filled, in points; else 0."""
    filled, stroked, weight = ctypes.c_int(), ctypes.c_int(), ctypes.c_float()
    pdfium.FPDFPath_GetDrawMode(thing, filled, stroked)
    if filled.value or not stroked.value:
        return 0.0
    pdfium.FPDFPageObj_GetStrokeWidth(thing, weight)
    matrix = pdfium.FS_MATRIX()
    pdfium.FPDFPageObj_GetMatrix(thing, matrix)
    scale: float = (matrix.b**2 + matrix.d**2) ** 0.5
    return weight.value * scale


def _glyphs(text: Any, height: float) -> Iterator[Glyph]:
    spaced, high = False, 0
    for at in range(text.count_chars()):
        code = pdfium.FPDFText_GetUnicode(text, at)
        if _HIGH <= code < _LOW:
            # Rare characters come in two halves; the second one has the same box.
            high = code
            continue
        character = chr(code if code < _LOW or code > _END else _joined(high, code))
        if pdfium.FPDFText_IsGenerated(text, at) == 1 or not character.strip():
            spaced = True
            continue
        x, y = ctypes.c_double(), ctypes.c_double()
        pdfium.FPDFText_GetCharOrigin(text, at, x, y)
        left, _bottom, right, _top = text.get_charbox(at, loose=True)
        _left, _low, ink_right, ink_top = text.get_charbox(at)
        yield Glyph(
            character,
            left,
            right,
            height - y.value,
            _size(text, at),
            _font(text, at),
            _is_red(_colour(pdfium.FPDFText_GetFillColor, text, at)),
            height - ink_top,
            ink_right,
            spaced,
        )
        spaced = False


def _joined(high: int, low: int) -> int:
    """Return the code point of two surrogates, or of a mark that something was unreadable."""
    return 0x10000 + ((high - _HIGH) << 10) + low - _LOW if high else 0xFFFD


def _size(text: Any, at: int) -> float:
    """Return the type size as it appears, whatever matrices it went through."""
    matrix = pdfium.FS_MATRIX()
    pdfium.FPDFText_GetMatrix(text, at, matrix)
    scale: float = (matrix.b**2 + matrix.d**2) ** 0.5
    return float(pdfium.FPDFText_GetFontSize(text, at)) * scale


def _font(text: Any, at: int) -> str:
    """Return the name of the font without the mark of its subset."""
    room = ctypes.create_string_buffer(128)
    pdfium.FPDFText_GetFontInfo(text, at, room, 128, ctypes.c_int())
    return re.sub(r"^[A-Z]{6}\+", "", room.value.decode("utf-8", "replace"))


def _colour(ask: Any, *subject: Any) -> tuple[int, int, int]:
    parts = [ctypes.c_uint() for _ in range(4)]
    ask(*subject, *parts)
    return parts[0].value, parts[1].value, parts[2].value


def _is_red(colour: tuple[int, int, int]) -> bool:
    return colour[0] - max(colour[1:]) > RED
