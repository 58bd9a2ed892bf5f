"""The head of the DOCX: 标志, 发文字号, red rules and title, where they stand on the page."""

from typing import Any

from docx.shared import Pt

from ..balance import balanced
from ..document import Form, Letter
from ..grid import ASCENT, LEFT, MM, RIGHT, SIZE, SIZE_2, TOP, WIDTH, Role, Row, line_top
from ..head import LETTER_LEFT, LETTER_WIDTH, TURN, Head, issuer_lines
from ..setting import Setter
from .parts import add_border, page_box
from .styles import ABOVE, LINE, OVER_BASE, SLACK
from .text import add_line

GAP = 8
"""Points between the line of the 发文字号 and the rule below it; programs take whole ones."""


class _Column:
    """Paragraphs one below the other, each put on its base line by the space before it."""

    def __init__(self) -> None:
        # A little higher than the page: one that is a hair too full loses its last line.
        self.bottom = TOP - ABOVE + SLACK

    def put(self, paragraph: Any, baseline: float, height: float = LINE) -> None:
        """Let the first line of the paragraph, so high, stand on a base line of the page."""
        before = max(baseline - OVER_BASE * height - self.bottom, 0.0)
        paragraph.paragraph_format.space_before = Pt(before)
        self.bottom += before + height


def add_head(document: Any, letter: Letter, top: Head, setter: Setter) -> None:
    """Set the head so that all of it stands where it does in the PDF, and the text begins there."""
    column = _Column()
    (_letter if letter.form is Form.LETTER else _document)(document, letter, top, setter, column)
    bases = [row.baseline for row in top.rows if row.strip.role is Role.TITLE]
    # A line end that is asked for begins a paragraph; one that only balances the title does not.
    for part in (part for part in letter.title.split("\n") if part.strip()):
        lines = balanced(part, WIDTH / SIZE_2)
        title = add_line(document, "\n".join(lines), "Title")
        column.put(title, bases[0])
        column.bottom += (len(lines) - 1) * LINE
        bases = bases[len(lines) :]
    text = line_top(top.start, top.origin) - ABOVE
    title.paragraph_format.space_after = Pt(max(text - column.bottom, 0.0))


def _document(document: Any, letter: Letter, top: Head, setter: Setter, column: _Column) -> None:
    """Set 标志, 发文字号 and rule of the document form."""
    for row in _rows(top, Role.OUTCOME):
        column.put(add_line(document, letter.outcome_mark, "办理结果"), row.baseline)
    lines, size = issuer_lines(letter.issuer, setter)
    for text, row in zip(lines, _rows(top, Role.ISSUER), strict=True):
        column.put(_mark(document, text, size), row.baseline, size * TURN)
    rule = top.rules[0]
    baseline = rule.top - 4 * MM - (1 - ASCENT) * SIZE
    height = (rule.top - GAP - baseline) / (1 - OVER_BASE)
    number = add_line(document, letter.number, "发文字号", height=height)
    column.put(number, baseline, height)
    add_border(number, "bottom", "single", 12, GAP)
    column.bottom = rule.top + rule.thickness


def _letter(document: Any, letter: Letter, top: Head, setter: Setter, column: _Column) -> None:
    """Set 标志 and rule of the letter form over the type area, in a box."""
    added = []
    for row in _rows(top, Role.NUMBER):
        number = add_line(document, letter.number, "发文字号")
        number.alignment = 2
        column.put(number, row.baseline)
        added.append(number)
    for row in _rows(top, Role.OUTCOME):
        added.append(add_line(document, letter.outcome_mark, "办理结果"))
        column.put(added[-1], row.baseline)
    if not added:
        added.append(add_line(document, "", "发文字号"))
        column.bottom += LINE
    added[0]._p.append(_box(document, letter, top, setter))


def _rows(top: Head, role: Role) -> list[Row]:
    return [row for row in top.rows if row.strip.role is role]


def _box(document: Any, letter: Letter, top: Head, setter: Setter) -> Any:
    lines, size = issuer_lines(letter.issuer, setter)
    begin = _rows(top, Role.ISSUER)[0].baseline - OVER_BASE * TURN * size
    gap = max(top.rules[0].top - begin - len(lines) * TURN * size, 1.0)
    box = page_box(LETTER_LEFT, begin, LETTER_WIDTH, top.rules[1].top + 2 - begin, "发文机关标志")
    paragraphs = [_mark(document, text, size) for text in lines]
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


def _mark(document: Any, text: str, size: float) -> Any:
    """Set a line of the 标志, a little smaller, so that no program finds it too long."""
    mark = add_line(document, text, "发文机关标志", height=size * TURN)
    mark.runs[0].font.size = Pt(int(size * 2 - 1) / 2)
    return mark
