"""The styles of the DOCX: each element of the document has one, with its own face and size."""

from dataclasses import dataclass
from typing import Any

from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt, RGBColor

from ..faces import Face
from ..grid import ASCENT, PITCH, SIZE, SIZE_2, SIZE_4, WIDTH

LINE = int(PITCH * 20) / 20
"""The height of a line, in twentieths of a point, rounded down so that the last has room."""
OVER_BASE = 0.8
"""The part of a line of fixed height that programs set above its base line."""
ABOVE = OVER_BASE * LINE - ASCENT * SIZE
BELOW = LINE - ABOVE - SIZE
"""Points of a line over and under its characters of 3号: the text is set so much higher and ends
so much lower than the type area, in which its characters begin and end."""
SLACK = 0.4
"""Points of room under the last line of a page, for what programs round."""
TIGHT = -0.25
"""Points between characters, so that 28 of 16 points find room in 156 mm."""
RED = "E60012"
_TITLE, _FANG, _HEI, _KAI, _SONG = "方正小标宋简体", "仿宋", "黑体", "楷体", "宋体"
FONTS = {Face.FANG: _FANG, Face.HEI: _HEI, Face.KAI: _KAI}
"""The names under which programs know the faces of the text."""
_LEFT, _CENTRE, _RIGHT, _JUSTIFY = (
    WD_ALIGN_PARAGRAPH.LEFT,
    WD_ALIGN_PARAGRAPH.CENTER,
    WD_ALIGN_PARAGRAPH.RIGHT,
    WD_ALIGN_PARAGRAPH.JUSTIFY,
)


@dataclass(frozen=True)
class Look:
    """How the paragraphs of a style look; indent in characters of its size."""

    name: str
    font: str
    size: float
    align: Any = _JUSTIFY
    indent: float = 0.0
    red: bool = False
    next_too: bool = False


LOOKS = (
    Look("发文机关标志", _TITLE, 44, _CENTRE, red=True),
    Look("发文字号", _FANG, SIZE, _CENTRE),
    Look("Title", _TITLE, SIZE_2, _CENTRE),
    Look("主送机关", _FANG, SIZE),
    Look("Body Text", _FANG, SIZE, indent=2),
    Look("Heading 1", _HEI, SIZE, indent=2, next_too=True),
    Look("Heading 2", _KAI, SIZE, indent=2, next_too=True),
    Look("Heading 3", _FANG, SIZE, indent=2, next_too=True),
    Look("Heading 4", _FANG, SIZE, indent=2, next_too=True),
    Look("附件说明", _FANG, SIZE, _LEFT, indent=2),
    Look("署名", _FANG, SIZE, _RIGHT, next_too=True),
    Look("成文日期", _FANG, SIZE, _RIGHT),
    Look("附注", _FANG, SIZE, _LEFT, indent=2),
    Look("附件标识", _HEI, SIZE, _LEFT),
    Look("附件标题", _TITLE, SIZE_2, _CENTRE),
    Look("办理结果", _HEI, SIZE, _RIGHT),
    Look("版记", _FANG, SIZE_4, _LEFT),
    Look("页码", _SONG, SIZE_4),
)


def add_styles(document: Any) -> None:
    """Define every style of `LOOKS` in the document."""
    _speak_chinese(document)
    _normal(document.styles["Normal"])
    for look in LOOKS:
        names = [style.name for style in document.styles]
        style = (
            document.styles[look.name]
            if look.name in names
            else document.styles.add_style(look.name, WD_STYLE_TYPE.PARAGRAPH)
        )
        style.base_style = document.styles["Normal"]
        _dress(style, look)


def _speak_chinese(document: Any) -> None:
    """Name the language of the text: by it programs choose their rules of line breaking."""
    languages = document.styles.element.xpath("./w:docDefaults//w:lang")
    for language in languages + document.settings.element.xpath("./w:themeFontLang"):
        language.set(qn("w:eastAsia"), "zh-CN")


def _normal(style: Any) -> None:
    set_font(style, _FANG, SIZE)
    paragraph = style.paragraph_format
    paragraph.space_before = paragraph.space_after = Pt(0)
    paragraph.line_spacing_rule = WD_LINE_SPACING.EXACTLY
    paragraph.line_spacing = Pt(LINE)
    paragraph.widow_control = False
    properties = style.element.get_or_add_rPr()
    spacing = OxmlElement("w:spacing")
    spacing.set(qn("w:val"), str(round(TIGHT * 20)))
    properties.insert_element_before(
        spacing, "w:w", "w:kern", "w:position", "w:sz", "w:szCs", "w:highlight", "w:lang"
    )
    # The grid of the section is declared for the reader; the lines keep it by themselves,
    # because programs differ in how they snap characters to it. Nor may a program set Latin
    # letters and digits apart from the Chinese: the standard's cells have no such gaps.
    # LibreOffice takes overflowPunct for its opposite; the lines need no hanging marks.
    settings = {"overflowPunct": 1, "autoSpaceDE": 0, "autoSpaceDN": 0, "snapToGrid": 0}
    for name, on in settings.items():
        setting = OxmlElement(f"w:{name}")
        setting.set(qn("w:val"), str(on))
        style.element.get_or_add_pPr().insert_element_before(
            setting, "w:snapToGrid", "w:spacing", "w:ind", "w:jc", "w:rPr"
        )


def _dress(style: Any, look: Look) -> None:
    set_font(style, look.font, look.size)
    # Word's own Title spreads its characters.
    for own in style.element.xpath("./w:rPr/w:spacing | ./w:rPr/w:kern"):
        own.getparent().remove(own)
    style.font.color.rgb = RGBColor.from_string(RED if look.red else "000000")
    paragraph = style.paragraph_format
    paragraph.alignment = look.align
    paragraph.space_before = paragraph.space_after = Pt(0)
    paragraph.first_line_indent = Pt(look.indent * WIDTH / 28) if look.indent else None
    paragraph.keep_with_next = look.next_too or None
    paragraph.keep_together = None
    # Word's own Title has a rule below it and its headings stand in another colour.
    for border in style.element.xpath("./w:pPr/w:pBdr"):
        border.getparent().remove(border)


def set_font(style: Any, font: str, size: float) -> None:
    """Give a style one face for Chinese and Latin alike, without bold or italics."""
    style.font.size = Pt(size)
    style.font.bold = style.font.italic = False
    style.font.name = font
    name_font(style.element.get_or_add_rPr(), font)


def name_font(properties: Any, font: str) -> None:
    """Name one face for all scripts in the properties of a style or a run."""
    fonts = properties.get_or_add_rFonts()
    for name in list(fonts.attrib):
        del fonts.attrib[name]
    for name in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.set(qn(f"w:{name}"), font)
