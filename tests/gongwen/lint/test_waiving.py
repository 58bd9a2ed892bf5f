"""A finding is known again by its rule and its passage, wherever the passage stands."""

from dataclasses import replace

import pytest

from correspondence.gongwen import Letter
from correspondence.gongwen.lint import lint
from correspondence.gongwen.lint.finding import Finding
from correspondence.gongwen.lint.waiving import mark, may_be_waived, passage

LETTER = Letter(
    issuer="上海市科学技术委员会",
    title="对市十六届人大一次会议第0049号代表建议的答复",
    recipient="张三代表：",
    body="您提出的建议收悉。\n很好!非常。",
    signatories=("上海市科学技术委员会",),
    copies=("市政府办公厅",),
)


def found(letter: Letter, rule: str = "T02") -> Finding:
    return next(one for one in lint(letter) if one.rule == rule)


def marked(body: str) -> str:
    letter = replace(LETTER, body=body)
    return mark(letter, found(letter))


def test_the_mark_goes_along_with_its_paragraph() -> None:
    assert marked("另起一段。\n您提出的建议收悉。\n很好!非常。") == marked(LETTER.body)


@pytest.mark.parametrize("words", ["很好!非常！", "真很好!非常。", "很好!非常好。"])
def test_a_changed_character_of_the_passage_makes_another_mark(words: str) -> None:
    assert marked(f"您提出的建议收悉。\n{words}") != marked(LETTER.body)


def test_two_findings_of_one_paragraph_have_two_marks() -> None:
    letter = replace(LETTER, body="很好!非常!真的。")
    marks = {mark(letter, one) for one in lint(letter) if one.rule == "T02"}
    assert len(marks) == 2


def test_the_passage_is_the_line_or_the_whole_field() -> None:
    assert passage(LETTER, found(LETTER)) == "很好!非常。"
    copies = Finding("L08", found(LETTER).severity, "copies", "抄送")
    assert passage(LETTER, copies) == "市政府办公厅"


def test_a_mark_of_secrecy_is_never_waived() -> None:
    letter = replace(LETTER, body="机密★1年\n正文。")
    assert not may_be_waived(found(letter, "L15"))
    assert may_be_waived(found(LETTER))
