"""Reads what stands below the body: 署名, 成文日期, 附注, 附件, 版记 (GB/T 9704-2012, 7.3.5-7.4).

The day is the anchor: names stand above it, notes, 附件 and 版记 below. A web page adds links and
addresses at its foot; they are left out, and handed back.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date

from . import signs
from .days import read_day
from .document import Attachment
from .joining import Line
from .structure import level_of

_FOOT = 16
"""Lines at the end of a web page that may be its foot."""
_LONG = 40
"""Characters; a longer line below the day is text, so that the day ends nothing."""
Rejoin = Callable[[Sequence[Line]], list[str]]
"""Makes paragraphs of lines: joins what was cut, or takes each line for a paragraph."""


@dataclass
class Below:
    """The body, the elements below it, and what is left over."""

    body: list[str] = field(default_factory=list)
    signatories: tuple[str, ...] = ()
    dated: date | None = None
    notes: list[str] = field(default_factory=list)
    copies: tuple[str, ...] = ()
    printer: str = ""
    printed_on: date | None = None
    moved: str = ""
    outcome: str = ""
    attachments: tuple[Attachment, ...] = ()
    left_out: list[str] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)

    @property
    def note(self) -> str:
        """Return the 附注 without brackets."""
        return "，".join(self.notes)


def read_below(lines: Sequence[Line], rejoin: Rejoin) -> Below:
    """Read the body of a document and the elements below it."""
    found = Below()
    dated_at = _day_at([line.text for line in lines])
    if dated_at is None:
        found.doubts.append("没有找到成文日期，请补充")
        above = _signed(_without_foot(list(lines), found), found, dated=False)
        above = _without_notes(above, found)
    else:
        found.dated = _day(lines[dated_at].text, found)
        below = _without_page_foot(list(lines[dated_at + 1 :]), found)
        below = _take_attachments(below, rejoin, found)
        _take_foot(_closed([line.text for line in below]), found)
        above = _without_notes(list(lines[:dated_at]), found)
        above = _signed(above, found, dated=True)
        above = _without_notes(above, found)
    found.body = rejoin(above)
    _drop_list(found)
    return found


def _day_at(texts: Sequence[str]) -> int | None:
    """Return where the 成文日期 stands: the last day with no text below it but 附件."""
    days = [at for at, text in enumerate(texts) if signs.DATED.match(text)]
    marks = [at for at, text in enumerate(texts) if signs.ATTACHED.match(text)]
    first = next((mark for mark in marks if any(day < mark for day in days)), None)
    if first is not None:
        return max(day for day in days if day < first)
    if not days:
        return None
    text_below = [
        text
        for text in texts[days[-1] + 1 :]
        if len(text) > _LONG
        and not signs.SURROUNDING.search(text)
        and not re.match(r"^（|^抄[送报]：|^主送：", text)
    ]
    return None if len(text_below) > 1 else days[-1]


def _day(text: str, found: Below) -> date | None:
    if label := re.search(r"（[^）]+）$", text):
        found.left_out.append(label[0])
        text = text[: label.start()]
    try:
        if day := read_day(text):
            return day
        found.doubts.append(f"日期“{text}”不完整，请补充")
    except ValueError:
        found.doubts.append(f"日期“{text}”不存在，请核对")
    found.left_out.append(text)
    return None


def _closed(texts: Sequence[str]) -> list[str]:
    """Join the lines of a note whose bracket closes further below, and those of 抄送."""
    whole: list[str] = []
    for text in texts:
        if whole and (
            (whole[-1].startswith("（") and "）" not in whole[-1] and text[0] != "（")
            or (signs.UNFINISHED_COPIES.match(whole[-1]) and re.search(r"[。，、；]$", text))
        ):
            whole[-1] += text
        else:
            whole.append(text)
    return whole


def _take_foot(texts: Sequence[str], found: Below) -> None:
    """Take 附注 and 版记 from the lines below the day."""
    for at, text in enumerate(texts):
        if not _take_foot_line(text, found):
            after = texts[at + 1] if at + 1 < len(texts) else ""
            printed = signs.PRINTED.match(after)
            alone = printed and not printed[1]
            if (alone or (at and _is_printer(texts[at - 1], text))) and signs.OFFICE.match(text):
                found.printer = text
            else:
                found.left_out.append(text)


def _is_printer(before: str, text: str) -> bool:
    """Say whether a line under the 抄送 names the 印发机关, its day wanting."""
    return bool(signs.COPIES.match(before) and signs.OFFICE_END.search(text))


def _take_foot_line(text: str, found: Below) -> bool:
    if printed := signs.PRINTED.match(text):
        found.printer = printed[1].strip() or found.printer
        found.printed_on = _day(printed[2], found)
    elif copies := signs.COPIES.match(text):
        found.copies = tuple(re.split(r"[，、；]", copies[1].rstrip("。")))
        found.notes += [copies[2]] if copies[2] else []
    elif moved := signs.MOVED.match(text):
        found.moved = moved[1].rstrip("。")
    elif note := signs.NOTE.match(text):
        found.notes.append(_loose(note[1]))
    elif signs.LOOSE_NOTE.match(text.lstrip("(")):
        found.notes.append(_loose(text.lstrip("(")))
    elif signs.OUTCOME.match(text):
        found.outcome = text
    else:
        return False
    return True


def _loose(text: str) -> str:
    """Write labels that stand behind one another with a comma between them."""
    return re.sub(signs.LABELLED, "，", text.rstrip("。"))


def _without_page_foot(lines: list[Line], found: Below) -> list[Line]:
    """Take off the foot of a web page: its links, and its own address and telephone below them."""
    texts = [line.text for line in lines]
    rest = len(texts)
    while rest > max(len(texts) - _FOOT, 0) and not _is_text(texts[rest - 1]):
        rest -= 1
    first = next((at for at in range(rest, len(texts)) if _is_link(texts[at:])), len(texts))
    found.left_out += [line.text for line in lines[first:]]
    return lines[:first]


def _is_text(text: str) -> bool:
    """Say whether a line belongs to a document, below which no foot of a web page stands."""
    return bool(
        signs.FOOT.search(text)
        or signs.NOTE.match(text)
        or re.search(r"[。！？|]$", text)
        or (len(text) > _LONG and not signs.SURROUNDING.search(text))
    )


def _is_link(texts: Sequence[str]) -> bool:
    """Say whether lines begin with a link of a web page, or with 附件： over nothing but links."""
    if signs.ATTACHED.match(texts[0]):
        return all(signs.SURROUNDING.search(text) for text in texts[1:])
    return bool(signs.SURROUNDING.search(texts[0]))


def _without_foot(lines: list[Line], found: Below) -> list[Line]:
    """Take 附注, 版记 and the foot of a web page off the end of a text that names no day."""
    lines = _without_page_foot(lines, found)
    foot: list[str] = []
    while lines and (
        signs.PUBLIC.match(lines[-1].text)
        or signs.LOOSE_NOTE.match(lines[-1].text)
        or signs.FOOT.search(lines[-1].text)
        or signs.LABEL.match(lines[-1].text)
        or (len(lines) > 1 and _is_printer(lines[-2].text, lines[-1].text))
    ):
        foot.insert(0, lines.pop().text)
    _take_foot(foot, found)
    return lines


def _without_notes(lines: list[Line], found: Below) -> list[Line]:
    """Take off labels and notes that stand between the text and the signature."""
    notes: list[str] = []
    while lines:
        text = lines[-1].text
        if signs.LOOSE_NOTE.match(text) or signs.PUBLIC.match(text):
            notes.insert(0, text.strip("（）") if text.startswith("（") else _loose(text))
        elif signs.OUTCOME.match(text) and len(text) > 2:
            found.outcome = text
        elif signs.APPROVED.match(text):
            found.left_out.append(text)
        else:
            break
        lines.pop()
    found.notes[:0] = notes
    return lines


def _signed(lines: list[Line], found: Below, *, dated: bool) -> list[Line]:
    """Take off the 署名: the line above the day, and further names of offices above it."""
    names: list[str] = []
    while len(lines) > 1:
        text = signs.STAMPED.sub("", lines[-1].text)
        sure = signs.OFFICE_END.search(text) or (dated and not names)
        if not signs.OFFICE.match(text) or signs.GREETING.match(text) or not sure:
            break
        if level_of(text) or signs.LABEL.match(text):
            break
        names.insert(0, text)
        found.left_out += signs.STAMPED.findall(lines[-1].text)
        lines.pop()
    found.signatories = tuple(names)
    return lines


def _take_attachments(lines: list[Line], rejoin: Rejoin, found: Below) -> list[Line]:
    """Take off 附件 that follow the day on pages of their own."""
    starts = [at for at, line in enumerate(lines) if signs.ATTACHED.match(line.text)]
    if not starts:
        return lines
    foot = _foot_at(lines, starts[-1])
    spans = zip(starts, [*starts[1:], foot], strict=True)
    found.attachments = tuple(
        Attachment(lines[start + 1].text, "\n".join(rejoin(lines[start + 2 : end])))
        for start, end in spans
        if end > start + 1
    )
    found.left_out += [] if found.attachments else [lines[at].text for at in starts]
    return lines[: starts[0]] + lines[foot:]


def _begins_foot(text: str) -> bool:
    return bool(signs.FOOT.search(text) or signs.OPENNESS_LABEL.match(text))


def _foot_at(lines: Sequence[Line], first: int) -> int:
    """Return where the 版记 begins below an 附件; an 印发机关 may stand a line above its day."""
    rows = range(first, len(lines))
    foot = next((at for at in rows if _begins_foot(lines[at].text)), len(lines))
    printed = signs.PRINTED.match(lines[foot].text) if foot < len(lines) else None
    above = lines[foot - 1].text
    office = signs.OFFICE.match(above) and signs.OFFICE_END.search(above)
    return foot - 1 if printed and not printed[1] and office and foot > first + 2 else foot


def _drop_list(found: Below) -> None:
    """Leave out the 附件说明 when the 附件 themselves follow: it is made from their titles."""
    starts = [at for at, text in enumerate(found.body) if text.startswith("附件：")]
    if found.attachments and starts:
        said = "".join(found.body[starts[-1] :]).replace(" ", "")
        if all(one.title.replace(" ", "") in said for one in found.attachments):
            del found.body[starts[-1] :]
