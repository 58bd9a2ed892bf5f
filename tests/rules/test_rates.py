"""Shares as official reports print them."""

import pytest

from correspondence.rules.rates import percent


@pytest.mark.parametrize(
    ("part", "whole", "shown"),
    [
        (98, 827, "11.9%"),  # as printed in the report of 2014
        (652, 820, "79.5%"),
        (1, 3, "33.3%"),
        (1, 800, "0.1%"),  # 0.125 rounds down, 0.15 rounds up
        (3, 2000, "0.2%"),
        (0, 5, "0.0%"),
        (5, 5, "100.0%"),
        (0, 0, "—"),
    ],
)
def test_a_share_has_one_decimal_and_halves_go_up(part: int, whole: int, shown: str) -> None:
    assert percent(part, whole) == shown
