"""Published texts of other offices and PDFs with a text layer are read back, doubts and all."""

import io
from dataclasses import replace
from datetime import date

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from correspondence.gongwen import Attachment, Form, Letter, parse, to_pdf
from correspondence.gongwen.clean import clean
from correspondence.gongwen.parse import parse_paragraphs
from correspondence.gongwen.recover import parse_pdf, text_of

from .conftest import SENTENCE, letter
from .test_breaking import TEXT

OPINION = """上海市静安区人民政府对市十五届人大一次会议第0124号代表建议的会办意见
静府督复〔2018〕1号
市交通委：
　　沈阳代表提出的关于“加强管理”的代表建议收悉，现将会办意见函告如下：
　　一、基本情况
　　我区高度重视 (2017年) 相关工作。
　　以上意见供你单位统一答复代表时参考。
　　　　　　　　上海市静安区人民政府
　　　　　　　　2018年5月17日
（此件主动公开）
联系人：张三  联系电话：12345678"""

FOLLOW_UP = """上海市普陀区绿化和市容管理局
普绿容[2019]44号
对区政协十四届二次会议第142028号提案的再次答复
（跟踪办理情况）
史咏晶委员：
您提出的提案收悉，在上次答复时列为“部分采纳”。现答复如下：
绿化工作已经完成。
（此页无正文）
上海市普陀区绿化和市容管理局
二〇一九年十月十四日"""


def test_an_opinion_of_another_office() -> None:
    parsed = parse(OPINION)
    found = parsed.letter
    assert (found.issuer, found.number) == ("上海市静安区人民政府", "静府督复〔2018〕1号")
    assert (found.recipient, found.form) == ("市交通委", Form.LETTER)
    assert found.dated == date(2018, 5, 17)
    assert found.note == "此件主动公开，联系人：张三，联系电话：12345678"
    assert parsed.closing == "以上意见供你单位统一答复代表时参考。"
    assert parsed.uncertainties == ("没有找到发文机关标志，以署名代替",)


def test_a_follow_up_with_a_chinese_date() -> None:
    parsed = parse(FOLLOW_UP)
    assert parsed.letter.number == "普绿容〔2019〕44号"
    assert parsed.letter.dated == date(2019, 10, 14)
    assert parsed.letter.signatories == ("上海市普陀区绿化和市容管理局",)
    assert (parsed.session, parsed.proposal_number) == ("区政协十四届二次会议", "142028")
    assert parsed.uncertainties == ("删去了“此页无正文”",)


def test_what_is_not_found_is_said() -> None:
    doubts = parse("对第5号建议的答复\n张三代表：\n已经办理完毕。").uncertainties
    assert any("发文字号" in doubt for doubt in doubts)
    assert any("成文日期" in doubt for doubt in doubts)


LETTERS = {
    "reply": letter(),
    "opinion": replace(
        parse(OPINION).letter, title="对区十七届人大四次会议\n第006号建议的会办意见"
    ),
    "attached": letter(
        body=SENTENCE * 20,
        attachments=(Attachment("名单", SENTENCE * 4), Attachment("很长的标题" * 6, SENTENCE)),
        outcome_mark="A",
        note="联系人：张三",
    ),
    "joint": letter(
        issuer="上海市科学技术委员会\n上海市财政局",
        signatories=("上海市科学技术委员会", "上海市财政局"),
        copies=tuple(f"第{at}单位办公室" for at in range(12)),
    ),
    "moved": letter(recipient="、".join(f"第{at}区人民政府" for at in range(60))),
}


@pytest.mark.parametrize("name", LETTERS)
def test_the_text_layer_gives_the_letter_back(name: str) -> None:
    assert parse_paragraphs(text_of(to_pdf(LETTERS[name]))).letter == LETTERS[name]


@given(st.lists(TEXT, min_size=1, max_size=6))
@settings(max_examples=10, deadline=None)
def test_any_body_comes_back_from_the_text_layer(texts: list[str]) -> None:
    body = "\n".join(clean(f"近年来，{text}完成。").text for text in texts)
    subject = letter(body=body)
    assert parse_paragraphs(text_of(to_pdf(subject))).letter == subject


def test_a_document_of_ours_is_read_from_the_data_it_carries() -> None:
    subject = letter(title="一行的标题第5号", language="zh-Hans")
    parsed = parse_pdf(to_pdf(subject))
    assert parsed.letter == subject
    assert parsed.uncertainties == ()


def test_data_that_say_something_else_than_the_pages_are_not_believed() -> None:
    written = io.BytesIO()
    with pikepdf.open(io.BytesIO(to_pdf(letter()))) as document:
        other = letter(body="不予办理。").to_json().encode()
        del document.attachments["letter.json"]
        document.attachments["letter.json"] = pikepdf.AttachedFileSpec(
            document, other, filename="letter.json"
        )
        document.save(written)
    parsed = parse_pdf(written.getvalue())
    assert parsed.letter == letter()
    assert parsed.uncertainties == ("所附数据与版面不一致（正文），已改从版面文字读取，请核对",)


def test_parsing_a_rendered_text_again_changes_nothing(published: str) -> None:
    first = parse(published).letter
    assert parse_paragraphs(text_of(to_pdf(first))).letter == first


def bare(subject: Letter) -> bytes:
    """Return the document as other programs make it: without its data, and without a name."""
    written = io.BytesIO()
    with pikepdf.open(io.BytesIO(to_pdf(subject))) as document:
        del document.attachments["letter.json"]
        del document.docinfo["/Title"]
        document.save(written)
    return written.getvalue()


def test_a_title_divided_for_want_of_room_is_whole_again() -> None:
    title = "关于市十六届人大一次会议期间代表提出的第0049号代表建议办理情况的答复"
    parsed = parse_pdf(bare(letter(title=title)))
    assert parsed.letter.title == title
    assert "标题的回行已合并，如有强制回行请补上" in parsed.uncertainties


def test_a_title_divided_after_the_session_or_early_stays_divided() -> None:
    for title in (letter().title, "对第5号建议的答复\n（跟踪办理情况）", "对第5号\n建议的答复"):
        parsed = parse_pdf(bare(letter(title=title)))
        assert parsed.letter.title == title
        assert not any("标题" in doubt for doubt in parsed.uncertainties)


def test_what_seems_to_be_a_table_is_said() -> None:
    table = "如下：\n|项目|说明|\n|甲|很好|\n完成。"
    assert any(
        "第1面似有表格" in doubt for doubt in parse_pdf(bare(letter(body=table))).uncertainties
    )
    assert not any("表格" in doubt for doubt in parse_pdf(bare(letter())).uncertainties)


def test_two_tables_on_a_page_come_back_as_two() -> None:
    table = "|项目|数量|\n|甲|20|"
    subject = letter(body=f"如下：\n{table}\n一、工作情况\n{table}\n完成。")
    assert parse_pdf(bare(subject)).letter == subject
