"""What a DOCX holds besides plain text: named, counted and placed, so that nobody is surprised."""

from dataclasses import dataclass, field
from typing import Any

from .names import anywhere, child, children, name_of, outermost, value

_SHOWN = 12
"""Places; a longer list tells nobody anything."""
_QUOTED, _LONGEST_QUOTE = 5, 40
"""Quotations, and characters of one: enough to find the words in the file again."""
_EQUATION = "Equation"


@dataclass(frozen=True)
class LeftOut:
    """One kind of thing that was left out: how often, where if known, and what words it held."""

    kind: str
    count: int
    places: tuple[str, ...] = ()
    words: tuple[str, ...] = ()

    def __str__(self) -> str:
        return f"{self.kind} {self.count} 处{self._placed}{self._quoted}"

    @property
    def _placed(self) -> str:
        if not self.places:
            return ""
        inside = [place for place in self.places if place.isdecimal()]
        beside = [place for place in self.places if not place.isdecimal()]
        words = ([f"第 {'、'.join(inside[:_SHOWN])} 段"] if inside else []) + beside[:_SHOWN]
        more = "等" if len(inside) > _SHOWN or len(beside) > _SHOWN else ""
        return f"（{'，'.join(words)}{more}）"

    @property
    def _quoted(self) -> str:
        quotes = "".join(
            f"“{one if len(one) <= _LONGEST_QUOTE else one[:_LONGEST_QUOTE] + '……'}”"
            for one in self.words[:_QUOTED]
        )
        more = "等" if len(self.words) > _QUOTED else ""
        return f"：{quotes}{more}" if quotes else ""


@dataclass
class Remains:
    """Gathers what is left out while the text is read; the place is known at a paragraph's end."""

    _found: dict[str, list[str]] = field(default_factory=dict)
    _words: dict[str, list[str]] = field(default_factory=dict)
    _waiting: list[str] = field(default_factory=list)

    def add(self, kind: str, words: str = "") -> None:
        """Note one thing at the place where the reading stands, and the words that go with it."""
        self._waiting.append(kind)
        if words:
            self._words.setdefault(kind, []).append(words)

    def settle(self, number: int, *, has_text: bool) -> None:
        """The paragraph ends: it is the number-th with text, or stands after that one."""
        beside = f"第 {number} 段之后" if number else "文首"
        for kind in self._waiting:
            self._found.setdefault(kind, []).append(str(number) if has_text else beside)
        self._waiting.clear()

    def listed(self) -> tuple[LeftOut, ...]:
        """One line a kind, in the order of first appearance."""
        return tuple(
            LeftOut(
                kind, len(places), tuple(dict.fromkeys(places)), tuple(self._words.get(kind, ()))
            )
            for kind, places in self._found.items()
        )


def boxes_of(element: Any) -> list[list[str]]:
    """The paragraphs of each text box in a drawing."""
    return [texts_of(box) for box in outermost(element, "w:txbxContent")]


def marks_of(element: Any) -> list[list[str]]:
    """The paragraphs of those text boxes that hold a 发文机关标志."""
    return [
        texts_of(box)
        for box in outermost(element, "w:txbxContent")
        if any("发文机关标志" in value(style) for style in anywhere(box, "w:pStyle"))
    ]


def texts_of(element: Any, *, without_fields: bool = False) -> list[str]:
    """The words of each paragraph inside."""
    texts: list[str] = []
    depth = 0
    for one in element.iter():
        name = name_of(one)
        if name == "w:p":
            texts.append("")
        elif name == "w:fldChar":
            depth += {"begin": 1, "end": -1}.get(value(one, "fldCharType"), 0)
        elif not texts or (without_fields and depth > 0):
            continue
        elif name == "w:t":
            texts[-1] += one.text or ""
        elif name == "w:tab" and name_of(one.getparent()) == "w:r":
            texts[-1] += "\t"
    return texts


def notes_of(root: Any) -> dict[str, str]:
    """The words of footnotes, endnotes or comments, each by its number."""
    return {} if root is None else {value(one, "id"): "".join(texts_of(one)) for one in root}


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
    texts = texts_of(element, without_fields=True)
    for paragraph, text in zip(anywhere(element, "w:p"), texts, strict=True):
        style = value(child(paragraph, "w:pPr", "w:pStyle"))
        words = text.strip("—–-－·• 第页共/\t\u3000")
        if words and not words.isdecimal() and "发文机关标志" not in style:
            return True
    return bool(anywhere(element, "pic:pic", "v:imagedata", "v:textpath"))
