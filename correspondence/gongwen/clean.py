"""Cleans text pasted from Word, WPS or a PDF, and lists every change it makes.

Nothing is changed silently: each `Change` names the line, the rule, and what stood there
before and after. No character but spaces, page numbers and what cannot be seen is taken away.
"""

import re
from dataclasses import dataclass, replace

from . import mending
from .joining import Line, joined
from .mending import AROUND, Mending
from .signs import LABEL

HAN = mending.HAN
_ROUNDS = 4
_WIDEST_CELL = 60
"""Characters; a longer cell is a paragraph."""
_SPACES = " \t\u3000\u00a0"
_GAP = re.compile(rf"[{_SPACES}]+")
_WIDE_GAP = re.compile(rf"[{_SPACES}]{{2,}}")
_INVISIBLE = Mending(
    "不可见字符",
    re.compile(r"[\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\u00ad\ufff9-\ufffb\ufe00-\ufe0f]"),
    lambda _: "",
)
_CONTROLS = Mending(
    "控制字符", re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff]"), lambda _: ""
)
_STRANGE_SPACES = Mending(
    "空格写法", re.compile(r"[\t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]+"), lambda _: " "
)
MENDINGS = (
    _INVISIBLE,
    _CONTROLS,
    _STRANGE_SPACES,
    mending.WIDE_DIGITS,
    mending.LEVEL_BRACKETS,
    mending.LEVEL_MARK,
    mending.QUOTES,
    mending.YEAR_BRACKETS,
    mending.BRACKETS,
    mending.LEVEL_POINT,
    mending.PUNCTUATION,
    mending.ELLIPSIS,
    mending.DASH,
    mending.SPACES,
)
_MARKS = f"{HAN}，。、；：？！《》“”‘’|"
_PLAIN = re.compile(rf"(?!.*(?:。。|（\d{{4}}）))[{_MARKS}][{_MARKS}（）0-9A-Za-z]*")
"""A line no mending could change; most are, and are read at once."""
_BREAK = re.compile(r"\r\n|[\n\r\x0b\x0c\u2028\u2029\x85]")
_FOLIO = re.compile(
    r"^(?:[—–－\-·•]+ ?\d{1,3} ?[—–－\-·•]+|第 ?\d{1,3} ?页(?:[，,/]? ?共 ?\d{1,3} ?页)?)$"
)
_BARE_FOLIO = re.compile(r"^\d{1,3}$")
FIRST_LINE = "\u3000\u3000"
_INDENT = re.compile(r"^(?:[\u3000\t]| {2}|\u00a0{2})")


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
    """Clean a text: mend each line, leave page numbers out, join broken paragraphs."""
    lines, changes = read_lines(text)
    paragraphs, more = rejoin(lines)
    return Cleaned("\n".join(paragraphs), tuple(sorted(changes + more, key=_place)))


def tidy(text: str) -> Cleaned:
    """Clean a text whose paragraphs are known to be whole: mend, and join nothing."""
    lines, changes = read_lines(text)
    return Cleaned("\n".join(line.text for line in lines), tuple(sorted(changes, key=_place)))


def rejoin(lines: list[Line]) -> tuple[list[str], list[Change]]:
    """Join the lines that were one paragraph; return the paragraphs and each joint."""
    paragraphs, joints = joined(lines)
    changes = [
        Change(
            joint.line,
            "断开的段落（请核对）" if joint.doubtful else "断开的段落",
            f"{joint.before[-2 * AROUND :]}⏎{joint.after[: 2 * AROUND]}",
            f"{joint.before[-2 * AROUND :]}{joint.gap}{joint.after[: 2 * AROUND]}",
        )
        for joint in joints
    ]
    # What stood apart at a line end may want mending where it meets.
    known = {line.text for line in lines}
    whole = [
        text if (text := paragraph.text) in known else _mended(paragraph.at, text, changes)
        for paragraph in paragraphs
    ]
    return whole, changes


def read_lines(text: str) -> tuple[list[Line], list[Change]]:
    """Return the lines that are not empty, mended, without page numbers, and the changes."""
    changes: list[Change] = []
    lines: list[Line] = []
    # A line end closes its line; it begins none.
    raws = _BREAK.split(re.sub(rf"(?:{_BREAK.pattern})\Z", "", text))
    blank = False
    for at, raw in enumerate(with_tables(raws, changes), start=1):
        indented = bool(_INDENT.match(raw))
        changes += _bare(at, raw, known=bool(lines))
        parts = columns(raw)
        if len(parts) > 1:
            changes.append(Change(at, "并排的几项", raw.strip(_SPACES), "⏎".join(parts)))
        for part in parts:
            line = _mended(at, part, changes)
            if line:
                lines.append(Line(at, line, indented, apart=blank))
        blank = not raw.strip(_SPACES)
    return _without_folios(lines, changes), changes


