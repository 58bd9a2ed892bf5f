"""A proof (校样) of a page: its picture, drawn straight from the layout.

While one writes, a picture is wanted many times a minute. Writing an archival file each time and
drawing that takes several times as long; here each character is drawn once, kept, and set where
the layout says. tests/gongwen/test_preview.py holds the proof to the page of the finished file.
"""

import io
from functools import lru_cache

from PIL import Image, ImageDraw, ImageFont

from .errors import LayoutError
from .faces import RARE_FAMILY, RARE_PLACES, Face, Faces
from .grid import ASCENT, PAGE_HEIGHT, PAGE_WIDTH, Page, Row, Rule
from .specimen import rows

_SHADES = 16
"""Steps between paper and ink: enough for smooth edges, half a byte for each point."""
_PLACES = 4
"""A character may stand on so many places within a point of the picture."""
_KEPT = 40_000
"""Drawn characters kept: some 20 MB, a few hundred of them for each letter."""
_COLLECTED = 40
"""Faces a collection may hold."""


class _Ink:
    """What has been drawn in one colour: how much of each point is covered."""

    def __init__(self, scale: float) -> None:
        self.scale = scale
        size = round(PAGE_WIDTH * scale), round(PAGE_HEIGHT * scale)
        self.cover = Image.new("L", size)
        self._draw = ImageDraw.Draw(self.cover)

    def row(self, row: Row, faces: Faces) -> None:
        size = row.strip.size * self.scale
        base = (row.top + ASCENT * row.strip.size) * self.scale
        for piece in row.strip.pieces:
            for character, left in zip(piece.text, piece.places, strict=True):
                if not character.isspace():
                    file, at = _file(faces, piece.face, character)
                    self._set(_glyph(file, at, size, character, *_split(left * self.scale)), base)

    def _set(self, drawn: tuple[Image.Image, int, int], base: float) -> None:
        glyph, left, top = drawn
        self.cover.paste(255, (left, round(base) + top), glyph)

    def rule(self, rule: Rule) -> None:
        left, top = rule.left * self.scale, rule.top * self.scale
        right = left + max(rule.width * self.scale, 1) - 1
        bottom = top + max(rule.thickness * self.scale, 1) - 1
        self._draw.rectangle((round(left), round(top), round(right), round(bottom)), fill=255)


def proof(page: Page, faces: Faces, *, width: int) -> bytes:
    """Return a page as a small PNG of black and red ink, `width` points wide."""
    if page.pictures:
        raise LayoutError("校样不画印章，请看成品")
    black, red = _Ink(width / PAGE_WIDTH), _Ink(width / PAGE_WIDTH)
    for row in rows(page):
        (red if row.red else black).row(row, faces)
    for rule in page.rules:
        (red if rule.red else black).rule(rule)
    return _png(black.cover, red.cover)


def _png(black: Image.Image, red: Image.Image) -> bytes:
    step = 256 // _SHADES
    shades = black.point([(255 - value) // step for value in range(256)])
    coloured = red.getbbox() is not None
    if coloured:
        inked = red.point([(255 - value) // step + _SHADES for value in range(256)])
        shades.paste(inked, mask=red.point([255 * (value > 0) for value in range(256)]))
    shades.putpalette(_palette())
    written = io.BytesIO()
    shades.save(written, "PNG", compress_level=1, bits=8 if coloured else 4)
    return written.getvalue()


def _palette() -> list[int]:
    """Return the greys, then the same steps of the red of the standard's rules and marks."""
    steps = [round(255 * step / (_SHADES - 1)) for step in range(_SHADES)]
    reds = [(230 + step * 25 // 255, step, 18 + step * 237 // 255) for step in steps]
    return [value for step in steps for value in (step,) * 3] + [v for red in reds for v in red]


def _split(left: float) -> tuple[int, int]:
    """Divide a place into whole points and steps within a point."""
    steps = round(left * _PLACES)
    return steps // _PLACES, steps % _PLACES


def _glyph(
    file: str, at: int, size: float, character: str, left: int, step: int
) -> tuple[Image.Image, int, int]:
    glyph, x, y = _drawn(file, at, round(size, 3), character, step)
    return glyph, left + x, y


@lru_cache(maxsize=_KEPT)
def _drawn(
    file: str, at: int, size: float, character: str, step: int
) -> tuple[Image.Image, int, int]:
    """Draw one character on its base line: the picture, and where it stands from its place."""
    font = _font(file, at, size)
    box = font.getbbox(character, anchor="ls")
    left, top = int(box[0]) - 1, int(box[1]) - 1
    glyph = Image.new("L", (int(box[2]) - left + 2, int(box[3]) - top + 2))
    place = (step / _PLACES - left, -top)
    ImageDraw.Draw(glyph).text(place, character, font=font, fill=255, anchor="ls")
    return glyph, left, top


@lru_cache(maxsize=64)
def _font(file: str, at: int, size: float) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(file, size, index=at, layout_engine=ImageFont.Layout.BASIC)


def _file(faces: Faces, face: Face, character: str) -> tuple[str, int]:
    return _rare() if faces.is_rare(face, character) else _own(faces, face)


@lru_cache(maxsize=64)
def _own(faces: Faces, face: Face) -> tuple[str, int]:
    return str(faces.file(face)), 0


@lru_cache(maxsize=1)
def _rare() -> tuple[str, int]:
    """Return the collection that knows rare characters, and which of its faces is the one."""
    file = str(next(place for place in RARE_PLACES if place.is_file()))
    for at in range(_COLLECTED):
        if ImageFont.truetype(file, 16, index=at).getname()[0] == RARE_FAMILY:
            return file, at
    raise LayoutError(f"字体文件中没有 {RARE_FAMILY}，请重新安装字体")
