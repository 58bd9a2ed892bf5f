"""Writes a letter as DOCX, for those who must go on in Word or WPS.

The page is the same page: margins, 22 lines of 28 characters, the styles of each element.
The line ends are the word processor's, so the PDF remains the document.
"""

import io
import zipfile
from datetime import datetime, time
from typing import Any

import docx
from docx.shared import Mm, Pt

from .balance import balanced
from .checks import checked
from .days import written
from .document import Attachment, Form, Letter
from .docx_parts import (
    add_border,
    add_grid,
    add_imprint,
    add_page_numbers,
    add_table,
    compress_punctuation,
)
from .docx_signed import add_signature
from .docx_styles import LINE, add_styles
from .faces import SHIPPED
from .grid import MM, SIZE_2, WIDTH
from .head import head, issuer_lines
from .seal import checked_seals
from .setting import Setter
from .structure import Kind, structure

SHORT = 80
"""Characters; a longer last paragraph keeps the signature company by its last lines."""
RULED = 7.5
"""Points that a rule below a paragraph and the gap over it add to its height."""
HEADED = 38.0
"""Points that a header with the 标志 and its rule takes more than their own heights, so that
LibreOffice puts as many lines on a letter's first page as the PDF has."""
_EPOCH = datetime(2000, 1, 1)  # noqa: DTZ001 - a fixed label without a zone, not a moment


def to_docx(letter: Letter) -> bytes:
    """Return the letter as DOCX; the same letter gives the same bytes."""
    checked(letter)
    checked_seals(letter)
    document = docx.Document()
    add_styles(document)
    _page(document, letter)
    _head(document, letter)
    for block in structure(letter.body):
        _block(document, block.kind, block.text, block.level)
    # 署名 and 成文日期 never stand on a page without text.
    last = document.paragraphs[-1]
    last.paragraph_format.keep_with_next = len(last.text) < SHORT
    _ending(document, letter)
    for at, attachment in enumerate(letter.attachments, start=1):
        _attachment(document, attachment, at if len(letter.attachments) > 1 else 0)
    _imprint(document, letter)
    moment = datetime.combine(letter.dated, time()) if letter.dated else _EPOCH
    properties = document.core_properties
    properties.title = letter.title.replace("\n", " ")
    properties.author = letter.issuer.replace("\n", "、")
    properties.created = properties.modified = moment
    properties.comments = ""
    return _still(document)


def _page(document: Any, letter: Letter) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    section.header_distance = Mm(30)
    section.footer_distance = Mm(35 - 7 - 7)
    add_grid(section)
    compress_punctuation(document)
    add_page_numbers(document, section, letter=letter.form is Form.LETTER)


def _head(document: Any, letter: Letter) -> None:
    """Set the head so that the text begins on the same line of the page as in the PDF."""
    setter = Setter(SHIPPED)
    top = head(letter, setter)
    lines, size = issuer_lines(letter.issuer, setter)
    size -= 0.5
    letter_form = letter.form is Form.LETTER
    # The letter's 标志 stands above the type area, in the header of its first page.
    place = document.sections[0].first_page_header if letter_form else document
    used = -7 * MM if letter_form else 0.0
    for at, text in enumerate(lines):
        before = 0.0 if at or letter_form else 35 * 72 / 25.4 - LINE * bool(letter.outcome_mark)
        if at == 0 and letter.outcome_mark:
            document.add_paragraph(letter.outcome_mark, "办理结果")
            used += LINE
        mark = _paragraph(place, text, "发文机关标志", before=before, height=size * 1.25)
        if letter_form and at == 0:
            # A header begins with an empty paragraph, which would push the 标志 down.
            _removed(place.paragraphs[0])
        mark.runs[0].font.size = Pt(int(size * 2) / 2)
        used += before + size * 1.25
    used += _number(document, letter, mark)
    titles = balanced(letter.title, WIDTH / SIZE_2)
    left = top.start * LINE - used - (len(titles) + 1) * LINE
    # A line end that is asked for begins a paragraph; one that only balances the title does not.
    for at, part in enumerate(part for part in letter.title.split("\n") if part.strip()):
        text = "\n".join(balanced(part, WIDTH / SIZE_2))
        _paragraph(document, text, "Title", before=0 if at else max(left, 0.0))
    document.add_paragraph("", "主送机关")
    document.add_paragraph(f"{letter.recipient}：", "主送机关")


