"""Any letter comes back the same: from its text, from its data, from the pages it was set on."""

import functools
from datetime import date
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from correspondence.gongwen import (
    Attachment,
    Form,
    Letter,
    LetterError,
    PdfError,
    clean,
    parse,
    to_pdf,
)
from correspondence.gongwen.measure import measure
from correspondence.gongwen.parse import parse_paragraphs
from correspondence.gongwen.plain import to_text
from correspondence.gongwen.recover import parse_pdf, text_of
from correspondence.gongwen.sign import verify

from .conftest import letter
from .test_breaking import TEXT

SEVERAL = ("上海市科学技术委员会", "上海市财政局")
OFFICES = st.sampled_from([SEVERAL[:1], SEVERAL, ("云岭县人民政府办公室",), ("甲乙丙集团公司",)])
TITLES = st.sampled_from(
    [
        "对市十六届人大一次会议\n第0049号代表建议的答复",
        "关于区政协十四届二次会议第142028号提案的再次答复",
        "关于市政协十四届一次会议第0008号提案的会办意见",
        "对第5号建议的答复\n（跟踪办理情况）",
        "上海市科学技术委员会关于市十届人大二次会议第DH0271号建议办理情况的复函",
    ]
)
RECIPIENTS = st.sampled_from(
    ["张三代表", "李四、王五等3位委员", "市交通委", "民盟上海市委", "双桥街道", "第一代表团"]
)
NOTES = st.sampled_from(
    ["", "此件公开发布", "联系人：张三，联系电话：00000000", "共印10份（含存档）"]
)
MARKS = st.sampled_from(["", "A", "B类", "办理结果：解决采纳"])
COPIES = st.sampled_from([(), ("市人大代表工作处",), ("市政府办公厅建议提案处", "市人大（1份）")])
DAYS = st.dates(date(2000, 1, 1), date(2099, 12, 31))
SENTENCES = TEXT.map(lambda text: clean(f"近年来，{text}完成。").text)
PARAGRAPHS = st.one_of(
    SENTENCES,
    st.sampled_from(
        [
            "一、工作情况",
            "（一）加强领导",
            "1.明确责任。工作有序推进。",
            "一是持续推进。",
            "您提出的建议收悉，现答复如下：",
            "|项目|数量|\n|甲|20|\n|乙|3.5%|",
            "特此函复。",
        ]
    ),
)
BODIES = st.lists(PARAGRAPHS, min_size=1, max_size=6).map(
    lambda found: "\n".join([*found, "已经办理。", "谢谢。"])
)


@st.composite
def letters(draw: st.DrawFn) -> Letter:
    """Draw a complete letter."""
    offices, title = draw(OFFICES), draw(TITLES)
    form = Form.LETTER if "会办意见" in title else Form.DOCUMENT
    printed: dict[str, Any] = (
        {"printer": "", "printed_on": None}
        if form is Form.LETTER
        else {"printer": draw(st.sampled_from(["", "办公室"])), "printed_on": draw(DAYS)}
    )
    attached = draw(st.lists(SENTENCES, max_size=2))
    return letter(
        issuer="\n".join(offices),
        signatories=offices,
        number=draw(st.sampled_from(["", "沪科建复〔2023〕15号", "沙绿容函〔2019〕144号"])),
        title=title,
        recipient=draw(RECIPIENTS),
        body=draw(BODIES),
        dated=draw(DAYS),
        note=draw(NOTES),
        outcome_mark="" if form is Form.LETTER else draw(MARKS),
        copies=draw(COPIES),
        attachments=tuple(Attachment(f"第{at}项名单", text) for at, text in enumerate(attached)),
        form=form,
        **printed,
    )


@given(letters())
@settings(max_examples=100, deadline=None)
def test_a_letter_comes_back_from_its_text_and_its_data(subject: Letter) -> None:
    assert parse(to_text(subject)).letter == subject
    assert Letter.from_json(subject.to_json()) == subject


@given(letters())
@settings(max_examples=20, deadline=None)
def test_a_letter_comes_back_from_its_pages(subject: Letter) -> None:
    pdf = to_pdf(subject)
    assert parse_pdf(pdf).letter == subject
    assert parse_paragraphs(text_of(pdf)).letter == subject


@functools.cache
def finished() -> bytes:
    return to_pdf(letter())


@given(st.lists(st.tuples(st.floats(0, 0.999), st.integers(0, 255)), min_size=1, max_size=40))
@settings(max_examples=60, deadline=None)
def test_bytes_out_of_place_are_read_or_refused(flips: list[tuple[float, int]]) -> None:
    damaged = bytearray(finished())
    for place, byte in flips:
        damaged[int(place * len(damaged))] = byte
    for read in (parse_pdf, measure, verify):
        try:
            read(bytes(damaged))
        except (PdfError, LetterError):
            continue
