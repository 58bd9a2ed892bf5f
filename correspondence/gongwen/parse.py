"""Reads a published 答复, 会办意见 or 再次答复 back into a `Letter`.

Published texts have lost their layout: page ends cut paragraphs in two, spaces stand around
digits, the 版记 is a few loose lines. What the text does not settle is said, not guessed away.
"""

import re
from dataclasses import dataclass
from datetime import date

from .clean import Change, clean
from .document import Attachment, Form, Letter
from .errors import LetterError

_NUMBER = re.compile(r"^[\u4e00-\u9fff]{2,14}〔(?:19|20)\d\d〕第?\d+号$")
_DAY = re.compile(r"(\d{4})年(\d{1,2})月(\d{1,2})日")
_DATED = re.compile(r"^\d{4}年\d{1,2}月\d{1,2}日$")
_PRINTED = re.compile(r"^(.*?)(\d{4}年\d{1,2}月\d{1,2}日)印发$")
_COPIES = re.compile(r"^抄送：(.+)$")
_FOOT = re.compile(r"^抄送：|^主送：|印发$")
_NOTE = re.compile(r"^（([^）]*(?:公开|联系|电话)[^）]*)）$")
_FOLIO = re.compile(r"^[—–－\-·• ]*\d{1,3}[—–－\-·• ]*$|^第\d+页(?:，?共\d+页)?$")
_LABEL = re.compile(
    r"^(?:索引号|信息来源|来源|发布(?:日期|时间|机构)|公开(?:日期|属性|类别)|签发人)[：:]"
)
_TITLE_START = re.compile(r"^(?:关于|对)|(?:关于|对).{2,24}第\d+号")
_SESSION = re.compile(
    r"(?:对|关于)((?:[\u4e00-\u9fff]{0,4}政协)?[\u4e00-\u9fff]{0,3}"
    r"[一二三四五六七八九十]+届(?:全国人大|人大|政协)?[一二三四五六七八九十]+次会议)"
)
_PROPOSAL = re.compile(r"第([A-Za-z]?\d+)号")
_CLOSING = re.compile(r"^(?:(?:再次|衷心|诚挚|非常|最后，?)?感谢|以上意见|特此|此复|专此)")
_ADDRESSED = re.compile(r"^[^。；！？]{1,400}：$")
_OFFICE = re.compile(r"^[\u4e00-\u9fff（）]{2,40}$")
_ATTACHED = re.compile(r"^附件\d{0,2}$")


@dataclass(frozen=True)
class Parsed:
    """A letter read back, what was found besides, and what is not certain."""

    letter: Letter
    uncertainties: tuple[str, ...] = ()
    changes: tuple[Change, ...] = ()
    session: str = ""
    proposal_number: str = ""
    closing: str = ""


def parse(text: str) -> Parsed:
    """Read a published text back; raise LetterError when it holds no letter at all."""
    cleaned = clean("\n".join(line for line in text.splitlines() if not _FOLIO.match(line.strip())))
    reading = _Reading(cleaned.text.split("\n"))
    letter = reading.letter()
    title = letter.title.replace("\n", "")
    session, proposal = _SESSION.search(title), _PROPOSAL.search(title)
    closing = next((line for line in reversed(letter.body.split("\n")) if _CLOSING.match(line)), "")
    return Parsed(
        letter,
        tuple(reading.doubts),
        cleaned.changes,
        session[1] if session else "",
        proposal[1] if proposal else "",
        closing,
    )


