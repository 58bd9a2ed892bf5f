"""Recovers the paragraphs of a PDF with a text layer, and reads it back into a `Letter`."""

import re

import pypdfium2

from .document import Letter
from .errors import LetterError, PdfError
from .grid import MM, SIZE_2
from .parse import Parsed, parse_paragraphs
from .sheet import Line, Sheet, sheets

_FOLIO = re.compile(r"^[—–－\-·•\s]*\d{1,4}[—–－\-·•\s]*$")
_LONG = 20
"""Characters; shorter lines say nothing about the edges."""
_FEW = 5
"""Lines; a page with fewer does not show its edges."""
_BINDING = 10.0
"""Points by which the edges of odd and even pages may differ."""
CARRIED = "letter.json"
"""The data a document of ours carries with it."""


def parse_pdf(pdf: bytes) -> Parsed:
    """Read a PDF back: from the data it carries, else from its text.

    Raise PdfError when the file is damaged, encrypted or a scan, LetterError when the text
    is no letter.
    """
    carried = _carried(pdf)
    if carried is not None:
        return Parsed(carried, ("取自 PDF 所附数据，未逐字核对版面",))
    return parse_paragraphs(text_of(pdf))


def _carried(pdf: bytes) -> Letter | None:
    try:
        with pypdfium2.PdfDocument(pdf) as document:
            for at in range(document.count_attachments()):
                attachment = document.get_attachment(at)
                if attachment.get_name() == CARRIED:
                    return Letter.from_json(bytes(attachment.get_data()))
    except pypdfium2.PdfiumError as reason:
        raise PdfError("PDF 无法打开：文件已损坏或已加密") from reason
    except LetterError:
        return None
    return None


def text_of(pdf: bytes) -> str:
    """Return the text of a PDF, one line for each paragraph; page numbers are left out."""
    paragraphs: list[str] = []
    before: Line | None = None
    found = sheets(pdf)
    everywhere = _edges([line for sheet in found for line in _texts(sheet)])
    for sheet in found:
        lines = _texts(sheet)
        edges = _edges(lines)
        if abs(edges[0] - everywhere[0]) > _BINDING or len(lines) < _FEW:
            edges = everywhere
        for line in lines:
            if before and _goes_on(paragraphs[-1], before, line, edges, sheet):
                gap = " " if _latin(paragraphs[-1][-1]) and _latin(line.text[0]) else ""
                paragraphs[-1] += gap + line.text
            else:
                paragraphs.append(line.text)
            before = line
    return "\n".join(paragraphs)


def _edges(lines: list[Line]) -> tuple[float, float]:
    """Return the edges of the type area: some pages are bound on the other side."""
    plain = [
        line
        for line in lines
        if not line.glyphs[0].red and not line.text.startswith(("抄送：", "主送："))
    ]
    left = min((line.left for line in plain), default=28 * MM)
    full = [line for line in plain if len(line.glyphs) > _LONG]
    return left, max((line.right for line in full), default=184 * MM)


def _latin(character: str) -> bool:
    return character.isascii() and character.isalnum()


def _texts(sheet: Sheet) -> list[Line]:
    """Return the lines of a page without its number."""
    foot = sheet.height - 40 * MM
    return [line for line in sheet.lines if not (line.baseline > foot and _FOLIO.match(line.text))]


def _goes_on(
    paragraph: str, before: Line, line: Line, edges: tuple[float, float], sheet: Sheet
) -> bool:
    """Say whether a line goes on with the paragraph that the line before it belongs to."""
    if abs(before.size - line.size) > 1 or before.glyphs[0].red:
        return False
    if abs(line.size - SIZE_2) < 1:
        # The lines of an attachment's title are one; the letter's own keep their division.
        return sheet.number > 1
    left, right = edges
    filled = before.right > right - 2.2 * line.size
    flush = abs(line.left - left) < 0.6 * line.size
    return filled and (flush or _hangs(paragraph, line, left))


def _hangs(paragraph: str, line: Line, left: float) -> bool:
    """Say whether a line stands under the names of 抄送：, or the titles of 附件：."""
    if re.match(r"^\d{1,2}\.", line.text):
        return False
    if paragraph.startswith(("抄送：", "主送：")):
        return line.left > left + line.size
    listed = re.match(r"^(?:附件：|\d{1,2}\.)", paragraph)
    return bool(listed) and line.left > left + 3.5 * line.size
