"""What follows the text: 附件说明 (7.3.4), 署名 and 成文日期 (7.3.5), 附注 (7.3.6)."""

from itertools import dropwhile
from typing import NamedTuple

from .days import written
from .document import Letter
from .errors import LayoutError
from .grid import CELL, LEFT, LINES, MM, RIGHT, TRACKING, Role, Strip
from .leaf import Leaf, fill
from .setting import INDENT, Setter
from .signers import BLANK, height, sealed

TOO_SHORT = (
    "正文太短：首页须有正文，署名页也须有正文，而正文只有一行可用；"
    "请把正文写到两行以上，或减少署名单位、主送单位"
)
CROWDED = "请合并附件、减少署名单位或缩短附注"


class Ending(NamedTuple):
    """附件说明, 署名 with 成文日期, and 附注, each in lines with its blank lines above it."""

    listed: list[Strip]
    signed: list[Strip]
    noted: list[Strip]

    @property
    def strips(self) -> list[Strip]:
        """Return all lines in their order."""
        return [*self.listed, *self.signed, *self.noted]


def end(leaves: list[Leaf], letter: Letter, setter: Setter) -> None:
    """Set what follows the text below it; where it has no room, on a new page with text.

    Two lines of text come along, or one if there is no room for two. 7.3.5.5 allows line and
    character spacing to be adjusted. Here only the blank lines above give way, whole: a page
    squeezed by a fraction would leave the 22 lines of 5.2.3, and a 29th character in a line the
    28, for which every page is measured. Raise LayoutError where no line of text has room.
    """
    strips = ending(letter, setter).strips
    tight = list(dropwhile(lambda strip: not strip.pieces, strips))
    for lines, wanted in ((0, strips), (2, strips), (2, tight), (1, strips), (1, tight)):
        parted = leaves[-1].parted(lines)
        if height(wanted) <= parted[-1].room:
            leaves[-1:] = parted
            fill(leaves, wanted)
            return
    if len(leaves) == 1 and not leaves[0].spare and height(tight) < LINES:
        raise LayoutError(TOO_SHORT)
    raise LayoutError(f"附件说明、署名和附注共{height(tight)}行，与正文一页放不下，{CROWDED}")


def ending(letter: Letter, setter: Setter) -> Ending:
    """Set the three; 署名 with seals as low as the others leave room for."""
    listed, noted = _attachment_note(letter, setter), _note(letter, setter)
    return Ending(listed, _signature(letter, LINES - 2 - len(listed + noted), setter), noted)


def _attachment_note(letter: Letter, setter: Setter) -> list[Strip]:
    """Set 附件：1. … a line below the text; later lines stand under the title's first one."""
    titles = [attachment.title for attachment in letter.attachments]
    if not titles:
        return []
    strips = [BLANK]
    for at, title in enumerate(titles, start=1):
        number = f"{at}. " if len(titles) > 1 else ""
        mark = "附件：" if at == 1 else ""
        indent = INDENT if mark else INDENT + 3 * CELL
        hang = INDENT + 3 * CELL + setter.body_width(number)
        strips += setter.paragraph(
            f"{mark}{number}{title}", role=Role.ATTACHMENT_NOTE, first=indent, hang=hang
        )
    return strips


def _signature(letter: Letter, room: int, setter: Setter) -> list[Strip]:
    """Set 署名 and 成文日期 in lines, with the blank lines that belong above them."""
    day = written(letter.dated) if letter.dated else ""
    names = [name for name in letter.signatories if name.strip()]
    if not names and not day:
        return []
    if letter.all_seals:
        return sealed(names, day, letter.seal_diameter * MM, room, setter)
    return [BLANK, *_unsealed(names, day, setter)]


def _unsealed(names: list[str], day: str, setter: Setter) -> list[Strip]:
    """署名右空二字, 成文日期 begins two characters further in; the longer one yields (7.3.5.2).

    The date goes by the 署名 right above it, the last of a joint document.
    """
    edge = RIGHT - 2 * CELL
    lefts = [max(edge - setter.body_width(name), LEFT) for name in names]
    first = lefts[-1] if lefts else edge
    over = first + 2 * CELL + setter.body_width(day) - edge
    if day and over > 0:
        lefts = [left - over for left in lefts]
        first -= over
    strips = [
        _line(setter, name, left, Role.SIGNATORY) for name, left in zip(names, lefts, strict=True)
    ]
    if day:
        strips.append(_line(setter, day, first + 2 * CELL, Role.DATED))
    return strips


def _line(setter: Setter, text: str, left: float, role: Role) -> Strip:
    return setter.line(text, left, role=role, tracking=TRACKING)


def _note(letter: Letter, setter: Setter) -> list[Strip]:
    """Set the 附注 in round brackets, two characters in, on the line below the date."""
    if not letter.note:
        return []
    return setter.paragraph(f"（{letter.note}）", role=Role.NOTE)
