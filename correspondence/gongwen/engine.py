"""The way to the drawing engine, or one sentence on what to install.

WeasyPrint needs the system library Pango and fails while it is imported. Everything but drawing
(parsing, linting, cleaning) works without it, so it is asked for only when a page is drawn.
"""

from functools import lru_cache
from importlib import import_module
from types import ModuleType

from .document import Letter
from .errors import LayoutError
from .slip import Slip

MISSING = (
    "缺少排版所需的系统库 Pango，请安装："
    "apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"
)


def to_pdf(letter: Letter) -> bytes:
    """Return the letter as PDF/A-3u. Raises LayoutError saying what is wrong or missing."""
    pdf: bytes = _render().to_pdf(letter)
    return pdf


def slip_to_pdf(form: Slip) -> bytes:
    """Return a paper form as PDF. Raises LayoutError saying what is wrong or missing."""
    pdf: bytes = _render().slip_to_pdf(form)
    return pdf


def to_html(letter: Letter) -> str:
    """Return the pages as the HTML they are drawn from. Raises LayoutError like `to_pdf`."""
    html: str = _render().to_html(letter)
    return html


def missing() -> str:
    """Return what to install before a page can be drawn; empty if nothing is missing."""
    try:
        _render()
    except LayoutError as reason:
        return str(reason)
    return ""


@lru_cache
def _render() -> ModuleType:
    try:
        return import_module(f"{__package__}.render")
    except OSError as reason:
        raise LayoutError(MISSING) from reason