def _number(document: Any, letter: Letter, mark: Any) -> float:
    """Set the 发文字号 and the red rules; return the height they take."""
    if letter.form is Form.LETTER:
        add_border(mark, "bottom", "thickThinSmallGap", 24, 4, wider=7)
        number = _paragraph(document, letter.number, "发文字号", before=8)
        number.alignment = 2
        return LINE + 8 + HEADED
    number = _paragraph(document, letter.number, "发文字号", before=2 * LINE - 12)
    add_border(number, "bottom", "single", 12, 6)
    return 3 * LINE - 12 + RULED


def _paragraph(
    document: Any, text: str, style: str, *, before: float = 0.0, height: float = LINE
) -> Any:
    paragraph = document.add_paragraph(text, style)
    paragraph.paragraph_format.space_before = Pt(before)
    paragraph.paragraph_format.line_spacing = Pt(height)
    return paragraph


def _removed(paragraph: Any) -> None:
    paragraph._p.getparent().remove(paragraph._p)


def _block(document: Any, kind: Kind, text: str, level: int) -> None:
    if kind is Kind.TABLE:
        add_table(document, text)
    elif kind is Kind.HEADING:
        document.add_paragraph(text, f"Heading {level}")
    elif kind is Kind.ATTACHMENT_NOTE:
        document.add_paragraph(text, "附件说明")
    else:
        document.add_paragraph(text, "Body Text")


def _ending(document: Any, letter: Letter) -> None:
    for at, attachment in enumerate(letter.attachments, start=1):
        if at == 1:
            document.add_paragraph("", "附件说明")
        number = f"{at}. " if len(letter.attachments) > 1 else ""
        text = f"{'附件：' if at == 1 else '　　　'}{number}{attachment.title}"
        document.add_paragraph(text, "附件说明")
    add_signature(document, letter, Setter(SHIPPED))
    if letter.note:
        document.paragraphs[-1].paragraph_format.keep_with_next = True
        document.add_paragraph(f"（{letter.note}）", "附注")


def _attachment(document: Any, attachment: Attachment, number: int) -> None:
    mark = document.add_paragraph(f"附件{number or ''}", "附件标识")
    mark.paragraph_format.page_break_before = True
    document.add_paragraph("", "附件标识")
    for line in balanced(attachment.title, WIDTH / SIZE_2):
        document.add_paragraph(line, "附件标题")
    document.add_paragraph("", "Body Text")
    for block in structure(attachment.body):
        _block(document, block.kind, block.text, block.level)


def _imprint(document: Any, letter: Letter) -> None:
    """Set the 版记 in a table that stands on the foot of the last page."""
    rows = []
    if letter.copies:
        rows.append(f"抄送：{'，'.join(letter.copies)}。")
    bare = letter.form is Form.LETTER
    if not bare and (letter.printer or letter.printed_on):
        day = f"{written(letter.printed_on)}印发" if letter.printed_on else ""
        rows.append(f"{letter.printer}\t{day}")
    if rows:
        add_imprint(document, rows, ruled=not bare)


def _still(document: Any) -> bytes:
    """Write the package with fixed times, so that the same letter gives the same bytes."""
    moving = io.BytesIO()
    document.save(moving)
    still = io.BytesIO()
    with zipfile.ZipFile(moving) as source, zipfile.ZipFile(still, "w") as target:
        for name in source.namelist():
            entry = zipfile.ZipInfo(name, date_time=(2000, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(entry, source.read(name))
    return still.getvalue()
