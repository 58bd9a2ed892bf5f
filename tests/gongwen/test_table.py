"""A table is what stands between its bars, the empty cells too."""

import pytest

from correspondence.gongwen.table import cells


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("|甲|乙|\n|1|2|", [["甲", "乙"], ["1", "2"]]),
        ("|甲|乙|\n|---|:--|\n|1|2|", [["甲", "乙"], ["1", "2"]]),
        ("||甲|\n|乙||", [["", "甲"], ["乙", ""]]),
        ("|甲|乙|\n|1|2|\n|-|-|", [["甲", "乙"], ["1", "2"], ["-", "-"]]),
        ("|甲|乙|丙|\n|1|", [["甲", "乙", "丙"], ["1", "", ""]]),
    ],
)
def test_every_cell_stays_in_its_column(text: str, rows: list[list[str]]) -> None:
    assert cells(text) == rows
