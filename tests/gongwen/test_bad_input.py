"""Bad input gets a clear answer, never a traceback and never a wrong page."""

import io
from collections.abc import Callable
from typing import Any

import pikepdf
import pytest
from PIL import Image

from correspondence.gongwen import (
    Form,
    LayoutError,
    Letter,
    LetterError,
    PdfError,
    page_count,
    page_png,
    parse,
    to_pdf,
)
from correspondence.gongwen.grid import Role
from correspondence.gongwen.measure import measure
from correspondence.gongwen.page import compose
from correspondence.gongwen.recover import parse_pdf, text_of
from correspondence.gongwen.sign import verify

from .conftest import SENTENCE, letter, seal
from .sight import sights


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"body": " \n"}, "正文为空"),
        ({"body": "你\x07好"}, "控制字符"),
        ({"body": "你\ud800好"}, "不完整的字符"),
        ({"body": "你\u200b好"}, "看不见的"),
        ({"title": "很长的标题" * 40}, "标题超过"),
        ({"body": "好。\n" + "|列" * 40 + "|"}, "表格有40列"),
        ({"body": f"好。\n|甲|乙|\n|{'长' * 3000}|乙|"}, "表格第2行一页放不下"),
        ({"body": "你\u2028好"}, "分行符"),
        ({"note": "联系人" * 400}, "缩短附注"),
        ({"seal": b"<svg/>"}, "印章不是可用的图片"),
        ({"seal": seal(), "seal_diameter": 420.0}, "印章直径应在"),
        ({"signatories": ("上海市科学技术委员会",) * 60}, "署名和附注共61行，与正文一页放不下"),
        ({"number": "沪科建复" * 30}, "一行放不下"),
        ({"issuer": "上海市科学技术委员会" * 4}, "发文机关标志过长"),
        ({"copies": ("很长的单位名称",) * 500}, "版记一页放不下"),
    ],
)
def test_a_letter_that_cannot_be_set_says_why(changes: dict[str, Any], message: str) -> None:
    with pytest.raises(LayoutError, match=message):
        to_pdf(letter(**changes))


def test_a_very_long_body_conforms() -> None:
    measured = measure(to_pdf(letter(body="\n".join([SENTENCE * 10] * 100))))
    assert measured.conforms
    assert measured.pages > 50


def test_markup_in_the_text_is_printed_as_text() -> None:
    markup = '<img src="http://127.0.0.1:9/x.png"><style>*{display:none}</style>{{7*7}}。'
    pdf = to_pdf(letter(body=markup))
    assert markup.replace(" ", "") in sights(pdf, page=1).replace(" ", "")


def test_a_signature_is_never_alone_on_a_page() -> None:
    for lines in range(1, 30):
        pdf = to_pdf(letter(body="\n".join(["完成。"] * lines)))
        last = max(
            page
            for page in range(1, page_count(pdf) + 1)
            if "2023年5月11日" in sights(pdf, page=page)
            and "科学技术委员会2023" in sights(pdf, page=page)
        )
        assert "完成。" in sights(pdf, page=last)


@pytest.mark.parametrize("form", Form)
@pytest.mark.parametrize(
    "headings", [("（一）概况",), ("（一）概况", "一、情况"), ("一、情况",) * 12]
)
def test_no_page_ends_in_a_heading_however_the_lines_fall(
    headings: tuple[str, ...], form: Form
) -> None:
    for lines in range(1, 26):
        body = "\n".join([*["完成。"] * (lines - 1), *headings, "办结。", "感谢。"])
        *pages, _ = compose(letter(body=body, form=form, note="此件公开发布"))
        for page in pages:
            text = [row.strip for row in page.rows if row.strip.role in {Role.TEXT, Role.HEADING}]
            assert text[-1].role is Role.TEXT or len(headings) > 8


def test_headings_that_begin_the_first_page_are_followed_by_text() -> None:
    for names in range(1, 60):
        many = "、".join(["民盟上海市委"] * names)
        first, *_ = compose(letter(recipient=many, body=f"一、情况\n（一）概况\n{SENTENCE * 4}"))
        assert first.rows[-1].strip.role is not Role.HEADING


