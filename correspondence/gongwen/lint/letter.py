"""Checks of a letter as a whole: its elements, its numbering, its wording (rules L…)."""

import re
from collections.abc import Callable, Iterator

from .. import signs
from ..checks import lacking
from ..document import Form, Letter
from ..places import texts
from ..structure import NUMBERS, Kind, level_of, structure
from .finding import Finding, Fix, Severity, blanked

NUMBER = re.compile(r"^[\u4e00-\u9fa5]{2,12}〔(?:19|20)\d{2}〕[1-9]\d*号$")
_LOOSE_NUMBER = re.compile(
    r"^([\u4e00-\u9fa5]{2,12})[\[［【(（〔]((?:19|20)\d{2})[\]］】)）〕]第?0*([1-9]\d*)号$"
)
_LEVEL_NAMES = ("", "一、", "（一）", "1.", "（1）")
_SECRET = re.compile(r"(?:绝密|机密|秘密)(?:★|☆)|^(?:绝密|机密|秘密)(?:$|[ \u3000])")
_SPEAKER = re.compile(r"我(?:委|局|厅|办|院|中心)(?!员)")
_QUOTED = re.compile(r"《[^》]*》|“[^”]*”")


def _number(letter: Letter) -> Iterator[Finding]:
    if not letter.number:
        yield Finding("L01", Severity.WARNING, "number", "没有发文字号，印发前请编号")
    elif not NUMBER.match(letter.number):
        message = "发文字号应为“机关代字〔年份〕顺序号”，如 沪科建复〔2023〕15号，序号不编虚位"
        loose = _LOOSE_NUMBER.match(letter.number)
        right = f"{loose[1]}〔{loose[2]}〕{loose[3]}号" if loose else ""
        fix = Fix(0, len(letter.number), right) if loose else None
        yield Finding("L01", Severity.ERROR, "number", message, 1, 1, fix)


def _elements(letter: Letter) -> Iterator[Finding]:
    for place in lacking(letter):
        yield Finding("L26", Severity.ERROR, place.field, f"没有{place.name}，请补充")


def _title(letter: Letter) -> Iterator[Finding]:
    title = letter.title.replace("\n", "")
    if not title:
        return
    if not signs.PROPOSAL.search(title):
        yield Finding("L02", Severity.WARNING, "title", "标题中没有建议（提案）编号，请补充")
    if not signs.SESSION.search(title):
        yield Finding("L02", Severity.WARNING, "title", "标题中没有届次，请补充")
    if len(title) > 80:
        message = "标题超过 80 字，请概括得短些"
        yield Finding("L03", Severity.WARNING, "title", message)


def _recipient(letter: Letter) -> Iterator[Finding]:
    title, names = letter.title, letter.recipient
    if names.endswith("："):
        message, end = "主送的冒号由版面加上，请删去", len(names)
        yield Finding("T09", Severity.WARNING, "recipient", message, 1, end, Fix(end - 1, end, ""))
    if _is_opinion(letter) and re.search(r"(?:代表|委员)$", names):
        message = "会办意见应主送主办单位，不直接答复代表或委员"
        yield Finding("L04", Severity.ERROR, "recipient", message)
    if "提案" in title and names.endswith("代表"):
        message = "提案应答复委员，主送却是“代表”，请核对"
        yield Finding("L05", Severity.ERROR, "recipient", message)
    if "建议" in title and "提案" not in title and names.endswith("委员"):
        message = "代表建议应答复代表，主送却是“委员”，请核对"
        yield Finding("L05", Severity.ERROR, "recipient", message)


def _is_opinion(letter: Letter) -> bool:
    return bool(signs.OPINION.search(letter.title))


def _signature(letter: Letter) -> Iterator[Finding]:
    names = [line.removesuffix("文件") for line in letter.issuer.split("\n")]
    if list(letter.signatories) != names:
        message = "署名与发文机关标志不一致，请核对"
        yield Finding("L06", Severity.ERROR, "signatories", message)
    if letter.dated is None:
        yield Finding("L07", Severity.WARNING, "dated", "没有成文日期，应为签发的日期")


def _copies(letter: Letter) -> Iterator[Finding]:
    """《规定》第二十条: copies go to the office that handed out and to the deputies' office."""
    copies = "，".join(letter.copies)
    if _is_opinion(letter):
        return
    if "提案" in letter.title:
        if not re.search(r"提案委|政协", copies):
            message = "抄送中没有政协提案委员会，请按本地规定核对"
            yield Finding("L08", Severity.HINT, "copies", message)
        return
    if not re.search(r"建议提案处|市政府办公厅|政府办公室|政府办|督查室", copies):
        message = "抄送中没有交办机构（如市政府办公厅建议提案处）"
        yield Finding("L08", Severity.WARNING, "copies", message)
    if not re.search(r"代表工(?:作|委)|人大", copies):
        message = "抄送中没有代表工作机构（如市人大代表工作处）"
        yield Finding("L08", Severity.WARNING, "copies", message)


