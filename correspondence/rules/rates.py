"""Shares as official reports print them: one decimal, halves rounded up.

Source: the yearly reports on proposals of Shanghai's government (98 of 827 is 11.9%).
"""

from decimal import ROUND_HALF_UP, Decimal

_TENTH = Decimal("0.1")


def percent(part: int, whole: int) -> str:
    """`part` of `whole` as 61.1%; a dash where there is nothing to divide by."""
    if not whole:
        return "—"
    return f"{(Decimal(part) * 100 / Decimal(whole)).quantize(_TENTH, ROUND_HALF_UP)}%"
