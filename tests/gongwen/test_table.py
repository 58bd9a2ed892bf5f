"""A table is what stands between its bars, the empty cells too."""

import pytest

from correspondence.gongwen.grid import PITCH, Role
from correspondence.gongwen.page import compose
from correspondence.gongwen.table import OVER, cells

from .conftest import letter


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


def test_a_table_that_goes_on_overleaf_has_a_rule_over_and_under_it_on_each_page() -> None:
    rows = "".join(f"\n|{at}|{'认真研究' * 20}|" for at in range(30))
    pages = compose(letter(body=f"请看下表。\n|序号|内容|{rows}"))[:3]
    for page in pages:
        set_rows = [row for row in page.rows if row.strip.role is Role.TABLE]
        flat = [rule.top for rule in page.rules if rule.width > 400 and not rule.red]
        assert min(flat) == pytest.approx(set_rows[0].top - OVER, abs=0.5)
        assert max(flat) == pytest.approx(set_rows[-1].top - OVER + PITCH, abs=0.5)
