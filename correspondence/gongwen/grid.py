"""The page of GB/T 9704-2012 in points, and what may stand on it.

Lengths are PostScript points (1/72 inch), measured from the upper left corner of the page.
The 22 lines fill the type area (5.2.3): the first line's characters begin on its upper edge,
the last line's end on its lower edge.
"""

from dataclasses import dataclass
from enum import StrEnum

from .faces import Face

MM = 72 / 25.4
PAGE_WIDTH, PAGE_HEIGHT = 210 * MM, 297 * MM
LEFT, TOP = 28 * MM, 37 * MM
"""订口 28 mm, 天头 37 mm (5.2.2)."""
WIDTH, HEIGHT = 156 * MM, 225 * MM
"""版心 156 mm × 225 mm (5.2.2)."""
RIGHT, BOTTOM = LEFT + WIDTH, TOP + HEIGHT
SIZE, SIZE_2, SIZE_4 = 16.0, 22.0, 14.0
"""3号, 2号 and 4号."""
LINES, CELLS = 22, 28
PITCH = (HEIGHT - SIZE) / (LINES - 1)
CELL = (WIDTH - SIZE) / (CELLS - 1)
TRACKING = CELL - SIZE
ASCENT = 0.88
"""Where the base line of a Chinese face lies below the top of its em square."""
SEVEN_EIGHTHS = SIZE * 7 / 8
"""The gap that makes a line (3.2), and the gaps of the letter form (10.1)."""


class Role(StrEnum):
    """What an element is, for the structure of the PDF and for measuring."""

    ISSUER = "issuer"
    NUMBER = "number"
    OUTCOME = "outcome"
    TITLE = "title"
    RECIPIENT = "recipient"
    HEADING = "heading"
    TEXT = "text"
    TABLE = "table"
    ATTACHMENT_NOTE = "attachment_note"
    SIGNATORY = "signatory"
    DATED = "dated"
    NOTE = "note"
    ATTACHMENT_MARK = "attachment_mark"
    COPIES = "copies"
    PRINTER = "printer"
    PAGE_NUMBER = "page_number"


@dataclass(frozen=True)
class Cell:
    """A place in a table: its row and column, counted from 0, of so many columns."""

    row: int
    column: int
    columns: int


@dataclass(frozen=True)
class Piece:
    """A run of one face: its text and the left edge of each character.

    cell says which cell of a table the text is in.
    """

    text: str
    face: Face
    places: tuple[float, ...]
    cell: Cell | None = None


@dataclass(frozen=True)
class Rule:
    """A rule: a filled box, upright when it is higher than wide."""

    left: float
    top: float
    width: float
    thickness: float
    red: bool = False


@dataclass(frozen=True)
class Strip:
    """One line of text before it has a height on a page; no pieces means a blank line.

    block names the logical unit the line belongs to, so that a paragraph stays one paragraph
    over all its lines and pages. keep forbids a page end after the line. rules belong to the
    line, their heights counted from its top. beside puts the text on the line of the strip
    before it.
    """

    pieces: tuple[Piece, ...] = ()
    size: float = SIZE
    role: Role = Role.TEXT
    block: int = 0
    level: int = 0
    keep: bool = False
    rules: tuple[Rule, ...] = ()
    beside: bool = False

    @property
    def text(self) -> str:
        """Return the characters of the line."""
        return "".join(piece.text for piece in self.pieces)


@dataclass(frozen=True)
class Row:
    """A line in its place: top is the upper edge of the em square."""

    strip: Strip
    top: float
    red: bool = False

    @property
    def baseline(self) -> float:
        """Return the height of the base line from the top of the page."""
        return self.top + ASCENT * self.strip.size


@dataclass(frozen=True)
class Picture:
    """A picture in its place."""

    source: bytes
    left: float
    top: float
    width: float
    height: float
    label: str


@dataclass(frozen=True)
class Page:
    """Everything on one page, in reading order."""

    rows: tuple[Row, ...] = ()
    rules: tuple[Rule, ...] = ()
    pictures: tuple[Picture, ...] = ()
    number: Row | None = None


def line_top(line: int, origin: float = TOP) -> float:
    """Return the top of the characters of a line, counted from 0."""
    return origin + line * PITCH
