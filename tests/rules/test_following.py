"""What moved is shown as moved: words, clauses and sentences, edited on their way or not."""

import pytest
from hypothesis import given

from correspondence.rules.differences import changed_characters, compare, moved_characters
from tests.rules.edits import PROSE
from tests.rules.shown import inline, marked


def test_a_moved_paragraph_is_shown_as_moved_with_its_edit() -> None:
    first, second, third = (
        "一是完善保障措施，支持布局。",
        "二是" + "甲乙丙丁" * 5,
        "三是" + "戊己庚辛" * 5,
    )
    rows = compare(
        f"{first}\n{second}\n{third}",
        f"{second}\n{third}\n一是完善保障措施，支持运行。",
    )
    was, became = rows[0], rows[-1]
    assert (was.moved, marked(was.left), was.right) == (
        "移至第3段",
        "<一是完善保障措施，支持<[-布局]<。<",
        (),
    )
    assert (became.moved, became.left) == ("移自第1段", ())
    assert marked(became.both) == ">一是完善保障措施，支持>[-布局][+运行]>。>"
    assert changed_characters(rows) == 4


def test_a_moved_paragraph_without_an_edit_has_nothing_gone_and_nothing_come() -> None:
    rows = compare(
        "感谢您的关心和支持！\n第一段文字内容很长。\n第二段文字。",
        "第一段文字内容很长。\n第二段文字。\n感谢您的关心和支持！",
    )
    assert changed_characters(rows) == 0
    assert moved_characters(rows) == 10


def test_swapped_clauses_are_shown_as_moved() -> None:
    shown = inline(
        "要及时总结试点经验，完善政策措施体系，扩大范围。",
        "要完善政策措施体系，及时总结试点经验，扩大范围。",
    )
    assert shown == ["要>完善政策措施体系，>及时总结试点经验，<完善政策措施体系，<扩大范围。"]


def test_a_sentence_moved_to_another_paragraph_is_followed() -> None:
    shown = inline(
        "甲段开头。经费由市财政统筹安排。\n乙段完全不同的内容。",
        "甲段开头。\n乙段完全不同的内容。经费由市财政统筹安排。",
    )
    assert shown == [
        "甲段开头。<经费由市财政统筹安排。<",
        "乙段完全不同的内容。>经费由市财政统筹安排。>",
    ]


@pytest.mark.parametrize(
    ("old", "new", "shown"),
    [
        ("涉及住建、规划、市场监管、消防。", "涉及住建、市场监管、规划、消防。", "规划、"),
        ("由市教委、市民政局联合印发。", "由市民政局、市教委联合印发。", "市教委"),
        ("我委将会同市财政局认真研究。", "我委将认真研究会同市财政局。", "认真研究"),
    ],
)
def test_a_word_moved_within_a_paragraph_is_shown_as_moved(old: str, new: str, shown: str) -> None:
    (line,) = inline(old, new)
    assert f"<{shown}<" in line
    assert f">{shown}>" in line


def test_a_word_that_took_the_place_of_another_is_no_moved_one() -> None:
    shown = inline("由张晓明主持会议，王海涛总结发言。", "由王海涛主持会议，张晓明总结发言。")
    assert shown == ["由[-张晓明][+王海涛]主持会议，[-王海涛][+张晓明]总结发言。"]


def test_a_sentence_edited_on_its_way_to_another_paragraph_is_followed() -> None:
    shown = inline(
        "已建立联席会议。会议由分管副市长召集，每季度召开一次。其余不变。\n各区另行规定。",
        "已建立联席会议。其余不变。\n各区另行规定。会议由分管副市长召集，每两个月召开一次。",
    )
    assert shown == [
        "已建立联席会议。<会议由分管副市长召集，每<[-季度]<召开一次。<其余不变。",
        "各区另行规定。>会议由分管副市长召集，每>[+两个月]>召开一次。>",
    ]


def test_a_deleted_sentence_does_not_hide_the_edited_one_beside_it_that_moved() -> None:
    shown = inline(
        "甲段开头。这一句删去了。经费由市财政统筹安排三亿元。\n乙段完全不同的内容。",
        "甲段开头。\n乙段完全不同的内容。经费由市财政统筹安排五亿元。",
    )
    assert shown == [
        "甲段开头。[-这一句删去了。]<经费由市财政统筹安排<[-三]<亿元。<",
        "乙段完全不同的内容。>经费由市财政统筹安排>[+五]>亿元。>",
    ]


def test_a_short_beginning_moves_along_with_its_clause() -> None:
    shown = inline(
        "一、情况\n丙段。\n近年来，本市科技投入保持稳定增长。",
        "一、情况近年来，本市科技投入保持稳定增长。\n丙段。",
    )
    assert shown == [
        "一、情况>近年来，本市科技投入保持稳定增长。>",
        "<近年来，本市科技投入保持稳定增长。<",
    ]


def test_a_salutation_is_recognised_beneath_a_long_sentence_put_behind_it() -> None:
    long = "经会同市教委、市财政局等部门认真研究，现将有关情况答复如下，" * 3
    assert inline("杨彩虹代表：\n一、情况", f"杨彩虹代表：{long}\n一、情况") == [
        f"杨彩虹代表：[+{long}]"
    ]


@given(PROSE, PROSE)
def test_every_character_that_is_said_to_have_left_has_arrived(old: str, new: str) -> None:
    rows = compare(old, new)
    left = "".join(one.text for row in rows for one in row.left if one.kind == "away")
    right = "".join(one.text for row in rows for one in row.right if one.kind == "here")
    assert sorted(left) == sorted(right)


def test_a_passage_says_once_which_paragraph_it_went_to_and_came_from() -> None:
    rows = compare(
        "已建立联席会议。会议由分管副市长召集，每季度召开一次。其余不变。\n各区另行规定。",
        "已建立联席会议。其余不变。\n各区另行规定。会议由分管副市长召集，每两个月召开一次。",
    )
    assert [one.moved for row in rows for one in row.both if one.moved] == [
        "移至第2段",
        "移自第1段",
    ]


def test_what_moved_within_its_paragraph_names_none() -> None:
    rows = compare("涉及住建、规划、市场监管。", "涉及住建、市场监管、规划。")
    assert not [one for row in rows for one in row.both if one.moved]
