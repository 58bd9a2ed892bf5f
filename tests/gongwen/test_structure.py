"""The numbering of plain text is its outline."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from correspondence.gongwen import Kind, structure
from correspondence.gongwen.balance import balanced, width_of
from correspondence.gongwen.faces import Face


@pytest.mark.parametrize(
    ("text", "kind", "level"),
    [
        ("一、相关工作情况", Kind.HEADING, 1),
        ("（一）加强领导。", Kind.HEADING, 2),
        ("（一）加强领导。近年来，工作有序推进。", Kind.RUN_IN, 2),
        ("1.以国家战略科技力量为牵引。在沪国家实验室成立。", Kind.RUN_IN, 3),
        ("（1）基本情况", Kind.HEADING, 4),
        ("一是持续推进。", Kind.ORDINAL, 0),
        ("附件：1.名单", Kind.ATTACHMENT_NOTE, 0),
        ("3.5%的企业", Kind.PARAGRAPH, 0),
        ("2023年，工作有序推进。", Kind.PARAGRAPH, 0),
    ],
)
def test_a_paragraph_is_what_its_beginning_says(text: str, kind: Kind, level: int) -> None:
    block = structure(text)[0]
    assert (block.kind, block.level) == (kind, level)


def test_headings_have_the_face_of_their_level() -> None:
    blocks = structure("一、甲\n（一）乙\n1.丙\n（1）丁")
    assert [block.face for block in blocks] == [Face.HEI, Face.KAI, Face.FANG, Face.FANG]


def test_lines_of_cells_are_one_table() -> None:
    table, after = structure("|甲|乙|\n|-|-|\n|一|二|\n正文。")
    assert table.kind is Kind.TABLE
    assert after.paragraph == 3


def test_a_title_is_divided_where_its_sense_allows() -> None:
    assert balanced("对市十六届人大一次会议第0049号代表建议的答复", 20) == [
        "对市十六届人大一次会议",
        "第0049号代表建议的答复",
    ]


def test_a_session_is_not_torn_in_two() -> None:
    title = "上海市静安区人民政府对市十五届人大一次会议第0124号代表建议的会办意见"
    assert any("十五届人大一次会议" in line for line in balanced(title, 20))


DIVIDED = [
    ["云岭市江口区财政局", "关于区四届人大三次会议", "第21号建议的答复函"],
    ["江口区水务局关于对江口区", "第十八届人民代表大会第二次会议", "第87号建议办理情况的复函"],
    ["市政协八届二次会议", "《关于擦亮云岭石雕这张牌的", "提案》（第119号）的答复"],
    ["云岭市江口区城市管理和综合行政执法局", "关于区政协九届第一次会议", "第201号提案会办意见的函"],
    ["长三角一体化发展规划纲要", "贯彻落实实施方案（1年度）"],
    [
        "云岭市人力资源和社会保障局",
        "关于市政协六届二次会议第0331号",
        "《关于完善“一江一河”滨水空间和",
        "江口新区文化和旅游融合发展机制的",
        "提案》的会办意见",
    ],
    [
        "对市九届人大四次会议第0321号代表建议",
        "“关于在江口区增设公办幼儿园、",
        "缓解入园难问题的建议”的答复",
    ],
]


@pytest.mark.parametrize("lines", DIVIDED, ids=lambda lines: lines[0])
def test_words_stay_whole_and_lines_grow_before_they_shorten(lines: list[str]) -> None:
    assert balanced("".join(lines), 20) == lines


def test_offices_that_a_space_divides_stand_in_a_line_each() -> None:
    offices = ["云岭市科学技术委员会", "云岭市发展和改革委员会", "云岭市经济和信息化委员会"]
    rest = ["对市六届人大二次会议", "第17号代表建议的答复"]
    assert balanced(f"{' '.join(offices)}{''.join(rest)}", 20) == offices + rest


PARTS = "关于/对/市十六届人大一次会议/第0049号/代表建议/的/答复/推进/长三角/和/教育局/、/《/》/5G"
WORDS = st.sampled_from(re.split("/", PARTS))


@given(st.lists(WORDS, min_size=8, max_size=24).map("".join))
def test_any_title_is_divided_without_a_torn_number_or_a_lonely_word(title: str) -> None:
    lines = balanced(title, 20)
    assert "".join(lines) == title
    assert all(width_of(line) <= 20 for line in lines)
    assert not any(re.search(r"第\d{0,3}$|[《“]$", line) for line in lines[:-1])
    assert len(lines) == 1 or width_of(lines[-1]) > 2
