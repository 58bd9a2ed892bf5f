"""Paper forms of an office (发文稿纸, 会签单): boxes and tables with thin red rules on A4.

A slip is plain data; `engine.slip_to_pdf` draws it. What is empty stays empty, to be filled by
hand. Long opinions run over to the next page, whose head repeats the name of the form.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from .days import written
from .errors import MissingGlyphError
from .faces import SHIPPED, Face, Faces

#: A row of boxes is this many columns wide.
COLUMNS = 12


@dataclass(frozen=True)
class Entry:
    """What somebody wrote into a box: the words, then name and day at the right."""

    text: str = ""
    name: str = ""
    day: date | None = None

    @property
    def signed(self) -> str:
        """Name and day as they are signed, e.g. 王建国　2023年5月11日."""
        return "　".join(
            part for part in (self.name, written(self.day) if self.day else "") if part
        )


@dataclass(frozen=True)
class Box:
    """One labelled field. `width` of 12 columns; `height` is the least in mm."""

    label: str
    entries: tuple[Entry, ...] = ()
    width: int = COLUMNS
    height: int = 10

    @classmethod
    def of(cls, label: str, text: object, *, width: int = COLUMNS, height: int = 10) -> "Box":
        """A box that holds one text, or nothing."""
        entries = (Entry(text=str(text)),) if text else ()
        return cls(label, entries, width, height)


@dataclass(frozen=True)
class Table:
    """Rows under a head that is repeated on every page. `widths` are shares of 12."""

    heads: tuple[str, ...]
    widths: tuple[int, ...]
    rows: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, kw_only=True)
class Slip:
    """A whole form. `issuer` and `name` make its title; `about` is repeated on later pages."""

    issuer: str
    name: str
    about: str = ""
    boxes: tuple[tuple[Box, ...], ...] = ()
    table: Table | None = None
    notes: tuple[str, ...] = field(default=())

    @property
    def title(self) -> str:
        """The form's name as printed above it."""
        return f"{self.issuer}{self.name}"


def check(slip: Slip, faces: Faces = SHIPPED) -> None:
    """Raise LayoutError naming the first character that no face can draw, and where it stands."""
    for where, text in _texts(slip):
        try:
            faces.widths(Face.FANG, "".join(text.split()))
        except MissingGlyphError as missing:
            at = text.index(missing.character) + 1
            raise MissingGlyphError(missing.character, f"{where}第{at}个字") from missing


def to_html(slip: Slip) -> str:
    """The form as HTML; every text in it is escaped."""
    return _environment().get_template("slip.html").render(slip=slip)


def style() -> str:
    """The style sheet of forms."""
    return Path(__file__).with_name("slip.css").read_text(encoding="utf-8")


def _texts(slip: Slip) -> Iterator[tuple[str, str]]:
    """Yield where a text stands, in Chinese, and the text."""
    yield "标题", slip.title
    yield "事由", slip.about
    yield from (("附注", note) for note in slip.notes)
    for box in (box for line in slip.boxes for box in line):
        yield "栏目名称", box.label
        for entry in box.entries:
            yield f"“{box.label}”栏意见", entry.text
            yield f"“{box.label}”栏姓名", entry.name
    if slip.table:
        yield from (("表头", head) for head in slip.table.heads)
        for at, row in enumerate(slip.table.rows, start=1):
            yield from ((f"表格第{at}行", cell) for cell in row)


@lru_cache(maxsize=1)
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(Path(__file__).parent),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
