"""What ISO 19005-3 (PDF/A-3u) and ISO 14289-1 (PDF/UA-1) ask of a file, checked object by object.

No validator is at hand everywhere; these are its rules that can apply to such pages. That of
Pdftools SDK 1.21 found 25 files of all kinds to be PDF/A-3u, signed ones too, and none of nine
that had been spoilt on purpose.
"""

import io
from typing import Any

import pikepdf
import pytest
from fontTools.ttLib import TTFont

from correspondence.gongwen import Attachment, to_pdf

from .conftest import SENTENCE, letter, seal

RICH = letter(
    recipient="喆玥昇璟彧翀㛃䶮𬍛代表",
    body=f"收悉。\n一、情况\n{SENTENCE * 30}\n|项目|数|\n|甲|3.5%|\n感谢！",
    seal=seal(),
    attachments=(Attachment("名单", SENTENCE),),
)
FORBIDDEN = ("/JavaScript", "/JS", "/AA", "/OpenAction", "/Launch", "/XFA", "/Encrypt", "/PS")


@pytest.fixture(scope="module")
def document() -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(to_pdf(RICH)))


def dictionaries(document: pikepdf.Pdf) -> list[Any]:
    return [one for one in document.objects if isinstance(one, pikepdf.Dictionary | pikepdf.Stream)]


def fonts(document: pikepdf.Pdf) -> list[Any]:
    return [one for one in dictionaries(document) if one.get("/Subtype") == "/Type0"]


def test_nothing_can_be_executed_and_nothing_is_outside(document: pikepdf.Pdf) -> None:
    for one in dictionaries(document):
        assert not [key for key in FORBIDDEN if key in one]
        # A stream keeps its data in the file (6.1.7.1), without LZW (6.1.7.2).
        assert "/FFilter" not in one
        assert "/LZWDecode" not in str(one.get("/Filter", ""))


def test_the_file_is_named_and_says_its_version(document: pikepdf.Pdf) -> None:
    assert len(document.trailer.ID) == 2
    assert document.pdf_version == "1.7"
    assert not document.is_encrypted


def test_colours_have_a_profile(document: pikepdf.Pdf) -> None:
    profile = document.Root.OutputIntents[0].DestOutputProfile
    read = profile.read_bytes()
    assert (int(profile.N), read[36:40], read[16:20]) == (3, b"acsp", b"RGB ")


def test_every_font_is_embedded_with_its_characters_and_widths(document: pikepdf.Pdf) -> None:
    assert len(fonts(document)) > 3
    for font in fonts(document):
        assert font.Encoding == "/Identity-H"
        assert b"beginbf" in font.ToUnicode.read_bytes()
        drawn = font.DescendantFonts[0]
        assert drawn.Subtype == "/CIDFontType0"
        assert drawn.FontDescriptor.FontFile3.Subtype in ("/CIDFontType0C", "/OpenType")


def test_images_are_not_smoothed_by_the_reader(document: pikepdf.Pdf) -> None:
    images = [one for one in dictionaries(document) if one.get("/Subtype") == "/Image"]
    assert images
    for image in images:
        assert not image.get("/Interpolate", False)
        assert "/Alternates" not in image


def test_it_is_tagged_in_chinese_and_shows_its_title(document: pikepdf.Pdf) -> None:
    assert bool(document.Root.MarkInfo.Marked)
    assert document.Root.Lang == "zh-CN"
    assert bool(document.Root.ViewerPreferences.DisplayDocTitle)


def test_a_seal_has_words_for_whoever_cannot_see_it(document: pikepdf.Pdf) -> None:
    figures = [one for one in dictionaries(document) if one.get("/S") == "/Figure"]
    assert figures
    assert all(str(figure.Alt) for figure in figures)


def test_the_file_inside_says_what_it_is(document: pikepdf.Pdf) -> None:
    (inside,) = document.Root.AF
    assert (str(inside.F), str(inside.UF)) == ("letter.json", "letter.json")
    assert inside.AFRelationship == "/Source"
    assert inside.EF.F.Subtype == "/application/json"
    assert "/ModDate" in inside.EF.F.Params


def widths(array: Any) -> dict[int, float]:
    """Read the widths of a font by the number of the glyph (ISO 32000-1, 9.7.4.3)."""
    found: dict[int, float] = {}
    parts = list(array)
    while parts:
        first, then = int(parts.pop(0)), parts.pop(0)
        if isinstance(then, pikepdf.Array):
            found |= {first + at: float(width) for at, width in enumerate(then)}
        else:
            found |= dict.fromkeys(range(first, int(then) + 1), float(parts.pop(0)))
    return found


def test_the_widths_said_are_the_widths_drawn(document: pikepdf.Pdf) -> None:
    """6.2.11.5: a reader may take either, so the lines would end elsewhere."""
    for font in fonts(document):
        drawn = font.DescendantFonts[0]
        program = TTFont(io.BytesIO(drawn.FontDescriptor.FontFile3.read_bytes()))
        order, em = program.getGlyphOrder(), program["head"].unitsPerEm
        said = widths(drawn.W)
        assert said
        for glyph, width in said.items():
            assert width == pytest.approx(program["hmtx"][order[glyph]][0] * 1000 / em, abs=1)