def _imprint(letter: Letter) -> Iterator[Finding]:
    if letter.dated and letter.printed_on and letter.printed_on < letter.dated:
        message = "印发日期早于成文日期，请核对"
        yield Finding("L09", Severity.ERROR, "printed_on", message)
    if letter.form is Form.LETTER:
        if letter.printer or letter.printed_on:
            message = "信函格式的版记不印印发机关和印发日期，请删除或改用文件格式"
            yield Finding("L23", Severity.WARNING, "printer", message)
    elif bool(letter.printer) != bool(letter.printed_on):
        field, name = ("printed_on", "印发日期") if letter.printer else ("printer", "印发机关")
        yield Finding("L23", Severity.WARNING, field, f"版记中没有{name}，请补充")


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


def _speakers(letter: Letter) -> Iterator[Finding]:
    """Yield the first place where the office calls itself by another name than before."""
    first = ""
    for at, line in enumerate(letter.body.split("\n"), start=1):
        for found in _SPEAKER.finditer(_QUOTED.sub(blanked, line)):
            first = first or found[0]
            if found[0] != first:
                message = f"自称不一致：{first}、{found[0]}，请统一"
                yield Finding("L12", Severity.WARNING, "body", message, at, found.start() + 1)
                return


def _naming(letter: Letter) -> Iterator[Finding]:
    """Yield 提案 in the reply to a 建议, and 人大代表 in the reply to a 提案."""
    title = _QUOTED.sub("", letter.title)
    if "建议" in title and "提案" not in title:
        wrong, name = re.compile(r"(?<!建议)(?<!建议、)提案(?![委处办人者])"), "代表建议"
    elif "提案" in title and "建议" not in title:
        wrong, name = re.compile(r"代表建议|人大代表(?!大会)"), "提案"
    else:
        return
    for at, line in enumerate(letter.body.split("\n"), start=1):
        for found in wrong.finditer(_QUOTED.sub(blanked, line)):
            message = f"{name}的答复中写了“{found[0]}”，请核对"
            yield Finding("L13", Severity.WARNING, "body", message, at, found.start() + 1)


def _closing(letter: Letter) -> Iterator[Finding]:
    lines = letter.body.split("\n")
    ends = [
        at
        for at, line in enumerate(lines, start=1)
        if line.startswith(("特此答复", "特此函复", "此复", "专此"))
    ]
    for at in ends[1:]:
        yield Finding("L14", Severity.WARNING, "body", "结束语重复，请保留一句", at, 1)
    if _is_opinion(letter) and not any("参考" in line for line in lines[-3:]):
        message = "会办意见末尾应写明“以上意见供你单位统一答复代表（委员）时参考。”"
        yield Finding("L21", Severity.HINT, "body", message, len(lines), 1)
    if _is_opinion(letter) and letter.outcome_mark:
        message = "会办意见不标办理结果，请删除"
        yield Finding("L22", Severity.ERROR, "outcome_mark", message)


def _secrets(letter: Letter) -> Iterator[Finding]:
    for place in texts(letter):
        for at, line in enumerate(place.text.split("\n"), start=1):
            if found := _SECRET.search(line):
                message = "含有密级标志，本系统不得处理涉密公文"
                yield Finding("L15", Severity.ERROR, place.field, message, at, found.start() + 1)


def _paragraph_ends(letter: Letter) -> Iterator[Finding]:
    for at, line in enumerate(letter.body.split("\n"), start=1):
        if len(line) > 30 and not re.search(r"[。！？：；…”’）》|]$", line):
            message = "段末没有标点，请核对是否被截断"
            yield Finding("L16", Severity.WARNING, "body", message, at, len(line))


def _attachments(letter: Letter) -> Iterator[Finding]:
    for block in structure(letter.body):
        if block.kind is Kind.ATTACHMENT_NOTE and letter.attachments:
            message = "附件说明由附件标题自动排出，正文中请删去这一段"
            yield Finding("L24", Severity.WARNING, "body", message, block.paragraph + 1, 1)


def _last_heading(letter: Letter) -> Iterator[Finding]:
    """Yield a heading with nothing below it but the 署名, which no page would have text for."""
    last = structure(letter.body)[-1:]
    if last and last[0].kind is Kind.HEADING:
        message = "正文以标题结束，标题下没有正文，请补充或删去这一行"
        yield Finding("L27", Severity.WARNING, "body", message, last[0].paragraph + 1, 1)


CHECKS: tuple[Callable[[Letter], Iterator[Finding]], ...] = (
    _number,
    _elements,
    _title,
    _recipient,
    _signature,
    _copies,
    _imprint,
    _levels,
    _speakers,
    _naming,
    _closing,
    _secrets,
    _paragraph_ends,
    _attachments,
    _last_heading,
)
