"""The head of the first page: 版头 of the document form (7.2), or of the letter form (10.1)."""

from dataclasses import dataclass

from .balance import balanced
from .document import Form, Letter
from .errors import LayoutError
from .faces import Face
from .grid import (
    ASCENT,
    LEFT,
    LINES,
    MM,
    PAGE_HEIGHT,
    PAGE_WIDTH,
    PITCH,
    RIGHT,
    SEVEN_EIGHTHS,
    SIZE,
    SIZE_2,
    TOP,
    WIDTH,
    Role,
    Row,
    Rule,
    Strip,
    line_top,
)
from .setting import Setter

LARGEST, SMALLEST = 48.0, 26.0
"""Sizes of the 发文机关标志, in points; the standard leaves them to taste (7.2.4)."""
HIGHEST = 60 * MM
"""The room of a 标志 of several lines."""
TURN = 1.25
"""Distance of its lines, in sizes."""
RULE = 0.5 * MM
THICK, THIN, BETWEEN = 2.25, 0.75, 1.0
"""The double rules of the letter form; the standard does not fix their weight."""
LETTER_WIDTH = 170 * MM
LETTER_LEFT = (PAGE_WIDTH - LETTER_WIDTH) / 2
SLACK = 4.0
"""Points by which the two blank lines over the title may fall short to keep it on the grid."""


@dataclass(frozen=True)
class Head:
    """What stands at the head, and the lines it leaves: `start` to `stop`, from `origin`."""

    rows: tuple[Row, ...]
    rules: tuple[Rule, ...]
    origin: float
    start: int
    stop: int = LINES


def head(letter: Letter, setter: Setter) -> Head:
    """Set the head of the first page in the letter's form."""
    if letter.form is Form.LETTER:
        return _letter_head(letter, setter)
    return _document_head(letter, setter)


def _document_head(letter: Letter, setter: Setter) -> Head:
    rows = _outcome(letter, setter)
    issuer, bottom = _issuer(letter, setter, TOP + 35 * MM)
    top = bottom + 2 * PITCH
    if letter.number:
        block = setter.block()
        strip = setter.centred(
            letter.number, role=Role.NUMBER, face=Face.FANG, size=SIZE, block=block
        )
        rows += [*issuer, Row(strip, top)]
    else:
        rows += issuer
    rule = Rule(LEFT, top + SIZE + 4 * MM, WIDTH, RULE, red=True)
    return _titled(letter, setter, rows, (rule,), rule.top + RULE, TOP, LINES)


def _letter_head(letter: Letter, setter: Setter) -> Head:
    issuer, bottom = _issuer(letter, setter, 30 * MM)
    upper = bottom + 4 * MM
    weight = THICK + BETWEEN + THIN
    lower = PAGE_HEIGHT - 20 * MM - weight
    rules = (
        Rule(LETTER_LEFT, upper, LETTER_WIDTH, THICK, red=True),
        Rule(LETTER_LEFT, upper + THICK + BETWEEN, LETTER_WIDTH, THIN, red=True),
        Rule(LETTER_LEFT, lower, LETTER_WIDTH, THIN, red=True),
        Rule(LETTER_LEFT, lower + THIN + BETWEEN, LETTER_WIDTH, THICK, red=True),
    )
    top = upper + weight + SEVEN_EIGHTHS
    rows = issuer
    if letter.number:
        left = RIGHT - setter.width(letter.number, Face.FANG)
        rows.append(Row(setter.line(letter.number, left, role=Role.NUMBER), top))
    if letter.outcome_mark:
        # The number has the corner: the outcome stands below it.
        top += PITCH if letter.number else 0.0
        rows += _outcome(letter, setter, top)
    last = lower - SEVEN_EIGHTHS - SIZE
    return _titled(letter, setter, rows, rules, top + SIZE, last - (LINES - 1) * PITCH, LINES)


def _titled(
    letter: Letter,
    setter: Setter,
    rows: list[Row],
    rules: tuple[Rule, ...],
    above: float,
    origin: float,
    stop: int,
) -> Head:
    """Set the title two blank lines below `above`, on the grid, and leave one line free."""
    lines = setter.title(letter.title)
    overlap = (SIZE_2 - SIZE) / 2
    line = 0
    while line_top(line, origin) - overlap < above + 2 * PITCH - SLACK:
        line += 1
    rows += [Row(strip, line_top(line + at, origin) - overlap) for at, strip in enumerate(lines)]
    start = line + len(lines) + bool(lines)
    if start >= stop:
        raise LayoutError("发文机关标志和标题行数过多，首页放不下正文，请压缩")
    return Head(tuple(rows), rules, origin, start, stop)


def _issuer(letter: Letter, setter: Setter, top: float) -> tuple[list[Row], float]:
    """Set the 发文机关标志 with its ink at `top`; return its rows and their lower edge."""
    if not letter.issuer.strip():
        return [], top + LARGEST
    lines, size = issuer_lines(letter.issuer, setter)
    ink = max(setter.faces.bounds(Face.TITLE, character)[3] for character in lines[0])
    first = top - (ASCENT - ink) * size
    block = setter.block()
    rows = []
    for at, text in enumerate(lines):
        strip = setter.centred(text, role=Role.ISSUER, face=Face.TITLE, size=size, block=block)
        rows.append(Row(strip, first + at * size * TURN, red=True))
    return rows, rows[-1].top + size


def issuer_lines(issuer: str, setter: Setter) -> tuple[list[str], float]:
    """Return the lines of the 标志 and their size; a name too long for a line takes two."""
    names = [line.strip() for line in issuer.split("\n") if line.strip()]
    lines = [line for name in names for line in balanced(name, WIDTH / SMALLEST, setter.em)]
    if len(lines) > 2 * len(names):
        raise LayoutError("发文机关标志过长，两行放不下，请改用规范化简称")
    # 7.2.4: with many joint issuers the size gives way, so that the first page shows text.
    largest = max(min(LARGEST, HIGHEST / TURN / len(lines)), SMALLEST)
    return lines, min(largest, WIDTH / max(map(setter.em, lines)))


def _outcome(letter: Letter, setter: Setter, top: float = TOP) -> list[Row]:
    """Set the 办理结果 at the upper right, for the profiles that print it."""
    if not letter.outcome_mark:
        return []
    left = RIGHT - setter.width(letter.outcome_mark, Face.HEI)
    strip: Strip = setter.line(letter.outcome_mark, left, role=Role.OUTCOME, face=Face.HEI)
    return [Row(strip, top)]
