"""What a DOCX holds besides plain text: named, counted and placed, so that nobody is surprised."""

from dataclasses import dataclass, field
from typing import Any

from .docx_names import anywhere, child, children, name_of, value

_SHOWN = 12
"""Places; a longer list tells nobody anything."""
_EQUATION = "Equation"


@dataclass(frozen=True)
class LeftOut:
    """One kind of thing that was left out: how often, and where if a place is known."""

    kind: str
    count: int
    places: tuple[str, ...] = ()

    def __str__(self) -> str:
        if not self.places:
            return f"{self.kind} {self.count} 处"
        inside = [place for place in self.places if place.isdecimal()]
        beside = [place for place in self.places if not place.isdecimal()]
        words = ([f"第 {'、'.join(inside[:_SHOWN])} 段"] if inside else []) + beside[:_SHOWN]
        more = "等" if len(inside) > _SHOWN or len(beside) > _SHOWN else ""
        return f"{self.kind} {self.count} 处（{'，'.join(words)}{more}）"


@dataclass
class Remains:
    """Gathers what is left out while the text is read; the place is known at a paragraph's end."""

    _found: dict[str, list[str]] = field(default_factory=dict)
    _waiting: list[str] = field(default_factory=list)

    def add(self, kind: str) -> None:
        """Note one thing at the place where the reading stands."""
        self._waiting.append(kind)

    def add_without_place(self, kind: str) -> None:
        """Note one thing that belongs to the whole file."""
        self._found.setdefault(kind, []).append("")

    def settle(self, number: int, *, has_text: bool) -> None:
        """The paragraph ends: it is the number-th with text, or stands after that one."""
        beside = f"第 {number} 段之后" if number else "文首"
        for kind in self._waiting:
            self._found.setdefault(kind, []).append(str(number) if has_text else beside)
        self._waiting.clear()

    def listed(self) -> tuple[LeftOut, ...]:
        """One line a kind, in the order of first appearance."""
        return tuple(
            LeftOut(kind, len(places), tuple(dict.fromkeys(place for place in places if place)))
            for kind, places in self._found.items()
        )


def boxes_of(element: Any) -> list[list[str]]:
    """The paragraphs of each text box in a drawing."""
    return [_texts(box) for box in anywhere(element, "w:txbxContent")]


def marks_of(element: Any) -> list[list[str]]:
    """The paragraphs of those text boxes that hold a 发文机关标志."""
    return [
        _texts(box)
        for box in anywhere(element, "w:txbxContent")
        if any("发文机关标志" in value(style) for style in anywhere(box, "w:pStyle"))
    ]


def _texts(box: Any) -> list[str]:
    return [_plain(paragraph) for paragraph in anywhere(box, "w:p")]


def kinds_of(element: Any) -> list[str]:
    """What a drawing, picture or object is, text boxes aside."""
    objects = anywhere(element, "o:OLEObject")
    if objects:
        return [
            "公式" if value(one, "ProgID").startswith(_EQUATION) else "嵌入对象" for one in objects
        ]
    if anywhere(element, "c:chart", "dgm:relIds"):
        return ["图表"]
    pictures = anywhere(element, "pic:pic", "v:imagedata")
    if pictures:
        return ["图片"] * len(pictures)
    return [] if anywhere(element, "w:txbxContent") else ["图形"]


def chosen(element: Any) -> list[Any]:
    """The one alternative that is read, of several for programs of different age."""
    choices = children(element, "mc:Choice")
    fallback = child(element, "mc:Fallback")
    return list(choices[0]) if choices else list(fallback) if fallback is not None else []


def speaks(element: Any) -> bool:
    """Whether a header or footer says more than a page number."""
    for paragraph in anywhere(element, "w:p"):
        style = value(child(paragraph, "w:pPr", "w:pStyle"))
        text = _plain(paragraph, without_fields=True).strip("—–-－·• 第页共/\t\u3000")
        if text and not text.isdecimal() and "发文机关标志" not in style:
            return True
    return bool(anywhere(element, "pic:pic", "v:imagedata", "v:textpath"))


def _plain(paragraph: Any, *, without_fields: bool = False) -> str:
    words, depth = [], 0
    for one in paragraph.iter():
        name = name_of(one)
        if name == "w:fldChar":
            depth += {"begin": 1, "end": -1}.get(value(one, "fldCharType"), 0)
        elif name == "w:t" and not (without_fields and depth > 0):
            words.append(one.text or "")
        elif name == "w:tab" and name_of(one.getparent()) == "w:r":
            words.append("\t")
    return "".join(words)
