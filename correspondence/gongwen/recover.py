"""Recovers the paragraphs of a PDF with a text layer, and reads it back into a `Letter`."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

import pypdfium2

from .balance import width_of
from .document import Letter
from .errors import LetterError, PdfError
from .grid import MM, SIZE
from .parse import Parsed, parse_paragraphs
from .sheet import Line, Sheet, sheets

_FOLIO = re.compile(r"^[—–－\-·•\s]*\d{1,4}[—–－\-·•\s]*$")
_LONG = 20
"""Characters; shorter lines say nothing about the edges."""
_FEW = 5
"""Lines; a page with fewer does not show its edges."""
_BINDING = 10.0
"""Points by which the edges of odd and even pages may differ."""
_COLUMN = 2.5
"""Characters; a wider gap inside a line divides columns."""
_LARGER = 2.0
"""Points by which a title is larger than the text."""
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
    found = sheets(pdf)
    parsed = parse_paragraphs(_text(found))
    doubts = (*parsed.uncertainties, *_doubts(found, parsed.letter.title))
    return replace(parsed, uncertainties=doubts)


def _doubts(found: Sequence[Sheet], title: str) -> Iterator[str]:
    """Say what the layout of the pages leaves open."""
    for sheet in found:
        if _tabular(sheet):
            yield f"第{sheet.number}面似有表格，行列未能恢复，请核对"
    lines = [line.text for line in _texts(found[0]) if _is_title(line)]
    if len(lines) > len(title.split("\n")):
        yield "标题的回行已合并，如有强制回行请补上"


def _tabular(sheet: Sheet) -> bool:
    """Say whether a page seems to hold a table: by its lines, or by gaps below one another."""
    if len({round(bar.left) for bar in sheet.uprights}) > 1:
        return True
    gaps = [
        any(b.left - a.right > _COLUMN * b.size for a, b in pairwise(line.glyphs))
        for line in _texts(sheet)
    ]
    return any(upper and lower for upper, lower in pairwise(gaps))


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
    return _text(sheets(pdf))


def _text(found: Sequence[Sheet]) -> str:
    paragraphs: list[str] = []
    before: Line | None = None
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
    left, right = edges
    if _is_title(line):
        return sheet.number > 1 or not _forced(before.text, line.text, (right - left) / line.size)
    filled = before.right > right - 2.2 * line.size
    flush = abs(line.left - left) < 0.6 * line.size
    return filled and (flush or _hangs(paragraph, line, left))


def _is_title(line: Line) -> bool:
    return line.size > SIZE + _LARGER and not line.glyphs[0].red


def _forced(before: str, line: str, room: float) -> bool:
    """Say whether a title was divided on purpose: after the session, before brackets, or early."""
    by_session = before.endswith("会议") and re.match(r"第[A-Za-z]?\d+号", line)
    return bool(by_session) or line.startswith("（") or width_of(before + line) <= room


def _hangs(paragraph: str, line: Line, left: float) -> bool:
    """Say whether a line stands under the names of 抄送：, or the titles of 附件：."""
    if re.match(r"^\d{1,2}\.", line.text):
        return False
    if paragraph.startswith(("抄送：", "主送：")):
        return line.left > left + line.size
    listed = re.match(r"^(?:附件：|\d{1,2}\.)", paragraph)
    return bool(listed) and line.left > left + 3.5 * line.size
