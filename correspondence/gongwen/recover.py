"""Reads a PDF back into a `Letter`: from the data it carries, or from its text layer."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

import pypdfium2

from .document import Form, Letter
from .errors import LetterError
from .grid import MM
from .paragraphs import is_title, paragraphs, text_lines
from .parse import Parsed, parse_paragraphs, parsed_letter
from .sheet import Sheet, sheets

CARRIED = "letter.json"
"""The data a document of ours carries with it."""
_COLUMN = 2.5
"""Characters; a wider gap inside a line divides columns."""
_LETTER_RULE = 165 * MM
"""The red rules of the letter form are 170 mm wide, that of the document form 156 mm."""


def parse_pdf(pdf: bytes) -> Parsed:
    """Read a PDF back: from the data it carries if its pages say the same, else from its text.

    Raise PdfError when the file is damaged, encrypted or a scan, LetterError when the text
    is no letter.
    """
    found = sheets(pdf)
    carried = _carried(pdf)
    if carried is None:
        return _from_text(found, _named(pdf))
    missing = tuple(_not_on_the_pages(carried, found))
    if not missing:
        return parsed_letter(carried)
    parsed = _from_text(found, _named(pdf))
    doubt = f"所附数据与版面不一致（{'、'.join(missing)}），已改从版面文字读取，请核对"
    return replace(parsed, uncertainties=(doubt, *parsed.uncertainties))


def text_of(pdf: bytes) -> str:
    """Return the text of a PDF, one line for each paragraph; page numbers are left out."""
    return "\n".join(paragraphs(sheets(pdf), _named(pdf)))


def _from_text(found: Sequence[Sheet], named: str) -> Parsed:
    parsed = parse_paragraphs("\n".join(paragraphs(found, named)))
    letter = replace(parsed.letter, form=_form(found[0], parsed.letter.form))
    doubts = (*parsed.uncertainties, *_doubts(found, letter.title, named))
    return replace(parsed, letter=letter, uncertainties=doubts)


def _form(first: Sheet, otherwise: Form) -> Form:
    """Tell the form by the red rules of the first page."""
    widths = [bar.width for bar in first.rules if bar.red]
    if not widths:
        return otherwise
    return Form.LETTER if max(widths) > _LETTER_RULE else Form.DOCUMENT


def _doubts(found: Sequence[Sheet], title: str, named: str) -> Iterator[str]:
    """Say what the layout of the pages leaves open."""
    for sheet in found:
        if len({round(bar.left) for bar in sheet.uprights}) > 1:
            yield f"第{sheet.number}面似有表格，已按框线恢复行列，请核对"
        elif _gaps_below_gaps(sheet):
            yield f"第{sheet.number}面似有表格，行列未能恢复，请核对"
        if any(picture.width > 20 * MM for picture in sheet.pictures):
            yield f"第{sheet.number}面有图片（如印章），未读取"
    lines = [line.text for line in text_lines(found[0]) if is_title(line)]
    bare = title.replace("\n", "").replace(" ", "")
    if len(lines) > len(title.split("\n")) and bare not in named.replace(" ", ""):
        yield "标题的回行已合并，如有强制回行请补上"


def _gaps_below_gaps(sheet: Sheet) -> bool:
    """Say whether wide gaps stand below one another, as in a table without rules."""
    gaps = [
        any(b.left - a.right > _COLUMN * b.size for a, b in pairwise(line.glyphs))
        for line in text_lines(sheet)
    ]
    return any(upper and lower for upper, lower in pairwise(gaps))


def _named(pdf: bytes) -> str:
    """Return the title the file gives itself; a space in it stands for a forced line end."""
    with pypdfium2.PdfDocument(pdf) as document:
        try:
            return " ".join(document.get_metadata_value("Title").split())
        except UnicodeDecodeError:
            return ""


def _carried(pdf: bytes) -> Letter | None:
    with pypdfium2.PdfDocument(pdf) as document:
        for at in range(document.count_attachments()):
            attachment = document.get_attachment(at)
            if attachment.get_name() == CARRIED:
                try:
                    return Letter.from_json(bytes(attachment.get_data()))
                except (LetterError, pypdfium2.PdfiumError):
                    return None
    return None


def _not_on_the_pages(letter: Letter, found: Sequence[Sheet]) -> Iterator[str]:
    """Yield the elements whose text the pages do not show: somebody changed one of the two."""
    shown = _bare("".join(line.text for sheet in found for line in text_lines(sheet)))
    elements = (
        ("发文机关标志", letter.issuer),
        ("发文字号", letter.number),
        ("标题", letter.title),
        ("主送", letter.recipient),
        ("正文", letter.body),
        ("署名", "\n".join(letter.signatories)),
        ("附注", letter.note),
    )
    for name, text in elements:
        lines = (line for line in text.split("\n") if "|" not in line)
        if any(_bare(line) not in shown for line in lines):
            yield name


def _bare(text: str) -> str:
    return re.sub(r"\s", "", text)
