"""Keeps what is searched in step with what is written; the index can always be made anew."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import connection

from ..models import Proposal, Reply, SearchEntry
from ..models.search import STANDING
from ..rules.searching import grams, plain

_ADD = "INSERT INTO correspondence_searchgrams (rowid, title, body) VALUES (%s, %s, %s)"
_REMOVE = (
    "INSERT INTO correspondence_searchgrams (correspondence_searchgrams, rowid, title, body) "
    "VALUES ('delete', %s, %s, %s)"
)
_EMPTY = "INSERT INTO correspondence_searchgrams (correspondence_searchgrams) VALUES ('delete-all')"
_SET = (
    "UPDATE correspondence_searchentry SET title_grams = array_to_tsvector(%s::text[]), "
    "grams = array_to_tsvector(%s::text[]) WHERE id = %s"
)


def index_proposal(proposal: Proposal, day: date) -> None:
    """Let a proposal be found by its title, number and text. Runs inside the act's transaction."""
    entry = SearchEntry.objects.filter(proposal=proposal, reply=None).first()
    _put(entry or SearchEntry(proposal=proposal), proposal.title, proposal.text, day)


def index_reply(reply: Reply, day: date) -> None:
    """Let an issued reply be found by its proposal's title, its number, title and text."""
    proposal, text = reply.assignment.proposal, reply.latest.text
    entry = SearchEntry.objects.filter(reply=reply).first()
    body = f"{reply.number}\n{text.title}\n{text.body}"
    _put(entry or SearchEntry(proposal=proposal, reply=reply), proposal.title, body, day)


def reindex() -> int:
    """Make the whole index anew from what is kept; returns how many documents are in it."""
    SearchEntry.objects.all().delete()
    if connection.vendor != "postgresql":
        _run(_EMPTY, [])
    for proposal in Proposal.objects.iterator():
        index_proposal(proposal, proposal.accepted_on or proposal.submitted_on or date.min)
    issued = Reply.objects.filter(state__in=STANDING, issued_on__isnull=False)
    for reply in issued.select_related("assignment__proposal").iterator():
        index_reply(reply, reply.issued_on or date.min)
    return SearchEntry.objects.count()


def _put(entry: SearchEntry, title: str, body: str, day: date) -> None:
    title = plain(title)
    if entry.pk and connection.vendor != "postgresql":
        # A contentless index forgets a row only when told what was in it.
        _run(_REMOVE, [entry.pk, *_columns(entry.plain)])
    entry.plain, entry.day = plain(f"{title}\n{body}"), day
    entry.save()
    if connection.vendor == "postgresql":
        _run(_SET, [grams(title), grams(entry.plain), entry.pk])
    else:
        _run(_ADD, [entry.pk, *_columns(entry.plain)])


def _columns(text: str) -> tuple[str, str]:
    """What SQLite's index gets: title and text, each gram a word of its own."""
    title, _, body = text.partition("\n")
    return " ".join(grams(title)), " ".join(grams(body))


def _run(statement: str, values: Sequence[Any]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
