"""Lays a letter out in pages: 22 lines of 28 characters, each element where 9704 puts it."""

from dataclasses import dataclass, field, replace
from itertools import dropwhile, takewhile

from .document import Attachment, Form, Letter
from .ending import attachment_note, note, signature
from .errors import LayoutError, MissingGlyphError
from .faces import SHIPPED, Face, Faces
from .grid import (
    BOTTOM,
    HEIGHT,
    LEFT,
    LINES,
    MM,
    RIGHT,
    SIZE,
    SIZE_4,
    TOP,
    Page,
    Picture,
    Role,
    Row,
    Rule,
    Strip,
    line_top,
)
from .head import Head, head
from .imprint import Imprint, imprint
from .places import places_of
from .seal import checked_seals, placed_seals
from .setting import Setter
from .structure import Kind, structure
from .table import BOTTOM_RULE, TOP_RULE, table

TEXT = frozenset({Role.TEXT, Role.HEADING, Role.TABLE, Role.ATTACHMENT_NOTE})
SPARE = 5
"""Lines kept for the text that goes along with 附件说明 and 署名 to a new page."""
LONGEST_HEADINGS = 8
"""Lines of headings one below the other that go along to a new page; more of them are a list."""
AIR = 6.0
"""Points between the last line of a page and the upper rule of the 版记."""

NAMED = 3
"""Places of a missing character that its error names."""
CROWDED = "署名和附注过多，一页放不下，请减少署名单位或缩短附注"


@dataclass
class _Sheet:
    """A page while it is being filled; `line` is the next free line of `stop`."""

    origin: float = TOP
    line: int = 0
    stop: int = LINES
    rows: list[Row] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)
    pictures: list[Picture] = field(default_factory=list)
    numbered: bool = True

    @property
    def room(self) -> int:
        return self.stop - self.line

    @property
    def spare(self) -> int:
        """Return how many lines of text the page can give away and not end in a heading."""
        kept = [row.strip.keep for row in self.rows if row.strip.role in TEXT]
        return len(kept) - kept.index(False) - 1 if False in kept else 0

    def ends(self, foot: float) -> bool:
        """Say whether there is room for a 版记 of this height, in points."""
        used = line_top(self.line - 1, self.origin) + SIZE
        stamped = max((picture.top + picture.height for picture in self.pictures), default=0.0)
        return max(used + AIR, stamped) <= BOTTOM - foot

    def add(self, strip: Strip) -> None:
        self.line -= strip.beside
        if strip.pieces:
            self.rows.append(Row(strip, line_top(self.line, self.origin)))
        self.line += 1

    def take_back(self) -> Strip:
        """Return the last line to the one who lays out, to be set on the next page."""
        self.line -= 1
        if not self.rows or self.rows[-1].top < line_top(self.line, self.origin) - 1:
            return Strip()
        return self.rows.pop().strip


def compose(letter: Letter, faces: Faces = SHIPPED) -> tuple[Page, ...]:
    """Lay the letter out; raise LayoutError when the standard cannot be kept."""
    try:
        return _composed(letter, faces)
    except MissingGlyphError as missing:
        found = places_of(letter, missing.character)
        more = "等处" if len(found) > NAMED else ""
        where = "、".join(found[:NAMED]) + more
        raise MissingGlyphError(missing.character, where) from missing


def _composed(letter: Letter, faces: Faces) -> tuple[Page, ...]:
    checked_seals(letter)
    setter = Setter(faces)
    body = set_body(letter.body, setter)
    if not body:
        raise LayoutError("正文为空，请填写正文")
    top = head(letter, setter)
    recipient = recipients(letter, top, body, setter)
    sheets = [_first(top)]
    _fill(sheets, [*recipient, *body])
    foot = imprint(letter, setter, "" if recipient else letter.recipient)
    _sign(sheets, letter, setter)
    _seal(sheets[-1], letter, 0.0 if letter.attachments else foot.height)
    for at, attachment in enumerate(letter.attachments, start=1):
        mark = f"附件{at}" if len(letter.attachments) > 1 else "附件"
        _attach(sheets, mark, attachment, setter)
    _finish(sheets, foot)
    return tuple(_page(sheet, at, letter, setter) for at, sheet in enumerate(sheets, start=1))


