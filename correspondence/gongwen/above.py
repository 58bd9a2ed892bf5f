"""Reads what stands above the body: 发文机关标志, 发文字号, 标题, 主送 (GB/T 9704-2012, 7.2, 7.3).

A web page puts its own headline, a path and a table of labels above or between them. Elements
are recognised by what they are; whatever is none of them is left out, and handed back.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from . import signs
from .joining import Line
from .structure import level_of

_FIRST = 60
"""Lines in which a body begins; the labels of a web page take up to forty."""
_LONGEST_TITLE = 160


@dataclass
class Above:
    """The elements found, the lines of the body and all below it, and what is left over."""

    issuer: str = ""
    number: str = ""
    title: str = ""
    recipient: str = ""
    outcome: str = ""
    rest: Sequence[Line] = ()
    left_out: list[str] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)


def read_above(lines: Sequence[Line]) -> Above:
    """Read the elements above the body of a document."""
    found = Above()
    head = _addressed(lines, found)
    marks = [line for line in head if signs.OUTCOME.match(line)]
    found.outcome = _whole_mark(marks[-1]) if marks else ""
    head = [line for line in head if line not in marks]
    number_at = _last(head, signs.NUMBER)
    rows = _title_rows(head, number_at)
    found.title = "\n".join(head[at] for at in rows)
    taken = set(rows)
    if number_at is not None:
        taken.add(number_at)
        _take_number(head[number_at], found)
    else:
        _number_of_page(head, found)
    if not rows:
        _title_of_page(head, found)
    issuers = _issuers(head, rows[0] if rows else len(head), number_at)
    found.issuer = _names([head[at].removesuffix("文件") for at in issuers])
    taken.update(issuers)
    found.left_out += [line for at, line in enumerate(head) if at not in taken]
    for value, name in ((found.number, "发文字号"), (found.title, "标题")):
        if not value:
            found.doubts.append(f"没有找到{name}，请补充")
    return found


def _addressed(lines: Sequence[Line], found: Above) -> list[str]:
    """Find the 主送, which ends in a colon; return the lines above it."""
    texts = [line.text for line in lines[:_FIRST]]
    if not any(signs.MOVED.match(line.text) for line in lines):
        weights = {at: _weight(texts, at) for at in range(len(texts))}
        best = max(weights, key=lambda at: (weights[at], -at), default=0)
        if weights.get(best):
            first = best
            while first and signs.NAMES.match(texts[first - 1]):
                first -= 1
            _take_recipient(lines, first, best, found)
            return texts[:first]
    cut = _body_start(texts)
    found.rest = lines[cut:]
    return texts[:cut]


def _weight(texts: Sequence[str], at: int) -> int:
    """Say how much a line looks like a 主送; 0 for not at all."""
    text = texts[at]
    after = texts[at + 1] if at + 1 < len(texts) else ""
    opens = 3 * bool(signs.OPENING.search(after))
    if signs.LABEL.match(text):
        return 0
    if inline := signs.ADDRESSED_INLINE.match(text):
        return 4 * bool(signs.OPENING.search(inline[2]))
    if not text.endswith("："):
        # A name whose colon was lost must stand right over the opening words.
        named = re.match(r"^[\u4e00-\u9fff、·]{2,30}(?:代表|委员)$", text)
        return opens if named else 0
    if not signs.ADDRESSED.match(text):
        return 0
    before = texts[at - 1] if at else ""
    below = any(sign.search(before) for sign in (signs.TITLE_END, signs.NUMBER, signs.OUTCOME))
    person = 3 * bool(signs.PERSON.search(text))
    return person + opens + below


def _take_recipient(lines: Sequence[Line], first: int, at: int, found: Above) -> None:
    """Take the 主送 that ends in line `at`; many names begin some lines above it."""
    line = lines[at]
    if inline := signs.ADDRESSED_INLINE.match(line.text):
        found.recipient = inline[1]
        found.rest = [Line(line.at, inline[2], indented=True), *lines[at + 1 :]]
        found.doubts.append("主送与正文写在同一段，已分开，请核对")
        return
    found.recipient = "".join(one.text for one in lines[first : at + 1]).removesuffix("：")
    found.rest = lines[at + 1 :]


def _body_start(texts: Sequence[str]) -> int:
    """Return where the body begins in a text without 主送: below the title."""
    opening = next((at for at, line in enumerate(texts) if signs.OPENING.search(line)), None)
    until = texts[:opening] if opening is not None else texts[:8]
    ends = [at for at, line in enumerate(until) if _ends_title(line)]
    if ends:
        below = range(ends[-1] + 1, len(texts))
        return next((at for at in below if not _stands_above(texts[at])), len(texts))
    return opening if opening is not None and opening <= 3 else 0


def _stands_above(line: str) -> bool:
    """Say whether a line below the title still belongs to the head, as on a web page."""
    return any(sign.match(line) for sign in (signs.NUMBER, signs.LABEL, signs.OUTCOME))


def _ends_title(line: str) -> bool:
    return bool(
        signs.TITLE_END.search(line)
        and len(line) <= _LONGEST_TITLE
        and not re.search(r"[。；：|]", line)
        and not signs.LABEL.match(line)
        and not level_of(line)
    )


def _last(lines: Sequence[str], sign: re.Pattern[str]) -> int | None:
    return next((at for at in reversed(range(len(lines))) if sign.match(lines[at])), None)


def _title_rows(head: Sequence[str], number_at: int | None) -> list[int]:
    """Return the lines of the title: below the 发文字号 on paper, often above it on the web."""
    ends = [at for at, line in enumerate(head) if _ends_title(line)]
    if number_at is not None:
        below = [at for at in range(number_at + 1, len(head)) if not signs.LABEL.match(head[at])]
        if below and (not ends or ends[-1] > number_at):
            return below
        ends = [at for at in ends if at < number_at] or ends
    if not ends:
        plain = [at for at, line in enumerate(head) if not signs.LABEL.match(line)]
        start = next((at for at in plain if signs.TITLE_START.match(head[at])), len(head))
        return [at for at in plain if at >= start]
    end = ends[-1]
    while end + 1 < len(head) and _is_subtitle(head[end + 1]):
        end += 1
    return list(range(_title_start(head, ends[-1]), end + 1))


def _title_start(head: Sequence[str], start: int) -> int:
    """Return where the title begins that ends in line `start`."""
    while start and not signs.TITLE_START.match(head[start]) and _in_title(head[start - 1]):
        if signs.OFFICE.match(head[start - 1]) and signs.OFFICE_END.search(head[start - 1]):
            break  # 云岭市财政局 over a title without 关于 is the 发文机关标志.
        start -= 1
    if start > 1 and head[start - 1] == head[start - 2] and _is_plain(head[start - 1]):
        start -= 1  # The office once more under its 标志 begins the title.
    while start and head[start - 1].endswith("、") and _in_title(head[start - 1]):
        start -= 1  # The offices of a joint reply stand one under the other.
    return start


def _in_title(line: str) -> bool:
    """Say whether a line may be an upper line of a title."""
    return not (
        re.search(r"[。；：|>]", line) or signs.LABEL.match(line) or signs.NUMBER.match(line)
    )


def _is_subtitle(line: str) -> bool:
    return bool(re.match(r"^（.+）$", line)) and not signs.NUMBER.match(line)


def _is_plain(line: str) -> bool:
    """Say whether a line may name an office; the 份号 above one is a number."""
    return bool(signs.OFFICE.match(line)) and not (signs.LABEL.match(line) or line.isdecimal())


def _whole_mark(mark: str) -> str:
    """Return an outcome without the brackets round a label, or half a pair of them."""
    mark = mark.strip("[]【】")
    whole = mark.count("（") == mark.count("）") and mark.count("(") == mark.count(")")
    return mark if whole else mark.strip("（）()")


def _take_number(line: str, found: Above) -> None:
    """Take the 发文字号, and the class of the outcome that may stand behind it."""
    if parts := signs.NUMBER.match(line):
        found.number = parts[1]
        found.outcome = found.outcome or parts[2] or ""
        found.left_out += [parts[3]] if parts[3] else []


def _number_of_page(head: Sequence[str], found: Above) -> None:
    """Look for the 发文字号 in the table of labels of a web page."""
    for at, line in enumerate(head):
        if label := signs.NUMBER_LABEL.match(line):
            text = line[label.end() :]
            for more in ("", *head[at + 1 : at + 4]):
                text += more
                if parts := signs.NUMBER.match(text):
                    found.number = parts[1]
                    found.doubts.append("发文字号取自网页的信息栏，请核对")
                    return


def _title_of_page(head: Sequence[str], found: Above) -> None:
    """Look for the title in the table of labels of a web page."""
    for line in head:
        label = signs.TITLE_LABEL.match(line)
        if label and signs.TITLE_END.search(line):
            found.title = line[label.end() :]
            found.doubts.append("标题取自网页的信息栏，请核对")
            return


def _names(rows: Sequence[str]) -> str:
    """Put the lines of the 标志 together: a long name takes two, joint offices one each."""
    issuer = ""
    for row in rows:
        issuer += f"\n{row}" if signs.WHOLE_NAME.search(issuer) else row
    return issuer


def _issuers(head: Sequence[str], title_at: int, number_at: int | None) -> list[int]:
    """Return the lines of the 发文机关标志, right above the 发文字号 or the title."""
    paper = number_at is not None and number_at < title_at
    top = number_at if paper and number_at is not None else title_at
    rows: list[int] = []
    for at in reversed(range(top)):
        line = head[at]
        headline = signs.TITLE_START.match(line) and _ends_title(line)
        certain = signs.OFFICE_END.search(line) or (paper and top <= 3)
        if not _is_plain(line) or headline or not certain:
            break
        rows.insert(0, at)
    return rows
