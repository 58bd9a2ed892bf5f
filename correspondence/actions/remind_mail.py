"""A reminder as an e-mail: which case, what to do, by when and where; nothing that is confidential.

Mail travels outside the office's network, so neither titles nor the names of deputies go with it.
"""

from hashlib import sha256
from urllib.parse import urlsplit

from django.core.mail import EmailMessage
from django.template.loader import render_to_string

from ..models import Reminder


def message(reminder: Reminder, *, site_url: str, link: str) -> EmailMessage:
    """The e-mail of one reminder; the same row always makes the same Message-ID.

    A mail server that took the message just before the worker died sees that it is the same one.
    """
    proposal = reminder.assignment.proposal
    words = {
        "case_number": proposal.case_number,
        "case": f"{proposal.session}{proposal.case_number}",
        "wording": reminder.wording,
        "recipient": reminder.recipient.name,
        "due_on": reminder.due_on,
        "link": link,
    }
    subject, body = render_to_string("emails/reminder.txt", words).split("\n", 1)
    headers = {"Message-ID": message_id(reminder, site_url), "Auto-Submitted": "auto-generated"}
    return EmailMessage(
        subject, body.strip() + "\n", to=[reminder.recipient.email], headers=headers
    )


def message_id(reminder: Reminder, site_url: str) -> str:
    """Told apart by row, by the moment it was planned, and by site: a copy of the site differs."""
    planned = reminder.planned_at.timestamp()
    token = sha256(f"{site_url} {reminder.pk} {planned}".encode()).hexdigest()[:16]
    host = urlsplit(site_url).hostname or "localhost"
    return f"<reminder-{reminder.pk}.{token}@{host.strip('[]').replace(':', '.')}>"
