"""Which paragraphs of two texts belong together: kept, edited, moved, split or joined."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import Indel

from .chains import Match, aligned, chain
from .subsequences import Common

#: Below this likeness two paragraphs are one gone and one new: marking both whole is
#: then no more than 1.5 × the least change between them.
LIKE_ENOUGH = 1 / 3
#: A paragraph that left its place is the same one only if it is this much alike.
MOVED_LIKE_ENOUGH = 0.6
#: Shorter paragraphs are not followed to another place; they recur by nature.
SHORTEST_MOVED = 4
#: So many likenesses are measured at most between two stretches without an equal paragraph.
MEASURED_AT_MOST = 10_000


@dataclass(frozen=True)
class Group:
    """Paragraphs old[start:end] that became new[start:end]; one side may be empty."""

    old: range
    new: range
    moved: bool = False


def groups(before: Sequence[str], after: Sequence[str]) -> list[Group]:
    """All paragraphs of both sides, in the order of a page that shows both.

    A moved paragraph makes one group with both sides; it is to be shown at both places.
    """
    pairs = _pairs(before, after)
    kept = _with_neighbours(before, after, pairs)
    left = _outside(len(before), [group.old for group in kept])
    right = _outside(len(after), [group.new for group in kept])
    moved = [Group(_at(i), _at(j), True) for i, j in _moved(before, after, left, right)]
    gone = _outside(len(before), [group.old for group in (*kept, *moved)])
    come = _outside(len(after), [group.new for group in (*kept, *moved)])
    return [
        *kept,
        *moved,
        *(Group(_at(place), range(0)) for place in gone),
        *(Group(range(0), _at(place)) for place in come),
    ]


def _at(place: int) -> range:
    return range(place, place + 1)


def _outside(count: int, taken: list[range]) -> list[int]:
    inside = {place for places in taken for place in places}
    return [place for place in range(count) if place not in inside]


def _pairs(before: Sequence[str], after: Sequence[str]) -> list[tuple[int, int]]:
    """Equal paragraphs in order, and between them the ones that are alike, in order."""
    found: list[tuple[int, int]] = []
    start = new_start = 0
    for place, other in [*aligned(before, after), (len(before), len(after))]:
        found += _alike(before, after, range(start, place), range(new_start, other))
        if place < len(before):
            found.append((place, other))
        start, new_start = place + 1, other + 1
    return found


def _alike(
    before: Sequence[str], after: Sequence[str], left: range, right: range
) -> Iterator[tuple[int, int]]:
    matches = [
        Match(i, j, round(1 + likeness * (len(before[i]) + len(after[j]))))
        for i, j in _measured(left, right)
        if (likeness := _likeness_or_part(before[i], after[j]))
    ]
    for match in chain(matches):
        yield match.old, match.new


def _measured(left: Sequence[int], right: Sequence[int]) -> Iterator[tuple[int, int]]:
    """All pairs, or where that were too many, those that stand about as far down."""
    reach = len(right)
    if len(left) * len(right) > MEASURED_AT_MOST:
        reach = max(1, MEASURED_AT_MOST // len(left) // 2)
    for place, one in enumerate(left):
        middle = place * len(right) // max(1, len(left))
        for other in right[max(0, middle - reach) : middle + reach + 1]:
            yield one, other


def _likeness_or_part(one: str, other: str) -> float:
    """Put behind or before other sentences a paragraph is the same one, however long they are."""
    shorter, longer = sorted((one, other), key=len)
    part = longer.startswith(shorter) or longer.endswith(shorter)
    followed = part and len(shorter) >= SHORTEST_MOVED
    return _likeness(one, other, 0 if followed else LIKE_ENOUGH)


def _likeness(one: str, other: str, least: float) -> float:
    """How much alike, or 0 if less than `least`; of unlike lengths nothing has to be measured."""
    if 2 * min(len(one), len(other)) < least * (len(one) + len(other)):
        return 0
    return Indel.normalized_similarity(one, other, score_cutoff=least)


def _with_neighbours(
    before: Sequence[str], after: Sequence[str], pairs: list[tuple[int, int]]
) -> list[Group]:
    """Take in the paragraph beside a pair that was split off from it or joined to it."""
    found = [Group(_at(i), _at(j)) for i, j in pairs]
    for place, group in enumerate(found):
        floor = found[place - 1] if place else Group(range(0), range(0))
        ceiling = (
            found[place + 1] if place + 1 < len(found) else Group(_at(len(before)), _at(len(after)))
        )
        if before[group.old.start] != after[group.new.start]:
            old = _grown(before, group.old, floor.old.stop, ceiling.old.start, after, group.new)
            new = group.new
            if len(old) == 1:
                new = _grown(after, group.new, floor.new.stop, ceiling.new.start, before, old)
            found[place] = Group(old, new)
    return found


def _grown(
    texts: Sequence[str], own: range, floor: int, ceiling: int, others: Sequence[str], other: range
) -> range:
    """Own paragraphs with those beside them that are found again in the other paragraph."""
    whole = others[other.start]
    behind = texts[own.stop : ceiling]
    stop = own.stop + _found_again("".join(texts[own.start : own.stop]), behind, whole)
    ahead = [one[::-1] for one in reversed(texts[floor : own.start])]
    alone = "".join(texts[own.start : stop])
    return range(own.start - _found_again(alone[::-1], ahead, whole[::-1]), stop)


def _found_again(alone: str, following: Sequence[str], whole: str) -> int:
    """How many paragraphs behind this one add at least half of their characters, line end and
    all, to what it has in common with the whole."""
    if not following:
        return 0
    common = Common(whole)
    common.take(alone)
    for count, more in enumerate(following):
        if 2 * common.take(more) < len(more) + 1:
            return count
    return len(following)


def _moved(
    before: Sequence[str], after: Sequence[str], left: list[int], right: list[int]
) -> list[tuple[int, int]]:
    """Paragraphs found again at another place: first the equal ones, then the most alike."""
    left = [place for place in left if len(before[place]) >= SHORTEST_MOVED]
    right = [place for place in right if len(after[place]) >= SHORTEST_MOVED]
    found = _equal_elsewhere(before, after, left, right)
    taken, new_taken = {i for i, _ in found}, {j for _, j in found}
    open_left = [i for i in left if i not in taken]
    open_right = [j for j in right if j not in new_taken]
    scored = [
        (likeness, i, j)
        for i, j in _measured(open_left, open_right)
        if (likeness := _likeness(before[i], after[j], MOVED_LIKE_ENOUGH))
    ]
    for _, i, j in sorted(scored, key=lambda one: (-one[0], one[1], one[2])):
        if i not in taken and j not in new_taken:
            found.append((i, j))
            taken.add(i)
            new_taken.add(j)
    return sorted(found)


def _equal_elsewhere(
    before: Sequence[str], after: Sequence[str], left: list[int], right: list[int]
) -> list[tuple[int, int]]:
    where: dict[str, list[int]] = defaultdict(list)
    for place in reversed(right):
        where[after[place]].append(place)
    return [(i, where[before[i]].pop()) for i in left if where.get(before[i])]