def recipients(letter: Letter, top: Head, body: list[Strip], setter: Setter) -> list[Strip]:
    """Set the 主送; nothing if they leave no room for text and go to the 版记 (7.3.2)."""
    if not letter.recipient:
        return []
    strips = setter.paragraph(f"{letter.recipient}：", role=Role.RECIPIENT, first=0.0)
    return strips if top.start + len(strips) + _opening(body) <= top.stop else []


def _opening(body: list[Strip]) -> int:
    """Return how many lines the first page must show: headings, and a line of text."""
    headings = sum(1 for _ in takewhile(lambda strip: strip.role is Role.HEADING, body))
    return headings + 1 if headings < min(len(body), LONGEST_HEADINGS) else 1


def _first(top: Head) -> _Sheet:
    return _Sheet(top.origin, top.start, top.stop, list(top.rows), list(top.rules))


def _fill(sheets: list[_Sheet], strips: list[Strip]) -> None:
    """Set lines one below the other, turning the page when it is full."""
    for strip in strips:
        if not sheets[-1].room:
            _turn(sheets)
        if strip.pieces or sheets[-1].line:
            sheets[-1].add(strip)


def _turn(sheets: list[_Sheet]) -> None:
    """Begin a new page; headings at the foot of the old one come along."""
    sheet, held = sheets[-1], list[Strip]()
    foot = list(takewhile(lambda row: row.strip.keep, reversed(sheet.rows)))
    if sum(row.strip.role is Role.HEADING for row in foot) <= LONGEST_HEADINGS:
        while sheet.spare and sheet.rows[-1].strip.keep:
            held.insert(0, sheet.take_back())
    sheets.append(_Sheet())
    for strip in held:
        sheets[-1].add(strip)


def _sign(sheets: list[_Sheet], letter: Letter, setter: Setter) -> None:
    """Set 附件说明, 署名, 成文日期 and 附注 together; they take text along to a new page.

    7.3.5.5 allows line and character spacing to be adjusted where the block wants room. Here
    only blank lines give way, whole: a page squeezed by a fraction would leave the 22 lines of
    5.2.3, and a 29th character in a line the 28, for which every page is measured.
    """
    listed = attachment_note(letter, setter)
    ending = [*signature(letter, setter), *note(letter, setter)]
    if len(listed) + _height(ending) <= LINES - SPARE:
        ending = [*listed, *ending]
    else:
        _fill(sheets, listed)
    tight = list(dropwhile(lambda strip: not strip.pieces, ending))
    if _height(ending) > sheets[-1].room and not sheets[-1].spare:
        # A single line of text cannot come along: the blank lines above give way (7.3.5.5).
        ending = tight
    if _height(ending) > sheets[-1].room:
        _take_along(sheets, _height(tight))
    if _height(ending) > sheets[-1].room:
        ending = tight
    if _height(ending) > sheets[-1].room:
        raise LayoutError(CROWDED)
    _fill(sheets, ending)


def _take_along(sheets: list[_Sheet], lines: int) -> None:
    """Begin a new page with text for the 署名 and what goes with it, `lines` high."""
    held = _last_of_text(sheets[-1])
    if not held and len(sheets) == 1 and lines < LINES:
        raise LayoutError(
            "正文太短：首页须有正文，署名页也须有正文，而正文只有一行可用；"
            "请把正文写到两行以上，或减少署名单位、主送单位"
        )
    if not held:
        raise LayoutError(CROWDED)
    _turn(sheets)
    _fill(sheets, held)


def _height(strips: list[Strip]) -> int:
    return sum(not strip.beside for strip in strips)