class _Reading:
    """The lines of a text, taken off from both ends until only the body is left."""

    def __init__(self, lines: list[str]) -> None:
        self._lines = [line for line in lines if line]
        self.doubts: list[str] = []

    def letter(self) -> Letter:
        if not self._lines:
            raise LetterError("没有可以读取的文字")
        issuer, number, title, recipient = self._head()
        attachments = self._attachments()
        copies, printer, printed_on = self._imprint()
        note = self._note()
        signatories, dated = self._signature(issuer)
        if not self._lines:
            raise LetterError("没有找到正文")
        return Letter(
            issuer=issuer or (signatories[0] if signatories else ""),
            number=number,
            title=title,
            recipient=recipient,
            body="\n".join(self._lines),
            signatories=signatories,
            dated=dated,
            form=Form.LETTER if "会办意见" in title else Form.DOCUMENT,
            note=note,
            copies=copies,
            printer=printer,
            printed_on=printed_on,
            attachments=attachments,
        )

    def _head(self) -> tuple[str, str, str, str]:
        """Take off 发文机关标志, 发文字号, 标题 and 主送, which ends in a colon."""
        found = next(
            (at for at, line in enumerate(self._lines[:15]) if _ADDRESSED.match(line)), None
        )
        if found is None:
            raise LetterError("没有找到主送（应为“××代表：”一行），请检查文字")
        above = [line for line in self._lines[:found] if not _LABEL.match(line)]
        recipient = self._lines[found].removesuffix("：")
        self._lines = self._lines[found + 1 :]
        at = next((at for at, line in enumerate(above) if _NUMBER.match(line)), None)
        cut = _title_start(above) if at is None else at
        issuer = "\n".join(line.removesuffix("文件") for line in above[:cut])
        title = "\n".join(above[cut if at is None else cut + 1 :])
        for value, name in (
            (at is not None, "发文字号"),
            (issuer, "发文机关标志"),
            (title, "标题"),
        ):
            if not value:
                self.doubts.append(f"没有找到{name}，请补充")
        return issuer, "" if at is None else above[at], title, recipient

    def _imprint(self) -> tuple[tuple[str, ...], str, date | None]:
        """Take off 抄送, 印发机关 and 印发日期, from the foot upward."""
        copies: tuple[str, ...] = ()
        printer, printed_on = "", None
        while self._lines:
            line = self._lines[-1]
            if found := _PRINTED.match(line):
                printer, printed_on = found[1].strip(), self._day(found[2])
            elif printed_on and not printer and _OFFICE.match(line):
                printer = line
            elif found := _COPIES.match(line):
                copies = tuple(re.split(r"[，、；,]", found[1].rstrip("。")))
            else:
                break
            self._lines.pop()
        return copies, printer, printed_on

    def _note(self) -> str:
        """Take off the 附注 in its brackets; 主动公开 and the like belong to it."""
        notes: list[str] = []
        while self._lines and (found := _NOTE.match(self._lines[-1])):
            notes.insert(0, found[1])
            self._lines.pop()
        return "；".join(notes)

    def _signature(self, issuer: str) -> tuple[tuple[str, ...], date | None]:
        """Take off 成文日期 and the 署名 above it."""
        dated = None
        if self._lines and _DATED.match(self._lines[-1]):
            dated = self._day(self._lines.pop())
        else:
            self.doubts.append("没有找到成文日期，请补充")
        names: list[str] = []
        while len(self._lines) > 1 and _OFFICE.match(self._lines[-1]):
            names.insert(0, self._lines.pop())
        if not names:
            self.doubts.append("没有找到署名，以发文机关标志代替")
            names = [line for line in issuer.split("\n") if line]
        return tuple(names), dated

    def _attachments(self) -> tuple[Attachment, ...]:
        """Take off 附件 that follow the signature on pages of their own."""
        starts = [at for at, line in enumerate(self._lines) if _ATTACHED.match(line)]
        dates = [at for at, line in enumerate(self._lines) if _DATED.match(line)]
        starts = [at for at in starts if dates and at > dates[0]]
        if not starts:
            return ()
        foot = next(
            (at for at in range(starts[-1], len(self._lines)) if _FOOT.match(self._lines[at])),
            len(self._lines),
        )
        ends = [*starts[1:], foot]
        found = tuple(
            Attachment(self._lines[start + 1], "\n".join(self._lines[start + 2 : end]))
            for start, end in zip(starts, ends, strict=True)
            if end > start + 1
        )
        del self._lines[starts[0] : foot]
        return found

    def _day(self, text: str) -> date | None:
        found = _DAY.search(text)
        try:
            return date(*(int(part) for part in found.groups())) if found else None
        except ValueError:
            self.doubts.append(f"日期“{text}”不存在，请核对")
            return None


def _title_start(lines: list[str]) -> int:
    """Return where the title begins when no 发文字号 stands above it."""
    return next((at for at, line in enumerate(lines) if _TITLE_START.match(line)), len(lines))
