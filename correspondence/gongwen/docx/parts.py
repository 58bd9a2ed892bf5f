"""Parts of a DOCX that python-docx has no words for: grid, borders, frames, page numbers."""

from typing import Any

from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import qn
from docx.shared import Pt

from ..faces import SHIPPED, Face
from ..grid import ASCENT, BOTTOM, LEFT, MM, PAGE_HEIGHT, RIGHT, SIZE_4, WIDTH
from ..head import LETTER_LEFT, LETTER_WIDTH
from ..imprint import ROW, TURN
from .styles import BELOW, LINE, OVER_BASE, RED, SLACK

_TWIP = 20
_ORDER = ("top", "left", "bottom", "right")
_TABLE = (
    *("tblStyle", "tblpPr", "tblOverlap", "bidiVisual", "tblStyleRowBandSize"),
    *("tblStyleColBandSize", "tblW", "jc", "tblCellSpacing", "tblInd", "tblBorders", "shd"),
    *("tblLayout", "tblCellMar", "tblLook", "tblCaption", "tblDescription"),
)


def add_grid(section: Any, *, kind: str) -> None:
    """Declare the grid of 22 lines and 28 characters (5.2.3).

    The kind `default` declares it and draws nothing by it: LibreOffice puts a grid in the middle
    between the margins, and a letter's first page is higher than its 22 lines.

    The narrowing of 16 points to 15.79 is in the styles: LibreOffice rounds the grid's own
    narrowing up and then has room for 27.
    """
    properties = section._sectPr
    for grid in properties.xpath("./w:docGrid"):
        properties.remove(grid)
    grid = OxmlElement("w:docGrid")
    grid.set(qn("w:type"), kind)
    grid.set(qn("w:charSpace"), "0")
    grid.set(qn("w:linePitch"), str(int(LINE * _TWIP)))
    properties.append(grid)


def leave_punctuation(document: Any) -> None:
    """Let no program squeeze marks by itself: `lines` has squeezed them where needed."""
    settings = document.settings.element
    for found in settings.xpath("./w:characterSpacingControl"):
        settings.remove(found)
    control = element("w:characterSpacingControl", {"val": "doNotCompress"})
    later = settings.xpath("./w:hdrShapeDefaults | ./w:footnotePr | ./w:endnotePr | ./w:compat")
    if later:
        later[0].addprevious(control)
    else:
        settings.append(control)


def add_border(paragraph: Any, side: str, kind: str, eighths: int, space: int) -> None:
    """Draw a border on one side of the paragraph, so many points from its text."""
    properties = paragraph._p.get_or_add_pPr()
    found = properties.find(qn("w:pBdr"))
    if found is None:
        found = OxmlElement("w:pBdr")
        properties.insert_element_before(
            found,
            "w:shd",
            "w:tabs",
            "w:suppressAutoHyphens",
            "w:snapToGrid",
            "w:spacing",
            "w:ind",
            "w:jc",
            "w:rPr",
        )
    border = OxmlElement(f"w:{side}")
    red = paragraph.style.name in {"发文字号", "发文机关标志", "页码"}
    for name, value in (
        ("val", kind),
        ("sz", eighths),
        ("space", space),
        ("color", RED if red else "000000"),
    ):
        border.set(qn(f"w:{name}"), str(value))
    found.append(border)
    found[:] = sorted(found, key=lambda part: _ORDER.index(part.tag.rpartition("}")[2]))


_BOX = """
<w:r xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"
  xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
  xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"
  xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><w:drawing>
<wp:anchor distT="0" distB="0" distL="0" distR="0" simplePos="0" relativeHeight="1"
  behindDoc="0" locked="0" layoutInCell="1" allowOverlap="1">
<wp:simplePos x="0" y="0"/>
<wp:positionH relativeFrom="page"><wp:posOffset>{left}</wp:posOffset></wp:positionH>
<wp:positionV relativeFrom="page"><wp:posOffset>{top}</wp:posOffset></wp:positionV>
<wp:extent cx="{width}" cy="{height}"/><wp:{wrap}/>
<wp:docPr id="{identity}" name="{name}" descr="{name}"/><wp:cNvGraphicFramePr/>
<a:graphic><a:graphicData
  uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp>
<wps:cNvSpPr txBox="1"/><wps:spPr><a:xfrm><a:off x="0" y="0"/>
<a:ext cx="{width}" cy="{height}"/></a:xfrm>
<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:noFill/><a:ln><a:noFill/></a:ln></wps:spPr>
<wps:txbx><w:txbxContent><w:p/></w:txbxContent></wps:txbx>
<wps:bodyPr lIns="0" tIns="0" rIns="0" bIns="0" anchor="{anchor}"/>
</wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing></w:r>
"""
"""A text box without frame."""
_EMU = 12700
_FOOT = 20 * MM
"""From the foot of the page to that of its footer: in a letter the lower double rule (10.1)."""
_LEAST = 0.7
"""Points; no line is lower."""
_AIR = 4.0
"""Points over a 版记, so that it turns the page when that of the PDF does."""
_UNDER = 1.5
"""Points of its box below the last rule: half of the rule, and an unseen paragraph."""
_RULE = 1.0
"""Points of its outer rules."""


def page_box(
    left: float,
    top: float,
    width: float,
    height: float,
    name: str,
    *,
    wrap: str = "wrapNone",
    anchor: str = "t",
) -> Any:
    """Return a text box in its place on the page, in points; `wrap` says if the text minds it."""
    return parse_xml(
        _BOX.format(
            left=round(left * _EMU),
            top=round(top * _EMU),
            width=round(width * _EMU),
            height=round(height * _EMU),
            wrap=wrap,
            identity=900 + len(name),
            name=name,
            anchor=anchor,
        )
    )


