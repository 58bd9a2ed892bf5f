"""Draws the grid of the standard over the picture of a page, to see what is off."""

import io

from PIL import Image, ImageDraw

from ..grid import BOTTOM, CELL, CELLS, LEFT, LINES, MM, PAGE_WIDTH, RIGHT, SIZE, TOP, line_top
from ..picture import page_png

GRID = (0, 112, 192, 90)
EDGE = (214, 0, 0, 200)


def overlay(pdf: bytes, page: int, *, width: int = 1240) -> bytes:
    """Return a page as PNG with the type area, its 22 lines and 28 characters drawn over it."""
    picture = Image.open(io.BytesIO(page_png(pdf, page, width=width))).convert("RGBA")
    layer = Image.new("RGBA", picture.size, (255, 255, 255, 0))
    draw = ImageDraw.Draw(layer)
    scale = width / PAGE_WIDTH
    for line in range(LINES):
        top = line_top(line)
        for cell in range(CELLS):
            left = LEFT + cell * CELL
            box = (left, top, left + SIZE, top + SIZE)
            draw.rectangle([edge * scale for edge in box], outline=GRID)
    draw.rectangle([edge * scale for edge in (LEFT, TOP, RIGHT, BOTTOM)], outline=EDGE)
    for height in (30 * MM, 72 * MM, BOTTOM + 7 * MM):
        draw.line([0, height * scale, width, height * scale], fill=EDGE)
    written = io.BytesIO()
    Image.alpha_composite(picture, layer).convert("RGB").save(written, "PNG")
    return written.getvalue()
