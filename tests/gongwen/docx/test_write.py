"""The DOCX has the same page and real styles."""

import io
import shutil
import subprocess
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn
from docx.shared import Mm
from docx.table import Table

from correspondence.gongwen import Form, page_count, to_pdf
from correspondence.gongwen.docx.styles import LINE
from correspondence.gongwen.docx.write import to_docx
from correspondence.gongwen.grid import MM, SIZE
from correspondence.gongwen.sheet import Sheet, sheets

from ..conftest import letter, seal


def made(**changes: Any) -> Any:
    return docx.Document(io.BytesIO(to_docx(letter(**changes))))


def paragraph(document: Any, style: str) -> Any:
    return next(found for found in document.paragraphs if found.style.name == style)


def field_code(footer: Any) -> str:
    return "".join(node.text for node in footer._element.iter(qn("w:instrText")))


def styles(**changes: Any) -> list[str]:
    document = made(**changes)
    return [str(p.style and p.style.name) for p in document.paragraphs if p.text]


def test_each_element_has_its_style() -> None:
    assert styles() == [
        "发文机关标志", "发文字号", "Title", "Title", "主送机关", "Body Text", "Heading 1",
        "Body Text", "Body Text", "署名", "成文日期",
    ]  # fmt: skip


def test_the_characters_begin_and_end_where_the_type_area_does() -> None:
    """The first line has room over its characters, so the margin is less than 37 mm."""
    section = made().sections[0]
    assert (section.page_width, section.page_height) == pytest.approx((Mm(210), Mm(297)), abs=700)
    assert (section.left_margin, section.right_margin) == pytest.approx((Mm(28), Mm(26)), abs=700)
    top = section.top_margin.mm + (0.8 * LINE - 0.88 * 16) / 72 * 25.4
    assert top == pytest.approx(37, abs=0.1)
    last = section.top_margin.mm + (21 * LINE + 0.8 * LINE + 0.12 * 16) / 72 * 25.4
    assert last == pytest.approx(297 - 35, abs=0.2)


def test_22_lines_fill_a_page_and_23_do_not() -> None:
    section = made().sections[0]
    room = section.page_height.pt - section.top_margin.pt - section.bottom_margin.pt
    pitch = made().styles["Normal"].paragraph_format.line_spacing.pt
    assert 22 * pitch < room < 23 * pitch


def test_the_grid_has_22_lines_as_high_as_those_of_the_style() -> None:
    grid = made().sections[0]._sectPr.find(qn("w:docGrid"))
    assert grid.get(qn("w:type")) == "linesAndChars"
    assert int(grid.get(qn("w:linePitch"))) == LINE * 20


def test_the_grid_of_a_letter_moves_nothing() -> None:
    """LibreOffice would put it in the middle of the first page, which is the higher one."""
    grid = made(form=Form.LETTER).sections[0]._sectPr.find(qn("w:docGrid"))
    assert grid.get(qn("w:type")) == "default"


def test_28_characters_fill_a_line_and_29_do_not() -> None:
    """The narrowing is in the style, so the grid must add none: see `add_grid`."""
    document = made()
    assert document.sections[0]._sectPr.find(qn("w:docGrid")).get(qn("w:charSpace")) == "0"
    spacing = document.styles["Normal"].element.rPr.find(qn("w:spacing"))
    step = document.styles["Normal"].font.size.pt + int(spacing.get(qn("w:val"))) / 20
    assert 28 * step <= 156 / 25.4 * 72 < 29 * step


@pytest.mark.parametrize(
    ("style", "font", "size"),
    [
        ("发文机关标志", "方正小标宋简体", 44),
        ("Title", "方正小标宋简体", 22),
        ("Body Text", "仿宋", 16),
        ("Heading 1", "黑体", 16),
        ("Heading 2", "楷体", 16),
        ("版记", "仿宋", 14),
        ("页码", "宋体", 14),
    ],
)
def test_each_style_has_its_face_and_size(style: str, font: str, size: float) -> None:
    found = made().styles[style]
    assert found.element.rPr.rFonts.get(qn("w:eastAsia")) == font
    assert found.font.size.pt == size


def test_headings_stay_with_what_follows() -> None:
    assert made().styles["Heading 1"].paragraph_format.keep_with_next


