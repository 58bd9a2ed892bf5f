"""Reads a published 答复, 会办意见 or 再次答复 back into a `Letter`.

Published texts have lost their layout: page ends cut paragraphs in two, spaces stand around
digits, the 版记 is a few loose lines. What the text does not settle is said, not guessed away.
"""

import re
from dataclasses import dataclass
from datetime import date

from . import signs
from .clean import Change, Cleaned, clean, tidy
from .days import read_day
from .document import Attachment, Form, Letter
from .errors import LetterError
from .structure import level_of


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
    return _parsed(clean(_without_folios(text)))


def parse_paragraphs(text: str) -> Parsed:
    """Read a text back whose paragraphs are whole, one in each line."""
    return _parsed(tidy(_without_folios(text)))


def _without_folios(text: str) -> str:
    return "\n".join("" if signs.FOLIO.match(line.strip()) else line for line in text.splitlines())


def _parsed(cleaned: Cleaned) -> Parsed:
    reading = _Reading(cleaned.text.split("\n"))
    letter = reading.letter()
    title = letter.title.replace("\n", "")
    session, proposal = signs.SESSION.search(title), signs.PROPOSAL.search(title)
    ends = (line for line in reversed(letter.body.split("\n")) if signs.CLOSING.match(line))
    return Parsed(
        letter,
        tuple(reading.doubts),
        cleaned.changes,
        session[1] if session else "",
        proposal[1] if proposal else "",
        next(ends, ""),
    )


