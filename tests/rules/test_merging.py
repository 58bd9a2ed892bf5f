"""Two people change one text: both changes stay, and what cannot be decided is asked."""

from dataclasses import replace
from datetime import date
from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from correspondence.rules.merging import Agreed, Choice, Conflict, Piece, merge, merge_paragraphs
from correspondence.rules.texts import Text

BASE = "一、工作情况\n平台已经建成。\n二、下一步打算\n明年扩大试点范围。"
LINE = st.text(alphabet="甲乙丙丁戊己庚。", min_size=1, max_size=9)
BODY = st.lists(LINE, max_size=9).map("\n".join)


@st.composite
def _edited(draw: st.DrawFn, body: str) -> str:
    """The body after a few changes as people make them."""
    lines = body.split("\n") if body else []
    for _ in range(draw(st.integers(0, 3))):
        at = draw(st.integers(0, len(lines)))
        length = draw(st.integers(0, 2))
        lines[at : at + length] = draw(st.lists(LINE, max_size=2))
    if draw(st.booleans()) and lines:
        lines.insert(draw(st.integers(0, len(lines) - 1)), lines.pop(0))
    return "\n".join(lines)


@st.composite
def three_bodies(draw: st.DrawFn) -> tuple[str, str, str]:
    base = draw(BODY)
    return base, draw(_edited(base)), draw(_edited(base))


def lines(body: str) -> list[str]:
    return [line for line in body.split("\n") if line]


def shown(pieces: tuple[Piece, ...]) -> list[str]:
    """Every paragraph that stands on the page, on either side."""
    found: list[str] = []
    for piece in pieces:
        match piece:
            case Agreed(paragraphs):
                found += paragraphs
            case Conflict(_, mine, theirs):
                found += [*mine, *theirs]
    return found


def result(pieces: tuple[Piece, ...]) -> list[str]:
    """The paragraphs of a merge without conflict."""
    assert all(isinstance(piece, Agreed) for piece in pieces)
    return shown(pieces)


def taken(pieces: tuple[Piece, ...], side: str) -> list[str]:
    return [
        line
        for piece in pieces
        for line in (piece.paragraphs if isinstance(piece, Agreed) else getattr(piece, side))
    ]


def text(body: str = BASE, **fields: object) -> Text:
    return replace(Text(title="答复", recipient="杨彩虹代表", body=body), **fields)  # type: ignore[arg-type]


def test_changes_in_different_paragraphs_are_both_taken() -> None:
    mine = BASE.replace("已经建成", "已于三月建成")
    theirs = BASE.replace("试点范围", "试点")
    merged = result(merge_paragraphs(BASE, mine, theirs))
    assert merged == lines(mine.replace("试点范围", "试点"))


def test_neighbouring_paragraphs_do_not_quarrel() -> None:
    mine, theirs = BASE.replace("工作情况", "工作进展"), BASE.replace("已经建成", "已建成")
    assert result(merge_paragraphs(BASE, mine, theirs))[:2] == ["一、工作进展", "平台已建成。"]


def test_the_same_change_is_taken_once() -> None:
    both = BASE.replace("二、下一步打算", "感谢您的支持。\n二、下一步工作")
    assert result(merge_paragraphs(BASE, both, both)) == lines(both)


def test_a_paragraph_changed_in_two_ways_is_shown_with_both() -> None:
    mine = BASE.replace("已经建成", "已于三月建成")
    theirs = BASE.replace("已经建成", "正在建设")
    _, conflict, _ = merge_paragraphs(BASE, mine, theirs)
    assert conflict == Conflict(("平台已经建成。",), ("平台已于三月建成。",), ("平台正在建设。",))


def test_a_deleted_paragraph_that_the_other_changed_is_a_conflict() -> None:
    mine = BASE.replace("平台已经建成。\n", "")
    theirs = BASE.replace("已经建成", "正在建设")
    conflict = merge_paragraphs(BASE, mine, theirs)[1]
    assert isinstance(conflict, Conflict)
    assert (conflict.mine, conflict.theirs) == ((), ("平台正在建设。",))


def test_two_new_paragraphs_at_one_place_are_asked_about() -> None:
    mine, theirs = BASE + "\n感谢支持。", BASE + "\n专此答复。"
    assert merge_paragraphs(BASE, mine, theirs)[-1] == Conflict(
        (), ("感谢支持。",), ("专此答复。",)
    )


def test_a_paragraph_that_was_split_stays_together_in_a_conflict() -> None:
    mine = BASE.replace("平台已经建成。", "平台已经建成并运行。\n效果良好。")
    theirs = BASE.replace("平台已经建成。", "平台已经建成投用。")
    conflict = merge_paragraphs(BASE, mine, theirs)[1]
    assert isinstance(conflict, Conflict)
    assert conflict.mine == ("平台已经建成并运行。", "效果良好。")


def test_a_paragraph_joined_to_the_one_before_it_is_asked_about_with_that_one() -> None:
    mine = BASE.replace("平台已经建成。\n", "平台已经建成。")
    theirs = BASE.replace("二、下一步打算", "二、今后打算")
    _, conflict, _ = merge_paragraphs(BASE, mine, theirs)
    assert conflict == Conflict(
        ("平台已经建成。", "二、下一步打算"),
        ("平台已经建成。二、下一步打算",),
        ("平台已经建成。", "二、今后打算"),
    )


def test_an_edit_goes_along_with_the_paragraph_that_the_other_moved() -> None:
    first, platform, *others = lines(BASE)
    mine = "\n".join([first, *others, platform])
    theirs = BASE.replace("已经建成", "已于三月建成")
    for sides in ((mine, theirs), (theirs, mine)):
        merged = result(merge_paragraphs(BASE, *sides))
        assert merged == [first, *others, "平台已于三月建成。"]