def test_only_the_mark_and_its_rule_are_red() -> None:
    document = made()
    red = [style.name for style in document.styles if style.element.xpath(".//w:color")]
    red = [name for name in red if str(document.styles[name].font.color.rgb) == "E60012"]
    assert red == ["发文机关标志"]
    rule = paragraph(document, "发文字号")._p.pPr.find(qn("w:pBdr")).find(qn("w:bottom"))
    assert (rule.get(qn("w:val")), rule.get(qn("w:color"))) == ("single", "E60012")


def test_a_letter_has_two_double_rules_170_mm_wide() -> None:
    document = made(form=Form.LETTER)
    section = document.sections[0]
    box = next(document.element.body.iter(qn("wp:anchor")))
    upper = next(box.iter(qn("w:pBdr")))
    lower = section.first_page_footer.paragraphs[0]
    assert upper.find(qn("w:bottom")).get(qn("w:val")) == "thickThinSmallGap"
    assert int(box.find(qn("wp:extent")).get("cx")) == pytest.approx(Mm(170), abs=200)
    rule = lower._p.pPr.find(qn("w:pBdr")).find(qn("w:bottom"))
    assert rule.get(qn("w:val")) == "thinThickSmallGap"
    layout = lower.paragraph_format
    assert (layout.left_indent.mm, layout.right_indent.mm) == pytest.approx((-8, -6), abs=0.1)


def test_page_numbers_stand_right_on_odd_and_left_on_even_pages() -> None:
    document = made()
    section = document.sections[0]
    assert document.settings.odd_and_even_pages_header_footer
    for footer, side in ((section.footer, 2), (section.even_page_footer, 0)):
        assert footer.paragraphs[0].alignment == side
        assert field_code(footer).strip() == "PAGE"
        assert footer.paragraphs[0].text.strip() == "—  —"


def test_a_letter_hides_its_first_page_number() -> None:
    section = made(form=Form.LETTER).sections[0]
    assert section.different_first_page_header_footer
    assert field_code(section.first_page_footer) == ""


def test_the_same_letter_gives_the_same_bytes() -> None:
    assert to_docx(letter()) == to_docx(letter())


def test_the_imprint_holds_copies_and_printer() -> None:
    document = made()
    text = "".join(node.text or "" for node in document.element.iter(qn("w:t")))
    assert "抄送：市政府办公厅建议提案处，市人大代表工作处。" in text
    assert "2023年5月11日印发" in text


def above_text(**changes: Any) -> float:
    """Points from the top of the page to the 主送."""
    document = made(**changes)
    styled = [found.style.name for found in document.paragraphs]
    room: float = document.sections[0].top_margin.pt
    for found in document.paragraphs[: styled.index("主送机关")]:
        layout = found.paragraph_format
        room += layout.space_before.pt + layout.line_spacing.pt * (1 + found.text.count("\n"))
        room += layout.space_after.pt if layout.space_after else 0.0
    return room


def test_an_outcome_mark_leaves_the_text_where_it_stands() -> None:
    """A hair lower, and the first page would lose its last line."""
    assert above_text(outcome_mark="办理结果：解决采纳") == pytest.approx(above_text(), abs=0.2)


def test_recipients_that_leave_no_room_for_text_go_to_the_imprint() -> None:
    names = "、".join(f"第{at}位代表" for at in range(60))
    document = made(recipient=names)
    assert "主送机关" not in [found.style.name for found in document.paragraphs]
    rows = next(document.element.iter(qn("w:txbxContent"))).iter(qn("w:tr"))
    first = [
        paragraph.text
        for paragraph in Table(next(rows).getparent(), document).cell(0, 0).paragraphs
    ]
    assert first == [f"主送：{names}。", "抄送：市政府办公厅建议提案处，市人大代表工作处。"]


def test_the_box_of_the_imprint_has_a_paragraph_of_its_own() -> None:
    """LibreOffice loses a box whose paragraph stands on two pages."""
    *_others, last = made().paragraphs
    assert next(last._p.iter(qn("wp:docPr"))).get("name") == "版记"
    assert last.text == ""
    assert last.paragraph_format.line_spacing.pt < 1


def test_joint_signatories_stand_on_one_line_as_on_the_page() -> None:
    document = made(signatories=("市科委", "市财政局"), seals=(seal(), seal()))
    found = paragraph(document, "署名")
    names = next(p for p in document.paragraphs if p.text == "市科委\t市财政局")
    assert names.style.name == found.style.name
    assert len(names.paragraph_format.tab_stops) == 1


