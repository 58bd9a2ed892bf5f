"""The texts of `seeds/` as the drafts that go into the system."""

from dataclasses import replace
from pathlib import Path

from ..gongwen import parse
from ..rules.words import Outcome
from .entries import PUBLISHED, Entry
from .paper import Draft


def read(folder: Path, name: str) -> str:
    return (folder / name).read_text(encoding="utf-8").strip()


def first_reply(entry: Entry, unit: str, folder: Path) -> Draft:
    """The reply of a unit; the published one with its own title, recipient and copies."""
    text = read(folder, entry.reply_file(unit))
    draft = Draft(
        body=text,
        outcome=entry.outcome or Outcome.RESOLVED,
        outcome_reason=entry.outcome_reason,
        promised_on=entry.promised_on,
    )
    if (entry.session, entry.number) not in PUBLISHED:
        return draft
    letter = parse(text).letter
    return replace(
        draft,
        body=letter.body,
        title=letter.title,
        recipient=letter.recipient,
        copies="\n".join(letter.copies),
    )


def second_reply(entry: Entry, folder: Path) -> Draft:
    """What is answered after a decision to handle again."""
    return Draft(
        body=read(folder, entry.second_reply_file), outcome=entry.outcome or Outcome.RESOLVED
    )


def opinion(entry: Entry, unit: str, folder: Path) -> Draft:
    """What an assisting unit writes to the leading one."""
    return Draft(body=read(folder, entry.opinion_file(unit)))
