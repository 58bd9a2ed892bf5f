"""Checks of a single line of text: punctuation, spaces, dates, pairs, forbidden phrases."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from .. import mending
from ..checks import unprintable
from ..mending import HAN, Mending
from ..structure import level_of
from .finding import Finding, Fix, Severity, blanked

PAIRS = {"“": "”", "‘": "’", "（": "）", "《": "》", "〔": "〕", "【": "】"}
_STRAIGHT = re.compile(rf'"(?=[{HAN}])|(?<=[{HAN}，。])"')


@dataclass(frozen=True)
class Pattern:
    """A rule that one regular expression finds, and the correction where one is certain."""

    rule: str
    severity: Severity
    message: str
    pattern: re.Pattern[str]
    mending: Mending | None = None


def _mended(rule: str, severity: Severity, found: Mending, message: str) -> Pattern:
    return Pattern(rule, severity, message, found.pattern, found)


_REPEATED = Mending(
    "重复词",
    re.compile(r"(?:的建议》的代表建议|的提案》的(?:委员)?提案)"),
    lambda found: found[0][: found[0].index("》") + 1],
)
_WARNING, _ERROR = Severity.WARNING, Severity.ERROR
PATTERNS = (
    _mended("T01", _WARNING, mending.SPACES, "有多余空格，请删除"),
    _mended("T02", _WARNING, mending.PUNCTUATION, "中文之间应使用全角标点"),
    _mended("T03", _ERROR, mending.YEAR_BRACKETS, "发文字号的年份应使用六角括号〔〕"),
    _mended("T04", _WARNING, mending.QUOTES, "应使用中文引号“ ”"),
    _mended("T05", _WARNING, mending.ZEROS, "日期不编虚位，月、日前不写 0"),
    _mended("T06", _WARNING, mending.BRACKETS, "中文之间应使用全角括号"),
    Pattern("T07", _ERROR, "不得使用“此页无正文”，请删除这一行", re.compile(r"此页无正文")),
    _mended("T08", _WARNING, _REPEATED, "“建议（提案）”重复，请删去书名号后的重复词"),
    _mended("T09", _WARNING, mending.DOUBLED, "标点重复，请保留一个"),
    _mended("T10", _WARNING, mending.ELLIPSIS, "省略号应为六连点“……”"),
    _mended("T13", _WARNING, mending.LEVEL_BRACKETS, "层次序数应使用全角括号，如（一）"),
    _mended("T14", _WARNING, mending.LEVEL_POINT, "带括号的序数后不加标点"),
    _mended("T17", _WARNING, mending.WIDE_DIGITS, "数字和字母应使用半角"),
    _mended("T18", _WARNING, mending.LEVEL_MARK, "层次序数应写作“一、”或“1.”"),
    _mended("T19", _WARNING, mending.DASH, "破折号应为“——”"),
    Pattern(
        "T20",
        _WARNING,
        "年份应写全四位，如 2023年",
        re.compile(r"(?<![\d.])\d{2}年(?=1?\d月)"),
    ),
    Pattern(
        "T21",
        _WARNING,
        "两个标点连用，请只留一个",
        re.compile(r"([，、；：。！？])(?!\1)[，、；：。]"),
    ),
)


def text_findings(field: str, paragraph: int, line: str) -> Iterator[Finding]:
    """Yield what is wrong inside one line."""
    for rule in PATTERNS:
        for found in rule.pattern.finditer(line):
            fix = Fix(*found.span(), rule.mending.mend(found)) if rule.mending else None
            yield Finding(
                rule.rule, rule.severity, field, rule.message, paragraph, found.start() + 1, fix
            )
    yield from _pairs(field, paragraph, line)
    yield from _heading(field, paragraph, line)
    yield from _lone_quotes(field, paragraph, line)
    for at, kind in unprintable(line):
        message = f"{kind}（U+{ord(line[at]):04X}），印不出，请删除"
        fix = None if kind == "专用区字符" else Fix(at, at + 1, "")
        yield Finding("T16", _ERROR, field, message, paragraph, at + 1, fix)


def _pairs(field: str, paragraph: int, line: str) -> Iterator[Finding]:
    """Yield brackets and quotation marks without their partner."""
    waiting: list[tuple[str, int]] = []
    for at, character in enumerate(line, start=1):
        if character in PAIRS:
            waiting.append((character, at))
        elif character in PAIRS.values():
            if waiting and PAIRS[waiting[-1][0]] == character:
                waiting.pop()
            else:
                message = f"“{character}”没有对应的前半个，请补齐"
                yield Finding("T11", _WARNING, field, message, paragraph, at)
    for character, at in waiting:
        message = f"“{character}”没有对应的后半个，请补齐"
        yield Finding("T11", _WARNING, field, message, paragraph, at)


def _lone_quotes(field: str, paragraph: int, line: str) -> Iterator[Finding]:
    """Yield straight quotation marks beside Chinese that form no pair."""
    for found in _STRAIGHT.finditer(mending.QUOTES.pattern.sub(blanked, line)):
        message = "直引号没有成对，请改为中文引号“ ”"
        yield Finding("T15", _WARNING, field, message, paragraph, found.start() + 1)


def _heading(field: str, paragraph: int, line: str) -> Iterator[Finding]:
    """Yield a mark after a heading of the first level, which stands on its own line."""
    mark = re.fullmatch(r"[^，。；]{1,40}[。；，：]", line)
    if field.endswith("body") and level_of(line) == 1 and mark:
        fix = Fix(len(line) - 1, len(line), "")
        yield Finding("T12", _WARNING, field, "一级标题末尾不加标点", paragraph, len(line), fix)