def test_each_seal_is_a_picture_behind_the_text() -> None:
    document = made(signatories=("市科委", "市财政局"), seals=(seal(), seal()), seal_diameter=42.0)
    anchors = list(document.element.body.iter(qn("wp:anchor")))
    stamps = [found for found in anchors if found.get("behindDoc") == "1"]
    assert [found.find(qn("wp:docPr")).get("descr") for found in stamps] == ["印章", "印章"]
    for found in stamps:
        assert int(found.find(qn("wp:extent")).get("cx")) == pytest.approx(Mm(42), abs=20000)


def test_the_language_is_chinese_so_that_programs_break_lines_as_chinese() -> None:
    document = made()
    found = document.styles.element.xpath("./w:docDefaults//w:lang")
    assert [language.get(qn("w:eastAsia")) for language in found] == ["zh-CN"]


def test_a_run_in_heading_stands_in_its_face() -> None:
    document = made(body="（一）加强领导。" + "我们将认真研究您的建议。" * 3)
    first, *others = paragraph(document, "Body Text").runs
    assert first.text == "（一）加强领导。"
    assert first._r.rPr.rFonts.get(qn("w:eastAsia")) == "楷体"
    assert not any(run._r.rPr is not None and run._r.rPr.rFonts is not None for run in others)


def test_columns_are_as_wide_and_rows_as_high_as_on_the_page() -> None:
    text = "|序号|内容|\n|1|" + "认真研究" * 12 + "|"
    table = made(body=f"请看下表。\n{text}").tables[0]
    narrow, wide = (column.width.pt for column in table.columns)
    assert narrow + wide == pytest.approx(156 / 25.4 * 72, abs=0.2)
    assert wide > 4 * narrow
    # LibreOffice hides rows of a table that is kept together over the foot of a page.
    assert not any(cell.paragraphs[0].paragraph_format.keep_with_next for cell in table._cells)
    heights = [row.height.pt for row in table.rows]
    assert heights == pytest.approx([LINE, 2 * LINE])


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[bytes, bytes]]:
    """Each form as PDF, and as the PDF that LibreOffice makes of the DOCX."""
    if shutil.which("soffice") is None:
        pytest.skip("LibreOffice is not installed")
    folder = tmp_path_factory.mktemp("printed")
    # No number after a mark: there LibreOffice ends no line, by rules of its own.
    text = "我委会同市财政局等5家单位研究，今年共安排12.5亿元（同比增长8%），支持36个项目。"
    table = "|序号|内容|\n|1|" + "认真研究" * 12 + "|"
    body = "\n".join([*[text * at for at in range(1, 9)], table, text])
    subjects = {form.value: letter(form=form, body=body, seal=seal()) for form in Form}
    for form, subject in subjects.items():
        (folder / f"{form}.docx").write_bytes(to_docx(subject))
    home = f"-env:UserInstallation={(folder / 'home').as_uri()}"
    order = ["soffice", home, "--headless", "--convert-to", "pdf", "--outdir", str(folder)]
    sources = map(str, folder.glob("*.docx"))
    subprocess.run([*order, *sources], check=True, capture_output=True, timeout=180)
    return {
        form: (to_pdf(subject), (folder / f"{form}.pdf").read_bytes())
        for form, subject in subjects.items()
    }


@pytest.mark.parametrize("form", Form)
def test_libreoffice_shows_as_many_pages_as_the_pdf(
    printed: dict[str, tuple[bytes, bytes]], form: str
) -> None:
    ours, theirs = map(page_count, printed[form])
    assert theirs == ours


@pytest.mark.parametrize("form", Form)
def test_libreoffice_prints_everything_where_the_pdf_has_it(
    printed: dict[str, tuple[bytes, bytes]], form: str
) -> None:
    """Within a millimetre: each line by its base line, each rule and seal by its upper edge."""
    for ours, theirs in zip(*map(sheets, printed[form]), strict=True):
        assert heights(theirs) == pytest.approx(heights(ours), abs=MM)
        assert lefts(theirs) == pytest.approx(lefts(ours), abs=MM)


def heights(page: Sheet) -> list[float]:
    edges = [thing.top for thing in (*page.rules, *page.pictures)]
    return [*(line.baseline for line in page.lines), *edges]


def lefts(page: Sheet) -> list[float]:
    """The left edges of the lines in 3号: the width of others is that of their faces."""
    return [line.left for line in page.lines if line.size == SIZE]


def test_latin_letters_are_not_set_apart_from_chinese() -> None:
    normal = made().styles["Normal"].element.pPr
    for name in ("w:autoSpaceDE", "w:autoSpaceDN"):
        assert normal.find(qn(name)).get(qn("w:val")) == "0"
