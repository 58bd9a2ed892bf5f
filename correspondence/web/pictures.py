"""Pages of a document as pictures: no plug-in, no flicker, the same in every browser."""

from ..gongwen import page_png

#: Wide enough to read on an office screen, in pixels.
WIDTH = 900
#: Wide enough to read every character when a page is looked at by itself.
LARGE = 1600


def picture(pdf: bytes, number: int, *, width: int = WIDTH) -> bytes:
    """One page, counted from 1, as PNG of this width in pixels."""
    return page_png(pdf, number, width=width)
