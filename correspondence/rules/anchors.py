"""Words of one version of a text, found again in a later one.

What was quoted must still stand there word for word; of several places the one among the most
familiar neighbours is it. Changed words are not found: whoever asked about them is told so.
"""

from dataclasses import dataclass

from .chains import equal_ahead

#: So many characters on either side tell one place of the same words from another.
NEIGHBOURS = 40
#: Shorter quotes may stand anywhere by chance: so many neighbours must have come along with them.
LONG_ENOUGH, FAMILIAR = 8, 4


@dataclass(frozen=True)
class Anchor:
    """`quote` stood in this paragraph of this body, counted from 1, from this character on (0)."""

    body: str
    paragraph: int
    start: int
    quote: str


@dataclass(frozen=True)
class Place:
    """A stretch of one paragraph, counted from 1; characters from start to end, counted from 0."""

    paragraph: int
    start: int
    end: int


def locate(body: str, quote: str, paragraph: int = 0) -> Place | None:
    """Where these words stand in this text, nearest to this paragraph; None if nowhere."""
    places = _places(body, quote)
    return min(places, key=lambda one: abs(one.paragraph - paragraph), default=None)


def found_again(anchor: Anchor, body: str) -> Place | None:
    """Where the anchored words stand in another text; None if they have been changed."""
    before, after = _around(anchor.body, anchor.paragraph, anchor.start, anchor.quote)

    def familiar(place: Place) -> int:
        ahead, behind = _around(body, place.paragraph, place.start, anchor.quote)
        return equal_ahead(before[::-1], ahead[::-1]) + equal_ahead(after, behind)

    def likeness(place: Place) -> tuple[int, int, int]:
        away = abs(place.paragraph - anchor.paragraph), abs(place.start - anchor.start)
        return familiar(place), -away[0], -away[1]

    best = max(_places(body, anchor.quote), key=likeness, default=None)
    by_chance = len(anchor.quote) < LONG_ENOUGH and min(FAMILIAR, len(before) + len(after))
    return best if best and familiar(best) >= by_chance else None


def _places(body: str, quote: str) -> list[Place]:
    """Everywhere the words stand, within one paragraph; nowhere for no words."""
    found = []
    for number, line in enumerate(body.split("\n"), start=1):
        at = line.find(quote) if quote else -1
        while at >= 0:
            found.append(Place(number, at, at + len(quote)))
            at = line.find(quote, at + 1)
    return found


def _around(body: str, paragraph: int, start: int, quote: str) -> tuple[str, str]:
    """What stands before and behind, across the ends of paragraphs."""
    lines = body.split("\n")
    offset = sum(len(line) + 1 for line in lines[: paragraph - 1]) + start
    end = offset + len(quote)
    return body[max(offset - NEIGHBOURS, 0) : offset], body[end : end + NEIGHBOURS]
