"""How many characters two texts have in common, in the same order, while one of them grows."""

from collections import defaultdict
from itertools import accumulate


class Common:
    """A text taken in piece by piece, and what it has in common with `whole` (the longest common
    subsequence, Hyyrö's way: one bit a character of the whole, all of them at once)."""

    def __init__(self, whole: str) -> None:
        self._places: dict[str, int] = defaultdict(int)
        for place, character in enumerate(whole):
            self._places[character] |= 1 << place
        self._whole = (1 << len(whole)) - 1
        self._open = self._whole

    @property
    def count(self) -> int:
        """Characters in common so far."""
        return (self._whole ^ self._open).bit_count()

    def take(self, text: str) -> int:
        """Take in what follows; how many more characters are in common with it."""
        before, places, free = self.count, self._places, self._open
        for character in text:
            if character in places:
                met = free & places[character]
                free = ((free + met) | (free - met)) & self._whole
        self._open = free
        return self.count - before

    def by_length(self) -> list[int]:
        """Characters in common with every beginning of the whole, from the empty one on."""
        bits = bin(self._open | (self._whole + 1))[:2:-1]
        return list(accumulate((bit == "0" for bit in bits), initial=0))
