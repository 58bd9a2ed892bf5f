"""The structure tree of the PDF: a paragraph is one element over all its lines and pages."""

from typing import Any

from weasyprint.pdf import pydyf

from .grid import Cell, Role
from .ink import Mark

TAGS = {Role.TITLE: "H1", Role.ATTACHMENT_MARK: "H2", Role.TABLE: "Table"}


def _tag(mark: Mark) -> str:
    if mark.row is None:
        return "Figure"
    strip = mark.row.strip
    if strip.role is Role.HEADING:
        return f"H{strip.level + 1}"
    return TAGS.get(strip.role, "P")


def add_structure(pdf: Any, marks: list[Mark], pages: list[Any], label: str) -> None:
    """Build the tree from the marked content; `pages` are the page dictionaries in order."""
    root = pydyf.Dictionary({"Type": "/StructTreeRoot"})
    pdf.add_object(root)
    tree = _Tree(pdf, root, label)
    owners = {(mark.page, mark.mcid): tree.own(mark, pages[mark.page]) for mark in marks}
    numbers = pydyf.Array()
    for at, page in enumerate(pages):
        parents = pydyf.Array([owners[at, mark.mcid] for mark in marks if mark.page == at])
        numbers.extend([at, parents])
        page["StructParents"] = at
        page["Tabs"] = "/S"
    parent_tree = pydyf.Dictionary({"Nums": numbers})
    pdf.add_object(parent_tree)
    root.update(
        {
            "K": tree.document.reference,
            "ParentTree": parent_tree.reference,
            "ParentTreeNextKey": len(pages),
        }
    )
    pdf.catalog["StructTreeRoot"] = root.reference
    pdf.catalog["MarkInfo"] = pydyf.Dictionary({"Marked": "true"})
    pdf.catalog["ViewerPreferences"] = pydyf.Dictionary({"DisplayDocTitle": "true"})


class _Tree:
    """The elements made so far: one for each block, each row of a table and each cell."""

    def __init__(self, pdf: Any, root: Any, label: str) -> None:
        self._pdf = pdf
        self._label = label
        self._made: dict[object, Any] = {}
        self.document = pydyf.Dictionary(
            {"Type": "/StructElem", "S": "/Document", "P": root.reference, "K": pydyf.Array()}
        )
        pdf.add_object(self.document)

    def own(self, mark: Mark, page: Any) -> Any:
        """Put marked content into its element; return the reference of the element."""
        element = self._block(mark)
        if mark.cell:
            element = self._cell(element, mark.cell)
        element["K"].append(
            pydyf.Dictionary({"Type": "/MCR", "Pg": page.reference, "MCID": mark.mcid})
        )
        return element.reference

    def _block(self, mark: Mark) -> Any:
        key = ("block", mark.row.strip.block) if mark.row else ("picture", mark.page, mark.mcid)
        if key not in self._made:
            self._made[key] = self._element(_tag(mark), self.document)
            if mark.row is None:
                self._made[key]["Alt"] = pydyf.String(self._label)
        return self._made[key]

    def _cell(self, table: Any, cell: Cell) -> Any:
        """Return the element of a cell; a row has all its cells, also those without text."""
        key = (table.number, cell.row)
        if key not in self._made:
            row = self._element("TR", table)
            self._made[key] = [
                self._element("TD" if cell.row else "TH", row) for _ in range(cell.columns)
            ]
            for head in () if cell.row else self._made[key]:
                head["A"] = pydyf.Dictionary({"O": "/Table", "Scope": "/Column"})
        return self._made[key][cell.column]

    def _element(self, tag: str, parent: Any) -> Any:
        element = pydyf.Dictionary(
            {"Type": "/StructElem", "S": f"/{tag}", "P": parent.reference, "K": pydyf.Array()}
        )
        self._pdf.add_object(element)
        parent["K"].append(element.reference)
        return element
