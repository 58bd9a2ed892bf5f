"""No line breaks a rule, whatever the text."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from correspondence.gongwen.breaking import Line, Measure, break_lines
from correspondence.gongwen.grid import SIZE, TRACKING, WIDTH
from correspondence.gongwen.words import CLOSING, OPENING, units

HAN = st.text(
    "近年来上海市持续强化科技创新策源功能加快壮大国家战略力量推动", min_size=1, max_size=12
)
MARK = st.sampled_from(["，", "。", "、", "；", "：", "？", "！"])
QUOTED = st.builds(lambda a, inner, b: a + inner + b, st.just("“"), HAN, st.just("”"))
TITLED = st.builds("《{}》".format, HAN)
LATIN = st.sampled_from(["5G", "COVID-19", "internet", "GB/T 9704", "20个", "3.5%", "2023年"])
WHOLE = st.sampled_from(["沪科建复〔2023〕15号", "……", "——"])
PHRASE = st.one_of(HAN, QUOTED, TITLED, LATIN, WHOLE)
TEXT = st.lists(st.builds("{}{}".format, PHRASE, MARK), min_size=1, max_size=40).map("".join)
MEASURE = Measure(WIDTH, SIZE, first=2 * (SIZE + TRACKING), tracking=TRACKING)


def advances(text: str) -> list[float]:
    return [SIZE / 2 if character.isascii() else SIZE for character in text]


def lines(text: str) -> list[Line]:
    return break_lines(text, advances(text), MEASURE)


def shown(text: str) -> list[str]:
    return [text[line.start : line.end] for line in lines(text)]


@given(TEXT)
@settings(max_examples=300, deadline=None)
def test_nothing_is_lost_or_doubled(text: str) -> None:
    assert "".join(shown(text)).replace(" ", "") == text.replace(" ", "")


@given(TEXT)
@settings(max_examples=300, deadline=None)
def test_no_line_begins_or_ends_with_a_forbidden_mark(text: str) -> None:
    found = shown(text)
    assert all(line[0] not in CLOSING for line in found[1:])
    assert all(line[-1] not in OPENING for line in found[:-1])


@given(TEXT)
@settings(max_examples=300, deadline=None)
def test_every_full_line_ends_at_the_edge(text: str) -> None:
    for line in lines(text):
        end = line.places[-1] + advances(text[line.end - 1])[0]
        hangs = text[line.end - 1] in CLOSING and end <= WIDTH + SIZE / 2 + 0.1
        assert not line.full or abs(end - WIDTH) < 0.1 or hangs


@given(TEXT)
@settings(max_examples=300, deadline=None)
def test_characters_never_change_their_order(text: str) -> None:
    for line in lines(text):
        assert list(line.places) == sorted(line.places)


def test_28_characters_fill_a_line() -> None:
    first, second, *_ = lines("海" * 100)
    assert (first.end - first.start, second.end - second.start) == (26, 28)


def test_what_belongs_together_stays_together() -> None:
    text = "由〔2023〕15号、20个5G基站的——……3.5%"
    pieces = [text[start:end] for start, end in units(text)]
    assert {"〔2023〕15号、", "20个", "5G", "的——……", "3.5%"} <= set(pieces)


@given(st.text("近年第来余百千万个工作日，、。", min_size=1, max_size=60))
@settings(max_examples=300, deadline=None)
def test_chinese_may_be_divided_between_all_characters_but_before_a_mark(text: str) -> None:
    starts = [at for at, character in enumerate(text) if not at or character not in CLOSING]
    assert [start for start, _ in units(text)] == starts


@given(TEXT)
@settings(max_examples=300, deadline=None)
def test_the_parts_of_a_text_leave_no_gaps(text: str) -> None:
    assert "".join(text[start:end] for start, end in units(text)) == text


def test_chinese_after_an_opening_mark_keeps_it() -> None:
    text = "（近年来）“上海20个"
    assert [text[start:end] for start, end in units(text)] == [
        "（近", "年", "来）", "“上", "海", "20个"
    ]  # fmt: skip


@pytest.mark.parametrize(
    "whole",
    [
        "2024-201243万千瓦时",
        "GB/T 9704-201243万千瓦时",
        "GB/T 9704-20127.33多个",
        "IEC 3,500.5亿元",
    ],
)
def test_a_unit_stays_with_its_number_after_any_run_of_figures(whole: str) -> None:
    assert whole in [text[start:end] for text in [f"按{whole}的要求"] for start, end in units(text)]
    for before in range(20, 30):
        assert any(whole in line for line in shown("海" * before + whole + "的要求" * 9))


def test_a_standard_goes_before_a_word_that_is_no_unit() -> None:
    assert [text[start:end] for text in ["GB/T 9704-2012的规定"] for start, end in units(text)] == [
        "GB/T 9704-2012",
        *"的规定",
    ]


def test_a_word_wider_than_the_line_is_cut_and_keeps_its_mark() -> None:
    found = shown("见" + "a" * 200 + "。")
    assert len(found) > 3
    assert found[-1].endswith("a。")


def test_a_mark_is_taken_in_by_squeezing_the_others() -> None:
    text = "海" * 10 + "，" + "海" * 10 + "、" + "海" * 4 + "，" + "海" * 20
    assert shown(text)[0].endswith("，")
