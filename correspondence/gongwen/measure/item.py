"""A single measurement, and how a length is judged."""

from dataclasses import dataclass

from ..grid import MM

TOLERANCE = 0.3


@dataclass(frozen=True)
class Item:
    """One measurement; verdict is 符合, 不符合 or 未见."""

    page: int
    element: str
    expected: str
    found: str
    verdict: str
    clause: str


def near(
    page: int,
    element: str,
    expected: float,
    found: float | None,
    clause: str,
    tolerance: float = TOLERANCE,
    unit: str = "mm",
) -> Item:
    """Judge a number by its distance from the one expected; None means it is not there."""
    wanted = f"{expected:.2f}±{tolerance:g} {unit}"
    if found is None:
        return Item(page, element, wanted, "—", "未见", clause)
    verdict = "符合" if abs(found - expected) <= tolerance + 1e-6 else "不符合"
    return Item(page, element, wanted, f"{found:.2f} {unit}", verdict, clause)


def millimetres(points: float | None) -> float | None:
    """Return points as millimetres."""
    return None if points is None else points / MM