def add_imprint(document: Any, rows: list[list[str]], height: float, *, ruled: bool) -> None:
    """Stand a table in a box on the foot of the page that holds the last paragraph.

    rows are the paragraphs between two rules; height is that of the 版记 on the page, in points.
    """
    room = height + _AIR
    top = BOTTOM + _UNDER - room
    box = page_box(LEFT, top, WIDTH, room, "版记", wrap="wrapTopAndBottom", anchor="b")
    table = document.add_table(rows=len(rows), cols=1)
    for row, texts in zip(table.rows, rows, strict=True):
        _imprint_row(row.cells[0], texts)
    properties = table._tbl.tblPr
    properties.append(_borders(ruled=ruled))
    margins = element("w:tblCellMar", {})
    for side in ("left", "right"):
        margins.append(element(f"w:{side}", {"w": "0", "type": "dxa"}))
    properties.append(margins)
    in_order(properties)
    content = box.find(f".//{qn('w:txbxContent')}")
    content.insert(0, table._tbl)
    thin = content[-1].get_or_add_pPr()
    thin.append(element("w:spacing", {"line": "20", "lineRule": "exact"}))
    # In a paragraph of its own, all but without height: a box that belongs to a paragraph on two
    # pages is lost in LibreOffice. Without room for it, the paragraph turns the page as in the PDF.
    foot = document.add_paragraph("", "版记")
    foot.paragraph_format.line_spacing = Pt(_LEAST)
    foot._p.append(box)


def _imprint_row(cell: Any, texts: list[str]) -> None:
    cell.width = Pt(WIDTH)
    paragraphs = [cell.paragraphs[0], *(cell.add_paragraph() for _ in texts[1:])]
    for paragraph, text in zip(paragraphs, texts, strict=True):
        paragraph.style = "版记"
        layout = paragraph.paragraph_format
        layout.left_indent = layout.right_indent = Pt(SIZE_4)
        if text[2:3] == "：":
            layout.left_indent, layout.first_line_indent = Pt(4 * SIZE_4), Pt(-3 * SIZE_4)
        layout.tab_stops.add_tab_stop(Pt(WIDTH - SIZE_4), 2)
        layout.line_spacing = Pt(TURN)
        paragraph.add_run(text)
    above = (ROW - SIZE_4) / 2 + ASCENT * SIZE_4 - OVER_BASE * TURN - _RULE / 2
    paragraphs[0].paragraph_format.space_before = Pt(above)
    paragraphs[-1].paragraph_format.space_after = Pt(ROW - TURN - _RULE - above)


def _borders(*, ruled: bool) -> Any:
    """首条和末条分隔线 0.35 mm, the one between them 0.25 mm: in eighths of a point."""
    borders = OxmlElement("w:tblBorders")
    for side, eighths in (("top", 8), ("bottom", 8), ("insideH", 6)):
        kind = "single" if ruled else "nil"
        place = {"val": kind, "sz": str(eighths), "space": "0", "color": "000000"}
        borders.append(element(f"w:{side}", place))
    return borders


def element(tag: str, attributes: dict[str, str]) -> Any:
    """Return an element of WordprocessingML with attributes of the same name space."""
    made = OxmlElement(tag)
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), value)
    return made


def in_order(properties: Any) -> None:
    """Put the properties of a table in the order that the schema asks for."""
    properties[:] = sorted(properties, key=lambda part: _TABLE.index(part.tag.rpartition("}")[2]))


def add_page_numbers(document: Any, section: Any, *, letter: bool) -> None:
    """Set — 1 — right on odd pages and left on even ones; a letter's first page has none."""
    document.settings.odd_and_even_pages_header_footer = True
    section.different_first_page_header_footer = letter
    section.footer_distance = Pt(_FOOT)
    _number(section.footer, right=True)
    _number(section.even_page_footer, right=False)
    if letter:
        paragraph = section.first_page_footer.paragraphs[0]
        paragraph.style = "页码"
        # As low as it can be: a tall footer takes the last line of the text.
        paragraph.paragraph_format.line_spacing = Pt(SIZE_4 / 2)
        paragraph.paragraph_format.left_indent = Pt(LETTER_LEFT - LEFT)
        paragraph.paragraph_format.right_indent = Pt(RIGHT - LETTER_LEFT - LETTER_WIDTH)
        add_border(paragraph, "bottom", "thinThickSmallGap", 24, 1)


def _number(footer: Any, *, right: bool) -> None:
    footer.is_linked_to_previous = False
    paragraph = footer.paragraphs[0]
    paragraph.style = "页码"
    paragraph.alignment = 2 if right else 0
    paragraph.paragraph_format.left_indent = Pt(SIZE_4)
    paragraph.paragraph_format.right_indent = Pt(SIZE_4)
    # From the foot of the text, which in a letter it is that holds above it, to its own.
    baseline = BOTTOM + 7 * MM + SHIPPED.bounds(Face.SONG, "—")[3] * SIZE_4
    height = (baseline - BOTTOM - BELOW - SLACK) / OVER_BASE
    paragraph.paragraph_format.line_spacing = Pt(height)
    paragraph.paragraph_format.space_after = Pt(
        PAGE_HEIGHT - _FOOT - baseline - (1 - OVER_BASE) * height
    )
    paragraph.add_run("— ")
    run = paragraph.add_run()
    for kind, content in (("begin", ""), ("", " PAGE "), ("end", "")):
        if kind:
            part = OxmlElement("w:fldChar")
            part.set(qn("w:fldCharType"), kind)
        else:
            part = OxmlElement("w:instrText")
            part.text = content
        run._r.append(part)
    paragraph.add_run(" —")
