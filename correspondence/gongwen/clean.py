"""Cleans text pasted from Word, WPS or a PDF, and lists every change it makes.

Nothing is changed silently: each `Change` names the line, the rule, and what stood there
before and after.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from .structure import level_of

HAN = r"\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_WIDE = rf"{HAN}，。、；：？！（）【】《》〈〉「」『』“”‘’〔〕"


_AROUND = 6
"""Characters shown on each side of a change."""


@dataclass(frozen=True)
class Change:
    """One change: the line of the given text it was made in, counted from 1."""

    line: int
    rule: str
    before: str
    after: str


@dataclass(frozen=True)
class Cleaned:
    """The cleaned text and what was done to it."""

    text: str
    changes: tuple[Change, ...]


def clean(text: str) -> Cleaned:
    """Clean a text: join broken paragraphs, mend punctuation and spaces."""
    changes: list[Change] = []
    paragraphs = _joined(_lines(text, changes), changes)
    return Cleaned("\n".join(paragraphs), tuple(sorted(changes, key=_place)))


def tidy(text: str) -> Cleaned:
    """Clean a text whose paragraphs are known to be whole: mend, and join nothing."""
    changes: list[Change] = []
    lines = _lines(text, changes)
    return Cleaned("\n".join(line for _, line in lines), tuple(changes))


def _lines(text: str, changes: list[Change]) -> list[tuple[int, str]]:
    lines = re.split(r"\r\n|[\n\r\x0b\x0c\u2028\u2029\x85]", text)
    mended = [(at, _mended(at, line, changes)) for at, line in enumerate(lines, start=1)]
    return [(at, line) for at, line in mended if line]


def _place(change: Change) -> int:
    return change.line


def _mended(at: int, line: str, changes: list[Change]) -> str:
    for rule, mend in _RULES:
        after = mend(line)
        if after != line and rule != "行首行尾空格":
            changes.extend(_spots(at, rule, line, after))
        line = after
    return line


def _spots(at: int, rule: str, before: str, after: str) -> Iterator[Change]:
    """Yield each spot where two states of a line differ, with a few characters around it."""
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for kind, a, b, c, d in matcher.get_opcodes():
        if kind != "equal":
            yield Change(
                at,
                rule,
                before[max(a - _AROUND, 0) : b + _AROUND],
                after[max(c - _AROUND, 0) : d + _AROUND],
            )


def mended(line: str) -> str:
    """Return one line with its spaces and punctuation mended."""
    return _mended(0, line, [])


def _joined(lines: list[tuple[int, str]], changes: list[Change]) -> list[str]:
    """Join paragraphs that a page end or a line end cut in two."""
    paragraphs: list[str] = []
    for at, line in lines:
        if paragraphs and is_cut(paragraphs[-1], line):
            before = paragraphs.pop()
            gap = " " if before[-1].isascii() and line[0].isascii() and line[0].isalpha() else ""
            paragraphs.append(before + gap + line)
            tail, lead = before[-2 * _AROUND :], line[: 2 * _AROUND]
            changes.append(Change(at, "断开的段落", f"{tail}⏎{lead}", f"{tail}{gap}{lead}"))
        else:
            paragraphs.append(line)
    return paragraphs


_END = re.compile(r"[。！？：；…”’）》】〕|]$")
_TITLE = re.compile(r"(?:的答复|答复意见|会办意见|的函|复函|再次答复)$|〔\d{4}〕\d+号[)）]?$")
_START = re.compile(
    r"^[^，。]{1,40}：$|^[（(]?[\u4e00-\u9fff]{2,14}〔\d{4}〕\d+号|^(?:公开属性|信息|感谢|以上意见|特此)|"
    r"^(?:附件|抄送|主送|联系人|（|\||附注|[一二三四五六七八九十]+[、是要]|第[一二三四五六七八九十]+[，、]|\d{1,2}[.．、])"
)
_DATE = re.compile(r"\d{4}\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日(?:印发)?$")


def is_cut(before: str, after: str) -> bool:
    """Say whether a paragraph was cut in two: no closing mark, and no new beginning."""
    if _END.search(before) or _START.match(after) or _DATE.search(before) or _DATE.search(after):
        return False
    if _TITLE.search(before):
        return False
    if level_of(before) and len(before) < 30 and not re.search(r"[，、]$", before):
        return False
    # Lines as short as a name or a heading stand alone, unless a mark says they go on.
    return len(before) >= 20 or bool(re.search(r"[，、“‘（《—]$", before))


def _strip(line: str) -> str:
    return line.strip(" \t\u3000\u00a0")


def _invisible(line: str) -> str:
    return re.sub(r"[\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\u00ad]", "", line)


def _controls(line: str) -> str:
    return re.sub(r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff]", "", line)


def _plain_spaces(line: str) -> str:
    return re.sub(r"[\t\u00a0\u2000-\u200a\u202f\u205f\u3000]+", " ", line)


def _spaces(line: str) -> str:
    """Drop spaces between Chinese characters, and between them and digits or letters."""
    line = re.sub(rf"(?<=[{_WIDE}]) +(?=[{_WIDE}0-9A-Za-z%.(])", "", line)
    return re.sub(rf"(?<=[0-9A-Za-z%.)]) +(?=[{_WIDE}])", "", line)


_HALF = str.maketrans({",": "，", ";": "；", ":": "：", "?": "？", "!": "！"})


def _punctuation(line: str) -> str:
    """Make half-width marks beside Chinese characters full-width."""
    line = re.sub(rf"(?<=[{_WIDE}])[,;:?!](?!\d)", lambda m: m[0].translate(_HALF), line)
    line = re.sub(rf"(?<=[{HAN}”）》])\.(?=[{HAN}]|$)", "。", line)
    return re.sub(rf"\(([^()]*[{HAN}][^()]*)\)", r"（\1）", line)


def _number(line: str) -> str:
    """Write the year of a document number in 六角括号 (7.2.5)."""
    return re.sub(
        rf"(?<=[{HAN}])[\[［【(（〔]((?:19|20)\d\d)[\]］】)）〕](?=第?\d+号)", r"〔\1〕", line
    )


def _quotes(line: str) -> str:
    """Turn straight quotation marks beside Chinese into curved ones, in pairs."""
    if line.count('"') % 2 or not re.search(rf"[{HAN}]", line):
        return line
    return re.sub(r'"([^"]*)"', r"“\1”", line)


def _ellipsis(line: str) -> str:
    line = re.sub(rf"(?<=[{_WIDE}])(?:\.{{3,}}|。{{3,}}|…(?!…)(?<!……))", "……", line)
    return re.sub(rf"(?<=[{_WIDE}])--+(?=[{_WIDE}])", "——", line)


_RULES: tuple[tuple[str, Callable[[str], str]], ...] = (
    ("不可见字符", _invisible),
    ("控制字符", _controls),
    ("行首行尾空格", _strip),
    ("空格写法", _plain_spaces),
    ("直引号", _quotes),
    ("发文字号括号", _number),
    ("半角标点", _punctuation),
    ("省略号和破折号", _ellipsis),
    ("多余空格", _spaces),
)