def test_a_list_of_numbered_lines_fills_its_pages() -> None:
    pages = compose(letter(body="\n".join(["1.完成"] * 60)))
    assert len(pages) == 4


def joint(names: int, body: str, *, sealed: bool) -> Letter:
    offices = tuple(f"上海市第{at}区人民政府" for at in range(names))
    seals = (seal(),) * names if sealed else ()
    return letter(body=body, signatories=offices, seals=seals, seal_diameter=42.0)


@pytest.mark.parametrize("sealed", [True, False])
@pytest.mark.parametrize("names", range(1, 7))
def test_many_signatories_have_text_on_their_page(names: int, sealed: bool) -> None:
    pages = compose(joint(names, f"完成。\n{SENTENCE}", sealed=sealed))
    found = [{row.strip.role for row in page.rows} for page in pages]
    assert [Role.TEXT in roles for roles in found if Role.DATED in roles] == [True]


def test_a_single_line_that_cannot_be_on_both_pages_is_refused_with_what_to_do() -> None:
    with pytest.raises(LayoutError, match="把正文写到两行以上，或减少署名单位"):
        compose(joint(6, "完成。", sealed=True))
    with pytest.raises(LayoutError, match="把正文写到两行以上，或减少署名单位"):
        compose(joint(12, "一、情况\n完成。", sealed=False))


def scan() -> bytes:
    written = io.BytesIO()
    Image.new("RGB", (60, 80), "white").save(written, "PDF")
    return written.getvalue()


def locked() -> bytes:
    written = io.BytesIO()
    with pikepdf.open(io.BytesIO(to_pdf(letter()))) as document:
        document.save(written, encryption=pikepdf.Encryption(owner="a", user="b"))
    return written.getvalue()


@pytest.mark.parametrize("read", [measure, parse_pdf, page_count, verify])
@pytest.mark.parametrize("make", [locked, lambda: b"%PDF-1.7 junk", lambda: b""])
def test_a_pdf_that_cannot_be_opened_says_so(
    read: Callable[[bytes], object], make: Callable[[], bytes]
) -> None:
    with pytest.raises(PdfError, match="损坏或已加密"):
        read(make())


def test_a_scan_says_that_it_has_no_text() -> None:
    with pytest.raises(PdfError, match="扫描件"):
        measure(scan())


def test_a_scanned_page_among_others_is_named() -> None:
    written = io.BytesIO()
    with pikepdf.open(io.BytesIO(to_pdf(letter()))) as document:
        with pikepdf.open(io.BytesIO(scan())) as scanned:
            document.pages.append(scanned.pages[0])
        document.save(written)
    measured = measure(written.getvalue())
    found = [item for item in measured.items if item.element == "页面文字"]
    assert [(item.page, item.verdict) for item in found] == [(measured.pages, "不符合")]


def test_copies_without_a_name_leave_no_marks() -> None:
    assert "抄送：市政府办公室。" in text_of(to_pdf(letter(copies=("", "市政府办公室", " "))))
    assert "抄送" not in text_of(to_pdf(letter(copies=("",))))


def test_a_page_that_is_not_there_is_refused() -> None:
    with pytest.raises(PdfError, match="没有第9页"):
        page_png(to_pdf(letter()), 9, width=100)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[]", "对象"),
        (" \n", "文件是空的"),
        (letter().to_json().replace("42.0", "NaN"), "毫米数"),
        ("{}", "缺少字段"),
        ("[" * 100_000, "嵌套过深"),
        ('{"colour": 1}', "不认识的字段：colour"),
        (letter().to_json().replace("{", '{"title": "另一件",', 1), "字段 title 写了不止一次"),
        (letter().to_json().replace("2023-05-11", "2023-13-01"), "不是日期"),
    ],
)
def test_json_that_is_no_letter_is_refused(text: str, message: str) -> None:
    with pytest.raises(LetterError, match=message):
        Letter.from_json(text)


@pytest.mark.parametrize("text", ["", "\n\n", "\x00", "随便一句话"])
def test_text_that_is_no_letter_is_refused(text: str) -> None:
    with pytest.raises(LetterError):
        parse(text)
