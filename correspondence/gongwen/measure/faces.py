"""Measures the type of each element: its family by the name of its font, and its size."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from ..clean import HAN
from ..grid import MM, SIZE, SIZE_2, SIZE_4
from ..sheet import Glyph, Line, Sheet
from ..structure import LONGEST_HEADING, level_of
from .item import Item, near

_FAMILIES = (
    ("小标宋", re.compile(r"XBS|BiaoSong|小标宋|Song(?:ti)?-?Bold", re.IGNORECASE)),
    ("仿宋", re.compile(r"Fang|仿宋|FS_GB|FZFS", re.IGNORECASE)),
    ("黑体", re.compile(r"Hei|黑体|FZHT", re.IGNORECASE)),
    ("楷体", re.compile(r"Kai|楷|KT_GB|FZKT", re.IGNORECASE)),
    ("宋体", re.compile(r"Song|宋|SimSun|FZSS|SerifCJK|Serif-CJK", re.IGNORECASE)),
    ("西文字体", re.compile(r"Times|Arial|Calibri|Helvetica|Courier", re.IGNORECASE)),
)
_HAN = re.compile(rf"[{HAN}]")
NUMBER = re.compile(r"^\S{2,14}〔(?:19|20)\d\d〕第?\d+号(?:签发人：\S+)?$")
"""A 发文字号 that stands alone: one cited in the text is none."""
_SENTENCE = re.compile(r"[。！？；]")
_LINES = 3
"""Lines in which a heading sentence ends."""
_SHORT = 26
"""Glyphs; a shorter numbered line stands alone."""
HEADS = {1: ("一级标题字体", "黑体"), 2: ("二级标题字体", "楷体")}


def family(font: str) -> str:
    """Return the family a font belongs to, or "" when its name does not tell."""
    return next((name for name, pattern in _FAMILIES if pattern.search(font)), "")


def faces(found: Sequence[Sheet], folios: Sequence[Line]) -> Iterator[Item]:
    """Measure fonts and sizes of 标志, number, title, headings, 版记 and page numbers."""
    first = found[0]
    red = [line for line in first.lines if line.glyphs[0].red and line.size > SIZE_2]
    yield from _mark(red, first)
    numbers = [line for line in first.lines if NUMBER.match(line.text)][:1]
    yield _face(1, "发文字号字体", "仿宋", numbers, "7.2.5")
    titles = [line for line in first.lines if _is_title(line)]
    yield _face(1, "标题字体", "小标宋", titles, "7.3.1")
    body = [line for sheet in found for line in sheet.lines if abs(line.size - SIZE) < 1]
    for level, (element, wanted) in HEADS.items():
        if headings := [line for at, line in enumerate(body) if _heads(body, at, level)]:
            # A heading may run on into the text: its first characters show its face.
            yield _judged(0, element, wanted, (line.glyphs[0] for line in headings), "7.3.3")
    yield from _foot(found[-1])
    if folios:
        glyphs = [glyph for line in folios for glyph in line.glyphs if glyph.text.isdigit()]
        yield _judged(0, "页码字体", "宋体", glyphs, "7.5")


def _heads(body: Sequence[Line], at: int, level: int) -> bool:
    """Say whether a line begins a heading: its sentence must end soon, or it is text."""
    text = "".join(line.text for line in body[at : at + _LINES])
    sentence = _SENTENCE.search(text)
    ends = sentence.end() if sentence else len(text)
    alone = len(body[at].text) < _SHORT
    return level_of(body[at].text) == level and (alone or ends <= LONGEST_HEADING)


def _is_title(line: Line) -> bool:
    return abs(line.size - SIZE_2) < 1 and not line.glyphs[0].red


def _mark(red: list[Line], first: Sheet) -> Iterator[Item]:
    """The standard recommends a face for the 标志 and bounds its size by the type area."""
    if not red:
        yield Item(1, "发文机关标志字体", "小标宋（推荐）", "—", "未见", "7.2.4")
        return
    used = _usual(glyph for line in red for glyph in line.glyphs)
    yield Item(1, "发文机关标志字体", "小标宋（推荐）", family(used) or used, "符合", "7.2.4")
    width = max(line.right - line.left for line in red) / MM
    middle = max(abs((line.left + line.right) / 2 - first.width / 2) for line in red) / MM
    fits = width <= 156 + 1 and middle <= 2
    found = f"{red[0].size:.1f} pt，宽 {width:.1f} mm"
    verdict = "符合" if fits else "不符合"
    yield Item(1, "发文机关标志字号", "大于标题，居中，不超出版心", found, verdict, "7.2.4")


def _foot(last: Sheet) -> Iterator[Item]:
    """Measure the type of the 版记."""
    named = [line for line in last.lines if line.text.startswith(("抄送", "主送："))]
    if named:
        yield _face(last.number, "抄送字体", "仿宋", named, "7.4.1")
    printed = [line for line in last.lines if line.text.endswith("印发")][-1:]
    if printed:
        yield _face(last.number, "印发字体", "仿宋", printed, "7.4.2")
        yield near(last.number, "印发字号", SIZE_4, printed[0].size, "7.4.2", 0.5, "pt")


def double_rules(first: Sheet) -> Iterator[Item]:
    """Measure the double rules of the letter form (10.1): places, widths, which one is thick."""
    red = [rule for rule in first.rules if rule.red and rule.width > 160 * MM]
    upper = [rule for rule in red if rule.top < first.height / 2]
    lower = [rule for rule in red if rule.top >= first.height / 2]
    mark = [line for line in first.lines if line.glyphs[0].red and line.size > SIZE_2]
    if upper and mark:
        gap = (upper[0].top - (mark[-1].baseline + 0.12 * mark[-1].size)) / MM
        yield near(1, "首条双线与标志距离", 4, gap, "10.1", 1.0)
    foot = (lower[-1].top + lower[-1].height) / MM if lower else None
    yield near(1, "末条双线距上页边", 277, foot, "10.1")
    yield near(1, "末条双线宽度", 170, lower[-1].width / MM if lower else None, "10.1")
    left = min((rule.left for rule in red), default=None)
    yield near(1, "双线左边缘", 20, None if left is None else left / MM, "10.1")
    for element, rules, wanted in (
        ("首条双线", upper, "上粗下细"),
        ("末条双线", lower, "上细下粗"),
    ):
        yield _weights(element, [rule.height for rule in rules], wanted)


def _weights(element: str, heights: list[float], wanted: str) -> Item:
    if len(heights) != 2:
        return Item(1, element, wanted, f"{len(heights)} 条", "未见", "10.1")
    found = "上粗下细" if heights[0] > heights[1] else "上细下粗"
    return Item(1, element, wanted, found, "符合" if found == wanted else "不符合", "10.1")


def _face(page: int, element: str, wanted: str, lines: Sequence[Line], clause: str) -> Item:
    han = [glyph for line in lines for glyph in line.glyphs if _HAN.match(glyph.text)]
    return _judged(page, element, wanted, han, clause)


def _judged(page: int, element: str, wanted: str, glyphs: Iterable[Glyph], clause: str) -> Item:
    """Judge a face; a font whose name says nothing is not judged."""
    font = _usual(glyphs)
    found = family(font)
    if not found:
        return Item(page, element, wanted, font or "—", "未见", clause)
    return Item(page, element, wanted, found, "符合" if found == wanted else "不符合", clause)


def _usual(glyphs: Iterable[Glyph]) -> str:
    """Return the font most glyphs have: rare characters of names come from another one."""
    counted = Counter(glyph.font for glyph in glyphs).most_common(1)
    return counted[0][0] if counted else ""