def _bare(at: int, raw: str, *, known: bool) -> list[Change]:
    """List what is left out around a line: spaces, or a line that has nothing else.

    The two characters every paragraph is indented by (7.3.3) are its beginning, no change.
    """
    text = raw.strip(_SPACES)
    if raw.startswith(FIRST_LINE + text[:1]):
        raw = raw.removeprefix(FIRST_LINE)
    if not text:
        return [Change(at, "空行", raw + "⏎", "")] if known else []
    if text == raw:
        return []
    lead, tail = raw.index(text), raw.index(text) + len(text)
    before = raw[: lead + AROUND] if lead else "…" + raw[max(tail - AROUND, 0) :]
    return [Change(at, "行首行末空格", before, before.strip(_SPACES))]


def with_tables(raws: list[str], changes: list[Change]) -> list[str]:
    """Write a table pasted from Word, whose cells tabs divide, with | between its cells."""
    cells = [_cells(raw) for raw in raws]
    lines = list(raws)
    for at, row in enumerate(cells):
        near = [cells[to] for to in (at - 1, at + 1) if 0 <= to < len(cells)]
        if row and any(other and len(other) == len(row) for other in near):
            lines[at] = f"|{'|'.join(row)}|"
            changes.append(Change(at + 1, "制表符分隔的表格", raws[at], lines[at]))
    return lines


def _cells(raw: str) -> list[str]:
    """Return the cells of a line of a table, none for a numbered paragraph or a label."""
    if "\t" not in raw:
        return []
    row = [cell.strip(_SPACES) for cell in raw.strip(_SPACES).split("\t")]
    numbered = re.match(r"^[（(]?\S{1,3}[.、．)）]$", row[0])
    plain = len(row) > 1 and "|" not in raw and not numbered and not LABEL.match(row[0])
    return row if plain and max(map(len, row)) <= _WIDEST_CELL else []


def columns(raw: str) -> list[str]:
    """Return the parts of a line whose wide gaps divide names, dates and labels."""
    names = _GAP.split(raw.strip(_SPACES))
    if len(names) == 1:
        return [raw]
    parts = _WIDE_GAP.split(raw.strip(_SPACES))
    if len(parts) > 1 and all(_COLUMN.search(part) for part in parts):
        return parts
    return names if all(_OFFICE.match(name) for name in names) else [raw]


_OFFICE = re.compile(
    r"^(?:[\u4e00-\u9fff]{0,6}?[省市区县州旗]|国家|中共|中国)[\u4e00-\u9fff]{2,20}"
    r"(?:局|委|会|厅|办|室|府|院|队|中心|公司|街道|镇|乡)$"
)
"""An office named with its place: it stands for itself even where one space divides two."""
_COLUMN = re.compile(
    r"^[\u4e00-\u9fff（）]{2,30}(?:局|委|会|厅|部|办|室|府|院|处|队|公司)$"
    r"|^\S(?: ?\S){1,13}[：:] ?\S|^\d{4}年\d{1,2}月\d{1,2}日$|^[A-D]类?$"
    r"|^(?:同意|主动|依申请|不予?)公开$|[〔\[（(]\d{4}[〕\]）)]第?\d+ ?号$"
)


def _without_folios(lines: list[Line], changes: list[Change]) -> list[Line]:
    """Leave out page numbers; a bare number is one where it divides an unfinished sentence."""
    kept: list[Line] = []
    turned = False
    for at, line in enumerate(lines):
        after = lines[at + 1].text if at + 1 < len(lines) else ""
        bare = _BARE_FOLIO.match(line.text) and bool(kept) and _divides(kept[-1].text, after)
        folio = bare or bool(_FOLIO.match(line.text))
        if folio:
            changes.append(Change(line.at, "页码", line.text, ""))
        else:
            kept.append(replace(line, apart=False) if turned else line)
        turned = folio
    return kept


def _divides(before: str, after: str) -> bool:
    """Say whether a sentence goes on from one line to the other."""
    unfinished = len(before) >= 15 and not re.search(r"[。！？：；…”’）》|]$", before)
    return unfinished and bool(re.match(rf"[{mending.HAN}，。、；：”）》]", after))


def _mended(at: int, line: str, changes: list[Change]) -> str:
    """Mend a line until nothing is left: one mending may lay open another."""
    line = line.strip(_SPACES)
    for _ in range(_ROUNDS):
        if _PLAIN.fullmatch(line):
            break
        found = len(changes)
        for rule in MENDINGS:
            line, spots = rule.apply(line)
            if spots:
                line = line.strip(_SPACES)
                changes += [Change(at, rule.name, spot.before, spot.after) for spot in spots]
        if len(changes) == found:
            break
    return line


def _place(change: Change) -> int:
    return change.line
