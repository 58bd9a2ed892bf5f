"""Quoted words are found again as long as they stand; other edits do not mislead."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from correspondence.rules.anchors import Anchor, Place, found_again, locate

BODY = (
    "一、基本情况\n经研究，我委将安排专项资金予以支持。\n"
    "二、下一步工作\n我委将会同有关部门加快落实。"
)
QUOTE = "安排专项资金"
SAID = Anchor(BODY, 2, 7, QUOTE)

LINES = st.text(
    alphabet="经研究我委将会同有关部门安排专项资金予以支持，。", min_size=1, max_size=30
)
BODIES = st.lists(LINES, min_size=1, max_size=8)


def words_at(body: str, place: Place) -> str:
    return body.split("\n")[place.paragraph - 1][place.start : place.end]


def test_words_are_found_where_they_stand() -> None:
    assert locate(BODY, QUOTE) == Place(2, 7, 13)
    assert locate(BODY, "没有这句话") is None
    assert locate(BODY, "") is None


def test_of_the_same_words_twice_the_nearest_is_meant() -> None:
    assert locate("我委\n乙\n丙\n我委", "我委", paragraph=4) == Place(4, 0, 2)


def test_new_paragraphs_before_and_after_do_not_lose_the_place() -> None:
    later = f"您好。\n新的一段。\n{BODY}\n又一段。"
    assert found_again(SAID, later) == Place(4, 7, 13)


def test_a_new_beginning_of_the_same_sentence_does_not_lose_the_place() -> None:
    later = BODY.replace("经研究，我委将", "经认真研究，我委今年将")
    place = found_again(SAID, later)
    assert place is not None
    assert words_at(later, place) == QUOTE


@pytest.mark.parametrize("instead", ["安排资金", "安排专门资金", ""])
def test_changed_words_are_not_found(instead: str) -> None:
    assert found_again(SAID, BODY.replace(QUOTE, instead)) is None


def test_a_copy_elsewhere_does_not_take_its_place() -> None:
    copied = BODY.replace("加快落实", f"{QUOTE}并加快落实").replace("一、基本", f"{QUOTE}：基本")
    assert found_again(SAID, copied) == Place(2, 7, 13)


def test_a_common_word_is_not_found_among_strangers() -> None:
    anchor = Anchor("我委将予以支持。", 1, 0, "我委")
    assert found_again(anchor, "此事由市教委负责，与我委无关") is None


@given(BODIES, BODIES, BODIES, st.data())
def test_whatever_comes_before_and_after_the_words_stay_where_they_are(
    before: list[str], lines: list[str], after: list[str], data: st.DataObject
) -> None:
    """Marked words in an unchanged stretch are found exactly there, whatever surrounds it."""
    body = "\n".join(lines)
    paragraph = data.draw(st.integers(1, len(lines)))
    line = lines[paragraph - 1]
    start = data.draw(st.integers(0, len(line) - 1))
    marked = f"{line[:start]}（甲乙丙丁戊己庚辛）{line[start:]}"
    lines = [*lines[: paragraph - 1], marked, *lines[paragraph:]]
    body = "\n".join(lines)
    anchor = Anchor(body, paragraph, start, "（甲乙丙丁戊己庚辛）")
    later = "\n".join([*before, *lines, *after])
    assert found_again(anchor, later) == Place(len(before) + paragraph, start, start + 10)


@given(BODIES, BODIES, st.data())
def test_what_is_found_are_always_the_quoted_words(
    lines: list[str], others: list[str], data: st.DataObject
) -> None:
    body, later = "\n".join(lines), "\n".join(others)
    paragraph = data.draw(st.integers(1, len(lines)))
    line = lines[paragraph - 1]
    start = data.draw(st.integers(0, len(line) - 1))
    quote = line[start : data.draw(st.integers(start + 1, len(line)))]
    place = found_again(Anchor(body, paragraph, start, quote), later)
    assert place is None or words_at(later, place) == quote
    assert found_again(Anchor(body, paragraph, start, quote), body) == Place(
        paragraph, start, start + len(quote)
    )
