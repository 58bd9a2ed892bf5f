"""Checks a letter against the rules of form and wording of an official reply (D.9).

Each rule has an id: L… concern the letter as a whole, T… one line of text. Findings come in
the order of the letter; `mended` applies those corrections that are certain.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import groupby

from .case import Case, Waiver, against
from .document import Letter
from .finding import Finding, Fix, Severity
from .lint_text import text_findings
from .structure import NUMBERS, level_of

NUMBER = re.compile(r"^[\u4e00-\u9fa5]{2,12}〔(?:19|20)\d{2}〕[1-9]\d*号$")
_SESSION = re.compile(r"[一二三四五六七八九十]+届.{0,4}[一二三四五六七八九十]+次会议")
ROUNDS = 5
"""Corrections may uncover one another; more rounds than this would be a fault."""
_LEVEL_NAMES = ("", "一、", "（一）", "1.", "（1）")
_SECRET = re.compile(r"(?:绝密|机密|秘密)(?:★|☆|$)")
_SPEAKER = re.compile(r"我(委|局|厅|办|区|院|中心)(?!员)")


def lint(
    letter: Letter, case: Case | None = None, *, waivers: Iterable[Waiver] = ()
) -> tuple[Finding, ...]:
    """Return everything that should be changed or looked at before the letter goes out.

    With a case the letter is compared with it too. Rules that are waived yield nothing.
    """
    checks = (_number, _title, _recipient, _signature, _copies, _dates, _levels, _wording, _texts)
    found = [finding for check in checks for finding in check(letter)]
    found += against(letter, case) if case else ()
    waived = {waiver.rule for waiver in waivers}
    return tuple(finding for finding in found if finding.rule not in waived)


def mended(letter: Letter) -> Letter:
    """Return the letter with every certain correction applied, until none is left."""
    for _ in range(ROUNDS):
        better = _mended_once(letter, [finding for finding in lint(letter) if finding.fix])
        if better == letter:
            break
        letter = better
    return letter


def _mended_once(letter: Letter, certain: list[Finding]) -> Letter:
    changes: dict[str, str] = {}
    for field, group in groupby(sorted(certain, key=_field), key=_field):
        lines = str(getattr(letter, field)).split("\n")
        for at, findings in groupby(sorted(group, key=_place), key=lambda found: found.paragraph):
            lines[at - 1] = _applied(lines[at - 1], [found.fix for found in findings if found.fix])
        changes[field] = "\n".join(lines)
    return replace(letter, **changes)  # type: ignore[arg-type]  # every linted field is text


def _field(finding: Finding) -> str:
    return finding.field


def _place(finding: Finding) -> tuple[int, int]:
    return finding.paragraph, finding.character


def _applied(line: str, fixes: list[Fix]) -> str:
    """Apply corrections from the end of the line; of two that overlap the later one waits."""
    free = len(line) + 1
    for fix in sorted(fixes, key=lambda fix: fix.start, reverse=True):
        if fix.end <= free:
            line = line[: fix.start] + fix.text + line[fix.end :]
            free = fix.start
    return line


def _number(letter: Letter) -> Iterator[Finding]:
    if not letter.number:
        yield Finding("L01", Severity.WARNING, "number", "没有发文字号，印发前请编号")
    elif not NUMBER.match(letter.number):
        message = "发文字号应为“机关代字〔年份〕顺序号”，如 沪科建复〔2023〕15号，序号不编虚位"
        yield Finding("L01", Severity.ERROR, "number", message)


def _title(letter: Letter) -> Iterator[Finding]:
    title = letter.title.replace("\n", "")
    if not re.search(r"第[A-Za-z]?\d+号", title):
        yield Finding("L02", Severity.WARNING, "title", "标题中没有建议（提案）编号，请补充")
    if not _SESSION.search(title):
        yield Finding("L02", Severity.WARNING, "title", "标题中没有届次，请补充")
    if len(title) > 80:
        message = "标题超过 80 字，请概括得短些"
        yield Finding("L03", Severity.WARNING, "title", message)


def _recipient(letter: Letter) -> Iterator[Finding]:
    title, names = letter.title, letter.recipient
    if "会办意见" in title and re.search(r"(?:代表|委员)$", names):
        message = "会办意见应主送主办单位，不直接答复代表或委员"
        yield Finding("L04", Severity.ERROR, "recipient", message)
    if "提案" in title and names.endswith("代表"):
        message = "提案应答复委员，主送却是“代表”，请核对"
        yield Finding("L05", Severity.ERROR, "recipient", message)
    if "建议" in title and "提案" not in title and names.endswith("委员"):
        message = "代表建议应答复代表，主送却是“委员”，请核对"
        yield Finding("L05", Severity.ERROR, "recipient", message)


def _signature(letter: Letter) -> Iterator[Finding]:
    names = [line.removesuffix("文件") for line in letter.issuer.split("\n")]
    if list(letter.signatories) != names:
        message = "署名与发文机关标志不一致，请核对"
        yield Finding("L06", Severity.ERROR, "signatories", message)
    if letter.dated is None:
        yield Finding("L07", Severity.WARNING, "dated", "没有成文日期，应为签发的日期")


def _copies(letter: Letter) -> Iterator[Finding]:
    """《规定》第二十条: copies go to the office that handed out and to the deputies' office."""
    if "会办意见" in letter.title or "提案" in letter.title:
        return
    copies = "，".join(letter.copies)
    if not re.search(r"建议提案处|市政府办公厅|政府办公室", copies):
        message = "抄送中没有交办机构（如市政府办公厅建议提案处）"
        yield Finding("L08", Severity.WARNING, "copies", message)
    if not re.search(r"代表工(?:作|委)|人大", copies):
        message = "抄送中没有代表工作机构（如市人大代表工作处）"
        yield Finding("L08", Severity.WARNING, "copies", message)


