"""What changed since somebody last decided on a text: from → to, in sentences."""

from dataclasses import fields

from django.db.models import Q

from ..models import Reply, TextVersion, User
from ..rules.differences import compare
from ..rules.sentences import in_sentences
from ..rules.texts import Text


def last_seen(reply: Reply, user: User) -> TextVersion | None:
    """The newest version this person approved, returned or answered; None the first time."""
    approved = reply.approvals.filter(by=user).values("version")
    answered = reply.cosignatures.filter(cosigner=user, version__isnull=False).values("version")
    seen = reply.versions.filter(Q(pk__in=approved) | Q(pk__in=answered))
    return seen.order_by("-number").first()


def since_last_seen(reply: Reply, user: User) -> dict[str, object]:
    """The difference between what this person saw last and the latest text; empty the first time.

    `old` and `new` are versions, `rows` the changed paragraphs, `parts` the other fields, and
    `places` how many of both.
    """
    old, new = last_seen(reply, user), reply.latest
    if old is None:
        return {}
    rows = in_sentences(compare(old.body, new.body))
    parts = parts_between(old, new)
    places = len(parts) + sum(not row.moved_to for row in rows)
    return {"old": old, "new": new, "rows": rows, "parts": parts, "places": places}


def parts_between(old: TextVersion, new: TextVersion) -> list[dict[str, str]]:
    """The fields beside the body that differ, with what they are called."""
    return [
        {
            "label": str(TextVersion._meta.get_field(part.name).verbose_name),  # type: ignore[union-attr]  # a column
            "before": _shown(old, part.name),
            "after": _shown(new, part.name),
        }
        for part in fields(Text)
        if part.name != "body" and getattr(old, part.name) != getattr(new, part.name)
    ]


def _shown(version: TextVersion, name: str) -> str:
    display = getattr(version, f"get_{name}_display", None)
    return str((display() if display else getattr(version, name)) or "（空）")