def test_a_paragraph_that_both_moved_to_other_places_is_asked_about_at_both() -> None:
    first, *others = lines(BASE)
    mine, theirs = [*others[:2], first, *others[2:]], [*others, first]
    pieces = merge_paragraphs(BASE, "\n".join(mine), "\n".join(theirs))
    asked = [(one.mine, one.theirs) for one in pieces if isinstance(one, Conflict)]
    assert asked == [((first,), ()), ((), (first,))]


def test_a_paragraph_that_one_moved_and_the_other_deleted_is_asked_about() -> None:
    first, platform, *others = lines(BASE)
    mine, theirs = [first, *others, platform], [first, *others]
    *_, conflict = merge_paragraphs(BASE, "\n".join(mine), "\n".join(theirs))
    assert conflict == Conflict((), (platform,), ())


def test_a_paragraph_moved_to_where_the_other_wrote_a_new_one_is_no_rival_of_it() -> None:
    first, *others = lines(BASE)
    mine, theirs = "\n".join([*others, first]), BASE + "\n专此答复。"
    for sides in ((mine, theirs), (theirs, mine)):
        assert result(merge_paragraphs(BASE, *sides)) == [*others, first, "专此答复。"]


def test_blank_lines_and_indents_are_no_change() -> None:
    mine = "　　" + BASE.replace("\n", "\r\n\r\n　　")
    theirs = BASE.replace("试点范围", "试点")
    assert result(merge_paragraphs(BASE, mine, theirs)) == lines(theirs)


@given(three_bodies())
def test_no_paragraph_that_either_wrote_is_lost(bodies: tuple[str, str, str]) -> None:
    base, mine, theirs = bodies
    found = shown(merge_paragraphs(base, mine, theirs))
    for one, other in ((mine, theirs), (theirs, mine)):
        for line in lines(one):
            kept = lines(base).count(line) <= lines(other).count(line)
            if line not in lines(base) or kept:
                assert line in found


@given(three_bodies())
def test_new_paragraphs_keep_their_number(bodies: tuple[str, str, str]) -> None:
    base, mine, theirs = bodies
    pieces = merge_paragraphs(base, mine, theirs)
    for side, own in (("mine", mine), ("theirs", theirs)):
        for line in set(lines(own)) - set(lines(base)):
            assert taken(pieces, side).count(line) >= lines(own).count(line)


@given(three_bodies())
def test_both_sides_are_treated_alike(bodies: tuple[str, str, str]) -> None:
    base, mine, theirs = bodies
    swapped = tuple(
        Conflict(piece.base, piece.theirs, piece.mine) if isinstance(piece, Conflict) else piece
        for piece in merge_paragraphs(base, theirs, mine)
    )
    assert merge_paragraphs(base, mine, theirs) == swapped


@given(three_bodies())
def test_who_changed_nothing_gets_what_the_other_wrote(bodies: tuple[str, str, str]) -> None:
    base, mine, _ = bodies
    assert result(merge_paragraphs(base, mine, base)) == lines(mine)
    assert result(merge_paragraphs(base, base, mine)) == lines(mine)
    assert result(merge_paragraphs(base, mine, mine)) == lines(mine)


def test_fields_are_merged_like_paragraphs() -> None:
    mine = text(recipient="杨彩虹等代表", promised_on=date(2026, 12, 31))
    theirs = text(title="对第0049号建议的答复", note="此件公开发布")
    merged = merge(text(), mine, theirs).text()
    assert (merged.recipient, merged.title) == ("杨彩虹等代表", "对第0049号建议的答复")
    assert (merged.note, merged.promised_on) == ("此件公开发布", date(2026, 12, 31))


def test_a_field_changed_in_two_ways_is_a_choice() -> None:
    merged = merge(text(), text(outcome="planned"), text(outcome="resolved"))
    assert merged.choices == {"outcome": Choice("", "planned", "resolved")}
    assert not merged.settled
    assert merged.text(chosen={"outcome": "resolved"}).outcome == "resolved"


def test_copies_are_merged_line_by_line() -> None:
    base, mine, theirs = "甲办\n乙办", "甲办\n乙办\n丙办", "丁办\n甲办\n乙办"
    merged = merge(text(copies=base), text(copies=mine), text(copies=theirs))
    assert merged.text().copies == "丁办\n甲办\n乙办\n丙办"


def test_nothing_is_put_together_before_everything_is_decided() -> None:
    merged = merge(text(), text(body="我的"), text(body="对方的"))
    with pytest.raises(ValueError, match="decision"):
        merged.text()
    assert merged.text([["我的", "对方的"]]).body == "我的\n对方的"


@pytest.mark.parametrize("line", ["甲", "第{}段，情况各不相同。"])
def test_the_longest_text_is_merged_at_once(line: str) -> None:
    base = "\n".join(line.format(at) for at in range(6_000))
    began = perf_counter()
    merge_paragraphs(
        base, base[: len(base) // 2] + "\n新的一段", "开头\n" + base.replace("第7", "第八")
    )
    assert perf_counter() - began < 5


def test_a_text_run_together_is_merged_at_once() -> None:
    base = "\n".join(f"第{at}区已建成口袋公园{at * 7}处，新增绿地。" for at in range(1_000))
    began = perf_counter()
    pieces = merge_paragraphs(base, base.replace("\n", ""), base.replace("新增", "增加", 1))
    assert len([piece for piece in pieces if isinstance(piece, Conflict)]) == 1
    assert perf_counter() - began < 2