def _dates(letter: Letter) -> Iterator[Finding]:
    if letter.dated and letter.printed_on and letter.printed_on < letter.dated:
        message = "印发日期早于成文日期，请核对"
        yield Finding("L09", Severity.ERROR, "printed_on", message)


def _levels(letter: Letter) -> Iterator[Finding]:
    """Yield numbers that skip a level, or do not follow the one before them."""
    before = 0
    last: dict[int, int] = {}
    for at, line in enumerate(letter.body.split("\n"), start=1):
        level = level_of(line)
        if not level:
            continue
        # 7.3.3: with two levels only, 1. may follow 一、 directly.
        if level > before + 1 and (before, level) not in {(1, 3), (0, 2), (0, 3)}:
            message = f"层次序数跳级：“{_LEVEL_NAMES[level]}”之前应有上一层"
            yield Finding("L10", Severity.WARNING, "body", message, at, 1)
        count = _count(line)
        expected = last.get(level, 0) + 1
        if count and count not in {expected, 1}:
            message = f"序数不连续：此处应为第{expected}项，请核对"
            yield Finding("L11", Severity.WARNING, "body", message, at, 1)
        last = {deep: number for deep, number in last.items() if deep < level} | {level: count}
        before = level


def _count(line: str) -> int:
    """Return the number a line begins with, whichever way it is written."""
    if found := re.match(r"（?(\d+)", line):
        return int(found[1])
    found = re.match(rf"（?([{NUMBERS}]+)", line)
    digits = "一二三四五六七八九"
    text = found[1] if found else ""
    tens, ten, ones = text.rpartition("十")
    if not ten:
        return digits.index(text) + 1 if text in digits and text else 0
    value = (digits.find(tens) + 1 if tens else 1) * 10
    return value + (digits.find(ones) + 1 if ones else 0)


def _wording(letter: Letter) -> Iterator[Finding]:
    lines = letter.body.split("\n")
    speakers = {found[0] for line in lines for found in _SPEAKER.finditer(line)}
    if len(speakers) > 1:
        message = f"自称不一致：{'、'.join(sorted(speakers))}，请统一"
        yield Finding("L12", Severity.WARNING, "body", message)
    if "代表建议" in letter.title:
        for at, line in enumerate(lines, start=1):
            if (found := line.find("提案建议")) >= 0:
                message = "代表建议的答复中写了“提案”，请核对"
                yield Finding("L13", Severity.WARNING, "body", message, at, found + 1)
    if sum(line.startswith(("特此答复", "特此函复", "此复")) for line in lines) > 1:
        yield Finding("L14", Severity.WARNING, "body", "结束语重复，请保留一句")
    for field in ("number", "title", "note"):
        if _SECRET.search(str(getattr(letter, field))):
            message = "含有密级标志，本系统不得处理涉密公文"
            yield Finding("L15", Severity.ERROR, field, message)


def _texts(letter: Letter) -> Iterator[Finding]:
    for field in ("title", "recipient", "body", "note"):
        for at, line in enumerate(str(getattr(letter, field)).split("\n"), start=1):
            yield from text_findings(field, at, line)
    for at, line in enumerate(letter.body.split("\n"), start=1):
        if len(line) > 30 and not re.search(r"[。！？：；…”’）》|]$", line):
            message = "段末没有标点，请核对是否被截断"
            yield Finding("L16", Severity.WARNING, "body", message, at, len(line))
