"""The specimen: one page with each character and each picture of a document once.

WeasyPrint draws it, and with it chooses glyphs, embeds the faces and writes an archival file.
The pages themselves are then written from its glyphs, each where the layout says: laying out
every page a second time would take twice as long, and its letter spacing is rounded to whole
thousandths of an em, which over 28 characters is a visible error.
"""

import base64
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from .errors import LayoutError
from .faces import Face
from .grid import Page, Row

_GLYPHS = re.compile(rb"<([0-9a-f]*)>")
_DIGITS = 4
"""Hexadecimal digits of one glyph in a text operator."""


@dataclass(frozen=True)
class Glyph:
    """A character as the file knows it: the name of its font and its number there."""

    font: bytes
    code: bytes


@dataclass(frozen=True)
class Specimen:
    """What a document is drawn with: the characters of each face, and its pictures."""

    characters: dict[Face, str]
    pictures: tuple[bytes, ...]

    def html(self) -> Markup:
        """Return the lines of characters and the pictures as HTML."""
        lines = [
            Markup('<p class="{}">{}</p>').format(face.value, text)
            for face, text in self.characters.items()
        ]
        pictures = [
            Markup('<img alt="" src="{}">').format(as_data(source)) for source in self.pictures
        ]
        return Markup("\n").join([*lines, *pictures])

    def glyphs(self, operators: Iterable[bytes]) -> dict[Face, dict[str, Glyph]]:
        """Find the glyph of each character in what was drawn."""
        drawn = list(_drawn(operators))
        if len(drawn) != sum(map(len, self.characters.values())):
            raise LayoutError("字形与文字数目不符，请删去组合用的附加符号或更换字体")
        found, at = {}, 0
        for face, text in self.characters.items():
            found[face] = dict(zip(text, drawn[at : at + len(text)], strict=True))
            at += len(text)
        return found

    def images(self, operators: Iterable[bytes]) -> dict[bytes, bytes]:
        """Find the name of each picture in what was drawn."""
        names = [operator.split()[0] for operator in operators if operator.endswith(b" Do")]
        if len(names) != len(self.pictures):
            raise LayoutError("排版内部错误：有图片没有画出，请报告此问题")
        return dict(zip(self.pictures, names, strict=True))


def specimen(pages: Sequence[Page]) -> Specimen:
    """Gather the characters and pictures of the pages, in an order of their own."""
    found: dict[Face, set[str]] = {}
    for page in pages:
        for row in rows(page):
            for piece in row.strip.pieces:
                found.setdefault(piece.face, set()).update(piece.text)
    pictures = dict.fromkeys(picture.source for page in pages for picture in page.pictures)
    return Specimen(
        {face: "".join(sorted(found[face])) for face in Face if found.get(face, set()) - {" "}},
        tuple(pictures),
    )


def rows(page: Page) -> tuple[Row, ...]:
    """Return the lines of a page, its number last."""
    return (*page.rows, page.number) if page.number else page.rows


def as_data(source: bytes) -> str:
    """Return a picture as an address that holds it."""
    return f"data:image/png;base64,{base64.b64encode(source).decode('ascii')}"


def _drawn(operators: Iterable[bytes]) -> Iterator[Glyph]:
    """Yield the glyphs of a content stream in the order of drawing."""
    font = b""
    for operator in operators:
        if operator.endswith(b" Tf"):
            font = operator.split()[0]
        elif operator.endswith(b"TJ"):
            for run in _GLYPHS.findall(operator):
                for at in range(0, len(run), _DIGITS):
                    yield Glyph(font, run[at : at + _DIGITS])
