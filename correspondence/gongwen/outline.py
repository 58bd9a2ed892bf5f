"""The bookmarks of the PDF: its titles, and the headings below them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from weasyprint.pdf import pydyf

from .grid import PAGE_HEIGHT, Page, Role, Row


@dataclass(frozen=True)
class _Entry:
    level: int
    title: str
    page: int
    top: float


def add_bookmarks(pdf: Any, pages: Sequence[Page]) -> None:
    """Add the outline of the pages, which are in the file already."""
    root = pydyf.Dictionary({"Type": "/Outlines", "Count": 0})
    pdf.add_object(root)
    pdf.catalog["Outlines"] = root.reference
    parents = [(0, root)]
    for entry in _entries(pages):
        item = pydyf.Dictionary({"Title": pydyf.String(entry.title), "Count": 0})
        item["Dest"] = pydyf.Array(
            [pdf.page_references[entry.page], "/XYZ", 0, round(PAGE_HEIGHT - entry.top, 3), 0]
        )
        pdf.add_object(item)
        while parents[-1][0] >= entry.level:
            parents.pop()
        _hang(pdf, item, parents[-1][1])
        # Open items count all that is open below them.
        for _, parent in parents:
            parent["Count"] += 1
        parents.append((entry.level, item))


def _hang(pdf: Any, item: Any, parent: Any) -> None:
    """Make an item the last one below its parent."""
    item["Parent"] = parent.reference
    if "Last" in parent:
        before = pdf.objects[int(parent["Last"].split()[0])]
        before["Next"], item["Prev"] = item.reference, before.reference
    else:
        parent["First"] = item.reference
    parent["Last"] = item.reference


def _entries(pages: Sequence[Page]) -> Iterator[_Entry]:
    placed = ((at, row) for at, page in enumerate(pages) for row in page.rows)
    headed = [(at, row) for at, row in placed if row.strip.role in {Role.TITLE, Role.HEADING}]
    for _, lines in groupby(headed, key=lambda found: found[1].strip.block):
        rows = list(lines)
        at, row = rows[0]
        yield _Entry(_level(row), "".join(line.strip.text for _, line in rows), at, row.top)


def _level(row: Row) -> int:
    return 1 if row.strip.role is Role.TITLE else row.strip.level + 1
