"""Pages of a document as pictures: no plug-in, no flicker, the same in every browser."""

import base64

from ..gongwen import page_count, page_png

#: Wide enough to read on an office screen, in pixels.
WIDTH = 900


def as_data_urls(pdf: bytes) -> list[dict[str, object]]:
    """Every page as a picture that is part of the answer itself."""
    return [
        {
            "number": number,
            "url": "data:image/png;base64," + base64.b64encode(picture(pdf, number)).decode(),
            "width": WIDTH,
            "height": round(WIDTH * 297 / 210),
        }
        for number in range(1, page_count(pdf) + 1)
    ]


def picture(pdf: bytes, number: int) -> bytes:
    """One page, counted from 1, as PNG."""
    return page_png(pdf, number, width=WIDTH)
