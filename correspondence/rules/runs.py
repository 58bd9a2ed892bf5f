"""Where the characters of two paragraphs differ: little more than the least change, cut well."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from itertools import pairwise
from operator import add, itemgetter
from typing import NamedTuple

from rapidfuzz.distance import Indel

from .chains import aligned
from .subsequences import Common

#: What may be marked, as a share of the least change that turns one text into the other.
MARKED_AT_MOST = 1.5
#: Equal clauses are kept as anchors unless they make the change dearer than this share.
ANCHORED_AT_MOST = 1.2
#: Cells of the table that the character alignment may fill at once (about 8 MB of bits).
CELLS_AT_MOST = 64_000_000
#: Equal runs up to this length between two changes may be there by chance.
CRUMB_AT_MOST = 4

CLAUSE = re.compile(r"[^，。；：！？\n]*[，。；：！？\n]?")
_NUMBER = re.compile(r"[0-9]+(?:[.,][0-9]+)*|[A-Za-z]+")
_STOPS = frozenset("，。；：！？、（）《》“”‘’〔〕—… \n")
_LINKS = frozenset("的和与及或并等对将在为由向把了也已")


class Change(NamedTuple):
    """old[start:end] becomes new[new_start:new_end]; one of the two may be empty."""

    start: int
    end: int
    new_start: int
    new_end: int

    @property
    def size(self) -> int:
        """Characters it marks, on both sides."""
        return self.end - self.start + self.new_end - self.new_start


def changes(old: str, new: str) -> list[Change]:
    """The changes in order. Together they mark at most 1.5 × the least possible characters."""
    if old == new:
        return []
    anchored = _anchored(old, new)
    least = Indel.distance(old, new, score_cutoff=cost(anchored))
    if cost(anchored) > ANCHORED_AT_MOST * least:
        anchored = list(_plain(old, new, 0, 0))
    found = _slid(old, new, anchored)
    room = int(MARKED_AT_MOST * least) - cost(found)
    return _joined(old, new, found, room)


def cost(found: list[Change]) -> int:
    """Characters marked by these changes."""
    return sum(change.size for change in found)


def clauses(text: str) -> list[str]:
    """A paragraph cut after its stops; the pieces together are the paragraph."""
    return [piece for piece in CLAUSE.findall(text) if piece]


def _anchored(old: str, new: str) -> list[Change]:
    """Equal clauses stay together; the characters between them are aligned."""
    before, after = clauses(old), clauses(new)
    starts, new_starts = _offsets(before), _offsets(after)
    found: list[Change] = []
    start = new_start = 0
    for place, other in [*aligned(before, after), (len(before), len(after))]:
        gap = old[start : starts[place]], new[new_start : new_starts[other]]
        found += _plain(*gap, start, new_start)
        start = starts[min(place + 1, len(before))]
        new_start = new_starts[min(other + 1, len(after))]
    return _touching_joined(found)


def _offsets(pieces: list[str]) -> list[int]:
    places = [0]
    for piece in pieces:
        places.append(places[-1] + len(piece))
    return places


def _plain(old: str, new: str, start: int, new_start: int) -> Iterator[Change]:
    """The least change by characters; a table too large is cut in two where it costs nothing."""
    if len(old) * len(new) > CELLS_AT_MOST and len(old) > 1:
        half = len(old) // 2
        new_half = _best_half(old[:half], old[half:], new)
        yield from _plain(old[:half], new[:new_half], start, new_start)
        yield from _plain(old[half:], new[new_half:], start + half, new_start + new_half)
        return
    for one in Indel.opcodes(old, new):
        if one.tag != "equal":
            yield Change(
                start + one.src_start,
                start + one.src_end,
                new_start + one.dest_start,
                new_start + one.dest_end,
            )


def _best_half(head: str, tail: str, new: str) -> int:
    """Where to cut the new text so that its parts have the most in common with head and tail."""
    common, common_back = Common(new), Common(new[::-1])
    common.take(head)
    common_back.take(tail[::-1])
    sums = map(add, common.by_length(), reversed(common_back.by_length()))
    return max(enumerate(sums), key=itemgetter(1))[0]


def _touching_joined(found: list[Change]) -> list[Change]:
    joined: list[Change] = []
    for one in found:
        last = joined[-1] if joined else None
        if last and last.end == one.start and last.new_end == one.new_start:
            joined[-1] = Change(last.start, one.end, last.new_start, one.new_end)
        else:
            joined.append(one)
    return joined


def _slid(old: str, new: str, found: list[Change]) -> list[Change]:
    """Move what only came or only went to the place where a reader would cut."""
    found = _touching_joined(found)
    slid: list[Change] = []
    for place, one in enumerate(found):
        floor = slid[-1].end if slid else 0
        ceiling = found[place + 1].start if place + 1 < len(found) else len(old)
        slid.append(_best_place(old, new, one, floor, ceiling))
    return _touching_joined(slid)


def _best_place(old: str, new: str, one: Change, floor: int, ceiling: int) -> Change:
    gone, come = one.end - one.start, one.new_end - one.new_start
    if gone and come:
        return one
    text, start, length = (old, one.start, gone) if gone else (new, one.new_start, come)
    back = ahead = 0
    while one.start - back > floor and text[start - back - 1] == text[start + length - back - 1]:
        back += 1
    while one.end + ahead < ceiling and text[start + ahead] == text[start + length + ahead]:
        ahead += 1
    if back and one.start - back == floor > 0:
        shift = -back
    elif ahead and one.end + ahead == ceiling < len(old):
        shift = ahead
    else:
        shift = max(
            range(-back, ahead + 1),
            key=lambda by: (_cut(text, start + by) + _cut(text, start + length + by), -abs(by)),
        )
    return Change(*(place + shift for place in one))


def _cut(text: str, place: int) -> int:
    """How well a text may be cut before this place."""
    if place in (0, len(text)):
        return 4
    left, right = text[place - 1], text[place]
    if left.isascii() and right.isascii() and left.isalnum() and right.isalnum():
        return -4
    if left in _STOPS:
        return 4 if left in "，。；：！？、\n" else 3
    if right in _STOPS:
        return 3
    return 2 if left in _LINKS or right in _LINKS else 0


class _Wish(NamedTuple):
    """An equal stretch of the old text that would read better as part of the change beside it."""

    price: int
    start: int
    end: int


def _joined(old: str, new: str, found: list[Change], room: int) -> list[Change]:
    """Finish numbers, then swallow crumbs, the cheapest first, as long as there is room."""
    swallowed: set[int] = set()
    for wish in (*sorted(_numbers(old, new, found)), *sorted(_crumbs(old, found))):
        more = set(range(wish.start, wish.end)) - swallowed
        if 2 * len(more) <= room:
            room -= 2 * len(more)
            swallowed |= more
    widened = [Change(place, place + 1, *_beside(place, found)) for place in swallowed]
    return _touching_joined(sorted([*found, *widened]))


def _beside(place: int, found: list[Change]) -> tuple[int, int]:
    """Where an equal character of the old text stands in the new one."""
    last = found[bisect_right(found, place, key=lambda one: one.start) - 1]
    shift = last.new_end - last.end if last.start <= place else 0
    return place + shift, place + shift + 1


def _crumbs(old: str, found: list[Change]) -> Iterator[_Wish]:
    """Equal runs that are short beside the changes around them, where not all is gone or come."""
    for one, other in pairwise(found):
        length = other.start - one.end
        inside = old[one.end : other.start]
        clear = length > CRUMB_AT_MOST or (length > 1 and _STOPS & set(inside[:-1]))
        gone = one.end - one.start + other.end - other.start
        replaced = 0 < gone < one.size + other.size
        if replaced and not clear and one.size + other.size >= 3 * length:
            yield _Wish(2 * length, one.end, other.start)


def _numbers(old: str, new: str, found: list[Change]) -> Iterator[_Wish]:
    """The rest of a number or a foreign word of which a part changed."""
    spans = [match.span() for match in _NUMBER.finditer(old)]
    new_spans = [match.span() for match in _NUMBER.finditer(new)]
    for place, one in enumerate(found):
        floor = found[place - 1].end if place else 0
        ceiling = found[place + 1].start if place + 1 < len(found) else len(old)
        first, last = _around(spans, one.start, one.end)
        new_first, new_last = _around(new_spans, one.new_start, one.new_end)
        back = max(floor, min(first, one.start - one.new_start + new_first))
        ahead = min(ceiling, max(last, one.end - one.new_end + new_last))
        if back < one.start:
            yield _Wish(2 * (one.start - back), back, one.start)
        if ahead > one.end:
            yield _Wish(2 * (ahead - one.end), one.end, ahead)


def _around(spans: list[tuple[int, int]], start: int, end: int) -> tuple[int, int]:
    """The change, widened to the numbers it cuts into."""
    place = max(0, bisect_right(spans, (start, start)) - 1)
    while place < len(spans) and spans[place][0] < max(end, start + 1):
        first, last = spans[place]
        if (first < end and last > start) or first < start < last:
            start, end = min(start, first), max(end, last)
        place += 1
    return start, end
