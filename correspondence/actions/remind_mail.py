"""A reminder in words: which case, what to do, by when and where; nothing that is confidential.

Messages travel outside the office's network, so neither titles nor the names of deputies go with
them. The same words go by e-mail and to the robots of chat services.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import sha256
from urllib.parse import urlsplit

from django.core.mail import EmailMessage
from django.template.loader import render_to_string

from ..models import Assignment, Digest, DigestKind, Reminder, ReminderState, User

#: More lines than this nobody reads in a message; the rest is one link away.
LONGEST = 60
#: How far ahead the weekly survey looks.
WEEK = timedelta(days=7)


@dataclass(frozen=True)
class Words:
    """What is said, and the name under which the same message is always known."""

    subject: str
    body: str
    message_id: str


def as_mail(words: Words, recipient: User) -> EmailMessage:
    """These words as an e-mail, under the Message-ID by which they are always known.

    A mail server that took the message just before the worker died sees that it is the same one.
    """
    headers = {"Message-ID": words.message_id, "Auto-Submitted": "auto-generated"}
    return EmailMessage(words.subject, words.body, to=[recipient.email], headers=headers)


def words_of(reminder: Reminder, *, site_url: str, link: str) -> Words:
    """The words of one reminder."""
    proposal = reminder.assignment.proposal
    context = {
        "case_number": proposal.case_number,
        "case": f"{proposal.session}{proposal.case_number}",
        "wording": reminder.wording,
        "recipient": reminder.recipient.name,
        "due_on": reminder.due_on,
        "link": link,
    }
    return _words("emails/reminder.txt", context, message_id(reminder, site_url))


def words_of_digest(digest: Digest, *, site_url: str, link: str, today: date) -> Words:
    """The words of a digest: a line for every case."""
    weekly = digest.kind == DigestKind.WEEKLY
    lines = _survey(digest.recipient, today) if weekly else _gathered(digest)
    context = {
        "weekly": weekly,
        "day": digest.day,
        "recipient": digest.recipient.name,
        "lines": lines[:LONGEST],
        "count": len(lines),
        "more": max(len(lines) - LONGEST, 0),
        "link": link,
    }
    return _words("emails/digest.txt", context, message_id(digest, site_url))


def message_id(row: Reminder | Digest, site_url: str) -> str:
    """Told apart by row and site, as a copy of the site differs; a reminder by its moment, too."""
    planned = row.planned_at.timestamp()
    kind = "digest" if isinstance(row, Digest) else "reminder"
    seed = f"{site_url} {row.pk} {planned}" if kind == "reminder" else f"{site_url} {row.pk} {kind}"
    token = sha256(seed.encode()).hexdigest()[:16]
    host = urlsplit(site_url).hostname or "localhost"
    return f"<{kind}-{row.pk}.{token}@{host.strip('[]').replace(':', '.')}>"


def _words(template: str, context: dict[str, object], name: str) -> Words:
    subject, body = render_to_string(template, context).split("\n", 1)
    return Words(subject, body.strip() + "\n", name)


def _gathered(digest: Digest) -> list[str]:
    """The newest reminder of each due day of each case, the earliest due day first."""
    rows = digest.reminders.exclude(state=ReminderState.CANCELLED).select_related(
        "assignment__proposal__session"
    )
    latest = {(row.assignment_id, row.kind): row for row in rows.order_by("reached_on", "pk")}
    return [
        _line(row.assignment, row.wording, row.due_on)
        for row in sorted(latest.values(), key=lambda row: (row.due_on, row.pk))
    ]


def _survey(recipient: User, today: date) -> list[str]:
    """What is overdue and what falls due within a week, of all this person oversees."""
    rows = Assignment.objects.overseen_by(recipient).to_do().filter(suspended_on__isnull=True)
    pressing = rows.filter(due_on__lte=today + WEEK).select_related("proposal__session", "unit")
    return [
        _line(row, "已超期" if row.due_on < today else "将到期", row.due_on, str(row.unit))
        for row in pressing.order_by("due_on", "pk")
    ]


def _line(assignment: Assignment, wording: str, due_on: date, unit: str = "") -> str:
    proposal = assignment.proposal
    told = (str(due_on), f"{proposal.session}{proposal.case_number}", unit, wording)
    return " ".join(words for words in told if words)
