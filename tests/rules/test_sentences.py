"""A change is told in its sentence, and nothing around it is read again."""

from collections.abc import Iterable

from hypothesis import given
from hypothesis import strategies as st

from correspondence.rules.differences import Segment, compare
from correspondence.rules.sentences import ELSEWHERE, in_sentences

OLD = "我委高度重视。经研究，安排专项资金一千万元，用于支持中小企业。下一步将加快落实。"
NEW = OLD.replace("一千万元", "二千万元")
PARAGRAPHS = st.lists(st.text("经研究我委安排资金。，；", max_size=60), max_size=5)


def told(old: str, new: str) -> list[str]:
    marks = {"del": "[-{}]", "ins": "[+{}]", "same": "{}"}
    rows = in_sentences(compare(old, new))
    return ["".join(marks[one.kind].format(one.text) for one in row.both) for row in rows]


def test_only_the_sentence_of_a_change_is_told() -> None:
    (run,) = told(OLD, NEW)
    assert run.startswith(f"{ELSEWHERE}经研究，安排专项资金")
    assert "[-一" in run
    assert "[+二" in run
    assert run.endswith(f"用于支持中小企业。{ELSEWHERE}")
    assert "高度重视" not in run


def test_a_paragraph_without_a_change_is_not_told() -> None:
    assert told(f"第一段。\n{OLD}\n第三段。", f"第一段。\n{NEW}\n第三段。") == told(OLD, NEW)


def test_nothing_changed_tells_nothing() -> None:
    assert told(OLD, OLD) == []


def test_a_new_paragraph_is_told_whole() -> None:
    assert told("第一段。", "第一段。\n全新的一段，说的是别的事。") == [
        "[+全新的一段，说的是别的事。]"
    ]


def test_two_changes_far_apart_have_the_rest_between_them_left_out() -> None:
    filler = "中间这些话没有改动过。" * 12
    (run,) = told(f"资金一千万元。{filler}时限三年。", f"资金二千万元。{filler}时限五年。")
    assert ELSEWHERE in run
    assert len(run) < len(filler)


@given(PARAGRAPHS, PARAGRAPHS)
def test_everything_gone_and_come_is_told(old: list[str], new: list[str]) -> None:
    rows = compare("\n".join(old), "\n".join(new))

    def of(kind: str, segments: Iterable[Segment]) -> str:
        return "".join(one.text for one in segments if one.kind == kind)

    told = [one for row in in_sentences(rows) for one in row.both]
    for kind in ("del", "ins"):
        assert of(kind, told) == of(kind, (one for row in rows for one in (*row.left, *row.right)))


def test_a_paragraph_that_moved_is_told_where_it_is_and_begun_where_it_was() -> None:
    kept = "第一段的文字一直留在这里。\n第二段的文字也一直在这里，"
    moved = "经费由市财政统筹安排。其中一亿元用于科普。"
    was, now = in_sentences(compare(f"{moved}\n{kept}", f"{kept}\n{moved}"))
    assert (was.moved, was.both) == (
        "移至第3段",
        (Segment("away", f"经费由市财政统筹安排。{ELSEWHERE}"),),
    )
    assert (now.moved, now.both) == ("移自第1段", (Segment("here", moved),))
