"""办理经过: one line for every act, as far as the person may know of it."""

from django.db.models import QuerySet

from ..models import Assignment, LedgerEntry, Proposal, User
from ..rules.moves import AssignmentMove, ReplyMove
from ..rules.states import AssignmentState
from ..rules.words import Role

#: Acts of a unit that everybody who sees the case may know of; the rest is the unit's own.
TOLD: frozenset[str] = frozenset(
    {
        "assign",
        AssignmentMove.SIGN_FOR,
        AssignmentMove.GRANT_HAND_BACK,
        AssignmentMove.GRANT_EXTENSION,
        AssignmentMove.SUSPEND,
        AssignmentMove.RESUME,
        AssignmentMove.SEND_OPINION,
        AssignmentMove.REPLY,
        AssignmentMove.GIVE_FEEDBACK,
        AssignmentMove.CONFIRM_FEEDBACK,
        AssignmentMove.REHANDLE,
        AssignmentMove.TRACK,
        AssignmentMove.ARCHIVE,
        ReplyMove.ISSUE,
        ReplyMove.FINISH_DELIVERY,
        ReplyMove.PUBLISH,
        ReplyMove.REVOKE,
    }
)
#: Offices that follow every unit's part, though not its drafts.
_OFFICES = (Role.CONGRESS_OFFICE, Role.HANDING_OUT_OFFICE, Role.SUPERVISOR, Role.AUDITOR)


def sees_inside(user: User, part: Assignment) -> bool:
    """Whether the unit's own handling is this person's business."""
    return (user.unit_id is not None and user.unit_id == part.unit_id) or user.holds(*_OFFICES)


def timeline(user: User, proposal: Proposal, parts: list[Assignment]) -> list[dict[str, object]]:
    """Who did what when and why, newest first."""
    entries = LedgerEntry.objects.filter(proposal=proposal).select_related("actor__unit")
    by_id = {part.pk: part for part in parts}
    by_reply = {pk: part for part in parts for pk in part.replies.values_list("pk", flat=True)}
    last = _last_known(user, parts, entries.order_by("serial"))
    return [
        {
            "when": entry.at,
            "what": _what(entry, by_id),
            "who": entry.actor.name,
            "unit": entry.actor.unit.short_name if entry.actor.unit else "",
            "why": entry.reason,
        }
        for entry in entries.order_by("-serial")
        if (last is None or entry.serial <= last) and _told(user, entry, by_id, by_reply)
    ]


def _what(entry: LedgerEntry, by_id: dict[int, Assignment]) -> str:
    part = by_id.get(entry.subject_id)
    return f"分办到{part.unit}" if entry.act == "assign" and part else entry.label


def _told(
    user: User,
    entry: LedgerEntry,
    by_id: dict[int, Assignment],
    by_reply: dict[int, Assignment],
) -> bool:
    if entry.act in TOLD or entry.subject == "proposal":
        return True
    if entry.act == "start":
        return False  # the part's own entry says the same
    if entry.subject == "assignment":
        part = by_id.get(entry.subject_id)
        return part is not None and sees_inside(user, part)
    part = by_reply.get(entry.subject_id)
    drafts = user.holds(Role.AUDITOR) or (part is not None and part.unit_id == user.unit_id)
    return part is not None and drafts


def known_parts(user: User, parts: list[Assignment]) -> list[Assignment]:
    """A unit that handed its part back knows that part alone; others know all of them."""
    return _handed_back(user, parts) or parts


def _handed_back(user: User, parts: list[Assignment]) -> list[Assignment]:
    """The own unit's parts if it has handed all of them back."""
    own = [part for part in parts if user.unit_id and part.unit_id == user.unit_id]
    return own if all(part.state == AssignmentState.HANDED_BACK for part in own) else []


def _last_known(user: User, parts: list[Assignment], entries: QuerySet[LedgerEntry]) -> int | None:
    """A unit that handed its part back sees the case as it stood then; others see all of it."""
    own = _handed_back(user, parts)
    if not own:
        return None
    ended = entries.filter(subject="assignment", subject_id__in=[part.pk for part in own])
    return max(ended.values_list("serial", flat=True), default=0)
