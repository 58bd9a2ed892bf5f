"""What the case file says a letter must say, and the findings a reason waives."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from .. import naming, wire
from ..days import written
from ..document import Letter
from ..errors import LetterError
from .finding import Finding, Severity
from .rulebook import RULES

_TITLED = re.compile(r"(?:代表|委员)$")
_MANY = re.compile(r"^(.+?)等(\d+)位(?:代表|委员)$")
NEVER_WAIVED = frozenset({"L15"})
"""A mark of secrecy stops the document whatever anybody says."""
NAMED = 5
"""More recipients than this are counted; all of them stand in the case."""


@dataclass(frozen=True, kw_only=True)
class Case:
    """The data of the case a letter answers; an empty field is not compared.

    session          the session as the title names it, e.g. 市十六届人大一次会议
    proposal_number  the number as issued, leading zeros kept
    recipients       everybody the letter is delivered to
    signed_on        the day of 签发, which is the 成文日期
    assisting        units whose 会办意见 is in; several names of one unit are joined by 、
    """

    session: str = ""
    proposal_number: str = ""
    recipients: tuple[str, ...] = ()
    signed_on: date | None = None
    assisting: tuple[str, ...] = ()

    @classmethod
    def from_json(cls, text: str | bytes) -> "Case":
        """Read a case from JSON; raise LetterError naming the field that is wrong."""
        known = {field.name for field in fields(cls)}
        raw = wire.load(text, known=known, required=set())
        return cls(**{name: _READERS[name](name, value) for name, value in raw.items()})


_READERS: dict[str, Any] = {
    "session": wire.a_line,
    "proposal_number": wire.a_line,
    "recipients": wire.some_texts,
    "signed_on": wire.a_day,
    "assisting": wire.some_texts,
}


@dataclass(frozen=True)
class Waiver:
    """A rule that is set aside for a letter, and why; LetterError without a reason."""

    rule: str
    reason: str

    def __post_init__(self) -> None:
        """Refuse what cannot be waived."""
        if self.rule not in {rule.id for rule in RULES}:
            raise LetterError(f"没有规则 {self.rule}，请用 rules 命令查看")
        if self.rule in NEVER_WAIVED:
            raise LetterError(f"规则 {self.rule} 不得豁免")
        if not self.reason.strip():
            raise LetterError(f"豁免规则 {self.rule} 须写明理由")


def against(letter: Letter, case: Case) -> Iterator[Finding]:
    """Yield where the letter differs from its case."""
    title = letter.title.replace("\n", "")
    if case.session and case.session not in title:
        yield _differs("L17", "title", f"标题中的届次与办件不一致，应为“{case.session}”")
    if case.proposal_number and f"第{case.proposal_number}号" not in title:
        yield _differs(
            "L18", "title", f"标题中的编号与办件不一致，应为“第{case.proposal_number}号”"
        )
    if case.recipients and not _same(letter.recipient, case.recipients):
        names = "、".join(case.recipients[:NAMED])
        if (count := len(case.recipients)) > NAMED:
            names += f"等{count}人"
        yield _differs("L19", "recipient", f"主送与送达名单不一致，名单为：{names}")
    if case.signed_on and letter.dated != case.signed_on:
        message = f"成文日期应为签发日期 {written(case.signed_on)}"
        yield _differs("L20", "dated", message)
    for unit in case.assisting:
        if not naming.names(letter.body, unit.split("、")):
            message = f"正文没有写明{unit.split('、')[0]}的会办意见，请引用并说明采纳情况"
            yield Finding("L25", Severity.WARNING, "body", message)


def _differs(rule: str, field: str, message: str) -> Finding:
    return Finding(rule, Severity.ERROR, field, message)


def _same(recipient: str, names: tuple[str, ...]) -> bool:
    """Compare names without 代表 or 委员; 张三等5位代表 stands for five, 张三 among them."""
    expected = {_TITLED.sub("", name.strip()) for name in names}
    if found := _MANY.match(recipient):
        led = {_TITLED.sub("", name) for name in re.split("[、，]", found[1])}
        return led <= expected and int(found[2]) == len(expected)
    return {_TITLED.sub("", name.strip()) for name in re.split("[、，]", recipient)} == expected