def _seal(sheet: _Sheet, letter: Letter, foot: float) -> None:
    """Place the seals above the 版记, which is `foot` points high where it is on this page."""
    if not letter.all_seals:
        return
    floor = BOTTOM - foot - AIR if sheet.ends(foot) else BOTTOM
    placed = placed_seals(letter, sheet.rows, floor)
    beside = [row.top for row in sheet.rows if _is_long_note(row, placed[-1].left)]
    if beside:
        placed = placed_seals(letter, sheet.rows, min(floor, *beside))
    sheet.pictures += placed


def _is_long_note(row: Row, edge: float) -> bool:
    """Say whether a 附注 reaches so far that the seal would lie on it."""
    return row.strip.role is Role.NOTE and row.strip.pieces[-1].places[-1] + SIZE > edge


def _last_of_text(sheet: _Sheet) -> list[Strip]:
    """Take the last two lines with text, and all that follows them, off the page."""
    held: list[Strip] = []
    taken = 0
    while taken < 2 and sheet.spare:
        strip = sheet.take_back()
        held.insert(0, strip)
        taken += bool(strip.pieces) and strip.role in TEXT
    return held


def _attach(sheets: list[_Sheet], mark: str, attachment: Attachment, setter: Setter) -> None:
    """Begin an 附件 on a page of its own: its mark on line 1, its title on line 3 (7.3.7)."""
    sheets.append(_Sheet())
    sheet = sheets[-1]
    sheet.add(setter.line(mark, LEFT, role=Role.ATTACHMENT_MARK, face=Face.HEI))
    sheet.line = 2
    for strip in setter.title(attachment.title):
        sheet.rows.append(Row(strip, line_top(sheet.line) - 3))
        sheet.line += 1
    sheet.line += 1
    _fill(sheets, set_body(attachment.body, setter))


def set_body(text: str, setter: Setter) -> list[Strip]:
    """Set the paragraphs and tables of a text in lines."""
    return [
        strip
        for block in structure(text)
        for strip in (
            table(block.text, setter) if block.kind is Kind.TABLE else setter.body_block(block)
        )
    ]


def _finish(sheets: list[_Sheet], foot: Imprint) -> None:
    """Put the 版记 at the foot of the last page; without room, of a page without number."""
    if not foot.rows:
        return
    if foot.height > HEIGHT:
        raise LayoutError("主送和抄送单位过多，版记一页放不下，请使用统称或改用附件")
    if not sheets[-1].ends(foot.height):
        sheets.append(_Sheet(numbered=False))
    sheets[-1].rows += foot.rows
    sheets[-1].rules += foot.rules


def _page(sheet: _Sheet, at: int, letter: Letter, setter: Setter) -> Page:
    hidden = letter.form is Form.LETTER and at == 1
    number = _number(at, setter) if sheet.numbered and not hidden else None
    rules = (*sheet.rules, *_own_rules(sheet.rows))
    return Page(tuple(sheet.rows), rules, tuple(sheet.pictures), number)


def _own_rules(rows: list[Row]) -> list[Rule]:
    """Return the rules that belong to lines, where these lines have come to stand.

    A table that goes on from page to page is closed on each of them.
    """
    own = [(row, rule) for row in rows for rule in row.strip.rules]
    if rows and rows[0].strip.role is Role.TABLE:
        own.insert(0, (rows[0], TOP_RULE))
    if rows and rows[-1].strip.role is Role.TABLE:
        own.append((rows[-1], BOTTOM_RULE))
    return list(dict.fromkeys(replace(rule, top=row.top + rule.top) for row, rule in own))


def _number(at: int, setter: Setter) -> Row:
    """Set — 1 — in 4号宋体, its dashes 7 mm below the type area, odd right, even left (7.5)."""
    text = f"— {at} —"
    width = setter.width(text, Face.SONG, SIZE_4)
    left = RIGHT - SIZE_4 - width if at % 2 else LEFT + SIZE_4
    dash = setter.faces.bounds(Face.SONG, "—")[3]
    strip = setter.line(text, left, role=Role.PAGE_NUMBER, face=Face.SONG, size=SIZE_4)
    return Row(strip, BOTTOM + 7 * MM - (0.88 - dash) * SIZE_4)
