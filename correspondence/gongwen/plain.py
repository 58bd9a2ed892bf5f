"""Writes a letter as plain text, the way a published document is copied; `parse` reads it back."""

from collections.abc import Iterator

from .days import written
from .document import Letter

_INDENT = "　　"


def to_text(letter: Letter) -> str:
    """Return the letter as text: one element or paragraph a line, paragraphs indented."""
    return "\n".join(_lines(letter)) + "\n"


def _lines(letter: Letter) -> Iterator[str]:
    yield from _above(letter)
    yield from _paragraphs(letter.body)
    yield from _attachment_note(letter)
    yield ""
    yield from letter.signatories
    if letter.dated:
        yield written(letter.dated)
    if letter.note:
        yield f"（{letter.note}）"
    for at, attachment in enumerate(letter.attachments, start=1):
        yield ""
        yield f"附件{at}" if len(letter.attachments) > 1 else "附件"
        yield attachment.title
        yield from _paragraphs(attachment.body)
    if letter.copied_to:
        yield f"抄送：{letter.copied_to}"
    if letter.printer or letter.printed_on:
        printed = f"{written(letter.printed_on)}印发" if letter.printed_on else ""
        yield f"{letter.printer}{_INDENT if letter.printer and printed else ''}{printed}"


def _above(letter: Letter) -> Iterator[str]:
    """What a letter read back lacks leaves no line."""
    yield from filter(None, (letter.outcome_mark, *letter.issuer.split("\n"), letter.number))
    yield ""
    if letter.title:
        yield from (*letter.title.split("\n"), "")
    if letter.recipient:
        yield f"{letter.recipient}："


def _paragraphs(body: str) -> Iterator[str]:
    for line in body.split("\n"):
        yield line if line.startswith("|") else f"{_INDENT}{line}"


def _attachment_note(letter: Letter) -> Iterator[str]:
    """附件：1. … stands below the text (7.3.4)."""
    titles = [attachment.title for attachment in letter.attachments]
    for at, title in enumerate(titles, start=1):
        number = f"{at}. " if len(titles) > 1 else ""
        mark = "附件：" if at == 1 else _INDENT
        yield f"{_INDENT}{mark}{number}{title}"
