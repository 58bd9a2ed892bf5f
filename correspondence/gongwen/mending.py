"""Certain corrections inside a line: punctuation, quotation marks, spaces, numbers of headings.

`clean` makes them in pasted text and lists each; `lint` finds them in a letter and offers them.
Sources: GB/T 15834-2011 (punctuation), GB/T 15835-2011 (numerals), GB/T 9704-2012, 7.2.5, 7.3.3.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from .structure import NUMBERS

HAN = r"\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
"""Chinese characters, for use inside the brackets of a regular expression."""
WIDE = rf"{HAN}，。、；：？！（）【】《》〈〉「」『』“”‘’〔〕"
_GAP = r"[ \t\u3000\u00a0]"
_FULL = {",": "，", ";": "；", ":": "：", "?": "？", "!": "！", ".": "。"}
_FOLD = {code: code - 0xFEE0 for code in map(ord, "０１２３４５６７８９")} | {
    code: code - 0xFEE0 for start in "Ａａ" for code in range(ord(start), ord(start) + 26)
}


AROUND = 6
"""Characters shown on each side of a place."""


@dataclass(frozen=True)
class Spot:
    """One place that was mended: what stood there and what stands there now."""

    before: str
    after: str


@dataclass(frozen=True)
class Mending:
    """What one expression finds and what then stands there; `name` says it in Chinese."""

    name: str
    pattern: re.Pattern[str]
    mend: Callable[[re.Match[str]], str]

    def apply(self, line: str) -> tuple[str, list[Spot]]:
        """Return the line with every place mended, and the places."""
        parts: list[str] = []
        spots: list[Spot] = []
        end = 0
        for found in self.pattern.finditer(line):
            text = self.mend(found)
            if text != found[0]:
                parts += [line[end : found.start()], text]
                end = found.end()
                lead, tail = line[max(found.start() - AROUND, 0) : found.start()], line[end:]
                spots.append(Spot(lead + found[0] + tail[:AROUND], lead + text + tail[:AROUND]))
        return "".join([*parts, line[end:]]) if parts else line, spots


WIDE_DIGITS = Mending(
    "全角数字和字母",
    re.compile(r"[０-９Ａ-Ｚａ-ｚ]+|(?<=[0-9０-９])．(?=[0-9０-９])"),
    lambda found: found[0].translate(_FOLD).replace("．", "."),
)
LEVEL_MARK = Mending(
    "层次序数写法",
    re.compile(rf"^(?:([{NUMBERS}]{{1,3}}){_GAP}*[.．]|(\d{{1,2}}){_GAP}*[、．])(?=\D)"),
    lambda found: f"{found[1]}、" if found[1] else f"{found[2]}.",
)
LEVEL_BRACKETS = Mending(
    "层次序数括号",
    re.compile(rf"^\(([{NUMBERS}]{{1,3}}|\d{{1,2}})\)"),
    lambda found: f"（{found[1]}）",
)
LEVEL_POINT = Mending(
    "括号序数后的标点",
    re.compile(rf"^(（(?:[{NUMBERS}]{{1,3}}|\d{{1,2}})）)[、，.．](?=\D)"),
    lambda found: found[1],
)
QUOTES = Mending(
    "直引号",
    re.compile(rf"""(?<!\d)"([^"]*[{HAN}][^"]*)"|(?<![A-Za-z0-9])'([^']*[{HAN}][^']*)'"""),
    lambda found: f"‘{found[2]}’" if found[1] is None else f"“{found[1]}”",
)
YEAR_BRACKETS = Mending(
    "发文字号括号",
    re.compile(
        rf"(?<=[{HAN}])[\[［【(（﹝]((?:19|20)\d\d)[\]］】)）﹞]"
        r"(?=[第闭字]{0,2}[A-Za-z]{0,3}\d+号)"
    ),
    lambda found: f"〔{found[1]}〕",
)
BRACKETS = Mending(
    "半角括号",
    re.compile(rf"\(([^()]*[{HAN}][^()]*)\)"),
    lambda found: f"（{found[1]}）",
)
PUNCTUATION = Mending(
    "半角标点",
    re.compile(
        rf"(?<=[{WIDE}])[,;:?!]|(?<=\S)[,;:?!](?=[{HAN}“《（])"
        rf"|(?<=[{HAN}”）》])\.(?=[{HAN}“《]|$)"
    ),
    lambda found: _FULL[found[0]],
)
ELLIPSIS = Mending(
    "省略号",
    re.compile(rf"(?<=[{WIDE}])\.{{3,}}|(?<!…)…(?!…)|(?<=[{WIDE}])。{{3,}}"),
    lambda _: "……",
)
DASH = Mending(
    "破折号",
    re.compile(rf"(?<=[{WIDE}])--+(?=[{WIDE}])"),
    lambda _: "——",
)
SPACES = Mending(
    "多余空格",
    re.compile(
        rf"(?<=[{WIDE}]){_GAP}+(?=[{WIDE}0-9A-Za-z%.(])|(?<=[0-9A-Za-z%.)]){_GAP}+(?=[{WIDE}])"
    ),
    lambda _: "",
)
ZEROS = Mending(
    "日期虚位",
    re.compile(r"(?<=[年月])0(\d)(?=[月日])"),
    lambda found: found[1],
)
DOUBLED = Mending(
    "重复标点",
    re.compile(r"([，。、；：！？])\1+"),
    lambda found: found[1],
)
