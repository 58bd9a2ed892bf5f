"""Pages of a document as pictures: no plug-in, no flicker, the same in every browser."""

from ..gongwen import page_png

#: Wide enough to read on an office screen, in pixels.
WIDTH = 900


def picture(pdf: bytes, number: int) -> bytes:
    """One page, counted from 1, as PNG."""
    return page_png(pdf, number, width=WIDTH)
