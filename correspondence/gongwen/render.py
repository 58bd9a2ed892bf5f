"""Draws the laid-out pages: as HTML, and through WeasyPrint as PDF/A-3u."""

import hashlib
import logging
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, time
from functools import lru_cache
from itertools import groupby, pairwise
from pathlib import Path
from threading import Lock
from typing import Any

import weasyprint
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape
from weasyprint.pdf import pydyf
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

from . import slip
from .checks import printable
from .document import Letter
from .errors import LayoutError
from .faces import RARE_FAMILY, SHIPPED, Face, Faces
from .grid import PITCH, SIZE, SIZE_2, SIZE_4, Page, Role, Row
from .ink import Inker
from .outline import add_bookmarks
from .page import compose
from .slip import Slip
from .specimen import Specimen, as_data, rows, specimen
from .tags import add_structure

_EPOCH = datetime(2000, 1, 1)  # noqa: DTZ001 - a fixed label without a zone, not a moment
_KNOWN = frozenset({SIZE, SIZE_2, SIZE_4})
_LOCK = Lock()
"""Pango's font maps may be used by one thread at a time."""


@dataclass(frozen=True)
class Group:
    """Lines drawn by one element of the HTML."""

    tag: str
    names: str
    left: float
    top: float
    size: float
    """Type size, or 0 where the style sheet knows it."""
    pitch: float
    """Distance of the lines, or 0 where the style sheet knows it."""
    text: Markup


def to_html(letter: Letter, faces: Faces = SHIPPED) -> str:
    """Return the pages as one HTML document; raise LayoutError when it cannot be set."""
    pages = compose(printable(letter), faces)
    return _html(letter, pages=pages, style=Markup(style(faces)))  # noqa: S704 - our own sheet


def to_pdf(letter: Letter, faces: Faces = SHIPPED) -> bytes:
    """Return the letter as tagged PDF/A-3u, its own data attached as JSON.

    The same letter gives the same bytes. Raise LayoutError when the standard cannot be kept.
    An element that a letter read back lacks is left blank: `lint` names it (L26).
    """
    pages = compose(printable(letter), faces)
    with _LOCK:
        return _drawn(letter, pages, faces)


def slip_to_pdf(form: Slip, faces: Faces = SHIPPED) -> bytes:
    """Return a paper form as tagged PDF/UA. The same form gives the same bytes.

    Raise LayoutError naming a character that no face can draw.
    """
    slip.check(form, faces)
    html = slip.to_html(form)
    with _LOCK:
        _, fonts, fetcher = _prepared(faces)
        sheets = [_slip_sheet(faces)]
        document = weasyprint.HTML(string=html, url_fetcher=fetcher)
        written: bytes = document.write_pdf(
            stylesheets=sheets,
            font_config=fonts,
            pdf_variant="pdf/ua-1",
            pdf_identifier=hashlib.sha256(html.encode()).digest()[:16],
        )
    return written


@lru_cache(maxsize=4)
def _slip_sheet(faces: Faces) -> weasyprint.CSS:
    _, fonts, fetcher = _prepared(faces)
    named = [
        f"@font-face {{ font-family: {face.value}; src: url({faces.file(face).as_uri()}) }}"
        for face in Face
    ]
    css = "\n".join([*named, slip.style().replace("rare", f"'{RARE_FAMILY}'")])
    return weasyprint.CSS(string=css, font_config=fonts, url_fetcher=fetcher)


def _drawn(letter: Letter, pages: tuple[Page, ...], faces: Faces) -> bytes:
    sheet, fonts, fetcher = _prepared(faces)
    sample = specimen(pages)
    html = _html(letter, specimen=sample.html())
    try:
        document = weasyprint.HTML(string=html, url_fetcher=fetcher).render(
            stylesheets=[sheet], font_config=fonts
        )
        written: bytes = document.write_pdf(
            pdf_variant="pdf/a-3u",
            attachments=[_source(letter)],
            finisher=lambda _document, pdf: _finish(pdf, pages, sample, faces),
        )
    except FatalURLFetchingError as reason:
        raise LayoutError(f"文件引用了不允许读取的资源：{reason}") from reason
    return written


def _source(letter: Letter) -> weasyprint.Attachment:
    moment = datetime.combine(letter.dated, time()) if letter.dated else _EPOCH
    return weasyprint.Attachment(
        string=letter.to_json(),
        name="letter.json",
        description="公文数据",
        created=moment,
        modified=moment,
        relationship="Source",
    )


def _finish(pdf: Any, pages: tuple[Page, ...], sample: Specimen, faces: Faces) -> None:
    """Replace the specimen by the pages, and add their bookmarks and structure tree."""
    first = pdf.objects[_number(pdf.page_references[0])]
    stream = pdf.objects[_number(first["Contents"])]
    inker = Inker(sample.glyphs(stream.stream), sample.images(stream.stream), faces)
    contents = [inker.written(at, page) for at, page in enumerate(pages)]
    stream.stream = contents[0]
    sheets = [first, *(_added(pdf, first, content) for content in contents[1:])]
    add_bookmarks(pdf, pages)
    add_structure(pdf, inker.marks, sheets, "印章")
    _compress(pdf)
    if "AF" in pdf.catalog:
        pdf.catalog["AF"][:] = list(dict.fromkeys(pdf.catalog["AF"]))


