"""Measures any PDF against GB/T 9704-2012: what was expected, what was found, which clause.

Lengths in the answer are millimetres, sizes points. The tolerances are the standard's own
(±1 mm for the margins, 5.2.2) where it has them, else 0.3 mm.
"""

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from itertools import pairwise
from statistics import median

from ..balance import width_of
from ..clean import HAN
from ..grid import CELL, CELLS, LEFT, LINES, MM, PITCH, SIZE, SIZE_2, SIZE_4
from ..sheet import Line, Sheet, sheets
from ..words import CLOSING, OPENING
from .faces import NUMBER, double_rules, faces
from .item import Item, millimetres, near
from .seals import seals

_HAN = re.compile(rf"[{HAN}]")
_FOLIO = re.compile(r"^[—–－-]?\s*\d{1,4}\s*[—–－-]?$")
_FANG = re.compile(r"Fang|仿宋|FS_GB|STFangsong", re.IGNORECASE)
_NOT_FIRST = CLOSING - frozenset(".)]}")
_ENOUGH = 5
"""Full lines whose pitch means something, where none of them is of 28 whole cells."""


@dataclass(frozen=True)
class Measured:
    """All measurements of a document."""

    pages: int
    form: str
    items: tuple[Item, ...]

    @property
    def conforms(self) -> bool:
        """Say whether nothing departs from the standard."""
        return all(item.verdict != "不符合" for item in self.items)

    def to_json(self) -> str:
        """Return the measurements as JSON."""
        return json.dumps(asdict(self), ensure_ascii=False, indent=2)

    def table(self) -> str:
        """Return the measurements as lines of text."""
        heads = ("页", "要素", "应为", "实测", "结论", "条款")
        rows = [heads, *((str(i.page or ""), *list(asdict(i).values())[1:]) for i in self.items)]
        return "\n".join(" | ".join(row) for row in rows)


def measure(pdf: bytes) -> Measured:
    """Measure a PDF; raise PdfError if it cannot be read or has no text."""
    found = sheets(pdf)
    letter = any(rule.red and rule.width > 160 * MM for rule in found[0].rules)
    items = [*_papers(found), *_first(found[0], letter=letter), *_text(found), *_prohibited(found)]
    items += [*_imprint(found[-1], letter=letter), *_folios(found, letter=letter), *seals(found)]
    items += [*faces(found, [line for sheet in found if (line := _folio(sheet))])]
    items += [*double_rules(found[0])] if letter else []
    return Measured(len(found), "信函格式" if letter else "文件格式", tuple(items))


def _papers(found: Iterable[Sheet]) -> Iterator[Item]:
    for sheet in found:
        yield near(sheet.number, "页面宽度", 210, sheet.width / MM, "5.2.1", 0.5)
        yield near(sheet.number, "页面高度", 297, sheet.height / MM, "5.2.1", 0.5)
        if not sheet.lines:
            # What cannot be measured is no page that conforms.
            yield Item(sheet.number, "页面文字", "有", "无，可能是扫描件", "不符合", "5.2")


def body_lines(sheet: Sheet) -> list[Line]:
    """Return the lines in 3号 characters, the text of the document."""
    return [line for line in sheet.lines if abs(line.size - SIZE) < 0.6 and not _is_red(line)]


def _is_red(line: Line) -> bool:
    return line.glyphs[0].red


def _first(sheet: Sheet, *, letter: bool) -> Iterator[Item]:
    """Measure the 版头, the title and the text on the first page."""
    mark = [line for line in sheet.lines if _is_red(line) and line.size > SIZE_2]
    top = min((glyph.ink_top for line in mark for glyph in line.glyphs), default=None)
    clause = "10.1" if letter else "7.2.4"
    expected = 30.0 if letter else 72.0
    yield near(1, "发文机关标志上边缘", expected, millimetres(top), clause)
    red = [rule for rule in sheet.rules if rule.red]
    yield near(
        1,
        "红色分隔线宽度",
        170 if letter else 156,
        millimetres(red[0].width if red else None),
        "10.1" if letter else "7.2.7",
    )
    number = next((line for line in sheet.lines if NUMBER.match(line.text)), None)
    yield near(1, "发文字号字号", SIZE, number.size if number else None, "7.2.5", 0.5, "pt")
    if number and red and not letter:
        gap = red[0].top - (number.baseline + 0.12 * number.size)
        yield near(1, "发文字号与分隔线距离", 4, millimetres(gap), "7.2.7", 1.0)
    titles = [line for line in sheet.lines if abs(line.size - SIZE_2) < 1]
    yield near(1, "标题字号", SIZE_2, titles[0].size if titles else None, "7.3.1", 0.5, "pt")
    for line in titles[:1]:
        middle = (line.left + line.right) / 2 / MM
        yield near(1, "标题居中", 106, middle, "7.3.1", 1.0)
    texts = [
        line for line in body_lines(sheet) if number is None or line.baseline > number.baseline
    ]
    shown = "有" if len(texts) > 1 else "无"
    yield Item(1, "首页正文", "有", shown, "符合" if shown == "有" else "不符合", "7.1")


