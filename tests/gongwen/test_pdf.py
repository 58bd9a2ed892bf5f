"""The PDF is an archival one: tagged, described, reproducible, carrying its own data."""

import hashlib
import io
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from correspondence.gongwen import Attachment, Letter, to_html, to_pdf

from .conftest import ROOT, SENTENCE, letter

LONG = letter(body=f"您的建议收悉。\n一、工作情况\n{SENTENCE * 40}\n感谢您的关心！")


@pytest.fixture(scope="module")
def document() -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(to_pdf(LONG)))


def elements(document: pikepdf.Pdf) -> list[Any]:
    return list(document.Root.StructTreeRoot.K.K)


def test_it_says_it_is_pdf_a_3u(document: pikepdf.Pdf) -> None:
    with document.open_metadata() as metadata:
        assert metadata["pdfaid:part"] == "3"
        assert metadata["pdfaid:conformance"] == "U"
        assert metadata["dc:title"] == "对市十六届人大一次会议 第0049号代表建议的答复"
    assert document.Root.OutputIntents[0].S == "/GTS_PDFA1"
    assert document.Root.Lang == "zh-CN"


def test_a_paragraph_over_two_pages_is_one_element(document: pikepdf.Pdf) -> None:
    pages = [
        {kid.Pg.objgen for kid in element.K} for element in elements(document) if element.S == "/P"
    ]
    assert max(len(found) for found in pages) > 1


def test_titles_and_headings_are_tagged_and_bookmarked(document: pikepdf.Pdf) -> None:
    assert [str(e.S) for e in elements(document)].count("/H1") == 1
    assert "/H2" in [str(e.S) for e in elements(document)]
    with document.open_outline() as outline:
        assert outline.root[0].title.startswith("对市十六届人大一次会议")
        assert outline.root[0].children[0].title == "一、工作情况"


def test_a_table_is_rows_of_cells_and_has_heads() -> None:
    body = f"如下：\n|项目|说明|\n|{SENTENCE}|{SENTENCE}|\n|乙||\n完成。"
    found = pikepdf.open(io.BytesIO(to_pdf(letter(body=body))))
    table = next(element for element in elements(found) if element.S == "/Table")
    assert [[str(cell.S) for cell in row.K] for row in table.K] == [
        ["/TH", "/TH"], ["/TD", "/TD"], ["/TD", "/TD"],
    ]  # fmt: skip
    # A cell over several lines is one cell, and an empty one is there all the same.
    assert len(table.K[1].K[1].K) > 1
    assert len(table.K[2].K[1].K) == 0


def test_headings_hang_below_the_titles_before_them() -> None:
    body = "甲：\n一、工作情况\n（一）现状\n二、打算\n完成。"
    subject = letter(body=body, attachments=(Attachment("名单", SENTENCE),))
    found = pikepdf.open(io.BytesIO(to_pdf(subject)))
    with found.open_outline() as outline:
        assert [item.title for item in outline.root[0].children] == ["一、工作情况", "二、打算"]
        assert outline.root[0].children[0].children[0].title == "（一）现状"
        assert outline.root[1].title == "名单"
        destination: Any = outline.root[1].destination
    assert destination[0].objgen == found.pages[-1].obj.objgen
    assert found.Root.Outlines.Count == 5


def test_rules_and_page_numbers_are_artefacts(document: pikepdf.Pdf) -> None:
    for page in document.pages:
        marked = page.Contents.read_bytes()
        assert marked.count(b"BMC") + marked.count(b"BDC") == marked.count(b"EMC")
        assert b"/Artifact BMC" in marked
        assert marked.count(b" re\nf") == marked.count(b"/Artifact BMC\n") - 1


def test_every_marked_content_has_its_owner(document: pikepdf.Pdf) -> None:
    numbers = document.Root.StructTreeRoot.ParentTree.Nums
    for at, page in enumerate(document.pages):
        assert page.StructParents == numbers[2 * at]
        assert len(numbers[2 * at + 1]) == page.Contents.read_bytes().count(b"BDC")


def test_only_subsets_are_embedded(document: pikepdf.Pdf) -> None:
    for font in document.pages[0].Resources.Font.values():
        assert "+" in str(font.BaseFont)
        assert "/FontFile3" in font.DescendantFonts[0].FontDescriptor


def test_it_carries_its_own_data(document: pikepdf.Pdf) -> None:
    carried = document.attachments["letter.json"].get_file().read_bytes()
    assert Letter.from_json(carried) == LONG
    assert document.Root.AF[0].AFRelationship == "/Source"
    assert len(document.Root.AF) == 1


@pytest.mark.parametrize(
    "surroundings",
    [
        {"PYTHONHASHSEED": "7", "TZ": "Pacific/Kiritimati", "LANG": "C", "LC_ALL": "C"},
        {"PYTHONHASHSEED": "8", "TZ": "Pacific/Pago_Pago", "LC_ALL": "zh_CN.GB18030"},
        {"PYTHONHASHSEED": "9", "TZ": "Asia/Shanghai", "LANG": "tr_TR.UTF-8", "LC_ALL": ""},
    ],
)
def test_another_process_in_other_surroundings_makes_the_same_bytes(
    tmp_path: Path, surroundings: dict[str, str]
) -> None:
    (tmp_path / "letter.json").write_text(LONG.to_json(), encoding="utf-8")
    command = [sys.executable, "-m", "correspondence.gongwen", "render", "letter.json", "a.pdf"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), **surroundings}
    subprocess.run(command, cwd=tmp_path, env=environment, check=True)
    made = hashlib.sha256((tmp_path / "a.pdf").read_bytes())
    assert made.digest() == hashlib.sha256(to_pdf(LONG)).digest()


def test_names_with_rare_characters_are_set() -> None:
    found = pikepdf.open(io.BytesIO(to_pdf(letter(recipient="喆玥昇璟彧翀㛃䶮𬍛代表"))))
    fonts = [str(font.BaseFont) for font in found.pages[0].Resources.Font.values()]
    assert any("Noto" in font for font in fonts)


def test_the_html_escapes_what_it_is_given() -> None:
    assert "&lt;b&gt;" in to_html(letter(body="<b>粗</b>。"))


def test_importing_the_library_starts_no_framework() -> None:
    code = (
        "import sys, correspondence.gongwen;"
        "sys.exit(any(m in sys.modules for m in ('django', 'celery', 'simple_history')))"
    )
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0
