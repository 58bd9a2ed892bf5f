"""Places the pictures of seals (7.3.5.1): upright, pressing 署名 and 成文日期, close to the text.

The pictures show where the seals stand. They are drawings and prove nothing: see `sign`.
"""

import io
import struct
from collections.abc import Sequence
from itertools import groupby

from PIL import Image, UnidentifiedImageError

from .document import Letter
from .errors import LayoutError
from .grid import MM, PITCH, SIZE, Picture, Role, Row

DIAMETERS = (30.0, 60.0)
"""Millimetres; the seals of state organs are between 4.2 and 6 cm (国发〔1999〕25号)."""
NEAR = 0.8
"""Lines between the text and the top of the seal, within the one line allowed."""
LOWER = 2 * MM
"""How far the middle of a seal lies below its name when several rows of seals are one grid."""
LARGEST = 20_000_000
"""Pixels; a picture with more is not a seal."""


def checked_seals(letter: Letter) -> None:
    """Raise LayoutError unless each signatory has one seal that can be drawn, or none has."""
    seals = letter.all_seals
    if not seals:
        return
    wanted = max(sum(bool(name.strip()) for name in letter.signatories), 1)
    if len(seals) != wanted:
        raise LayoutError(
            f"署名单位有{wanted}个，印章有{len(seals)}枚，应每个署名单位一枚，次序相同"
        )
    if not DIAMETERS[0] <= letter.seal_diameter <= DIAMETERS[1]:
        raise LayoutError("印章直径应在 30 至 60 毫米之间，请核对")
    for at, seal in enumerate(seals, start=1):
        try:
            checked_picture(seal)
        except LayoutError as reason:
            which = f"第{at}枚" if wanted > 1 else ""
            raise LayoutError(f"{which}{reason}") from reason


def placed_seals(letter: Letter, rows: Sequence[Row], floor: float) -> list[Picture]:
    """Return each seal centred on its 署名, the last one on the date as well.

    rows are the lines of the page with the signatures; no seal goes below `floor` (points from
    the page's top) as long as it can move up to the text.
    """
    size = letter.seal_diameter * MM
    signed = [row for row in rows if row.strip.role in {Role.SIGNATORY, Role.DATED}]
    names = [row for row in signed if row.strip.role is Role.SIGNATORY] or signed
    signers = [list(lines) for _, lines in groupby(_by_block(names), key=_block)]
    above = [row.top + row.strip.size for row in rows if row.top < signed[0].top - 1]
    last = max(above, default=signed[0].top - PITCH)
    first, lowest = signers[0][-1].top, signers[-1][-1].top
    middle = (signed[0].top + signed[-1].top + SIZE) / 2
    if lowest > first:
        middle = first + SIZE / 2 + LOWER
    top = min(middle - size / 2, last + NEAR * PITCH, floor - size - (lowest - first))
    top = max(top, last)
    return [
        Picture(seal, _middle(lines) - size / 2, top + lines[-1].top - first, size, size, "印章")
        for seal, lines in zip(letter.all_seals, signers, strict=True)
    ]


def _by_block(rows: Sequence[Row]) -> list[Row]:
    return sorted(rows, key=lambda row: (_block(row), row.top))


def _block(row: Row) -> int:
    return row.strip.block


def _middle(lines: Sequence[Row]) -> float:
    """Return the middle between the ends of the last line of a name."""
    places = [place for piece in lines[-1].strip.pieces for place in piece.places]
    return (places[0] + places[-1] + SIZE) / 2


def checked_picture(source: bytes) -> None:
    """Raise LayoutError unless the bytes are a picture that can be drawn."""
    try:
        with Image.open(io.BytesIO(source)) as picture:
            if picture.width * picture.height > LARGEST:
                raise LayoutError("印章图片过大，请使用不超过两千万像素的图片")
            if picture.format not in {"PNG", "JPEG"}:
                raise LayoutError("印章图片格式不可用，请上传 PNG 格式的印章图片")
            picture.load()
    except (UnidentifiedImageError, OSError, SyntaxError, struct.error) as reason:
        raise LayoutError("印章不是可用的图片，请上传 PNG 格式的印章图片") from reason
