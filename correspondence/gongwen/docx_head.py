"""The head of the DOCX: 标志, 发文字号, red rules, title and 主送, on the lines of the page."""

from typing import Any

from docx.shared import Pt

from .balance import balanced
from .document import Form, Letter
from .docx_parts import add_border, page_box
from .docx_styles import LINE
from .docx_text import add_line, add_text
from .grid import LEFT, MM, RIGHT, SEVEN_EIGHTHS, SIZE_2, TOP, WIDTH, Role
from .head import LETTER_LEFT, LETTER_WIDTH, Head, head, issuer_lines
from .setting import Setter

RULED = 7.5
"""Points that a rule below a paragraph and the gap over it add to its height."""
ABOVE = 9.0
"""Points from the upper edge of a line to the characters of 3号 on it."""
OVER_BASE = 0.8
"""The part of a line of fixed height that lies above its base line."""
TURN = 1.25


def add_head(document: Any, letter: Letter, setter: Setter) -> None:
    """Set the head so that the text begins on the same line of the page as in the PDF."""
    top = head(letter, setter)
    used = (_letter if letter.form is Form.LETTER else _document)(document, letter, top, setter)
    titles = balanced(letter.title, WIDTH / SIZE_2)
    left = top.start * LINE - used - (len(titles) + 1) * LINE
    # A line end that is asked for begins a paragraph; one that only balances the title does not.
    for at, part in enumerate(part for part in letter.title.split("\n") if part.strip()):
        text = "\n".join(balanced(part, WIDTH / SIZE_2))
        add_line(document, text, "Title", before=0 if at else max(left, 0.0))
    document.add_paragraph("", "主送机关")
    add_text(document, f"{letter.recipient}：", "主送机关", setter, first=0.0)


def _document(document: Any, letter: Letter, _top: Head, setter: Setter) -> float:
    """Set 标志, 发文字号 and rule of the document form; return the height they take."""
    used = 0.0
    if letter.outcome_mark:
        document.add_paragraph(letter.outcome_mark, "办理结果")
        used += LINE
    lines, size = _mark(letter, setter)
    for at, text in enumerate(lines):
        before = 0.0 if at else 35 * MM - used
        _add_mark(document, text, size, before=before)
        used += before + size * TURN
    number = add_line(document, letter.number, "发文字号", before=2 * LINE - 12)
    add_border(number, "bottom", "single", 12, 6)
    return used + 3 * LINE - 12 + RULED


def _letter(document: Any, letter: Letter, top: Head, setter: Setter) -> float:
    """Set 标志 and rule of the letter form over the type area, in a box; return the height used."""
    lower = top.rules[1].top + top.rules[1].thickness
    before = lower + SEVEN_EIGHTHS - TOP - ABOVE
    added = []
    if letter.number or not letter.outcome_mark:
        number = add_line(document, letter.number, "发文字号", before=before)
        number.alignment = 2
        added.append(number)
    if letter.outcome_mark:
        at = 0.0 if added else before
        added.append(add_line(document, letter.outcome_mark, "办理结果", before=at))
    added[0]._p.append(_box(document, letter, top, setter))
    return before + LINE * len(added)


def _box(document: Any, letter: Letter, top: Head, setter: Setter) -> Any:
    lines, size = _mark(letter, setter)
    base = next(row.baseline for row in top.rows if row.strip.role is Role.ISSUER)
    begin = base - OVER_BASE * TURN * size
    gap = max(top.rules[0].top - begin - len(lines) * TURN * size, 1.0)
    box = page_box(LETTER_LEFT, begin, LETTER_WIDTH, top.rules[1].top + 6 - begin, "发文机关标志")
    paragraphs = [_add_mark(document, text, size) for text in lines]
    for paragraph in paragraphs:
        # The box is in the middle of the page, the type area is not.
        paragraph.paragraph_format.left_indent = Pt(LEFT - LETTER_LEFT)
        paragraph.paragraph_format.right_indent = Pt(LETTER_LEFT + LETTER_WIDTH - RIGHT)
    rule = add_line(document, "", "发文机关标志", height=gap)
    add_border(rule, "bottom", "thickThinSmallGap", 24, 0)
    content = box.xpath(".//w:txbxContent")[0]
    content.remove(content[0])
    for paragraph in (*paragraphs, rule):
        content.append(paragraph._p)
    return box


def _mark(letter: Letter, setter: Setter) -> tuple[list[str], float]:
    lines, size = issuer_lines(letter.issuer, setter)
    return lines, size - 0.5


def _add_mark(document: Any, text: str, size: float, *, before: float = 0.0) -> Any:
    mark = add_line(document, text, "发文机关标志", before=before, height=size * TURN)
    mark.runs[0].font.size = Pt(int(size * 2) / 2)
    return mark
