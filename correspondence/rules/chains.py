"""Matches that keep the order of both sides: the heaviest chain of them, in n log n."""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Sequence
from typing import NamedTuple

#: A line that stands more often than this on one side says nothing about where it belongs.
TOO_COMMON = 12


class Match(NamedTuple):
    """Place `old` of one side and place `new` of the other belong together; heavier is surer."""

    old: int
    new: int
    weight: int


def chain(matches: Iterable[Match]) -> list[Match]:
    """The matches of greatest weight in sum that rise on both sides."""
    ordered = sorted(matches, key=lambda match: (match.old, -match.new))
    size = 1 + max((match.new for match in ordered), default=-1)
    tree: list[tuple[int, int]] = [(0, -1)] * (size + 1)
    before: list[int] = []
    for place, match in enumerate(ordered):
        weight, last = _best(tree, match.new)
        before.append(last)
        _put(tree, match.new + 1, (weight + match.weight, place))
    return _traced(ordered, before, _best(tree, size)[1])


def equal_matches(old: Sequence[str], new: Sequence[str]) -> list[Match]:
    """Every place where both sides hold the same text; what is everywhere matches nowhere."""
    where: dict[Hashable, list[int]] = defaultdict(list)
    for place, text in enumerate(new):
        where[text].append(place)
    found: list[Match] = []
    seen: dict[Hashable, int] = defaultdict(int)
    for place, text in enumerate(old):
        seen[text] += 1
        if text and max(seen[text], len(where.get(text, ()))) <= TOO_COMMON:
            found += [Match(place, other, len(text)) for other in where.get(text, ())]
    return found


def aligned(old: Sequence[str], new: Sequence[str]) -> list[tuple[int, int]]:
    """Pairs of places with equal text, in order: the common ends, and the best chain between."""
    shortest = min(len(old), len(new))
    head = next((n for n in range(shortest) if old[n] != new[n]), shortest)
    left = shortest - head
    tail = next((n for n in range(left) if old[-1 - n] != new[-1 - n]), left)
    inner = equal_matches(old[head : len(old) - tail], new[head : len(new) - tail])
    return [
        *((place, place) for place in range(head)),
        *((head + match.old, head + match.new) for match in chain(inner)),
        *((len(old) - n, len(new) - n) for n in range(tail, 0, -1)),
    ]


def equal_ahead(one: Sequence[object], other: Sequence[object]) -> int:
    """How many are equal from the beginning."""
    pairs = zip(one, other, strict=False)
    return next((at for at, (a, b) in enumerate(pairs) if a != b), min(len(one), len(other)))


def _best(tree: list[tuple[int, int]], until: int) -> tuple[int, int]:
    """The heaviest chain that ends before place `until` of the new side."""
    best = (0, -1)
    while until > 0:
        best = max(best, tree[until])
        until -= until & -until
    return best


def _put(tree: list[tuple[int, int]], place: int, value: tuple[int, int]) -> None:
    while place < len(tree):
        tree[place] = max(tree[place], value)
        place += place & -place


def _traced(ordered: list[Match], before: list[int], last: int) -> list[Match]:
    found: list[Match] = []
    while last >= 0:
        found.append(ordered[last])
        last = before[last]
    return found[::-1]
