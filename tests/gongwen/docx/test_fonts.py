"""A DOCX brings its letters and digits along, so that a machine without 仿宋 breaks lines alike."""

import io
import uuid
import zipfile
from xml.etree import ElementTree as ET

import pytest
from fontTools.ttLib import TTFont

from correspondence.gongwen.docx.write import to_docx
from correspondence.gongwen.faces import SHIPPED, Face

from ..conftest import letter

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"


@pytest.fixture(scope="module")
def embedded() -> dict[str, TTFont]:
    """The fonts of a document by name, opened as a word processor opens them."""
    with zipfile.ZipFile(io.BytesIO(to_docx(letter()))) as package:
        table = ET.fromstring(package.read("word/fontTable.xml"))
        places = ET.fromstring(package.read("word/_rels/fontTable.xml.rels"))
        targets = {place.attrib["Id"]: place.attrib["Target"] for place in places}
        found = {}
        for font in table:
            regular = font.find(f"{W}embedRegular")
            assert regular is not None
            key = uuid.UUID(regular.attrib[f"{W}fontKey"]).bytes[::-1] * 2
            hidden = package.read(f"word/{targets[regular.attrib[f'{R}id']]}")
            shown = bytes(a ^ b for a, b in zip(hidden[:32], key, strict=True)) + hidden[32:]
            found[font.attrib[f"{W}name"]] = TTFont(io.BytesIO(shown))
        return found


def test_the_faces_of_the_text_are_there(embedded: dict[str, TTFont]) -> None:
    assert set(embedded) == {"仿宋", "黑体", "楷体"}


def test_letters_and_digits_are_as_wide_as_on_the_page(embedded: dict[str, TTFont]) -> None:
    font = embedded["仿宋"]
    known = font.getBestCmap()
    em = font["head"].unitsPerEm
    text = "Internet 2023年5G".replace("年", "")
    widths = [font["hmtx"][known[ord(character)]][0] / em for character in text]
    assert widths == pytest.approx(SHIPPED.widths(Face.FANG, text), abs=0.001)


def test_no_chinese_goes_along(embedded: dict[str, TTFont]) -> None:
    """The faces for Chinese are large, and all draw its characters equally wide."""
    assert all(ord("海") not in font.getBestCmap() for font in embedded.values())