def _text(found: tuple[Sheet, ...]) -> Iterator[Item]:
    """Measure the type area: lines, characters, pitches, faces."""
    pages = [(sheet, lines) for sheet in found if (lines := body_lines(sheet))]
    full = [line for _, lines in pages for line in lines if width_of(line.text) >= CELLS - 2]
    if not full:
        yield Item(0, "正文", "3号字", "—", "未见", "5.2.3")
        return
    # A short document may have no full line but the indented first ones.
    left = min(line.left for _, lines in pages for line in lines)
    yield near(0, "正文左边缘", 28, left / MM, "5.2.2", 1.0)
    yield near(0, "正文右边缘", 184, median(line.right for line in full) / MM, "5.2.2", 1.0)
    fullest = max(len(lines) for _, lines in pages)
    verdict = "符合" if fullest <= LINES else "不符合"
    yield Item(0, "每面行数", f"≤{LINES}", str(fullest), verdict, "5.2.3")
    most = max(len(_HAN.findall(line.text)) for line in full)
    verdict = "符合" if most <= CELLS else "不符合"
    yield Item(0, "每行汉字数", f"≤{CELLS}", str(most), verdict, "5.2.3")
    yield from _pitches(pages, full)
    fonts = Counter(glyph.font for _, rows in pages for line in rows for glyph in line.glyphs)
    # Rare characters of names come from a fallback face; they do not make the face of the text.
    usual = next((font for font, _ in fonts.most_common() if "CJK" not in font), "仿宋（缺字）")
    verdict = "符合" if _FANG.search(usual) else "不符合"
    yield Item(0, "正文字体", "仿宋", usual, verdict, "5.2.4")
    sizes = Counter(line.size for line in full)
    yield near(0, "正文字号", SIZE, sizes.most_common(1)[0][0], "5.2.4", 0.5, "pt")
    tops = [lines[0].baseline - 0.88 * SIZE for sheet, lines in pages if sheet.number > 1]
    yield near(0, "版心上边缘", 37, millimetres(min(tops, default=None)), "5.2.2", 1.0)


def _pitches(pages: list[tuple[Sheet, list[Line]]], full: list[Line]) -> Iterator[Item]:
    """Measure the distance of lines and of characters."""
    lines = [
        b.baseline - a.baseline
        for _, rows in pages
        for a, b in pairwise(rows)
        if b.baseline - a.baseline < 1.5 * PITCH
    ]
    yield near(0, "行距", PITCH / MM, millimetres(median(lines) if lines else None), "5.2.3", 0.3)
    # Compressed or spread lines have pitches of their own; lines of 28 whole cells show the grid.
    whole = [line for line in full if width_of(line.text) == len(line.glyphs) == CELLS]
    steps = [
        b.left - a.left
        for line in whole or (full if len(full) >= _ENOUGH else [])
        for a, b in pairwise(line.glyphs)
        if _HAN.match(a.text) and _HAN.match(b.text)
    ]
    yield near(0, "字距", CELL / MM, millimetres(median(steps) if steps else None), "5.2.3", 0.1)


def _prohibited(found: Iterable[Sheet]) -> Iterator[Item]:
    """Find marks that may not begin or end a line."""
    for sheet in found:
        for line in body_lines(sheet):
            if line.text[0] in _NOT_FIRST and line.left < LEFT + CELL:
                yield Item(sheet.number, "行首标点", "无", line.text[:8], "不符合", "GB/T 15834")
            if line.text[-1] in OPENING:
                yield Item(sheet.number, "行末标点", "无", line.text[-8:], "不符合", "GB/T 15834")


def _imprint(sheet: Sheet, *, letter: bool) -> Iterator[Item]:
    """Measure the rules of the 版记 on the last page."""
    black = [rule for rule in sheet.rules if not rule.red and rule.width > 150 * MM]
    tables = [(bar.top - MM, bar.top + bar.height + MM) for bar in sheet.uprights]
    low = [
        rule
        for rule in black
        if rule.top > sheet.height / 2 and not any(a < rule.top < b for a, b in tables)
    ]
    if letter:
        verdict = "不符合" if low else "符合"
        yield Item(sheet.number, "版记分隔线", "无", "有" if low else "无", verdict, "10.1")
        return
    if not low:
        yield Item(sheet.number, "版记分隔线", "有", "—", "未见", "7.4.1")
        return
    last = low[-1]
    yield near(sheet.number, "版记末条分隔线", 262, (last.top + last.height / 2) / MM, "7.4.1")
    yield near(sheet.number, "版记分隔线宽度", 156, last.width / MM, "7.4.1")
    yield near(sheet.number, "版记首条线粗", 0.35, low[0].height / MM, "7.4.1", 0.1)
    yield near(sheet.number, "版记末条线粗", 0.35, last.height / MM, "7.4.1", 0.1)
    named = next((line for line in sheet.lines if line.text.startswith("抄送")), None)
    if named:
        yield near(sheet.number, "抄送字号", SIZE_4, named.size, "7.4.1", 0.5, "pt")


def _folio(sheet: Sheet) -> Line | None:
    lines = [line for line in sheet.lines if line.baseline > 262 * MM]
    return next((line for line in lines if _FOLIO.match(line.text)), None)


def _folios(found: tuple[Sheet, ...], *, letter: bool) -> Iterator[Item]:
    """Measure the page numbers: place, side, size."""
    for sheet in found:
        folio = _folio(sheet)
        if letter and sheet.number == 1:
            verdict = "不符合" if folio else "符合"
            yield Item(1, "首页页码", "不显示", folio.text if folio else "无", verdict, "10.1")
            continue
        if folio is None:
            yield Item(sheet.number, "页码", "有", "—", "未见", "7.5")
            continue
        top = min(glyph.ink_top for glyph in folio.glyphs if not glyph.text.isdigit())
        yield near(sheet.number, "页码一字线", 269, top / MM, "7.5", 0.5)
        side = "右" if folio.left > sheet.width / 2 else "左"
        wanted = "右" if sheet.number % 2 else "左"
        verdict = "符合" if side == wanted else "不符合"
        yield Item(sheet.number, "页码位置", f"居{wanted}", f"居{side}", verdict, "7.5")
        yield near(sheet.number, "页码字号", SIZE_4, folio.size, "7.5", 0.5, "pt")
