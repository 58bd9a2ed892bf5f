"""What two texts have in common while one of them grows, against the plain measure."""

from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import LCSseq

from correspondence.rules.subsequences import Common

TEXTS = st.text(alphabet="一二三。", max_size=30)


def test_each_piece_says_what_it_adds() -> None:
    common = Common("试点工作已经启动。")
    assert [common.take(piece) for piece in ("试点", "尚未", "启动。")] == [2, 0, 3]
    assert common.count == 5


@given(TEXTS, TEXTS)
def test_the_beginnings_of_the_whole_are_counted_one_by_one(text: str, whole: str) -> None:
    common = Common(whole)
    assert common.take(text) == LCSseq.similarity(text, whole)
    assert common.by_length() == [
        LCSseq.similarity(text, whole[:length]) for length in range(len(whole) + 1)
    ]
