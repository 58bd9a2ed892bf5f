"""The type faces of an official document, and how wide their characters are.

The standard asks for 小标宋, 仿宋, 黑体, 楷体 and 宋体. The free Fandol faces stand in for
them; an office that owns the commercial faces names its own files. Names of people need
more characters than GB 2312 has: those come from Noto Serif CJK, and a character that no
face has stops the page.
"""

from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from typing import Any

from fontTools.pens.boundsPen import BoundsPen
from fontTools.ttLib import TTCollection, TTFont, TTLibError

from .errors import LayoutError, MissingGlyphError

HERE = Path(__file__).parent / "fonts"
RARE_PLACES = (
    Path("/usr/share/fonts/opentype/noto/NotoSerifCJK-Regular.ttc"),
    Path("/usr/share/fonts/noto-cjk/NotoSerifCJK-Regular.ttc"),
    Path("/usr/share/fonts/google-noto-serif-cjk-fonts/NotoSerifCJK-Regular.ttc"),
)
RARE_FAMILY = "Noto Serif CJK SC"


class Face(StrEnum):
    """The part a type face plays on the page."""

    TITLE = "title"
    """小标宋: 发文机关标志, 标题."""
    FANG = "fang"
    """仿宋: the text."""
    HEI = "hei"
    """黑体: first-level headings."""
    KAI = "kai"
    """楷体: second-level headings."""
    SONG = "song"
    """宋体: page numbers."""


@dataclass(frozen=True)
class Faces:
    """Which file draws each face, and which collection knows the rare characters."""

    title: Path = HERE / "FandolSong-Bold.otf"
    fang: Path = HERE / "FandolFang-Regular.otf"
    hei: Path = HERE / "FandolHei-Regular.otf"
    kai: Path = HERE / "FandolKai-Regular.otf"
    song: Path = HERE / "FandolSong-Regular.otf"

    def file(self, face: Face) -> Path:
        """Return the file of a face; raise LayoutError when it is not there."""
        _measures(self._path(face))
        return self._path(face)

    def width(self, face: Face, character: str) -> float:
        """Return the advance of a character in em; raise LayoutError if no face has it."""
        measured = _measures(self._path(face)).width(character)
        if measured is not None:
            return measured
        rare = _rare().width(character) if _rare_file() else None
        if rare is None:
            raise MissingGlyphError(character)
        return rare

    def bounds(self, face: Face, character: str) -> tuple[float, float, float, float]:
        """Return the ink box of a character in em: left, bottom, right, top."""
        self.width(face, character)
        own = _measures(self._path(face))
        return (own if own.width(character) is not None else _rare()).bounds(character)

    def is_rare(self, face: Face, character: str) -> bool:
        """Say whether the character comes from the fallback face."""
        return _measures(self._path(face)).width(character) is None

    def widths(self, face: Face, text: str) -> list[float]:
        """Return the advances of all characters of a text in em."""
        known = _measures(self._path(face)).known
        return [known.get(character) or self.width(face, character) for character in text]

    def _path(self, face: Face) -> Path:
        path: Path = getattr(self, face.value)
        return path


SHIPPED = Faces()


class _Measures:
    """The character map and advances of one font file, read once."""

    def __init__(self, font: Any) -> None:
        self._font = font
        self._unit = font["head"].unitsPerEm
        self._names: dict[int, str] = font.getBestCmap()
        self._advances = font["hmtx"]
        self.known: dict[str, float | None] = {}
        """The widths asked for so far."""
        self._inks: dict[str, tuple[float, float, float, float]] = {}

    def width(self, character: str) -> float | None:
        if character not in self.known:
            name = self._names.get(ord(character))
            self.known[character] = None if name is None else self._advances[name][0] / self._unit
        return self.known[character]

    def bounds(self, character: str) -> tuple[float, float, float, float]:
        if character not in self._inks:
            glyphs = self._font.getGlyphSet()
            pen = BoundsPen(glyphs)
            glyphs[self._names[ord(character)]].draw(pen)
            left, bottom, right, top = pen.bounds or (0, 0, 0, 0)
            unit = self._unit
            self._inks[character] = (left / unit, bottom / unit, right / unit, top / unit)
        return self._inks[character]


@lru_cache(maxsize=16)
def _measures(path: Path) -> _Measures:
    if not path.is_file():
        raise LayoutError(f"找不到字体文件 {path.name}，请检查字体设置")
    try:
        return _Measures(TTFont(path, lazy=True))
    except (TTLibError, OSError) as reason:
        raise LayoutError(f"字体文件 {path.name} 无法读取，请重新安装字体") from reason


def _rare_file() -> Path | None:
    return next((place for place in RARE_PLACES if place.is_file()), None)


@lru_cache(maxsize=1)
def _rare() -> _Measures:
    collection = TTCollection(str(_rare_file()), lazy=True)
    return _Measures(
        next(font for font in collection.fonts if font["name"].getDebugName(1) == RARE_FAMILY)
    )
