"""What a signer is shown as changed: paragraphs side by side, characters marked, nothing lost."""

from hypothesis import given
from hypothesis import strategies as st

from correspondence.rules.differences import Row, Segment, changed_characters, compare

PARAGRAPHS = st.lists(st.text(alphabet="一二三四五六七八九十。，", max_size=12), max_size=6)


def marked(segments: tuple[Segment, ...]) -> str:
    """明年[-启动]{+建成} for a reader of this file."""
    brackets = {"same": "{}", "del": "[-{}]", "ins": "[+{}]"}
    return "".join(brackets[one.kind].format(one.text) for one in segments)


def only(rows: list[Row]) -> tuple[str, str]:
    (row,) = [row for row in rows if row.changed]
    return marked(row.left), marked(row.right)


def plain(segments: tuple[Segment, ...]) -> str:
    return "".join(one.text for one in segments)


def test_equal_texts_show_no_change() -> None:
    rows = compare("第一段。\n第二段。", "第一段。\n第二段。")
    assert [row.changed for row in rows] == [False, False]
    assert changed_characters(rows) == 0


def test_one_changed_word_is_marked_and_the_rest_is_not() -> None:
    rows = compare("我委将于明年启动平台建设。", "我委将于年内启动平台建设。")
    assert only(rows) == ("我委将于[-明年]启动平台建设。", "我委将于[+年内]启动平台建设。")


def test_an_added_character_is_marked_alone() -> None:
    rows = compare("您提出的建议收悉。", "您提出的代表建议收悉。")
    assert only(rows) == ("您提出的建议收悉。", "您提出的[+代表]建议收悉。")


def test_a_changed_full_stop_is_seen() -> None:
    rows = compare("一、基本情况", "一、基本情况。")
    assert only(rows) == ("一、基本情况", "一、基本情况[+。]")


def test_single_characters_between_two_changes_do_not_crumble() -> None:
    left, right = only(compare("力争三年内完成全部任务。", "确保二年底完成全部任务。"))
    assert left == "[-力争三年内]完成全部任务。"
    assert right == "[+确保二年底]完成全部任务。"


def test_a_new_paragraph_stands_alone_beside_nothing() -> None:
    rows = compare("第一段。\n第三段。", "第一段。\n新增加的内容。\n第三段。")
    assert only(rows) == ("", "[+新增加的内容。]")


def test_a_paragraph_taken_out_stands_alone() -> None:
    rows = compare("第一段。\n关于资金保障。\n第三段。", "第一段。\n第三段。")
    assert only(rows) == ("[-关于资金保障。]", "")


def test_an_edited_paragraph_keeps_its_row_when_another_is_put_before_it() -> None:
    old = "感谢您对本市工作的关心和支持！"
    rows = compare(old, "下一步，我委将继续推进。\n感谢您对本市科技工作的关心和支持！")
    assert [plain(row.left) for row in rows] == ["", old]
    assert marked(rows[1].right) == "感谢您对本市[+科技]工作的关心和支持！"


def test_two_unlike_paragraphs_are_one_gone_and_one_new() -> None:
    rows = compare("关于资金保障问题", "我们高度重视您的意见")
    assert [(marked(row.left), marked(row.right)) for row in rows] == [
        ("[-关于资金保障问题]", ""),
        ("", "[+我们高度重视您的意见]"),
    ]


def test_changed_characters_count_both_sides() -> None:
    assert changed_characters(compare("明年启动", "年内启动")) == 4


@given(PARAGRAPHS, PARAGRAPHS)
def test_no_character_is_lost_or_invented(old: list[str], new: list[str]) -> None:
    rows = compare("\n".join(old), "\n".join(new))
    assert [text for row in rows if (text := plain(row.left))] == [line for line in old if line]
    assert [text for row in rows if (text := plain(row.right))] == [line for line in new if line]


@given(PARAGRAPHS, PARAGRAPHS)
def test_what_is_called_the_same_is_the_same(old: list[str], new: list[str]) -> None:
    for row in compare("\n".join(old), "\n".join(new)):
        same = [[one.text for one in side if one.kind == "same"] for side in (row.left, row.right)]
        assert same[0] == same[1]
        assert {one.kind for one in row.left} <= {"same", "del"}
        assert {one.kind for one in row.right} <= {"same", "ins"}
