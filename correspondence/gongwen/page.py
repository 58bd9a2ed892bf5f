"""Lays a letter out in pages: 22 lines of 28 characters, each element where 9704 puts it."""

from dataclasses import replace
from itertools import takewhile

from .document import Attachment, Form, Letter
from .ending import end
from .errors import LayoutError, MissingGlyphError
from .faces import SHIPPED, Face, Faces
from .grid import (
    BOTTOM,
    HEIGHT,
    LEFT,
    MM,
    RIGHT,
    SIZE,
    SIZE_4,
    Page,
    Role,
    Row,
    Rule,
    Strip,
    line_top,
)
from .head import Head, head
from .imprint import Imprint, imprint
from .leaf import AIR, LONGEST_HEADINGS, Leaf, fill
from .places import places_of
from .seal import checked_seals, placed_seals
from .setting import Setter
from .structure import Kind, structure
from .table import BOTTOM_RULE, TOP_RULE, table

NAMED = 3
"""Places of a missing character that its error names."""


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
    leaves = [_first(top)]
    fill(leaves, [*recipient, *body])
    foot = imprint(letter, setter, "" if recipient else letter.recipient)
    end(leaves, letter, setter)
    _seal(leaves[-1], letter, 0.0 if letter.attachments else foot.height)
    for at, attachment in enumerate(letter.attachments, start=1):
        mark = f"附件{at}" if len(letter.attachments) > 1 else "附件"
        _attach(leaves, mark, attachment, setter)
    _finish(leaves, foot)
    return tuple(_page(leaf, at, letter, setter) for at, leaf in enumerate(leaves, start=1))


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


def _first(top: Head) -> Leaf:
    return Leaf(top.origin, top.start, top.stop, list(top.rows), list(top.rules))


def _seal(leaf: Leaf, letter: Letter, foot: float) -> None:
    """Place the seals above the 版记, which is `foot` points high where it is on this page."""
    if not letter.all_seals:
        return
    floor = BOTTOM - foot - AIR if leaf.ends(foot) else BOTTOM
    placed = placed_seals(letter, leaf.rows, floor)
    edge = min(seal.left for seal in placed if seal.top == placed[-1].top)
    beside = [row.top for row in leaf.rows if _is_long_note(row, edge)]
    if beside:
        placed = placed_seals(letter, leaf.rows, min(floor, *beside))
    leaf.pictures += placed


def _is_long_note(row: Row, edge: float) -> bool:
    """Say whether a 附注 reaches so far that the seal would lie on it."""
    return row.strip.role is Role.NOTE and row.strip.pieces[-1].places[-1] + SIZE > edge


def _attach(leaves: list[Leaf], mark: str, attachment: Attachment, setter: Setter) -> None:
    """Begin an 附件 on a page of its own: its mark on line 1, its title on line 3 (7.3.7)."""
    leaves.append(Leaf())
    leaf = leaves[-1]
    leaf.add(setter.line(mark, LEFT, role=Role.ATTACHMENT_MARK, face=Face.HEI))
    leaf.line = 2
    for strip in setter.title(attachment.title):
        leaf.rows.append(Row(strip, line_top(leaf.line) - 3))
        leaf.line += 1
    leaf.line += 1
    fill(leaves, set_body(attachment.body, setter))


def set_body(text: str, setter: Setter) -> list[Strip]:
    """Set the paragraphs and tables of a text in lines."""
    return [
        strip
        for block in structure(text)
        for strip in (
            table(block.text, setter) if block.kind is Kind.TABLE else setter.body_block(block)
        )
    ]


def _finish(leaves: list[Leaf], foot: Imprint) -> None:
    """Put the 版记 at the foot of the last page; without room, of a page without number."""
    if not foot.rows:
        return
    if foot.height > HEIGHT:
        raise LayoutError("主送和抄送单位过多，版记一页放不下，请使用统称或改用附件")
    if not leaves[-1].ends(foot.height):
        leaves.append(Leaf(numbered=False))
    leaves[-1].rows += foot.rows
    leaves[-1].rules += foot.rules


def _page(leaf: Leaf, at: int, letter: Letter, setter: Setter) -> Page:
    hidden = letter.form is Form.LETTER and at == 1
    number = _number(at, setter) if leaf.numbered and not hidden else None
    rules = (*leaf.rules, *_own_rules(leaf.rows))
    return Page(tuple(leaf.rows), rules, tuple(leaf.pictures), number)


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
