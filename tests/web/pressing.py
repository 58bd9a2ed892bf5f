"""Pressing a button as a person does: sign in, send the form, look at the answer."""

import re
from typing import Any

from django.db.models import Model
from django.test import Client

from correspondence.models import Reply, User

KINDS = {"Proposal": "proposals", "Assignment": "assignments", "Reply": "replies"}


def address(row: Model, move: str) -> str:
    """Where a move of a row is made."""
    return f"/{KINDS[type(row).__name__]}/{row.pk}/{move}/"


def signed_in(user: User) -> Client:
    """A browser in which this person is at work."""
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def press(user: User, row: Model, move: str, **typed: Any) -> Any:
    """Send the form of a move as this person, who has the latest text before them."""
    if isinstance(row, Reply):
        typed = {"seen": row.latest.digest} | typed
    return signed_in(user).post(address(row, move), typed)


def look(user: User, url: str) -> Any:
    """Open a page as this person."""
    return signed_in(user).get(url)


def read(user: User, url: str) -> str:
    """A page as this person reads it."""
    return str(look(user, url).content.decode())


def sealed(page: str) -> str:
    """The seal under a preview, by which it is confirmed."""
    found = re.search(r'name="seal" value="(\w+)"', page)
    assert found
    return found[1]
