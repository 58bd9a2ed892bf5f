"""Paragraphs of the DOCX: a style, and runs that keep the line ends of the page."""

from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt

from ..faces import Face
from ..setting import INDENT, Setter
from .lines import runs
from .styles import FONTS, LINE, TIGHT, name_font

_FACES = {"Heading 1": Face.HEI, "Heading 2": Face.KAI}
"""The faces that styles give; elsewhere the text is in 仿宋."""


def add_text(
    document: Any,
    text: str,
    style: str,
    setter: Setter,
    *,
    head: tuple[int, Face] = (0, Face.FANG),
    first: float = INDENT,
    hang: float = 0.0,
) -> Any:
    """Add a paragraph of the text; its first `head[0]` characters stand in `head[1]`."""
    paragraph = document.add_paragraph("", style)
    layout = paragraph.paragraph_format
    if hang:
        layout.left_indent, layout.first_line_indent = Pt(hang), Pt(first - hang)
    usual = _FACES.get(style, Face.FANG)
    for run in runs(text, setter, head=head, first=first, hang=hang):
        added = paragraph.add_run(run.text)
        if run.face is not usual:
            name_font(added._r.get_or_add_rPr(), FONTS[run.face])
        if run.spacing != TIGHT:
            spacing = OxmlElement("w:spacing")
            spacing.set(qn("w:val"), str(round(run.spacing * 20)))
            added._r.get_or_add_rPr().append(spacing)
    return paragraph


def add_line(document: Any, text: str, style: str, *, height: float = LINE) -> Any:
    """Add a paragraph that stands alone, its lines so many points high."""
    paragraph = document.add_paragraph(text, style)
    paragraph.paragraph_format.line_spacing = Pt(height)
    return paragraph
