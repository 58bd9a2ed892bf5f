"""The page of GB/T 9704-2012, measured on the finished PDF."""

import itertools
from typing import Any

import pytest

from correspondence.gongwen import Attachment, Form, LayoutError, page_count, to_pdf

from .conftest import SENTENCE, letter
from .sight import MM, lines_of, sights


@pytest.fixture(scope="module")
def long_letter() -> bytes:
    return to_pdf(letter(body="\n".join([SENTENCE * 6] * 12)))


def test_full_lines_reach_from_28_to_184_mm(long_letter: bytes) -> None:
    for line in lines_of(long_letter, page=2):
        if len(line) == 28:
            assert line[0].left == pytest.approx(28 * MM, abs=0.1 * MM)
            assert line[-1].right == pytest.approx(184 * MM, abs=0.3 * MM)


def test_a_full_page_has_22_lines_from_37_to_262_mm(long_letter: bytes) -> None:
    lines = lines_of(long_letter, page=2)
    body = [line for line in lines if line[0].size == pytest.approx(16, abs=0.1)]
    assert len(body) == 22
    assert body[0][0].top == pytest.approx(37 * MM, abs=0.1 * MM)
    assert body[-1][0].top + 16 == pytest.approx(262 * MM, abs=0.1 * MM)


def test_the_pitch_of_the_lines_is_constant(long_letter: bytes) -> None:
    tops = [line[0].top for line in lines_of(long_letter, page=2)[:22]]
    for upper, lower in itertools.pairwise(tops):
        assert lower - upper == pytest.approx(29.609, abs=0.05 * MM)


def test_page_numbers_stand_right_on_odd_and_left_on_even_pages(long_letter: bytes) -> None:
    for page in (1, 2, 3):
        number = lines_of(long_letter, page=page)[-1]
        assert "".join(glyph.text for glyph in number).strip() == f"— {page} —"
        assert (number[0].left > 105 * MM) is (page % 2 == 1)


def test_a_longer_title_still_leaves_text_on_the_first_page() -> None:
    pdf = to_pdf(letter(title="关于进一步加强长三角科技创新共同体建设工作情况的答复" * 4))
    assert SENTENCE[:8] in sights(pdf, page=1)


def test_too_many_addressees_go_to_the_imprint() -> None:
    names = "、".join(f"第{at}区人民政府办公室" for at in range(60))
    pdf = to_pdf(letter(recipient=names))
    assert "主送：" in sights(pdf, page=page_count(pdf))


def test_the_letter_form_hides_the_first_page_number() -> None:
    assert "— 1 —" not in sights(to_pdf(letter(form=Form.LETTER)), page=1)


@pytest.mark.parametrize(
    ("changes", "where"),
    [
        ({"recipient": "张\U0001f600代表"}, "主送第2个字的“\U0001f600”（U+1F600）"),
        ({"body": "收悉。\n现答\U0001f600复。"}, "正文第2段第3个字的“\U0001f600”（U+1F600）"),
        ({"title": "建议\n的答\U0001f600复"}, "标题第2行第3个字的"),
        ({"copies": ("市政府", "市\U0001f600")}, "抄送第2个单位第2个字的"),
        ({"attachments": (Attachment("名单", "甲\n|乙|\U0001f600|"),)}, "附件1第2段第4个字的"),
        (
            {"body": "\U0001f600" * 9 + "。"},
            "正文第1段第1个字、正文第1段第2个字、正文第1段第3个字等处的",
        ),
    ],
)
def test_a_character_no_font_has_is_named_with_its_place(
    changes: dict[str, Any], where: str
) -> None:
    with pytest.raises(LayoutError) as refused:
        to_pdf(letter(**changes))
    assert f"字体中没有{where}" in str(refused.value)


def test_the_same_letter_gives_the_same_bytes() -> None:
    assert to_pdf(letter()) == to_pdf(letter())
