"""The numbering of plain text is its outline."""

import pytest

from correspondence.gongwen import Kind, structure
from correspondence.gongwen.balance import balanced
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
