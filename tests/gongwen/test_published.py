"""Texts shaped like those other offices publish are read back, set, and read back the same.

The texts in `published/` are imitations of real ones: web labels, several spellings, tables.
Names and numbers are invented, except for the reply this system began with.
"""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from correspondence.gongwen import Attachment, Form, parse, to_pdf
from correspondence.gongwen.parse import Parsed, parse_paragraphs
from correspondence.gongwen.plain import to_text
from correspondence.gongwen.recover import parse_pdf, text_of

from .conftest import PUBLISHED

TEXTS = sorted(PUBLISHED.glob("*.txt"))


def read(name: str) -> Parsed:
    return parse((PUBLISHED / f"{name}.txt").read_text(encoding="utf-8"))


EXPECTED: dict[str, dict[str, Any]] = {
    "labels": {
        "issuer": "沙洲区绿化和市容管理局",
        "number": "沙绿容〔2019〕44号",
        "title": "对区政协六届二次会议第062017号提案的再次答复（跟踪办理情况）",
        "recipient": "江岚委员",
        "signatories": ("沙洲区绿化和市容管理局",),
        "dated": date(2019, 10, 14),
    },
    "opinion": {
        "title": "云岭市江口区城市管理局关于区政协九届第一次会议第201号提案会办意见的函",
        "recipient": "双桥街道",
        "note": "联系人：张远；联系电话：00210092",
        "form": Form.LETTER,
    },
    "county": {
        "number": "云交建字〔2023〕8号",
        "title": "对云岭市第九届人民代表大会第三次会议第31号建议的\n答复",
        "recipient": "纪民等3名代表",
        "copies": ("市人大常委会代表工作委员会", "市政府办公室"),
        "printer": "云岭市交通运输局办公室",
        "printed_on": date(2023, 7, 19),
        "note": "联系人及电话：李远，0088586",
        "outcome_mark": "办理结果：C",
    },
    "letter": {
        "issuer": "云岭市公安局",
        "recipient": "江岚、尉迟明等4位委员",
        "signatories": ("云岭市公安局", "云岭市交通运输局"),
        "dated": date(2024, 5, 20),
        "note": "联系人：李明，联系电话：0000-5712345",
        "outcome_mark": "办复类别：A类",
    },
    "inline": {
        "issuer": "云岭县水务局",
        "title": "云岭县水务局对云岭县第十八届人民代表大会第二次会议第49号建议案的答复",
        "recipient": "罗元代表",
    },
    "attached": {
        "number": "江教建复〔2025〕7号",
        "title": "关于市十届人大四次会议\n第DH0271号建议的答复",
        "signatories": ("江城市教育局",),
        "note": "此件公开发布，联系人：王远，联系电话：00000000",
        "attachments": (
            Attachment("新增学位一览表", "|区|学位|\n|东城|1200|\n|西城|2000|"),
            Attachment("学校名单", "江城市第一小学、江城市第二小学。"),
        ),
        "copies": ("市政府办公室", "市人大常委会代表工委"),
    },
}


@pytest.mark.parametrize("name", EXPECTED)
def test_every_element_is_recognised(name: str) -> None:
    letter = read(name).letter
    assert {field: getattr(letter, field) for field in EXPECTED[name]} == EXPECTED[name]


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_what_is_set_is_read_back_the_same(path: Path) -> None:
    letter = parse(path.read_text(encoding="utf-8")).letter
    pdf = to_pdf(letter)
    assert parse_pdf(pdf).letter == letter
    assert parse_paragraphs(text_of(pdf)).letter == letter or letter.form is Form.LETTER
    assert parse(to_text(letter)).letter == letter


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_half_width_punctuation_changes_no_element(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    half = text.translate(str.maketrans("，：；！？（）", ",:;!?()"))
    assert parse(half).letter == parse(text).letter


def test_what_belongs_to_a_web_page_is_left_out_and_handed_back() -> None:
    parsed = read("labels")
    assert "索引号：" in parsed.left_out
    assert parsed.left_out[-1] == "分享："
    assert "有18行不属于公文要素，未采用，请核对" in parsed.uncertainties
    assert "发文字号取自网页的信息栏，请核对" in parsed.uncertainties


def test_a_headline_that_repeats_the_title_is_no_second_title() -> None:
    parsed = read("county")
    assert parsed.left_out[1] == "对云岭市第九届人民代表大会第三次会议第31号建议的答复"
    assert parsed.session == "云岭市第九届人民代表大会第三次会议"
    assert parsed.proposal_number == "31"


def test_a_table_pasted_from_word_keeps_its_columns() -> None:
    parsed = read("letter")
    assert "|项目|数量（辆）|比例|\n|登记|63936|97.57%|" in parsed.letter.body
    assert [change.rule for change in parsed.changes].count("制表符分隔的表格") == 3


def test_a_greeting_is_no_signature() -> None:
    assert read("letter").letter.body.endswith("此致\n敬礼")


def test_an_addressee_in_front_of_the_text_is_set_apart() -> None:
    parsed = read("inline")
    assert parsed.letter.body.startswith("你提出的")
    assert "主送与正文写在同一段，已分开，请核对" in parsed.uncertainties


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("二〇〇七年七月十七日", date(2007, 7, 17)),
        ("二00七年十二月三十日", date(2007, 12, 30)),
        ("２０２３年５月１１日", date(2023, 5, 11)),
        ("2023 年 05 月 11 日", date(2023, 5, 11)),
        ("2023-05-11", date(2023, 5, 11)),
    ],
)
def test_a_day_is_read_however_it_is_written(published: str, written: str, day: date) -> None:
    text = published.replace("\n2023年5月11日\n", f"\n{written}\n")
    assert parse(text).letter.dated == day


def test_a_day_that_does_not_exist_is_said(published: str) -> None:
    parsed = parse(published.replace("\n2023年5月11日\n", "\n2023年5月32日\n"))
    assert parsed.letter.dated is None
    assert "日期“2023年5月32日”不存在，请核对" in parsed.uncertainties


def broken(text: str, width: int, *, indented: bool) -> str:
    """Return a text as it is copied out of a page: hard line ends, and a page number now and then.

    No line is broken before a mark that may not begin one.
    """
    lines: list[str] = []
    for paragraph in text.split("\n"):
        rest = paragraph if indented else paragraph.lstrip("\u3000")
        while len(rest) > width:
            cut = width + (rest[width] in "，。、；：？！）》”〕")
            lines.append(rest[:cut])
            rest = rest[cut:]
            if len(lines) % 22 == 0:
                lines += ["", f"— {len(lines) // 22} —", ""]
        lines.append(rest)
    return "\n".join(lines)


@pytest.mark.parametrize("width", [28, 33])
@pytest.mark.parametrize("indented", [True, False])
def test_a_text_broken_at_every_line_end_is_whole_again(
    published: str, width: int, *, indented: bool
) -> None:
    letter = parse(published).letter
    assert parse(broken(to_text(letter), width, indented=indented)).letter == letter
