"""Walks through a DOCX: paragraphs with their numbers as text, tables, tracked changes accepted."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from ..errors import DocxError
from .fields import Fields
from .left_out import Remains, boxes_of, chosen, kinds_of, marks_of, notes_of
from .lines import MAY_END
from .names import anywhere, child, children, name_of, number, outermost, switched_on, value
from .numbers import Numbering, Styles
from .open import Package
from .revisions import MOVED_HERE, Revisions

OURS = ("发文机关标志", "主送机关")
"""Paragraph styles that the documents of this library have."""
LONGEST_TEXT = 200_000
"""Characters of a whole document."""
_THROUGH = {"w:customXml", "w:smartTag", "w:dir", "w:bdo"}
_INSIDE = {*_THROUGH, "w:ins", MOVED_HERE, "w:hyperlink", "w:fldSimple"}
_AROUND_ROWS = frozenset({*_INSIDE, "w:sdt", "w:sdtContent"})
_REFERENCES = {
    "w:sym": "符号",
    "w:altChunk": "嵌入文档",
    "w:subDoc": "嵌入文档",
    "m:oMath": "公式",
    "m:oMathPara": "公式",
}
_NOTES = {
    "w:footnoteReference": ("脚注", "footnotes"),
    "w:endnoteReference": ("尾注", "endnotes"),
    "w:commentReference": ("批注", "comments"),
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
    revisions: Revisions = field(default_factory=Revisions)
    notes: dict[str, dict[str, str]] = field(default_factory=dict)
    """By the kind of reference: the words of each note."""
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
        walk.notes = {name: notes_of(package.part(part)) for name, (_, part) in _NOTES.items()}
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
                self._aside(element, name)

    def _aside(self, element: Any, name: str) -> None:
        """What was deleted, and what stands for something that is no text."""
        if name in _NOTES:
            self.remains.add(_NOTES[name][0], self.notes[name].get(value(element, "id"), ""))
        elif name in _REFERENCES:
            self.remains.add(_REFERENCES[name])
        else:
            self.revisions.count(name)

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
            for content in children(element, "w:sdtContent"):
                go_on(content)

    # --- paragraphs ---

    def _paragraph(self, element: Any) -> None:
        properties = child(element, "w:pPr")
        style = value(child(properties, "w:pStyle"))
        marked = child(properties, "w:rPr")
        for change in children(marked, "w:ins", "w:del"):
            self.revisions.count(name_of(change))
        self._inline(element, hidden=self.styles.hides(style))
        if children(marked, "w:del", "w:moveFrom"):
            # Its end was deleted: what is left of it goes on in the next paragraph.
            return
        self._number(properties, style)
        self._flush(self.styles.name(style))

    def _number(self, properties: Any, style: str) -> None:
        own = child(properties, "w:numPr")
        use, depth = self.styles.numbering(style)
        use = value(child(own, "w:numId")) or use
        depth = number(child(own, "w:ilvl"), depth)
        text = "".join(self._words)
        # A cell of a column of numbers holds nothing but what the program counts.
        if not use or not (text.strip() or self._in_table):
            return
        mark = self.numbering.next(use, depth)
        if mark.bullet:
            self.remains.add("项目符号")
        gap = " " if text and mark.text[-1:].isascii() and text[:1].isascii() else ""
        self._words.insert(0, f"{mark.text}{gap}" if mark.text else "")

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
                self._control(one, lambda content: self._inline(content, hidden=hidden))
            elif name in _INSIDE:
                self._within(one, name, hidden=hidden)
            else:
                self._beside(one, name)

    def _within(self, element: Any, name: str, *, hidden: bool) -> None:
        self.revisions.count(name)
        if name == "w:hyperlink":
            self.remains.add("超链接")
        if name != "w:fldSimple" or self._fields.shows_text(value(element, "instr")):
            self._inline(element, hidden=hidden)

    def _run(self, run: Any, *, hidden: bool) -> None:
        properties = child(run, "w:rPr")
        own = switched_on(child(properties, "w:vanish"))
        by_style = self.styles.hides(value(child(properties, "w:rStyle")))
        silent = (hidden or by_style) if own is None else own
        if silent and (unseen := "".join(one.text or "" for one in children(run, "w:t"))):
            self.remains.add("隐藏文字", unseen)
        for one in run:
            name = name_of(one)
            if name == "w:fldChar":
                self._words.append(self._fields.mark(value(one, "fldCharType")))
            elif name == "w:instrText":
                self._fields.spell(one.text or "")
            elif not silent and not self._fields.mute:
                self._content(one, name)

    def _content(self, one: Any, name: str) -> None:
        if name == "w:t":
            self._words.append((one.text or "").replace("\n", " ").replace(MAY_END, ""))
        elif name == "w:br":
            self._words.append("" if value(one, "type") in ("page", "column") else "\n")
        elif name in _SIGNS:
            self._words.append(_SIGNS[name])
        elif name == "w:ruby":
            self.remains.add("拼音")
            for base in children(one, "w:rubyBase"):
                self._inline(base, hidden=False)
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
            self._aside(element, name)

    def _drawn(self, element: Any) -> None:
        marks = marks_of(element)
        for box in boxes_of(element):
            if any(line.startswith("抄送：") for line in box):
                self.imprint += box
            elif box not in marks:
                self.remains.add("文本框", "".join(box))
        for kind in kinds_of(element):
            self.remains.add(kind)

    # --- tables ---

    def _table(self, element: Any) -> None:
        outer, self.lines = self.lines, []
        self._in_table += 1
        rows = [
            self._row(row) for row in outermost(element, "w:tr", _AROUND_ROWS) if self._stays(row)
        ]
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
            self._grow(most)
            for cell in row:
                if any(line.startswith("|") for line in cell.split("\n")):
                    self.remains.add("表中的表（文字并入外层单元格）")
            cells = [cell.replace("\n", " ").replace("|", "｜") for cell in row]
            padded = cells + [""] * (most - len(cells))
            self.lines.append(Line(f"|{'|'.join(padded)}|", "table"))
        if not self._in_table:
            self._count += bool(rows)
            self.remains.settle(self._count, has_text=bool(rows))

    def _stays(self, part: Any) -> bool:
        """Whether a row or a cell is still there when all changes are accepted."""
        changes = [
            change
            for properties in children(part, "w:trPr", "w:tcPr")
            for change in children(properties, "w:ins", "w:del", "w:cellIns", "w:cellDel")
        ]
        for change in changes:
            self.revisions.count(name_of(change))
        return not any(name_of(change) in ("w:del", "w:cellDel") for change in changes)

    def _row(self, row: Any) -> list[str]:
        cells: list[str] = []
        for cell in outermost(row, "w:tc", _AROUND_ROWS):
            if not self._stays(cell):
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
