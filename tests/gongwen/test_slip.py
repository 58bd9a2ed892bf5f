"""Paper forms: every word on them, rules where they belong, heads repeated, nothing fetched."""

import os
import re
import subprocess
import sys
from datetime import date

import pypdfium2
import pypdfium2.raw as pdfium
import pytest

from correspondence.gongwen import LayoutError
from correspondence.gongwen.engine import slip_to_pdf
from correspondence.gongwen.slip import Box, Entry, Slip, Table

MM = 72 / 25.4
FORM = Slip(
    issuer="上海市科学技术委员会",
    name="发文稿纸",
    about="第0049号",
    boxes=(
        (
            Box("签　发", (Entry("同意印发。", "王喆", date(2023, 5, 11)),), 6, 48),
            Box("会　签", (Entry("同意。", "李玥", date(2023, 5, 10)),), 6, 48),
        ),
        (Box.of("标　题", "对市十六届人大一次会议第0049号代表建议的答复"),),
    ),
)
LONG = Table(
    ("序号", "会签人", "意　见"),
    (1, 3, 8),
    tuple((str(number), "张三", "请补充经费数据。" * 60) for number in range(1, 9)),
)


def pages(form: Slip) -> list[pypdfium2.PdfPage]:
    return list(pypdfium2.PdfDocument(slip_to_pdf(form)))


def text_of(page: pypdfium2.PdfPage) -> str:
    return re.sub(r"\s", "", page.get_textpage().get_text_range())


def words(form: Slip) -> str:
    return "".join(text_of(page) for page in pages(form))


def rules(page: pypdfium2.PdfPage) -> list[tuple[float, float]]:
    """Left and right end of every ruled line, in mm."""
    paths = page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_PATH])
    spans = [one.get_bounds() if hasattr(one, "get_bounds") else one.get_pos() for one in paths]
    return [(left / MM, right / MM) for left, _bottom, right, _top in spans]


def test_opinions_names_and_days_are_on_the_form() -> None:
    found = words(FORM)
    for text in (
        "上海市科学技术委员会发文稿纸",
        "同意印发。",
        "王喆",
        "2023年5月11日",
        "第1页共1页",
    ):
        assert text in found


def test_the_form_is_a4_ruled_within_its_margins() -> None:
    (page,) = pages(FORM)
    assert [round(length / MM) for length in page.get_size()] == [210, 297]
    spans = rules(page)
    assert len(spans) >= 8
    assert min(left for left, _ in spans) == pytest.approx(24, abs=0.4)
    assert max(right for _, right in spans) == pytest.approx(190, abs=0.4)


def test_boxes_and_rows_are_equally_wide() -> None:
    page = pages(Slip(issuer="市科委", name="会签单", boxes=FORM.boxes, table=LONG))[0]
    wide = [right for left, right in rules(page) if right - left > 100]
    assert max(wide) - min(wide) < 0.3


def test_long_opinions_run_over_pages_that_repeat_name_and_head() -> None:
    found = pages(Slip(issuer="市科委", name="会签单", about="第0049号", table=LONG))
    assert len(found) > 1
    for page in found[1:]:
        assert text_of(page).startswith("序号会签人意见")
        assert "市科委会签单（续）第0049号" in text_of(page)
    whole = words(Slip(issuer="市科委", name="会签单", table=LONG))
    assert whole.count("请补充经费数据。") == 8 * 60


def test_an_opinion_longer_than_a_page_loses_no_word() -> None:
    box = Box("意　见", (Entry("请补充经费数据。" * 400, "张三", date(2023, 5, 11)),))
    form = Slip(issuer="市科委", name="会签单", boxes=((box,),))
    assert words(form).count("请补充经费数据。") >= 395
    assert "张三" in words(form)


def test_markup_is_printed_and_fetches_nothing() -> None:
    hostile = '<img src="http://127.0.0.1:1/x.png"><style>@page{size:1mm}</style>'
    box = Box.of("标　题", hostile)
    found = words(Slip(issuer="市科委", name="<b>单", boxes=((box,),)))
    assert '<imgsrc="http://127.0.0.1:1/x.png">' in found
    assert "市科委<b>单" in found


def test_a_character_without_a_face_is_named() -> None:
    with pytest.raises(LayoutError, match=r"事由第2个字的“.”（U\+10FFFD）"):
        slip_to_pdf(Slip(issuer="市科委", name="会签单", about="关\U0010fffd"))
    box = Box.of("拟　稿", "同意\U0010fffd")
    with pytest.raises(LayoutError, match="“拟　稿”栏意见第3个字的"):
        slip_to_pdf(Slip(issuer="市科委", name="会签单", boxes=((box,),)))


def test_the_same_form_gives_the_same_bytes_in_other_surroundings() -> None:
    code = (
        "import hashlib; from tests.gongwen.test_slip import FORM, slip_to_pdf;"
        "print(hashlib.sha256(slip_to_pdf(FORM)).hexdigest())"
    )
    surroundings = (
        {"PYTHONHASHSEED": "1", "TZ": "Pacific/Kiritimati", "LC_ALL": "C"},
        {"PYTHONHASHSEED": "2", "TZ": "Pacific/Pago_Pago", "LANG": "tr_TR.UTF-8"},
    )
    hashes = {
        subprocess.run(
            [sys.executable, "-c", code],
            capture_output=True,
            check=True,
            env={**os.environ, **environment},
        ).stdout
        for environment in surroundings
    }
    assert len(hashes) == 1
