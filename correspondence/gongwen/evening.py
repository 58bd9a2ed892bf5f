"""Evens out a loose line: what does not fit there is borne by the lines above it as well.

A long word or number that goes to the next line leaves a gap. Spread over one line it tears its
characters apart; where the lines above hand some of theirs down, nobody sees it. As many lines
stay as many, so that no page changes.
"""

from collections.abc import Callable, Sequence
from itertools import product
from typing import NamedTuple

LOOSE = 0.1
"""Gap between two characters, in em, from which a line is evened out."""
_ABOVE = 2
"""Lines above a loose one that help."""
_PIECES = 9
"""How far a line end may move up, in pieces no line end divides."""


class Row(NamedTuple):
    """One line: its first piece, the piece after its last, and whether its marks are squeezed."""

    first: int
    stop: int
    squeezed: bool = False


Looseness = Callable[[int, int], float | None]
"""The gap between the characters of a line from one piece to another; None where it is too long."""
Skip = Callable[[int], int]
"""The first piece from a place on that is no space: with it a line begins."""


def evened(rows: Sequence[Row], looseness: Looseness, skip: Skip) -> list[Row]:
    """Return as many rows for the same pieces, loose ones evened out with those above them.

    The last row of a paragraph is not full and stays as it is.
    """
    found = list(rows)
    for at in range(1, len(found) - 1):
        if not found[at].squeezed and (looseness(*found[at][:2]) or 0.0) > LOOSE:
            above = max(at - _ABOVE, 0)
            found[above : at + 1] = _evenest(found[above : at + 1], looseness, skip)
    return found


def _evenest(rows: list[Row], looseness: Looseness, skip: Skip) -> list[Row]:
    """Move the ends of all rows but the last up, so that no row is much looser than another."""

    def cost(row: Row) -> float:
        if row.squeezed:
            return 0.0
        gap = looseness(row.first, row.stop)
        return float("inf") if gap is None else max(gap, 0.0) ** 3

    def divided(stops: Sequence[int]) -> list[Row]:
        firsts = [rows[0].first, *map(skip, stops)]
        ends = [*stops, rows[-1].stop]
        new = [Row(*ends_of) for ends_of in zip(firsts, ends, strict=True)]
        return [old if old[:2] == one[:2] else one for old, one in zip(rows, new, strict=True)]

    choices = [range(max(row.stop - _PIECES, row.first + 1), row.stop + 1) for row in rows[:-1]]
    tried = (divided(stops) for stops in product(*choices))
    fitting = (one for one in tried if all(row.first < row.stop for row in one))
    return min(fitting, key=lambda one: sum(map(cost, one)))
