"""What follows the text: 附件说明 (7.3.4), 署名 and 成文日期 (7.3.5), 附注 (7.3.6)."""

from .days import written
from .document import Letter
from .faces import Face
from .grid import CELL, LEFT, MM, RIGHT, TRACKING, Role, Strip
from .setting import INDENT, Setter
from .signers import BLANK, sealed


def attachment_note(letter: Letter, setter: Setter) -> list[Strip]:
    """Set 附件：1. … a line below the text; later lines stand under the title's first one."""
    titles = [attachment.title for attachment in letter.attachments]
    if not titles:
        return []
    strips = [BLANK]
    for at, title in enumerate(titles, start=1):
        number = f"{at}. " if len(titles) > 1 else ""
        mark = "附件：" if at == 1 else ""
        indent = INDENT if mark else INDENT + 3 * CELL
        hang = INDENT + 3 * CELL + setter.width(number, Face.FANG, tracking=TRACKING)
        strips += setter.paragraph(
            f"{mark}{number}{title}", role=Role.ATTACHMENT_NOTE, first=indent, hang=hang
        )
    return strips


def signature(letter: Letter, setter: Setter) -> list[Strip]:
    """Set 署名 and 成文日期 in lines, with the blank lines that belong above them."""
    day = written(letter.dated) if letter.dated else ""
    names = [name for name in letter.signatories if name.strip()]
    if not names and not day:
        return []
    if letter.all_seals:
        return sealed(names, day, letter.seal_diameter * MM, setter)
    return [BLANK, *_unsealed(names, day, setter)]


def _width(setter: Setter, text: str) -> float:
    return setter.width(text, Face.FANG, tracking=TRACKING)


def _unsealed(names: list[str], day: str, setter: Setter) -> list[Strip]:
    """署名右空二字, 成文日期 begins two characters further in; the longer one yields (7.3.5.2).

    The date goes by the 署名 right above it, the last of a joint document.
    """
    edge = RIGHT - 2 * CELL
    lefts = [max(edge - _width(setter, name), LEFT) for name in names]
    first = lefts[-1] if lefts else edge
    over = first + 2 * CELL + _width(setter, day) - edge
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


def note(letter: Letter, setter: Setter) -> list[Strip]:
    """Set the 附注 in round brackets, two characters in, on the line below the date."""
    if not letter.note:
        return []
    return setter.paragraph(f"（{letter.note}）", role=Role.NOTE)
