"""署名, 成文日期 and seals in the DOCX: on the same lines and places as on the page."""

import io
from typing import Any

from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.shared import Pt

from ..document import Letter
from ..ending import ending
from ..grid import LEFT, Picture, Role, Strip
from ..page import compose
from ..setting import Setter
from .styles import ABOVE

_EMU = 12700
_PLACE = """
<wp:anchor xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
  distT="0" distB="0" distL="0" distR="0" simplePos="0" relativeHeight="2"
  behindDoc="1" locked="0" layoutInCell="1" allowOverlap="1">
<wp:simplePos x="0" y="0"/>
<wp:positionH relativeFrom="margin"><wp:posOffset>{left}</wp:posOffset></wp:positionH>
<wp:positionV relativeFrom="paragraph"><wp:posOffset>{top}</wp:posOffset></wp:positionV>
</wp:anchor>
"""
"""A picture behind the text, placed from the paragraph it belongs to."""


def add_signature(document: Any, letter: Letter, setter: Setter) -> None:
    """Set the lines of 署名 and 成文日期, blank ones too, and the seals that press them."""
    lines = _lines(ending(letter, setter).signed)
    added = [_line(document, line) for line in lines]
    if letter.all_seals:
        # The seals stand to the names as they do on the page.
        page = next(page for page in compose(letter) if page.pictures)
        signed = next(row for row in page.rows if row.strip.role in {Role.SIGNATORY, Role.DATED})
        first = next(at for at, line in enumerate(lines) if line[0].pieces)
        for picture in page.pictures:
            _stamp(added[first], picture, signed.top - ABOVE)


def _lines(strips: list[Strip]) -> list[list[Strip]]:
    """Gather what stands side by side."""
    lines: list[list[Strip]] = []
    for strip in strips:
        if strip.beside:
            lines[-1].append(strip)
        else:
            lines.append([strip])
    return lines


def _line(document: Any, line: list[Strip]) -> Any:
    """Set one line; a second name on it begins at a tab stop."""
    style = "成文日期" if line[0].role is Role.DATED else "署名"
    paragraph = document.add_paragraph("\t".join(strip.text for strip in line), style)
    paragraph.alignment = 0
    if line[0].pieces:
        layout = paragraph.paragraph_format
        first, *others = [strip.pieces[0].places[0] - LEFT for strip in line]
        layout.left_indent = Pt(first)
        for place in others:
            layout.tab_stops.add_tab_stop(Pt(place))
    return paragraph


def _stamp(paragraph: Any, picture: Picture, top: float) -> None:
    """Anchor the picture of a seal to a paragraph whose first line stands at `top`."""
    run = paragraph.add_run()
    shape = run.add_picture(io.BytesIO(picture.source), Pt(picture.width), Pt(picture.height))
    inline = shape._inline
    place = {"left": picture.left - LEFT, "top": picture.top - top}
    anchor = parse_xml(_PLACE.format(**{side: round(at * _EMU) for side, at in place.items()}))
    inline.docPr.set("descr", picture.label)
    wrap = parse_xml(f'<wp:wrapNone xmlns:wp="{anchor.nsmap["wp"]}"/>')
    parts = {part.tag: part for part in inline}
    anchor.append(parts[qn("wp:extent")])
    anchor.append(wrap)
    for name in ("wp:docPr", "wp:cNvGraphicFramePr", "a:graphic"):
        if qn(name) in parts:
            anchor.append(parts[qn(name)])
    inline.getparent().replace(inline, anchor)
