"""The structure of a plain body: its numbering is its outline (GB/T 9704-2012, 7.3.3)."""

import re
from dataclasses import dataclass
from enum import StrEnum

from .faces import Face

LONGEST_HEADING = 60
"""A longer first sentence is running text, whatever number stands before it."""

NUMBERS = "一二三四五六七八九十百零"
"""The characters Chinese numbers are written with."""
_LEVELS = (
    re.compile(rf"^[{NUMBERS}]+、"),
    re.compile(rf"^（[{NUMBERS}]+）"),
    re.compile(r"^\d{1,2}[.．](?!\d)"),
    re.compile(r"^（\d{1,2}）"),
)
_ORDINAL = re.compile(rf"^[{NUMBERS}]+(?:是|要)")
_NOTE = re.compile(r"^附件(?:\d{1,2})?[：:]")
_SENTENCE = re.compile(r"[。！？；]")
FACES = (Face.FANG, Face.HEI, Face.KAI, Face.FANG, Face.FANG)


class Kind(StrEnum):
    """What a block of the body is."""

    HEADING = "heading"
    """A numbered line of its own."""
    RUN_IN = "run_in"
    """A numbered sentence with its text following in the same paragraph."""
    ORDINAL = "ordinal"
    """一是…, 二是…"""
    PARAGRAPH = "paragraph"
    TABLE = "table"
    """Lines of cells between | signs."""
    ATTACHMENT_NOTE = "attachment_note"
    """附件：… after the text (7.3.4)."""


@dataclass(frozen=True)
class Block:
    """One block of the body; `head` characters at its start are the heading sentence.

    level is 1 to 4 for headings (一、 （一） 1. （1）), 0 for anything else. `paragraph` is
    the number, from 0, of the block's first line in the body.
    """

    kind: Kind
    text: str
    level: int = 0
    head: int = 0
    paragraph: int = 0

    @property
    def face(self) -> Face:
        """Return the face of the heading sentence: 黑体 for level 1, 楷体 for 2, else 仿宋."""
        return FACES[self.level]


def structure(body: str) -> tuple[Block, ...]:
    """Recognise the blocks of a body whose paragraphs are separated by line breaks."""
    blocks: list[Block] = []
    for at, line in enumerate(body.split("\n")):
        text = line.strip(" \t\u3000\r").replace("\t", " ")
        if not text:
            continue
        if text.startswith("|") and blocks and blocks[-1].kind is Kind.TABLE:
            before = blocks.pop()
            blocks.append(Block(Kind.TABLE, f"{before.text}\n{text}", paragraph=before.paragraph))
        else:
            blocks.append(_block(text, at))
    return tuple(blocks)


def level_of(text: str) -> int:
    """Return the level of the number a paragraph begins with, 0 if it has none."""
    return next((at for at, mark in enumerate(_LEVELS, start=1) if mark.match(text)), 0)


def _block(text: str, at: int) -> Block:
    if text.startswith("|") and text.count("|") > 1:
        return Block(Kind.TABLE, text, paragraph=at)
    if _NOTE.match(text):
        return Block(Kind.ATTACHMENT_NOTE, text, paragraph=at)
    if level := level_of(text):
        return _numbered(text, level, at)
    kind = Kind.ORDINAL if _ORDINAL.match(text) else Kind.PARAGRAPH
    return Block(kind, text, paragraph=at)


def _numbered(text: str, level: int, at: int) -> Block:
    end = _SENTENCE.search(text)
    length = len(text) if end is None else end.end()
    if length > LONGEST_HEADING:
        return Block(Kind.RUN_IN, text, level, 0, at)
    # 一、 and （一） head what follows; a closed sentence under 1. or （1） is an item of a list.
    alone = length == len(text) and (level <= 2 or end is None)
    kind = Kind.HEADING if alone else Kind.RUN_IN
    return Block(kind, text, level, length, at)
