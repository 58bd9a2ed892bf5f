"""What the editor's page knows about keeping: where to send, and what was brought back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils import timezone

from ..models import TextVersion
from ..rules.differences import changed_characters, compare
from ..rules.texts import LONGEST_BODY, Text, normalised
from .differences import beside

if TYPE_CHECKING:
    from .kept_form import KeptForm

#: The addresses the script sends to, by the name it calls them.
_ADDRESSES = ("keep", "here", "standing", "discard", "differences")


def keeping(form: KeptForm) -> dict[str, object]:
    """Everything that `static/editor/keep.js` and the bar above the text need."""
    working = form.working
    return {
        "version": form.version,
        "working": working,
        "restored": form.restored and not form.is_bound,
        "offered": working is not None and not form.restored and not form.is_bound,
        "difference": difference(form.version, working.text) if working else 0,
        "person": form.user,
        "limit": LONGEST_BODY,
        "now": timezone.now(),
        "urls": {name: reverse(f"working_{name}", args=[form.row.pk]) for name in _ADDRESSES},
    }


def difference(version: TextVersion, text: Text) -> int:
    """How many characters differ between a version and a text, over all their fields."""
    body = changed_characters(compare(version.body, normalised(text.body)))
    others = [compare(before, after) for _, before, after in beside(version.text, text)]
    return body + sum(map(changed_characters, others))
