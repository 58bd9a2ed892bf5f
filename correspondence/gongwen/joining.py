"""Joins the lines that a page end, a line end or a hard line break cut out of one paragraph."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from .balance import width_of
from .signs import CLOSING
from .structure import LONGEST_HEADING, level_of

_FEWEST, _WIDEST = 5, 50.0
"""Fewer lines, or wider ones (in characters), do not show a page's width."""
_LAST = 9
"""Lines and gaps of a paragraph that are enough to tell whether it has ended."""
_RAGGED = 2.6
"""Characters by which a full line may fall short: an indent of two, punctuation carried over."""
_SHARE = 0.4
"""Share of full lines from which a text is taken for broken at a fixed width."""
_UNFINISHED = 20
"""A shorter line without a mark at its end is a name or a heading."""
_END = re.compile(r"[。！？：；…”’）》】〕|]$")
_STOP = re.compile(r"[。！？；…]$")
_GOES_ON = re.compile(r"[，、“‘（《—]$")
_HEAD = re.compile(r"(?:的答复|答复意见|会办意见|的函|复函|再次答复)$|〔\d{4}〕\d+号[)）]?$")
_DATE = re.compile(r"^\d{4}年\d{1,2}月\d{1,2}日(?:印发)?$|\d日印发$")
_ITEM = re.compile(
    r"^(?:[一二三四五六七八九十]+[、是要]|第[一二三四五六七八九十]+[，、]|\d{1,2}\.\D"
    r"|（(?:[一二三四五六七八九十]+|\d{1,2})）|（[^）]*(?:公开|联系|电话|此件))"
)
_TIED = re.compile(r"》\n（|\n(?:收悉|[，。、；：？！）》”〕])")
"""Two lines, the second of which no paragraph begins with."""
_START = re.compile(
    r"^(?!.*(?:如下|下列))[^，。]{1,40}：$|^（?[\u4e00-\u9fff]{2,14}〔\d{4}〕\d+号"
    r"|^(?:公开属性|信息|附件|抄送|主送|联系人|\||附注)"
)


@dataclass(frozen=True)
class Line:
    """A mended line: its number in the given text, and how it stood there.

    apart says that a blank line stands above it; where a page ended, it says nothing.
    """

    at: int
    text: str
    indented: bool = False
    apart: bool = False


@dataclass(frozen=True)
class Joint:
    """Where two lines were joined: the number of the second, what ended, what went on."""

    line: int
    before: str
    after: str
    gap: str
    doubtful: bool


def joined(lines: Sequence[Line]) -> tuple[list[Line], list[Joint]]:
    """Return the paragraphs of a text, each at its first line, and where they were joined."""
    indents = sum(line.indented for line in lines) > 1
    room = _room(lines, _SHARE / 2 if indents else _SHARE)
    whole: list[list[str]] = []
    firsts: list[Line] = []
    joints: list[Joint] = []
    for at, line in enumerate(lines):
        before = lines[at - 1] if at else None
        if before and _goes_on("".join(whole[-1][-_LAST:]), before, line, room, indents=indents):
            gap = " " if _latin(before.text[-1]) and _latin(line.text[0]) else ""
            doubtful = bool(_STOP.search(before.text)) and not indents
            joints.append(Joint(line.at, before.text, line.text, gap, doubtful))
            whole[-1] += [gap, line.text]
        else:
            firsts.append(line)
            whole.append([line.text])
    paragraphs = [
        first if len(parts) == 1 else replace(first, text="".join(parts))
        for first, parts in zip(firsts, whole, strict=True)
    ]
    return paragraphs, joints


def _goes_on(
    paragraph: str, before: Line, line: Line, room: float | None, *, indents: bool
) -> bool:
    """Say whether a line goes on with the paragraph that the line before it ends for now."""
    if before.text.startswith("|") or line.text.startswith("|") or (indents and line.indented):
        return False
    open_end = _is_open(paragraph) and not _END.search(before.text)
    if open_end or _TIED.search(f"{before.text}\n{line.text}"):
        return True
    if room is None:
        return _is_cut(paragraph, line.text)
    ended = line.apart and bool(_STOP.search(before.text))
    if ended or _DATE.search(before.text) or _DATE.search(line.text):
        return False
    unfinished = bool(_GOES_ON.search(before.text))
    full = width_of(before.text) + 2 * before.indented >= room - _RAGGED
    if not (full or unfinished):
        return not line.apart and _is_cut(paragraph, line.text)
    return indents or unfinished or not _begins(before.text, line.text)


def _begins(before: str, after: str) -> bool:
    """Say whether a paragraph begins below a full line, in a text without indents."""
    if _ITEM.match(after) or before.endswith(("：", "如下。")):
        return True
    return bool(_STOP.search(before) and (_START.match(after) or CLOSING.match(after)))


def _is_cut(before: str, after: str) -> bool:
    """Say whether a paragraph was cut in two: no closing mark, and no new beginning."""
    if _END.search(before) or _ITEM.match(after) or _START.match(after):
        return False
    if _DATE.search(before) or _DATE.search(after) or _HEAD.search(before):
        return False
    if _is_heading(before) and not _GOES_ON.search(before):
        return False
    # Lines as short as a name or a heading stand alone, unless a mark says they go on.
    return len(before) >= _UNFINISHED or bool(_GOES_ON.search(before))


def _is_open(text: str) -> bool:
    """Say whether a quotation or a title that begins in a text ends below it."""
    return any(text.count(a) > text.count(b) for a, b in ("“”", "《》"))


def _is_heading(text: str) -> bool:
    """Say whether a line is a numbered heading: no sentence in it has ended."""
    return bool(level_of(text)) and len(text) <= LONGEST_HEADING and not re.search(r"[。；]", text)


def _room(lines: Sequence[Line], share: float) -> float | None:
    """Return the width, in characters, at which a text was broken; None if it was not."""
    widths = [width_of(line.text) + 2 * line.indented for line in lines]
    if len(widths) < _FEWEST or max(widths) > _WIDEST:
        return None
    room = max(widths)
    full = sum(width >= room - _RAGGED for width in widths)
    return room if full >= share * len(widths) and room >= _UNFINISHED else None


def _latin(character: str) -> bool:
    return character.isascii() and character.isalpha()
