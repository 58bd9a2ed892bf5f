"""The names of the elements of a DOCX, short and the same for both of its dialects."""

from collections.abc import Iterator
from typing import Any

_SPACES = {
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main": "w",
    "http://purl.oclc.org/ooxml/wordprocessingml/main": "w",
    "http://schemas.openxmlformats.org/markup-compatibility/2006": "mc",
    "http://schemas.openxmlformats.org/officeDocument/2006/math": "m",
    "http://purl.oclc.org/ooxml/officeDocument/math": "m",
    "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing": "wp",
    "http://purl.oclc.org/ooxml/drawingml/wordprocessingDrawing": "wp",
    "http://schemas.openxmlformats.org/drawingml/2006/picture": "pic",
    "http://purl.oclc.org/ooxml/drawingml/picture": "pic",
    "http://schemas.openxmlformats.org/drawingml/2006/chart": "c",
    "http://purl.oclc.org/ooxml/drawingml/chart": "c",
    "http://schemas.openxmlformats.org/drawingml/2006/diagram": "dgm",
    "http://schemas.microsoft.com/office/word/2010/wordprocessingShape": "wps",
    "urn:schemas-microsoft-com:vml": "v",
    "urn:schemas-microsoft-com:office:office": "o",
}
_OFF = {"0", "false", "off"}


def name_of(element: Any) -> str:
    """`w:p` for a paragraph; the bare name for what no dialect knows; empty for an instruction."""
    if not isinstance(element.tag, str):
        return ""
    space, _, name = element.tag.rpartition("}")
    short = _SPACES.get(space[1:], "")
    return f"{short}:{name}" if short else name


def children(element: Any, *names: str) -> list[Any]:
    """The children with one of these names."""
    return [] if element is None else [one for one in element if name_of(one) in names]


def child(element: Any, *path: str) -> Any:
    """The first descendant along a path of names, None if there is none."""
    for name in path:
        found = children(element, name)
        if not found:
            return None
        element = found[0]
    return element


def outermost(element: Any, name: str, through: frozenset[str] | None = None) -> Iterator[Any]:
    """The descendants with a name that stand in none of the same name.

    They may be wrapped in elements of the names `through`, or of any name.
    """
    for one in element:
        found = name_of(one)
        if found == name:
            yield one
        elif through is None or found in through:
            yield from outermost(one, name, through)


def value(element: Any, name: str = "val") -> str:
    """An attribute of Word's own, whichever dialect it is written in; empty if it is missing."""
    if element is None:
        return ""
    for key, text in element.attrib.items():
        if key.rpartition("}")[2] == name:
            return str(text)
    return ""


def number(element: Any, default: int, name: str = "val") -> int:
    """An attribute as a whole number; the default if it is none."""
    text = value(element, name)
    return int(text) if text.lstrip("-").isdecimal() and len(text) < 10 else default


def switched_on(element: Any) -> bool | None:
    """Whether a property stands there and is not switched off; None if it does not stand there."""
    return None if element is None else value(element).lower() not in _OFF


def anywhere(element: Any, *names: str) -> list[Any]:
    """All descendants with one of these names, in order."""
    return [one for one in element.iter() if name_of(one) in names]
