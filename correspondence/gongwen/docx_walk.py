"""Walks through a DOCX: paragraphs with their numbers as text, tables, tracked changes accepted."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from .docx_fields import Fields
from .docx_left_out import Remains, boxes_of, chosen, kinds_of, marks_of
from .docx_names import anywhere, child, children, name_of, number, switched_on, value
from .docx_numbers import Numbering, Styles
from .docx_open import Package
from .errors import DocxError

OURS = ("发文机关标志", "主送机关")
"""Paragraph styles that the documents of this library have."""
LONGEST_TEXT = 200_000
"""Characters of a whole document."""
_THROUGH = {"w:customXml", "w:smartTag", "w:dir", "w:bdo"}
_INSIDE = {*_THROUGH, "w:ins", "w:moveTo", "w:hyperlink", "w:fldSimple"}
_DELETED = {"w:del", "w:moveFrom"}
_REFERENCES = {
    "w:footnoteReference": "脚注",
    "w:endnoteReference": "尾注",
    "w:commentReference": "批注",
    "w:sym": "符号",
    "w:altChunk": "嵌入文档",
    "w:subDoc": "嵌入文档",
    "m:oMath": "公式",
    "m:oMathPara": "公式",
}
_SIGNS = {"w:tab": "\t", "w:ptab": "\t", "w:cr": "\n", "w:noBreakHyphen": "-"}
_DRAWN = {"w:drawing", "w:pict", "w:object", "mc:AlternateContent"}


@dataclass(frozen=True)
class Line:
    """One line of text: its words, and the name of its paragraph style (`table` for a table)."""

    text: str
    style: str = ""


@dataclass
class Walk:
    """One reading of one document, from its first element to its last."""

    styles: Styles
    numbering: Numbering
    remains: Remains = field(default_factory=Remains)
    lines: list[Line] = field(default_factory=list)
    imprint: list[str] = field(default_factory=list)
    """Lines of a text box that begins with 抄送."""
    inserted: int = 0
    deleted: int = 0
    _words: list[str] = field(default_factory=list)
    _count: int = 0
    _length: int = 0
    _in_table: int = 0

    def __post_init__(self) -> None:
        self._fields = Fields(self.remains)
        self._ours = all(
            any(self.styles.name(key) == name for key in self.styles.by_id) for name in OURS
        )

    @classmethod
    def through(cls, package: Package) -> "Walk":
        """Read the whole document. Raises DocxError if it is longer than anybody may write."""
        walk = cls(Styles.read(package.part("styles")), Numbering.read(package.part("numbering")))
        body = child(package.text(), "w:body")
        walk._blocks([] if body is None else body)
        walk._flush("")
        walk.remains.settle(walk._count, has_text=False)
        return walk

    def _blocks(self, elements: Iterable[Any]) -> None:
        for element in elements:
            name = name_of(element)
            if name == "w:p":
                self._paragraph(element)
            elif name == "w:tbl":
                self._table(element)
            elif name == "w:sdt":
                self._control(element, self._blocks)
            elif name in _INSIDE:
                self._blocks(element)
            elif name == "mc:AlternateContent":
                self._blocks(chosen(element))
            else:
                self._aside(name)

    def _aside(self, name: str) -> None:
        """What was deleted, and what stands for something that is no text."""
        if name in _DELETED:
            self.deleted += 1
        elif name in _REFERENCES:
            self.remains.add(_REFERENCES[name])

    def _control(self, element: Any, go_on: Callable[[Iterable[Any]], None]) -> None:
        """A content control: a table of contents and an empty form are no text."""
        properties = child(element, "w:sdtPr")
        if anywhere(element, "w:docPartGallery") and "Contents" in value(
            child(properties, "w:docPartObj", "w:docPartGallery")
        ):
            self.remains.add("目录")
        elif switched_on(child(properties, "w:showingPlcHdr")):
            self.remains.add("未填写的控件")
        else:
            go_on(children(element, "w:sdtContent"))

    # --- paragraphs ---

    def _paragraph(self, element: Any) -> None:
        properties = child(element, "w:pPr")
        style = value(child(properties, "w:pStyle"))
        marked = child(properties, "w:rPr")
        if switched_on(child(marked, "w:ins")):
            self.inserted += 1
        before = len(self._words)
        self._inline(element, hidden=self.styles.hides(style))
        if child(marked, "w:del") is not None or child(marked, "w:moveFrom") is not None:
            # Its end was deleted: what is left of it goes on in the next paragraph.
            self.deleted += 1
            return
        self._number(properties, style, before)
        self._flush(self.styles.name(style))

    def _number(self, properties: Any, style: str, at: int) -> None:
        own = child(properties, "w:numPr")
        use, depth = self.styles.numbering(style)
        use = value(child(own, "w:numId")) or use
        depth = number(child(own, "w:ilvl"), depth)
        has_text = any(word.strip() for word in self._words)
        if not use or not has_text:
            return
        mark = self.numbering.next(use, depth)
        if mark.bullet:
            self.remains.add("项目符号")
        following = "".join(self._words[at:])[:1]
        gap = " " if mark.text[-1:].isascii() and following.isascii() else ""
        self._words.insert(at, f"{mark.text}{gap}" if mark.text else "")

    def _flush(self, style: str) -> None:
        text = "".join(self._words)
        self._words.clear()
        parts = [part for part in text.split("\n") if part.strip(" \t\u3000\u00a0")]
        if style == "Title" and self._ours:
            # In a title of ours, a line end inside a paragraph is only how it was set.
            parts = ["".join(parts)] if parts else []
        self.lines += [Line(part, style) for part in parts]
        self._grow(len(text))
        if not self._in_table:
            self._count += bool(parts)
            self.remains.settle(self._count, has_text=bool(parts))

    def _grow(self, length: int) -> None:
        self._length += length
        if self._length > LONGEST_TEXT:
            raise DocxError(
                f"文档超过 {LONGEST_TEXT:,} 字的上限，请分成几个文件，或只导入需要的部分。"
            )

    # --- words ---

    def _inline(self, element: Any, *, hidden: bool) -> None:
        for one in element:
            name = name_of(one)
            if name == "w:r":
                self._run(one, hidden=hidden)
            elif name == "w:sdt":
                self._control(one, lambda content: self._all_inline(content, hidden=hidden))
            elif name in _INSIDE:
                self._within(one, name, hidden=hidden)
            else:
                self._beside(one, name)

    def _within(self, element: Any, name: str, *, hidden: bool) -> None:
        self.inserted += name in ("w:ins", "w:moveTo")
        if name == "w:hyperlink":
            self.remains.add("超链接")
        if name != "w:fldSimple" or self._fields.shows_text(value(element, "instr")):
            self._inline(element, hidden=hidden)

    def _all_inline(self, elements: Iterable[Any], *, hidden: bool) -> None:
        for element in elements:
            self._inline(element, hidden=hidden)

    def _run(self, run: Any, *, hidden: bool) -> None:
        properties = child(run, "w:rPr")
        own = switched_on(child(properties, "w:vanish"))
        by_style = self.styles.hides(value(child(properties, "w:rStyle")))
        silent = (hidden or by_style) if own is None else own
        if silent and children(run, "w:t"):
            self.remains.add("隐藏文字")
        for one in run:
            name = name_of(one)
            if name == "w:fldChar":
                self._fields.mark(value(one, "fldCharType"))
            elif name == "w:instrText":
                self._fields.spell(one.text or "")
            elif not silent and not self._fields.mute:
                self._content(one, name)

    def _content(self, one: Any, name: str) -> None:
        if name == "w:t":
            self._words.append((one.text or "").replace("\n", " "))
        elif name == "w:br":
            self._words.append("" if value(one, "type") in ("page", "column") else "\n")
        elif name in _SIGNS:
            self._words.append(_SIGNS[name])
        elif name == "w:ruby":
            self.remains.add("拼音")
            self._all_inline(children(one, "w:rubyBase"), hidden=False)
        else:
            self._beside(one, name)

    def _beside(self, element: Any, name: str) -> None:
        """What stands in the line but is no text."""
        if name == "mc:AlternateContent":
            for one in chosen(element):
                self._content(one, name_of(one))
        elif name in _DRAWN:
            self._drawn(element)
        else:
            self._aside(name)

    def _drawn(self, element: Any) -> None:
        marks = marks_of(element)
        for box in boxes_of(element):
            if any(line.startswith("抄送：") for line in box):
                self.imprint += box
            elif box not in marks:
                self.remains.add("文本框")
        for kind in kinds_of(element):
            self.remains.add(kind)

    # --- tables ---

    def _table(self, element: Any) -> None:
        outer, self.lines = self.lines, []
        self._in_table += 1
        rows = [self._row(row) for row in self._rows(element)]
        self._in_table -= 1
        self.lines = outer
        rows = [row for row in rows if any(row)]
        if len(rows) == 1 and len(rows[0]) == 1:
            # One cell is a frame around paragraphs, not a table.
            self._words.append(rows[0][0])
            self._flush("")
            return
        most = max((len(row) for row in rows), default=0)
        for row in rows:
            cells = [cell.replace("\n", " ").replace("|", "｜") for cell in row]
            padded = cells + [""] * (most - len(cells))
            self.lines.append(Line(f"|{'|'.join(padded)}|", "table"))
        if not self._in_table:
            self._count += bool(rows)
            self.remains.settle(self._count, has_text=bool(rows))

    def _rows(self, element: Any) -> list[Any]:
        found = []
        for row in anywhere(element, "w:tr"):
            if next(row.iterancestors(element.tag)) is not element:
                continue
            if child(row, "w:trPr", "w:del") is not None:
                self.deleted += 1
                continue
            self.inserted += child(row, "w:trPr", "w:ins") is not None
            found.append(row)
        return found

    def _row(self, row: Any) -> list[str]:
        cells: list[str] = []
        for cell in anywhere(row, "w:tc"):
            if next(cell.iterancestors(row.tag)) is not row:
                continue
            properties = child(cell, "w:tcPr")
            merged = child(properties, "w:vMerge")
            below = merged is not None and value(merged) != "restart"
            span = min(number(child(properties, "w:gridSpan"), 1), 60)
            if below or span > 1:
                self.remains.add("合并单元格")
            self.lines = []
            self._blocks(cell)
            cells.append("" if below else "\n".join(line.text for line in self.lines))
            cells += [""] * (span - 1)
        return cells
