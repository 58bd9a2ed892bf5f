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

from ..balance import balanced
from ..checks import checked
from ..days import written
from ..document import Attachment, Form, Letter
from ..faces import SHIPPED
from ..grid import CELL, LINES, PAGE_HEIGHT, SIZE, SIZE_2, TOP, WIDTH, line_top
from ..head import Head, head
from ..imprint import imprint
from ..page import recipients, set_body
from ..seal import checked_seals
from ..setting import INDENT, Setter
from ..structure import Block, Kind, structure
from .fonts import embed_latin
from .head import add_head
from .parts import (
    add_grid,
    add_imprint,
    add_page_numbers,
    leave_punctuation,
)
from .signed import add_signature
from .styles import ABOVE, BELOW, SLACK, add_styles
from .table import add_table
from .text import add_text

SHORT = 80
"""Characters; a longer last paragraph keeps the signature company by its last lines."""
_EPOCH = datetime(2000, 1, 1)  # noqa: DTZ001 - a fixed label without a zone, not a moment


def to_docx(letter: Letter) -> bytes:
    """Return the letter as DOCX; the same letter gives the same bytes."""
    checked(letter)
    checked_seals(letter)
    document = docx.Document()
    add_styles(document)
    setter = Setter(SHIPPED)
    top = head(letter, setter)
    _page(document, letter, top)
    add_head(document, letter, top, setter)
    moved = not recipients(letter, top, set_body(letter.body, setter), setter)
    if not moved:
        add_text(document, f"{letter.recipient}：", "主送机关", setter, first=0.0)
    for block in structure(letter.body):
        _block(document, block, setter)
    # 署名 and 成文日期 never stand on a page without text.
    last = document.paragraphs[-1]
    last.paragraph_format.keep_with_next = len(last.text) < SHORT
    _ending(document, letter, setter)
    for at, attachment in enumerate(letter.attachments, start=1):
        _attachment(document, attachment, at if len(letter.attachments) > 1 else 0, setter)
    _imprint(document, letter, letter.recipient if moved else "", setter)
    embed_latin(document)
    moment = datetime.combine(letter.dated, time()) if letter.dated else _EPOCH
    properties = document.core_properties
    properties.title = letter.title.replace("\n", " ")
    properties.author = letter.issuer.replace("\n", "、")
    properties.created = properties.modified = moment
    properties.comments = ""
    return _still(document)


def _page(document: Any, letter: Letter, top: Head) -> None:
    """Give the page its margins: characters begin and end on the type area, not their lines.

    In a letter the text of the first page ends lower than that of the others, whose footer
    holds it up.
    """
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    foot = line_top(LINES - 1, top.origin) + SIZE + BELOW
    section.top_margin, section.bottom_margin = Pt(TOP - ABOVE), Pt(PAGE_HEIGHT - foot - SLACK)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    section.header_distance = Mm(15)
    add_grid(section, kind="default" if letter.form is Form.LETTER else "linesAndChars")
    leave_punctuation(document)
    add_page_numbers(document, section, letter=letter.form is Form.LETTER)


def _block(document: Any, block: Block, setter: Setter) -> None:
    if block.kind is Kind.TABLE:
        add_table(document, block.text, setter)
    elif block.kind is Kind.ATTACHMENT_NOTE:
        add_text(document, block.text, "附件说明", setter, hang=INDENT + 3 * CELL)
    else:
        alone = block.kind is Kind.HEADING
        style = f"Heading {block.level}" if alone else "Body Text"
        add_text(document, block.text, style, setter, head=(block.head, block.face))


def _ending(document: Any, letter: Letter, setter: Setter) -> None:
    for at, attachment in enumerate(letter.attachments, start=1):
        if at == 1:
            document.add_paragraph("", "附件说明").paragraph_format.keep_with_next = True
        number = f"{at}. " if len(letter.attachments) > 1 else ""
        mark = "附件：" if at == 1 else ""
        first = INDENT if mark else INDENT + 3 * CELL
        hang = INDENT + 3 * CELL + setter.body_width(number)
        text = f"{mark}{number}{attachment.title}"
        layout = add_text(document, text, "附件说明", setter, first=first, hang=hang)
        layout.paragraph_format.keep_with_next = layout.paragraph_format.keep_together = True
    add_signature(document, letter, setter)
    if letter.note:
        document.paragraphs[-1].paragraph_format.keep_with_next = True
        add_text(document, f"（{letter.note}）", "附注", setter)


def _attachment(document: Any, attachment: Attachment, number: int, setter: Setter) -> None:
    mark = document.add_paragraph(f"附件{number or ''}", "附件标识")
    mark.paragraph_format.page_break_before = True
    document.add_paragraph("", "附件标识")
    for line in balanced(attachment.title, WIDTH / SIZE_2):
        document.add_paragraph(line, "附件标题")
    document.add_paragraph("", "Body Text")
    for block in structure(attachment.body):
        _block(document, block, setter)


def _imprint(document: Any, letter: Letter, moved: str, setter: Setter) -> None:
    """Set the 版记 in a table that stands on the foot of the last page."""
    addressed = [f"主送：{moved}。"] if moved else []
    if letter.copied_to:
        addressed.append(f"抄送：{letter.copied_to}")
    rows = [addressed] if addressed else []
    bare = letter.form is Form.LETTER
    if not bare and (letter.printer or letter.printed_on):
        day = f"{written(letter.printed_on)}印发" if letter.printed_on else ""
        rows.append([f"{letter.printer}\t{day}"])
    if rows:
        add_imprint(document, rows, imprint(letter, setter, moved).height, ruled=not bare)


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
