"""What changed since somebody last decided on a text: from → to, in sentences."""

from django.db.models import Q

from ..models import Reply, TextVersion, User
from ..rules.differences import compare
from ..rules.sentences import in_sentences
from .differences import EMPTY, beside


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
    parts = [
        {"label": label, "before": before or EMPTY, "after": after or EMPTY}
        for label, before, after in beside(old.text, new.text)
    ]
    places = len(parts) + sum(not row.moved_to for row in rows)
    return {"old": old, "new": new, "rows": rows, "parts": parts, "places": places}
