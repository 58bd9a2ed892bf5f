"""The pages while one writes: which of them changed, where each line comes from, and pictures.

A page's key is made from what stands on it, so a page that looks the same keeps its key and need
not be drawn again, wherever the text before it has grown.
"""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from .checks import checked
from .document import Letter
from .errors import LayoutError
from .faces import SHIPPED, Faces
from .grid import Page, Role, Row
from .page import compose
from .proof import proof
from .specimen import rows
from .structure import structure

_FROM_BODY = frozenset({Role.TEXT, Role.HEADING, Role.TABLE, Role.ATTACHMENT_NOTE})
_NAMED = re.compile(r"U\+([0-9A-F]{4,6})")


@dataclass(frozen=True)
class Line:
    """A line of a page: its top in points, and the paragraph and character it begins with."""

    top: float
    paragraph: int
    character: int


@dataclass(frozen=True)
class Sheet:
    """A page of the preview: its key, and those of its lines that come from the body."""

    key: str
    lines: tuple[Line, ...]
    page: Page = field(repr=False)


@dataclass(frozen=True)
class Trouble:
    """Why no page can be made, and where in the letter; paragraph 0: place not known."""

    message: str
    field: str = ""
    paragraph: int = 0
    character: int = 0


def sheets(letter: Letter, faces: Faces = SHIPPED) -> tuple[Sheet, ...]:
    """Lay the letter out and describe its pages; raise LayoutError like `to_pdf`."""
    pages = compose(checked(letter), faces)
    paragraphs = {}
    sources = iter(structure(letter.body))
    for page in pages:
        for row in _of_body(page):
            if row.strip.block not in paragraphs:
                source = next(sources, None)
                paragraphs[row.strip.block] = source.paragraph + 1 if source else 0
    reached: dict[int, int] = {}
    return tuple(
        Sheet(_key(page), tuple(_lines(_of_body(page), paragraphs, reached)), page)
        for page in pages
    )


def _of_body(page: Page) -> list[Row]:
    return [row for row in page.rows if row.strip.role in _FROM_BODY]


def _lines(rows: list[Row], paragraphs: dict[int, int], reached: dict[int, int]) -> Iterator[Line]:
    """Yield where each line stands; `reached` counts the characters set of each block so far."""
    for row in rows:
        block = row.strip.block
        if paragraphs[block]:
            yield Line(round(row.top, 1), paragraphs[block], reached.get(block, 0) + 1)
        reached[block] = reached.get(block, 0) + len(row.strip.text)


def _key(page: Page) -> str:
    """Return the digest of what is drawn: every text with its face, size and both ends."""
    drawn = [
        (
            row.top,
            row.red,
            row.strip.size,
            piece.text,
            piece.face,
            piece.places[0],
            piece.places[-1],
        )
        for row in rows(page)
        for piece in row.strip.pieces
    ]
    shown = repr((drawn, page.rules, len(page.pictures)))
    return hashlib.sha256(shown.encode("utf-8", "surrogatepass")).hexdigest()[:20]


def picture(sheet: Sheet, faces: Faces = SHIPPED, *, width: int) -> bytes:
    """Return the page as PNG, `width` points wide."""
    return proof(sheet.page, faces, width=width)


def trouble(letter: Letter, reason: LayoutError) -> Trouble:
    """Say where in the letter the character stands that a layout error names."""
    message = str(reason)
    named = _NAMED.search(message)
    if not named:
        field = next((name for name in ("body", "title", "recipient") if _blank(letter, name)), "")
        return Trouble(message, field)
    character = chr(int(named[1], 16))
    for field in ("title", "recipient", "body", "note"):
        for at, line in enumerate(str(getattr(letter, field)).split("\n"), start=1):
            if (found := line.find(character)) >= 0:
                return Trouble(message, field, at, found + 1)
    return Trouble(message)


def _blank(letter: Letter, field: str) -> bool:
    return not str(getattr(letter, field)).strip()
