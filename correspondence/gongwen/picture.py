"""Pictures of PDF pages, for previews and for measuring."""

import io

import pypdfium2

from .errors import PdfError


def page_count(pdf: bytes) -> int:
    """Return the number of pages; raise PdfError when the file cannot be read."""
    with _opened(pdf) as document:
        return len(document)


def page_png(pdf: bytes, page: int, *, width: int) -> bytes:
    """Return a page, counted from 1, as PNG of the given width in pixels."""
    with _opened(pdf) as document:
        if not 1 <= page <= len(document):
            raise PdfError(f"没有第{page}页，共{len(document)}页")
        sheet = document[page - 1]
        picture = sheet.render(scale=width / sheet.get_width()).to_pil()
        written = io.BytesIO()
        picture.save(written, "PNG")
        return written.getvalue()


def _opened(pdf: bytes) -> pypdfium2.PdfDocument:
    try:
        return pypdfium2.PdfDocument(pdf)
    except pypdfium2.PdfiumError as reason:
        raise PdfError("PDF 无法打开：文件已损坏或已加密") from reason
