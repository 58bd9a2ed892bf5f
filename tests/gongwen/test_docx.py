"""The DOCX has the same page and real styles."""

import io
import shutil
import subprocess
from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn
from docx.shared import Mm

from correspondence.gongwen import Form, page_count, parse, to_pdf
from correspondence.gongwen.docx import to_docx

from .conftest import SENTENCE, letter


def styles(**changes: object) -> list[str]:
    document = docx.Document(io.BytesIO(to_docx(letter(**changes))))
    return [str(p.style and p.style.name) for p in document.paragraphs if p.text]


def test_each_element_has_its_style() -> None:
    assert styles() == [
        "发文机关标志", "发文字号", "Title", "Title", "主送机关", "Body Text", "Heading 1",
        "Body Text", "Body Text", "署名", "成文日期",
    ]  # fmt: skip


def test_the_page_and_its_grid() -> None:
    section = docx.Document(io.BytesIO(to_docx(letter()))).sections[0]
    assert section.top_margin == pytest.approx(Mm(37), rel=0.01)
    assert section.left_margin == pytest.approx(Mm(28), rel=0.01)
    grid = section._sectPr.find(qn("w:docGrid"))
    assert int(grid.get(qn("w:linePitch"))) * 22 == pytest.approx(225 / 25.4 * 1440, abs=30)


def test_the_same_letter_gives_the_same_bytes() -> None:
    assert to_docx(letter()) == to_docx(letter())


def test_the_imprint_holds_copies_and_printer() -> None:
    document = docx.Document(io.BytesIO(to_docx(letter())))
    text = "".join(node.text or "" for node in document.element.iter(qn("w:t")))
    assert "抄送：市政府办公厅建议提案处，市人大代表工作处。" in text
    assert "2023年5月11日印发" in text


def test_libreoffice_makes_as_many_pages(published: str, tmp_path: Path) -> None:
    office = shutil.which("soffice")
    if office is None:  # without the program only the file itself can be tested
        return
    letters = [parse(published).letter, letter(form=Form.LETTER, body=SENTENCE * 50)]
    for at, subject in enumerate(letters):
        (tmp_path / f"{at}.docx").write_bytes(to_docx(subject))
    profile = f"-env:UserInstallation={tmp_path.as_uri()}/profile"
    command = [office, profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path)]
    command += map(str, tmp_path.glob("*.docx"))
    subprocess.run(command, check=True, capture_output=True)
    made = [page_count((tmp_path / f"{at}.pdf").read_bytes()) for at in range(len(letters))]
    assert made == [page_count(to_pdf(subject)) for subject in letters]
