"""What the lines of any paragraph promise, over random Chinese with numbers, words and addresses.

The rules are read off the text here anew, without the expressions the breaking itself uses.
"""

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from correspondence.gongwen.breaking import break_lines
from correspondence.gongwen.grid import CELLS
from correspondence.gongwen.words import units

from .test_breaking import HAN, MARK, MEASURE, QUOTED, TITLED, advances

COUNTED = ("个", "项", "亿元", "万元", "%", "％", "平方公里", "公里", "家", "人次", "℃", "小时")
FIGURES = st.one_of(
    st.integers(0, 99_999).map(str),
    st.decimals(0, 9_999, places=2).map(str),
    st.integers(1_000, 999_999).map("{:,}".format),
)
AMOUNTS = st.builds("{}{}".format, FIGURES, st.sampled_from(COUNTED))
NUMBERS = st.builds("沪科建复〔{}〕{}号".format, st.integers(1990, 2099), st.integers(1, 1500))
STANDARDS = st.builds("GB/T {}-{}".format, st.integers(1, 50_000), st.integers(1990, 2099))
WORDS = st.text("abcdefghijklmnopqrstuvwxyz", min_size=1, max_size=20)
SIGNED = st.builds("{}{}".format, st.sampled_from("±≥≤￥"), FIGURES)
ADDRESSES = st.builds(
    "https://www.{}.gov.cn/{}/index.html?id={}".format, WORDS, WORDS, st.integers(1, 999)
)
PHRASES = st.one_of(HAN, QUOTED, TITLED, AMOUNTS, NUMBERS, STANDARDS, WORDS, SIGNED, ADDRESSES)
# Between two phrases stands a mark, so that no two of them are one word.
TEXTS = st.lists(st.builds("{}{}".format, PHRASES, MARK), min_size=1, max_size=30).map("".join)
WHOLE = re.compile(
    r"〔\d{4}〕\d+号|GB/T \d+-\d{4}"
    r"|[±≥≤￥]?\d[\d,.]*(?:平方公里|公里|亿元|万元|人次|小时|[个项家%％℃])?|[a-z]+"
)
ADDRESS = re.compile(r"https://[^，。、；：？！]+")
HALF = set("，。、；：？！（）《》“”‘’〔〕")


def ends(text: str) -> list[int]:
    """Return where the lines of a paragraph end, the last one left out."""
    return [line.end for line in break_lines(text, advances(text), MEASURE)][:-1]


@given(TEXTS)
@settings(max_examples=150, deadline=None)
def test_numbers_units_standards_and_words_stay_whole(text: str) -> None:
    addresses = [found.span() for found in ADDRESS.finditer(text)]
    whole = [
        found.span()
        for found in WHOLE.finditer(text)
        if not any(start <= found.start() < end for start, end in addresses)
    ]
    for at in ends(text):
        assert not [text[start:end] for start, end in whole if start < at < end]


@given(TEXTS)
@settings(max_examples=150, deadline=None)
def test_an_address_is_divided_after_a_stroke_or_point_only(text: str) -> None:
    for start, end in (found.span() for found in ADDRESS.finditer(text)):
        for at in ends(text):
            assert not start < at < end or text[at - 1] in "/.?="


@given(TEXTS)
@settings(max_examples=150, deadline=None)
def test_no_line_has_more_than_28_cells(text: str) -> None:
    for line in break_lines(text, advances(text), MEASURE):
        shown = text[line.start : line.end]
        # A mark gives up half its cell at most, a letter or digit takes half a cell.
        halves = sum(1 if one.isascii() or one in HALF else 2 for one in shown)
        assert halves <= 2 * CELLS


@given(TEXTS)
@settings(max_examples=150, deadline=None)
def test_every_character_stands_once_and_in_order(text: str) -> None:
    lines = break_lines(text, advances(text), MEASURE)
    assert "".join(text[line.start : line.end] for line in lines).replace(" ", "") == text.replace(
        " ", ""
    )
    assert [at for span in units(text) for at in range(*span)] == list(range(len(text)))


@given(TEXTS)
@settings(max_examples=150, deadline=None)
def test_no_line_begins_with_a_closing_mark_or_ends_with_an_opening_one(text: str) -> None:
    for at in ends(text):
        assert text[at] not in "，。、；：？！）》”’〕%％℃"
        assert text[at - 1] not in "（《“‘〔￥±≥≤"
