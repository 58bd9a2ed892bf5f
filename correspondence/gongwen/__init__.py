"""GB/T 9704-2012, the layout of official documents, as a library that knows no framework.

letter = parse(text).letter
pdf = to_pdf(letter)
"""

from .clean import Cleaned, clean
from .document import Attachment, Form, Letter
from .engine import to_html, to_pdf
from .errors import LayoutError, LetterError, PdfError
from .parse import Parsed, parse
from .picture import page_count, page_png
from .structure import Block, Kind, structure

__all__ = [
    "Attachment",
    "Block",
    "Cleaned",
    "Form",
    "Kind",
    "LayoutError",
    "Letter",
    "LetterError",
    "Parsed",
    "PdfError",
    "clean",
    "page_count",
    "page_png",
    "parse",
    "structure",
    "to_html",
    "to_pdf",
]
