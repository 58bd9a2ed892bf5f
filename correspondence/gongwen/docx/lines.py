"""Gives the paragraphs of the DOCX the line ends of the page, and keeps them editable.

A word processor breaks lines by rules of its own: it squeezes no marks and may part a number
from its unit. Where that would end a line elsewhere, and only there, the characters of the line
are set a little closer or wider, as one does by hand in the dialogue for character spacing.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from ..breaking import Line
from ..faces import Face
from ..grid import SIZE, WIDTH
from ..setting import INDENT, Setter
from ..words import CLOSING, OPENING
from .styles import TIGHT

GAP = 0.22 * SIZE
"""Points that LibreOffice sets between a Chinese character and a letter or digit, asked or not."""
MAY_END = "\u200b"
"""Shows nothing, and lets a line end where the rules of the program would not."""
_FIRST_HAN = "\u2e80"
SAFE = 1.0
"""Points by which a line stays below its measure, for what programs round."""


@dataclass(frozen=True)
class Run:
    """Characters of one face; spacing is what stands between them, in points."""

    text: str
    face: Face
    spacing: float


def runs(
    text: str,
    setter: Setter,
    *,
    head: tuple[int, Face] = (0, Face.FANG),
    face: Face = Face.FANG,
    first: float = INDENT,
    hang: float = 0.0,
) -> list[Run]:
    """Divide a paragraph in runs so that its lines end where those of the page do."""
    kinds = [head[1]] * head[0] + [face] * (len(text) - head[0])
    lines = setter.broken(text, kinds, first=first, hang=hang)
    paragraph = _Paragraph(text, kinds, setter.advances(text, kinds))
    for line, after in pairwise([*lines, None]):
        if line is not None:
            paragraph.fit(line, after, WIDTH - (hang if line.start else first))
    spacings = paragraph.spacings
    shown = [*text]
    for line in lines[:-1]:
        if _is_held(text, line.end):
            shown[line.end - 1] += MAY_END
    parts = groupby(range(len(text)), key=lambda at: (kinds[at], spacings[at]))
    divided = [(key, "".join(shown[at] for at in run)) for key, run in parts]
    return [Run(part, kind, spacing) for (kind, spacing), part in divided]


def _is_held(text: str, end: int) -> bool:
    """Say whether a program may refuse to end a line here: no Chinese on either side.

    Nothing goes into an address of the web, which is copied from the document.
    """
    sides = text[end - 1 : end + 1]
    return not sides.isascii() and "han" not in map(_script, sides)


def borders(text: str) -> int:
    """Count where Chinese meets letters or digits."""
    kinds = [_script(character) for character in text]
    return sum({one, other} == {"han", "latin"} for one, other in pairwise(kinds))


class _Paragraph:
    """A paragraph whose characters get spacings of their own, in twentieths of a point."""

    def __init__(self, text: str, kinds: Sequence[Face], advances: Sequence[float]) -> None:
        self.text = text
        self.kinds = kinds
        self.advances = advances
        self._extra = [0.0] * len(text)

    @property
    def spacings(self) -> list[float]:
        """Return what stands after each character, rounded down to a twentieth of a point."""
        return [(TIGHT * 20 + extra * 20) // 1 / 20 for extra in self._extra]

    def fit(self, line: Line, after: Line | None, room: float) -> None:
        """Change the spacing of a line that would not end where it does on the page."""
        begin, end = line.start, line.end
        own = sum(self.advances[begin:end]) + (end - begin) * TIGHT
        inside = self._inside(begin, end)
        wide = own - (end - begin - inside) * TIGHT + GAP * borders(self.text[begin:end])
        spread = after is not None and own + self._next(after) <= room - SAFE
        if wide > room or spread:
            need = room - wide - SAFE
            step = need / (end - begin if need > 0 else max(inside, 1))
            for at in range(begin, end):
                self._extra[at] = step

    def _inside(self, begin: int, end: int) -> int:
        """Count the spaces between characters that LibreOffice changes: not those of two runs."""
        scripts = [character < _FIRST_HAN for character in self.text[begin:end]]
        parts = list(zip(scripts, self.kinds[begin:end], strict=True))
        return sum(one == other for one, other in pairwise(parts))

    def _next(self, after: Line) -> float:
        """Return the least that a program would take up from the next line."""
        text, at = self.text, after.start
        stop = at
        while stop < after.end - 1 and text[stop] in OPENING:
            stop += 1
        latin = _script(text[stop]) == "latin"
        stop += 1
        while stop < after.end and (text[stop] in CLOSING or _is_latin(text, stop, latin)):
            stop += 1
        return sum(self.advances[at:stop]) + (stop - at) * TIGHT


def _script(character: str) -> str:
    if character.isascii() and character.isalnum():
        return "latin"
    return "han" if character.isalpha() else ""


def _is_latin(text: str, at: int, latin: bool) -> bool:
    return latin and _script(text[at]) == "latin"
