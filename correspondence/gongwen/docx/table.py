"""Simple tables in the DOCX: columns as wide and rows as high as on the page."""

from typing import Any

from docx.enum.table import WD_ROW_HEIGHT_RULE
from docx.oxml.ns import qn
from docx.shared import Pt

from ..breaking import Measure, break_lines
from ..faces import Face
from ..grid import SIZE, SIZE_4, WIDTH
from ..setting import Setter
from ..table import PADDING, cells, columns
from .lines import GAP, borders
from .parts import element, in_order
from .styles import FONTS, LINE, name_font

THIN = 0.5
"""Points of a rule between two rows."""


def add_table(document: Any, text: str, setter: Setter) -> None:
    """Set a simple table in 4号, its heads in 黑体; the rows stand on the lines of the page."""
    rows = cells(text)
    if not rows:
        return
    widths = columns(rows, setter)
    table = document.add_table(rows=len(rows), cols=len(widths), style="Table Grid")
    table.autofit = False
    _margins(table)
    for at, width in enumerate(widths):
        table.columns[at].width = Pt(width)
    for at, (line, row) in enumerate(zip(table.rows, rows, strict=True)):
        face = Face.FANG if at else Face.HEI
        turns = max(_turns(*cell, face, setter) for cell in zip(row, widths, strict=True))
        line.height, line.height_rule = Pt(turns * LINE), WD_ROW_HEIGHT_RULE.AT_LEAST
        for cell, content, width in zip(line.cells, row, widths, strict=True):
            cell.width = Pt(width)
            _fill(cell.paragraphs[0], content, face, turns, _closer(content, width, face, setter))


def _closer(content: str, width: float, face: Face, setter: Setter) -> float:
    """Return the spacing by which a cell of one line stays one in LibreOffice, too."""
    room = width - 2 * PADDING
    own = sum(setter.faces.widths(face, content)) * SIZE_4
    over = own + borders(content) * GAP * SIZE_4 / SIZE + 1 - room
    return -over / len(content) if over > 0 and own <= room + 0.1 else 0.0


def _fill(paragraph: Any, content: str, face: Face, turns: int, closer: float) -> None:
    run = paragraph.add_run(content)
    run.font.size = Pt(SIZE_4)
    name_font(run._r.get_or_add_rPr(), FONTS[face])
    # Characters of 4号 stand as wide as they are, where nothing else is needed.
    spacing = element("w:spacing", {"val": str(int(closer * 20 // 1))})
    run._r.rPr.insert_element_before(spacing, "w:sz", "w:szCs")
    layout = paragraph.paragraph_format
    layout.alignment = 0
    layout.line_spacing = Pt(LINE - THIN / turns)
    # No keeping with the next row: LibreOffice takes it for the whole table, lets it run over the
    # foot of the page and shows the rows below no more.


def _turns(content: str, width: float, face: Face, setter: Setter) -> int:
    """Return in how many lines a cell is set."""
    advances = [em * SIZE_4 for em in setter.faces.widths(face, content)]
    measure = Measure(width - 2 * PADDING, SIZE_4, ragged=True)
    return max(len(break_lines(content, advances, measure)), 1)


def _margins(table: Any) -> None:
    """Let text stand as near to the rules as on the page, and the rules on the type area."""
    padding = {"w": str(round(PADDING * 20)), "type": "dxa"}
    margins = element("w:tblCellMar", {})
    for side in ("left", "right"):
        margins.append(element(f"w:{side}", padding))
    # Programs count the indent of a table to the text of its first cell.
    table._tbl.tblPr.append(element("w:tblInd", padding))
    table._tbl.tblPr.append(margins)
    table._tbl.tblPr.find(qn("w:tblW")).set(qn("w:w"), str(round(WIDTH * 20)))
    table._tbl.tblPr.find(qn("w:tblW")).set(qn("w:type"), "dxa")
    in_order(table._tbl.tblPr)
