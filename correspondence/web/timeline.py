"""办理经过: one line for every act, as far as the person may know of it."""

from collections import Counter
from collections.abc import Callable

from django.db.models import QuerySet
from django.urls import reverse

from ..models import Assignment, LedgerEntry, Proposal, Reply, User
from ..rules.moves import AssignmentMove, ReplyMove
from ..rules.states import AssignmentState
from ..rules.words import Role, Word
from .request import SignedIn

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


class Aspect(Word):
    """What of a case's course is looked at."""

    COURSE = "course", "流转"
    DOCUMENT = "document", "文稿"
    TALK = "talk", "沟通催办"
    TIME = "time", "时限"

    @classmethod
    def of(cls, entry: LedgerEntry) -> "Aspect":
        """Where an act belongs."""
        if entry.subject == "reply":
            return cls.DOCUMENT
        if entry.act in _TALKS:
            return cls.TALK
        return cls.TIME if entry.act in _TIMES else cls.COURSE


_TALKS: frozenset[str] = frozenset({AssignmentMove.RECORD_CONTACT, AssignmentMove.NUDGE})
_TIMES: frozenset[str] = frozenset(
    {
        AssignmentMove.ASK_EXTENSION,
        AssignmentMove.GRANT_EXTENSION,
        AssignmentMove.REFUSE_EXTENSION,
        AssignmentMove.TELL_EXTENSION,
        AssignmentMove.SUSPEND,
        AssignmentMove.RESUME,
    }
)


def timeline(
    request: SignedIn, proposal: Proposal, parts: list[Assignment], replies: list[Reply]
) -> dict[str, object]:
    """Who did what when and why, newest first, and the aspects it can be narrowed to."""
    told = _known(request.user, proposal, parts)
    wanted = request.GET.get("timeline", "")
    shown = [entry for entry in told if not wanted or Aspect.of(entry) == wanted]
    counts = Counter(Aspect.of(entry) for entry in told)
    by_id = {part.pk: part for part in parts}
    pages = {reply.pk: reverse("reply", args=[reply.pk]) for reply in replies}
    return {
        "entries": [_line(alike[0], len(alike), by_id, pages) for alike in _runs(shown, _same_act)],
        "aspects": [
            {
                "label": aspect.label,
                "value": counts[aspect],
                "current": aspect == wanted,
                "url": "?#timeline-head"
                if aspect == wanted
                else f"?timeline={aspect}#timeline-head",
            }
            for aspect in Aspect
            if counts[aspect]
        ],
    }


def _known(user: User, proposal: Proposal, parts: list[Assignment]) -> list[LedgerEntry]:
    """The acts this person may know of, the newest first."""
    # A few people act often: each is read once. What changed is the audit's business.
    entries = (
        LedgerEntry.objects.filter(proposal=proposal)
        .prefetch_related("actor__unit")
        .defer("changes", "hash", "previous_hash")
    )
    by_id = {part.pk: part for part in parts}
    by_reply = {reply.pk: part for part in parts for reply in part.replies.all()}
    last = _last_known(user, parts, entries.order_by("serial"))
    return [
        entry
        for entry in entries.order_by("-serial")
        if (last is None or entry.serial <= last) and _told(user, entry, by_id, by_reply)
    ]


def _same_act(one: LedgerEntry, other: LedgerEntry) -> bool:
    """Whether two acts in a row say the same: somebody saved again, or delivered to the next."""
    return (one.label, one.subject, one.subject_id, one.actor_id, one.reason) == (
        other.label,
        other.subject,
        other.subject_id,
        other.actor_id,
        other.reason,
    ) and one.at.date() == other.at.date()


def _runs(
    entries: list[LedgerEntry], alike: Callable[[LedgerEntry, LedgerEntry], bool]
) -> list[list[LedgerEntry]]:
    runs: list[list[LedgerEntry]] = []
    for entry in entries:
        if runs and alike(runs[-1][-1], entry):
            runs[-1].append(entry)
        else:
            runs.append([entry])
    return runs


def _line(
    entry: LedgerEntry, times: int, by_id: dict[int, Assignment], pages: dict[int, str]
) -> dict[str, object]:
    what = _what(entry, by_id)
    return {
        "when": entry.at,
        "what": f"{what}（{times} 次）" if times > 1 else what,
        "who": entry.actor.name,
        "unit": entry.actor.unit.short_name if entry.actor.unit else "",
        "why": entry.reason,
        "url": pages.get(entry.subject_id, "") if entry.subject == "reply" else "",
    }


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
        if part is None or (entry.act == AssignmentMove.SUBMIT and _sees_drafts(user, part)):
            return False  # the document's own entry says the same
        return sees_inside(user, part) or _own_act(user, entry)
    part = by_reply.get(entry.subject_id)
    return part is not None and _sees_drafts(user, part)


def _sees_drafts(user: User, part: Assignment) -> bool:
    return user.holds(Role.AUDITOR) or part.unit_id == user.unit_id


def _own_act(user: User, entry: LedgerEntry) -> bool:
    """The leading unit knows how it dealt with another unit's opinion."""
    return user.unit_id is not None and entry.actor.unit_id == user.unit_id


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
