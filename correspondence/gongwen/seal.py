"""Places the picture of a seal (7.3.5.1): upright, pressing 署名 and 成文日期, close to the text.

The picture shows where the seal stands. It is a drawing and proves nothing: see `sign`.
"""

import io
import struct
from collections.abc import Sequence

from PIL import Image, UnidentifiedImageError

from .errors import LayoutError
from .grid import MM, PITCH, SIZE, Picture, Role, Row

DIAMETERS = (30.0, 60.0)
"""Millimetres; the seals of state organs are between 4.2 and 6 cm (国发〔1999〕25号)."""
NEAR = 0.8
"""Lines between the text and the top of the seal, within the one line allowed."""
LARGEST = 20_000_000
"""Pixels; a picture with more is not a seal."""


def placed_seal(source: bytes, rows: Sequence[Row], diameter: float) -> Picture:
    """Return the seal centred on 署名 and date, its top within a line of what stands above.

    diameter is in millimetres. Raise LayoutError for what is no seal, or no size of one.
    """
    checked_picture(source)
    if not DIAMETERS[0] <= diameter <= DIAMETERS[1]:
        raise LayoutError("印章直径应在 30 至 60 毫米之间，请核对")
    size = diameter * MM
    signed = [row for row in rows if row.strip.role in {Role.SIGNATORY, Role.DATED}]
    above = [row for row in rows if row.top < signed[0].top - 1]
    middle = (signed[0].top + signed[-1].top + SIZE) / 2
    last = max((row.top + row.strip.size for row in above), default=signed[0].top - PITCH)
    left = min(piece.places[0] for piece in signed[-1].strip.pieces)
    right = max(piece.places[-1] for piece in signed[-1].strip.pieces) + SIZE
    top = min(middle - size / 2, last + NEAR * PITCH)
    return Picture(source, (left + right - size) / 2, max(top, last), size, size, "印章")


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
