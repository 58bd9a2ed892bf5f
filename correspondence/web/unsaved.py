"""What has been written on a document and is in none of its versions, said where it is moved on.

One's own working text is told with the way to it; of somebody else's only that there is one, as
nobody but its writer ever sees it. What only the browser has, its script looks for
(`static/unsaved.js`).
"""

from django.urls import reverse

from ..actions import autosave
from ..models import Reply, User, WorkingText
from ..rules.decisions import WRITING
from ..rules.moves import ReplyMove
from ..rules.states import FROZEN, ReplyState
from .rows import move_url


def unsaved_of(user: User, reply: Reply) -> dict[str, object]:
    """Everything unsaved around a document, as this person may know it; for `_unsaved.html`."""
    version = reply.latest
    texts = WorkingText.objects.filter(reply=reply).select_related("user")
    unsaved = [one for one in texts if one.differs_from(version)]
    editor = _editor(user, reply)
    return {
        "version": version,
        "own": next((one for one in unsaved if one.user_id == user.pk), None),
        "others": [] if reply.state in FROZEN else [one for one in unsaved if one.user != user],
        "url": reverse("unsaved", args=[reply.pk]),
        "edit_url": editor,
        # Where a browser may have a copy.
        "places": " ".join(move_url(reply, move) for move in WRITING),
    }


def _editor(user: User, reply: Reply) -> str:
    """Where this person may save it now; empty if nowhere."""
    writes = reply.state == ReplyState.DRAFT and autosave.may_write(user, reply)
    return move_url(reply, ReplyMove.SAVE) if writes else ""