def _added(pdf: Any, first: Any, content: list[bytes]) -> Any:
    """Add a page like the first one to the file."""
    stream = pydyf.Stream(content, compress=True)
    pdf.add_object(stream)
    page = pydyf.Dictionary({**first, "Contents": stream.reference})
    pdf.add_page(page)
    return page


def _compress(pdf: Any) -> None:
    """Compress each stream once; left alone it is done twice, for the file and for its digest."""
    for stream in pdf.objects:
        if isinstance(stream, pydyf.Stream) and stream.compress:
            stream.compress = False
            if stream.extra.get("Type") != "/Metadata":
                plain = b"\n".join(
                    part if isinstance(part, bytes) else str(part).encode()
                    for part in stream.stream
                )
                stream.stream = [zlib.compress(plain, 6)]
                stream.extra["Filter"] = "/FlateDecode"


def _number(reference: bytes) -> int:
    return int(reference.split()[0])


class _OnlyFonts:
    """Reads the files of the faces and embedded data, and refuses everything else."""

    _fail_on_errors = True
    """Asked by WeasyPrint: a picture that cannot be read must stop the page, not vanish."""

    def __init__(self, faces: Faces) -> None:
        self._files = {faces.file(face).as_uri(): faces.file(face) for face in Face}
        self._embedded = URLFetcher(allowed_protocols=("data",), fail_on_errors=True)

    def __call__(self, url: str) -> Any:
        if url in self._files:
            return URLFetcherResponse(url, self._files[url].read_bytes())
        return self._embedded(url)


@lru_cache(maxsize=4)
def _prepared(faces: Faces) -> tuple[weasyprint.CSS, FontConfiguration, _OnlyFonts]:
    """Load the faces once for the life of the process: they are most of the work of a page."""
    logging.getLogger("weasyprint").setLevel(logging.ERROR)
    fonts = FontConfiguration()
    fetcher = _OnlyFonts(faces)
    sheet = weasyprint.CSS(string=style(faces), font_config=fonts, url_fetcher=fetcher)
    return sheet, fonts, fetcher


def style(faces: Faces) -> str:
    """Return the style sheet of the pages."""
    rules = [Path(__file__).with_name("page.css").read_text(encoding="utf-8")]
    for face in Face:
        family = faces.file(face).stem
        rules.append(
            f"@font-face {{ font-family: {family}; src: url({faces.file(face).as_uri()}) }}"
        )
        rules.append(f".{face.value} {{ font-family: {family}, '{RARE_FAMILY}' }}")
    return "\n".join(rules)


def _html(letter: Letter, **content: object) -> str:
    # A forced line end stays visible as a space, so that the title can be read back.
    title = letter.title.replace("\n", " ")
    return _environment().get_template("page.html").render(letter=letter, title=title, **content)


@lru_cache(maxsize=1)
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
    )
    environment.filters["pt"] = lambda points: f"{points:.3f}pt"
    environment.filters["data"] = as_data
    environment.filters["groups"] = lambda page: list(_groups(page))
    return environment


def _groups(page: Page) -> Iterator[Group]:
    """Gather the lines of a block: one element for each block on a page."""
    for _, lines in groupby(rows(page), key=lambda row: (row.strip.block, row.strip.role)):
        yield _group(list(lines))


def _group(lines: list[Row]) -> Group:
    strip = lines[0].strip
    whole = all(len(row.strip.pieces) == 1 for row in lines)
    names = [f"s{strip.size:.0f}"] if strip.size in _KNOWN else []
    if whole:
        names.append(strip.pieces[0].face.value)
    if lines[0].red:
        names.append("red")
    # The smallest distance: lines that run over the page's foot would not be drawn.
    pitch = min((b.top - a.top for a, b in pairwise(lines)), default=PITCH)
    usual = abs(pitch - PITCH) < 0.01
    return Group(
        tag={Role.TITLE: "h1", Role.HEADING: f"h{strip.level + 1}"}.get(strip.role, "p"),
        names=" ".join(names),
        left=strip.pieces[0].places[0],
        top=lines[0].top - (pitch - strip.size) / 2,
        pitch=0.0 if usual else pitch,
        size=0.0 if strip.size in _KNOWN else strip.size,
        text=Markup("\n").join(_line(row, whole=whole) for row in lines),
    )


def _line(row: Row, *, whole: bool) -> Markup:
    if whole:
        return escape(row.strip.text)
    return Markup("").join(
        Markup('<span class="{}">{}</span>').format(piece.face.value, piece.text)
        for piece in row.strip.pieces
    )
