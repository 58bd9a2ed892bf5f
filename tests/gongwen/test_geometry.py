"""Every page of every letter keeps the measures of the standard."""

import io
from dataclasses import replace
from itertools import pairwise

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from correspondence.gongwen import Attachment, Form, Letter, render, to_pdf
from correspondence.gongwen.faces import SHIPPED
from correspondence.gongwen.grid import PITCH
from correspondence.gongwen.measure import measure
from correspondence.gongwen.measure.overlay import overlay
from correspondence.gongwen.sheet import sheets
from correspondence.gongwen.words import CLOSING

from .conftest import SENTENCE, letter, seal
from .sight import MM, lines_of
from .test_breaking import TEXT

LETTERS = {
    "document": letter(),
    "letter": letter(form=Form.LETTER, body=SENTENCE * 40, printer="", printed_on=None),
    "sealed": letter(seal=seal(), note="此件公开发布"),
    "joint": letter(issuer="上海市科学技术委员会\n上海市财政局", outcome_mark="A"),
    "attached": letter(attachments=(Attachment("名单", SENTENCE), Attachment("方案", "甲。"))),
    "low table": letter(body="如下：\n|甲|乙|\n|一|二|\n完成。\n谢谢。"),
    "short": letter(body="……\n一、您提出的建议我们十分支持，" + "继续推进" * 15 + "。", number=""),
    "table": letter(body=f"如下：\n|项目|说明|\n|甲|{SENTENCE}|\n完成。"),
}


@pytest.mark.parametrize("name", LETTERS)
def test_every_kind_of_letter_conforms(name: str) -> None:
    found = measure(to_pdf(LETTERS[name]))
    assert [item for item in found.items if item.verdict == "不符合"] == []


@given(st.lists(TEXT, min_size=1, max_size=12).map("\n".join))
@settings(max_examples=12, deadline=None)
def test_random_text_keeps_the_grid(body: str) -> None:
    pdf = to_pdf(letter(body=body))
    for sheet in sheets(pdf)[1:]:
        tops = [line.glyphs[0].baseline for line in sheet.lines if abs(line.size - 16) < 0.1]
        for upper, lower in pairwise(tops):
            steps = (lower - upper) / PITCH
            assert abs(steps - round(steps)) * PITCH < 0.05 * MM


@given(st.lists(TEXT, min_size=3, max_size=8).map("".join))
@settings(max_examples=12, deadline=None)
def test_random_full_lines_reach_from_edge_to_edge(body: str) -> None:
    found = [line for line in lines_of(to_pdf(letter(body=body)), page=1) if line[0].size == 16]
    for line in found[3:-2]:
        assert line[0].left == pytest.approx(28 * MM, abs=0.1 * MM)
        if line[-1].text not in CLOSING:
            assert line[-1].right == pytest.approx(184 * MM, abs=0.3 * MM)


def test_a_heading_is_never_the_last_line_of_a_page() -> None:
    for lines in range(1, 26):
        body = "\n".join(["完成。"] * lines + ["一、工作情况", SENTENCE])
        for page in sheets(to_pdf(letter(body=body))):
            text = [line.text for line in page.lines if abs(line.size - 16) < 0.1]
            assert text[-1:] != ["一、工作情况"]


def test_a_page_of_another_size_is_found_wrong() -> None:
    written = io.BytesIO()
    with pikepdf.open(io.BytesIO(to_pdf(letter()))) as document:
        document.pages[0].mediabox = pikepdf.Array([0, 0, 612, 792])
        document.save(written)
    wrong = {item.element for item in measure(written.getvalue()).items if item.verdict == "不符合"}
    assert {"页面宽度", "页面高度"} <= wrong


def test_the_overlay_is_a_picture_of_the_page() -> None:
    picture = Image.open(io.BytesIO(overlay(to_pdf(letter()), 1, width=620)))
    assert picture.size == (620, 877)


def test_the_measures_can_be_read_by_people_and_programs() -> None:
    found = measure(to_pdf(Letter.from_json(letter().to_json())))
    assert "版记末条分隔线 | 262.00±0.3 mm | 262.00 mm | 符合 | 7.4.1" in found.table()
    assert '"form": "文件格式"' in found.to_json()


def test_a_seal_stands_within_a_line_of_the_text_wherever_the_text_ends() -> None:
    for lines in range(1, 24):
        found = measure(to_pdf(letter(body="\n".join(["完成。"] * lines), seal=seal())))
        assert all(item.verdict == "符合" for item in found.items if item.element == "印章")


FACES = {
    "发文机关标志字体": "小标宋",
    "发文字号字体": "仿宋",
    "标题字体": "小标宋",
    "一级标题字体": "黑体",
    "二级标题字体": "楷体",
    "抄送字体": "仿宋",
    "印发字体": "仿宋",
    "页码字体": "宋体",
}


def test_the_face_of_each_element_is_measured() -> None:
    body = f"您好：\n一、情况\n（一）现状\n{SENTENCE * 3}"
    items = measure(to_pdf(letter(body=body))).items
    found = {item.element: item.found for item in items if item.element in FACES}
    assert found == FACES


def test_another_face_than_the_standards_is_found_wrong() -> None:
    other = replace(SHIPPED, title=SHIPPED.kai, song=SHIPPED.hei)
    items = measure(render.to_pdf(letter(), other)).items
    wrong = {item.element: item.found for item in items if item.verdict == "不符合"}
    assert wrong == {"标题字体": "楷体", "页码字体": "黑体"}


def test_both_double_rules_of_a_letter_are_measured() -> None:
    items = {item.element: item for item in measure(to_pdf(LETTERS["letter"])).items}
    for element in ("首条双线", "末条双线", "末条双线距上页边", "末条双线宽度", "双线左边缘"):
        assert (items[element].verdict, items[element].clause) == ("符合", "10.1")


@pytest.mark.parametrize("diameter", [42.0, 45.0, 50.0])
def test_a_seal_has_the_diameter_it_is_given_and_stays_in_its_place(diameter: float) -> None:
    pdf = to_pdf(letter(seal=seal(), seal_diameter=diameter))
    picture = next(picture for sheet in sheets(pdf) for picture in sheet.pictures)
    assert picture.width / MM == pytest.approx(diameter, abs=0.1)
    assert picture.height == pytest.approx(picture.width)
    assert "不符合" not in {item.verdict for item in measure(pdf).items}
