"""Letters and digits that go along with a DOCX, for a machine that lacks the Chinese faces.

Any face draws Chinese characters equally wide; letters and digits it does not. So the page would
break elsewhere on a machine without 仿宋. Where the faces are installed, programs take those.
"""

import io
import uuid
from functools import lru_cache
from pathlib import Path
from typing import Any

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont

from ..faces import SHIPPED
from .styles import FONTS

_CONTENT = "application/vnd.openxmlformats-officedocument.obfuscatedFont"
_LATIN = (*range(0x20, 0x460), *range(0x2000, 0x2300))
"""Letters, digits and signs; what programs draw with the face for Chinese is not among them."""
_ERROR = 1.0
"""Units of the em by which a curve may differ from the drawn one."""
_HIDDEN = 32
"""Bytes at the start of a font in a DOCX that are mixed with its key (ECMA-376 part 4, 17.8.1)."""
_FONTS = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    '<w:fonts xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">{}</w:fonts>'
)
_FONT = (
    '<w:font w:name="{name}"><w:charset w:val="86"/><w:family w:val="auto"/>'
    '<w:pitch w:val="variable"/><w:embedRegular r:id="{place}" w:fontKey="{{{key}}}"/></w:font>'
)


def embed_latin(document: Any) -> None:
    """Put the letters and digits of the faces of the text into the document."""
    table = document.part.part_related_by(RELATIONSHIP_TYPE.FONT_TABLE)
    fonts = []
    for at, (face, name) in enumerate(FONTS.items(), start=1):
        key = uuid.uuid5(uuid.NAMESPACE_URL, f"gongwen:{face.value}")
        blob = _hidden(latin_font(SHIPPED.file(face), name), key)
        part = Part(PackURI(f"/word/fonts/font{at}.odttf"), _CONTENT, blob, document.part.package)
        place = table.relate_to(part, RELATIONSHIP_TYPE.FONT)
        fonts.append(_FONT.format(name=name, place=place, key=str(key).upper()))
    table._blob = _FONTS.format("".join(fonts)).encode()


@lru_cache(maxsize=8)
def latin_font(file: Path, family: str) -> bytes:
    """Return the letters and digits of a font file as TrueType, under another name."""
    with TTFont(file, lazy=True) as source:
        known = source.getBestCmap()
        chosen = {code: known[code] for code in _LATIN if code in known}
        drawn = source.getGlyphSet()
        order = [".notdef", *dict.fromkeys(chosen.values())]
        builder = FontBuilder(source["head"].unitsPerEm, isTTF=True)
        builder.setupGlyphOrder(order)
        builder.setupCharacterMap(chosen)
        builder.setupGlyf({name: _quadratic(drawn, name) for name in order})
        builder.setupHorizontalMetrics({name: source["hmtx"][name] for name in order})
        height = {"ascent": source["hhea"].ascent, "descent": source["hhea"].descent}
    builder.setupHorizontalHeader(**height)
    builder.setupNameTable({"familyName": family, "styleName": "Regular"})
    builder.setupOS2(
        sTypoAscender=height["ascent"],
        sTypoDescender=height["descent"],
        usWinAscent=height["ascent"],
        usWinDescent=-height["descent"],
        fsType=0,
    )
    builder.setupPost()
    builder.font["head"].created = builder.font["head"].modified = 0
    builder.font.recalcTimestamp = False
    kept = io.BytesIO()
    builder.save(kept)
    return kept.getvalue()


def _quadratic(drawn: Any, name: str) -> Any:
    pen = TTGlyphPen(None)
    drawn[name].draw(Cu2QuPen(pen, _ERROR, reverse_direction=True))
    return pen.glyph()


def _hidden(font: bytes, key: uuid.UUID) -> bytes:
    mask = (key.bytes[::-1] * 2)[:_HIDDEN]
    return bytes(a ^ b for a, b in zip(font[:_HIDDEN], mask, strict=True)) + font[_HIDDEN:]
