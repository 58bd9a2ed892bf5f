"""The structure tree of the PDF: a paragraph is one element over all its lines and pages."""

from typing import Any

from weasyprint.pdf import pydyf

from .grid import Role
from .ink import Mark

TAGS = {Role.TITLE: "H1", Role.ATTACHMENT_MARK: "H2"}


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
    document = pydyf.Dictionary(
        {"Type": "/StructElem", "S": "/Document", "P": root.reference, "K": pydyf.Array()}
    )
    pdf.add_object(document)
    owners = _elements(pdf, document, marks, pages, label)
    numbers = pydyf.Array()
    for at, page in enumerate(pages):
        parents = pydyf.Array([owners[at, mark.mcid] for mark in marks if mark.page == at])
        numbers.extend([at, parents])
        page["StructParents"] = at
        page["Tabs"] = "/S"
    tree = pydyf.Dictionary({"Nums": numbers})
    pdf.add_object(tree)
    root.update(
        {"K": document.reference, "ParentTree": tree.reference, "ParentTreeNextKey": len(pages)}
    )
    pdf.catalog["StructTreeRoot"] = root.reference
    pdf.catalog["MarkInfo"] = pydyf.Dictionary({"Marked": "true"})
    pdf.catalog["ViewerPreferences"] = pydyf.Dictionary({"DisplayDocTitle": "true"})


def _elements(
    pdf: Any, document: Any, marks: list[Mark], pages: list[Any], label: str
) -> dict[tuple[int, int], Any]:
    """Add one element for each block; return which element owns which marked content."""
    blocks: dict[object, Any] = {}
    owners = {}
    for mark in marks:
        key: object = mark.row.strip.block if mark.row else (mark.page, mark.mcid)
        if key not in blocks:
            blocks[key] = _element(pdf, document, mark, label)
        element = blocks[key]
        element["K"].append(
            pydyf.Dictionary({"Type": "/MCR", "Pg": pages[mark.page].reference, "MCID": mark.mcid})
        )
        owners[mark.page, mark.mcid] = element.reference
    return owners


def _element(pdf: Any, document: Any, mark: Mark, label: str) -> Any:
    element = pydyf.Dictionary(
        {
            "Type": "/StructElem",
            "S": f"/{_tag(mark)}",
            "P": document.reference,
            "K": pydyf.Array(),
        }
    )
    if mark.row is None:
        element["Alt"] = pydyf.String(label)
    pdf.add_object(element)
    document["K"].append(element.reference)
    return element
