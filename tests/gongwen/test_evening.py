"""A gap that a long word leaves is shared with the lines above it."""

from itertools import pairwise

from correspondence.gongwen.evening import LOOSE, Row, evened
from correspondence.gongwen.faces import SHIPPED, Face
from correspondence.gongwen.setting import Setter

SETTER = Setter(SHIPPED)
HAN = "本市持续强化科技创新策源功能推动构建以国家实验室为引领的体系"
LONG = "internationalization"


def gaps(text: str) -> list[float]:
    """Return the widest step between two characters of each full line, in em."""
    broken = SETTER.broken(text, [Face.FANG] * len(text))
    return [max(b - a for a, b in pairwise(line.places)) / 16 for line in broken if line.full]


def test_a_line_before_a_long_word_is_no_looser_than_those_above_it_can_help() -> None:
    for length in range(70, 100):
        text = (HAN * 4)[:length] + LONG + HAN
        assert max(gaps(text)) < 1.2, length


def test_a_text_without_a_loose_line_fills_each_of_them() -> None:
    broken = SETTER.broken(HAN * 5, [Face.FANG] * len(HAN * 5))
    assert [line.end - line.start for line in broken if line.full] == [26, 28, 28, 28, 28]


def looseness(widths: list[int], first: int, stop: int) -> float | None:
    spare = 10 - sum(widths[first:stop])
    return spare / 10 if spare >= 0 else None


def rows_of(widths: list[int], rows: list[Row]) -> list[Row]:
    return evened(rows, lambda first, stop: looseness(widths, first, stop), lambda at: at)


def test_two_lines_above_hand_their_ends_down() -> None:
    widths = [1] * 24 + [8] * 2
    filled = [Row(0, 10), Row(10, 20), Row(20, 24), Row(24, 25), Row(25, 26)]
    assert rows_of(widths, filled)[:3] == [Row(0, 8), Row(8, 16), Row(16, 24)]


def test_the_last_line_and_lines_that_are_not_loose_stay_as_they_are() -> None:
    assert LOOSE < 0.2
    widths = [1] * 19 + [8]
    filled = [Row(0, 10), Row(10, 19), Row(19, 20)]
    assert rows_of(widths, filled) == filled


def test_a_squeezed_line_above_may_stay_squeezed() -> None:
    widths = [1] * 15 + [8] * 2
    filled = [Row(0, 11, squeezed=True), Row(11, 15), Row(15, 16), Row(16, 17)]
    assert rows_of(widths, filled)[0] in (filled[0], Row(0, 8), Row(0, 7))