class _Reading:
    """The lines of a text, taken off from both ends until only the body is left."""

    def __init__(self, lines: list[str]) -> None:
        self.doubts: list[str] = []
        self._lines = [line for line in lines if line and not signs.EMPTY_PAGE.match(line)]
        if any(signs.EMPTY_PAGE.match(line) for line in lines):
            self.doubts.append("删去了“此页无正文”")
        self.outcome = self.moved = ""

    def letter(self) -> Letter:
        if not self._lines:
            raise LetterError("没有可以读取的文字")
        issuer, number, title, recipient = self._head()
        if not (number or title or recipient):
            raise LetterError("没有找到发文字号、标题和主送，不像公文，请检查文字")
        attachments = self._attachments()
        copies, printer, printed_on = self._imprint()
        if not recipient and not self.moved:
            self.doubts.append("没有找到主送，请补充")
        note = self._note()
        signatories, dated = self._signature(issuer)
        self._listed(tuple(attachment.title for attachment in attachments))
        if not issuer:
            self.doubts.append("没有找到发文机关标志，以署名代替")
        if not self._lines:
            raise LetterError("没有找到正文")
        return Letter(
            issuer=issuer or (signatories[0] if signatories else ""),
            number=number,
            title=title,
            recipient=recipient or self.moved,
            body="\n".join(self._lines),
            signatories=signatories,
            dated=dated,
            form=Form.LETTER if "会办意见" in title else Form.DOCUMENT,
            note=note,
            copies=copies,
            printer=printer,
            printed_on=printed_on,
            outcome_mark=self.outcome,
            attachments=attachments,
        )

    def _head(self) -> tuple[str, str, str, str]:
        """Take off 发文机关标志, 发文字号, 标题 and 主送, which ends in a colon."""
        above, recipient = self._addressed()
        marks = [line for line in above if signs.OUTCOME.match(line)]
        self.outcome = marks[0].removeprefix("办理结果：") if marks else ""
        above = [line for line in above if not signs.LABEL.match(line) and line not in marks]
        number = next((line for line in above if signs.NUMBER.match(line)), "")
        at = above.index(number) if number else len(above)
        # On the web the number may stand below the title; on paper it divides 标志 from title.
        cut = at if number and not _titled(above[:at]) else _title_start(above)
        issuer = "\n".join(line.removesuffix("文件") for line in above[:cut] if line != number)
        title = "\n".join(line for line in above[cut:] if line != number)
        for value, name in ((number, "发文字号"), (title, "标题")):
            if not value:
                self.doubts.append(f"没有找到{name}，请补充")
        return issuer, number.strip("（）"), title, recipient

    def _addressed(self) -> tuple[list[str], str]:
        """Take off everything to the 主送; return what stands above it and the names."""
        for at, line in enumerate(self._lines[:15]):
            if signs.ADDRESSED.match(line) and not signs.LABEL.match(line):
                above, self._lines = self._lines[:at], self._lines[at + 1 :]
                return above, line.removesuffix("：")
            if found := signs.ADDRESSED_INLINE.match(line):
                above, self._lines = self._lines[:at], [found[2], *self._lines[at + 1 :]]
                self.doubts.append("主送与正文写在同一段，已分开，请核对")
                return above, found[1]
        ends = [at for at, line in enumerate(self._lines[:8]) if signs.TITLE_END.search(line)]
        first = ends[-1] + 1 if ends else 0
        above, self._lines = self._lines[:first], self._lines[first:]
        return above, ""

    def _imprint(self) -> tuple[tuple[str, ...], str, date | None]:
        """Take off 抄送, 印发机关 and 印发日期, from the foot upward."""
        copies: tuple[str, ...] = ()
        printer, printed_on = "", None
        while self._lines:
            line = self._lines[-1]
            if found := signs.PRINTED.match(line):
                printer, printed_on = found[1].strip(), self._day(found[2])
            elif printed_on and not printer and signs.OFFICE.match(line):
                printer = line
            elif found := signs.COPIES.match(line):
                copies = tuple(re.split(r"[，、；]", found[1].rstrip("。")))
            elif found := signs.MOVED.match(line):
                self.moved = found[1].rstrip("。")
            else:
                break
            self._lines.pop()
        return copies, printer, printed_on

    def _note(self) -> str:
        """Take off the 附注: 此件公开发布, 联系人 and the like, with brackets or without."""
        notes: list[str] = []
        while self._lines:
            line = self._lines[-1]
            if found := signs.NOTE.match(line):
                notes.insert(0, found[1])
            elif signs.LOOSE_NOTE.match(line):
                notes.insert(0, line.rstrip("。"))
            else:
                break
            self._lines.pop()
        return re.sub(signs.LABELLED, "，", "，".join(notes))

    def _signature(self, issuer: str) -> tuple[tuple[str, ...], date | None]:
        """Take off 成文日期 and the 署名 above it."""
        dated = None
        if self._lines and signs.DATED.match(self._lines[-1]):
            dated = self._day(self._lines.pop())
        else:
            self.doubts.append("没有找到成文日期，请补充")
        names: list[str] = []
        while len(self._lines) > 1 and signs.OFFICE.match(self._lines[-1]):
            if level_of(self._lines[-1]):
                break
            names.insert(0, self._lines.pop())
        if not names:
            self.doubts.append("没有找到署名，以发文机关标志代替")
            names = [line for line in issuer.split("\n") if line]
        return tuple(names), dated

    def _attachments(self) -> tuple[Attachment, ...]:
        """Take off 附件 that follow the signature on pages of their own."""
        starts = [at for at, line in enumerate(self._lines) if signs.ATTACHED.match(line)]
        dates = [at for at, line in enumerate(self._lines) if signs.DATED.match(line)]
        starts = [at for at in starts if dates and at > dates[0]]
        if not starts:
            return ()
        foot = next(
            (at for at in range(starts[-1], len(self._lines)) if signs.FOOT.match(self._lines[at])),
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

    def _listed(self, titles: tuple[str, ...]) -> None:
        """Take off the 附件说明 when the 附件 themselves follow: it is made from their titles."""
        starts = [at for at, line in enumerate(self._lines) if line.startswith("附件：")]
        if titles and starts:
            said = "".join(self._lines[starts[-1] :]).replace(" ", "")
            if all(title in said for title in titles):
                del self._lines[starts[-1] :]

    def _day(self, text: str) -> date | None:
        try:
            return read_day(text)
        except ValueError:
            self.doubts.append(f"日期“{text}”不存在，请核对")
            return None


def _titled(lines: list[str]) -> bool:
    """Say whether a title stands among the lines, as where the 发文字号 comes below it."""
    return any(re.search(r"第[A-Za-z]?\d+号.*(?:答复|意见|函)", line) for line in lines)


def _title_start(lines: list[str]) -> int:
    """Return where the title begins when no 发文字号 stands above it."""
    return next((at for at, line in enumerate(lines) if signs.TITLE_START.match(line)), len(lines))
