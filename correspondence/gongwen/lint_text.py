"""Checks of a single line of text: punctuation, spaces, dates, pairs, forbidden phrases."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from .clean import HAN
from .finding import Finding, Fix, Severity
from .structure import NUMBERS, level_of

_WIDE = rf"{HAN}，。、；：？！（）【】《》〈〉「」『』“”‘’〔〕"
_FULL = {",": "，", ";": "；", ":": "：", "?": "？", "!": "！", ".": "。"}
PAIRS = {"“": "”", "‘": "’", "（": "）", "《": "》", "〔": "〕", "【": "】"}


@dataclass(frozen=True)
class Pattern:
    """A rule that one regular expression finds and one replacement mends."""

    rule: str
    severity: Severity
    pattern: re.Pattern[str]
    message: str
    mend: Callable[[re.Match[str]], str] | None = None


PATTERNS = (
    Pattern(
        "T01",
        Severity.WARNING,
        re.compile(
            rf"(?<=[{_WIDE}])[ \u3000]+(?=[{_WIDE}0-9A-Za-z])"
            rf"|(?<=[0-9A-Za-z.])[ \u3000]+(?=[{_WIDE}])"
        ),
        "有多余空格，请删除",
        lambda _: "",
    ),
    Pattern(
        "T02",
        Severity.WARNING,
        re.compile(rf"(?<=[{_WIDE}])[,;:?!](?!\d)|(?<=[{HAN}])\.(?=[{HAN}]|$)"),
        "中文之间应使用全角标点",
        lambda found: _FULL[found[0]],
    ),
    Pattern(
        "T03",
        Severity.ERROR,
        re.compile(rf"(?<=[{HAN}])[\[［【(（]((?:19|20)\d\d)[\]］】)）](?=第?\d+号)"),
        "发文字号的年份应使用六角括号〔〕",
        lambda found: f"〔{found[1]}〕",
    ),
    Pattern(
        "T04",
        Severity.WARNING,
        re.compile(rf'"([^"]*[{HAN}][^"]*)"'),
        "应使用中文引号“ ”",
        lambda found: f"“{found[1]}”",
    ),
    Pattern(
        "T05",
        Severity.WARNING,
        re.compile(r"(?<=[年月])0(\d)(?=[月日])"),
        "日期不编虚位，月、日前不写 0",
        lambda found: found[1],
    ),
    Pattern(
        "T06",
        Severity.WARNING,
        re.compile(rf"\(([^()]*[{HAN}][^()]*)\)"),
        "中文之间应使用全角括号",
        lambda found: f"（{found[1]}）",
    ),
    Pattern("T07", Severity.ERROR, re.compile(r"此页无正文"), "不得使用“此页无正文”，请删除这一行"),
    Pattern(
        "T08",
        Severity.WARNING,
        re.compile(r"(?:的建议》的代表建议|的提案》的(?:委员)?提案)"),
        "“建议（提案）”重复，请删去书名号后的重复词",
        lambda found: found[0][: found[0].index("》") + 1],
    ),
    Pattern(
        "T09",
        Severity.WARNING,
        re.compile(r"([，。、；：！？])\1+"),
        "标点重复，请保留一个",
        lambda found: found[1],
    ),
    Pattern(
        "T10",
        Severity.WARNING,
        re.compile(rf"(?<=[{HAN}])(?<!\.)\.{{3}}(?!\.)|(?<!…)…(?!…)|(?<=[{HAN}])。{{3,}}"),
        "省略号应为六连点“……”",
        lambda _: "……",
    ),
    Pattern(
        "T13",
        Severity.WARNING,
        re.compile(rf"^\(([{NUMBERS}]+|\d{{1,2}})\)"),
        "层次序数应使用全角括号，如（一）",
        lambda found: f"（{found[1]}）",
    ),
    Pattern(
        "T14",
        Severity.WARNING,
        re.compile(rf"(?<=^)(（(?:[{NUMBERS}]+|\d{{1,2}})）)[、，.]"),
        "带括号的序数后不加标点",
        lambda found: found[1],
    ),
)


def text_findings(field: str, paragraph: int, line: str) -> Iterator[Finding]:
    """Yield what is wrong inside one line."""
    for rule in PATTERNS:
        for found in rule.pattern.finditer(line):
            fix = Fix(*found.span(), rule.mend(found)) if rule.mend else None
            yield Finding(
                rule.rule, rule.severity, field, rule.message, paragraph, found.start() + 1, fix
            )
    yield from _pairs(field, paragraph, line)
    yield from _heading(field, paragraph, line)


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
                yield Finding("T11", Severity.WARNING, field, message, paragraph, at)
    for character, at in waiting:
        message = f"“{character}”没有对应的后半个，请补齐"
        yield Finding("T11", Severity.WARNING, field, message, paragraph, at)


def _heading(field: str, paragraph: int, line: str) -> Iterator[Finding]:
    """Yield a mark after a heading of the first level, which stands on its own line."""
    if field == "body" and level_of(line) == 1 and re.fullmatch(r"[^，。；]{1,40}[。；，：]", line):
        fix = Fix(len(line) - 1, len(line), "")
        yield Finding(
            "T12", Severity.WARNING, field, "一级标题末尾不加标点", paragraph, len(line), fix
        )
