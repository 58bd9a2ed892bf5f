"""What the page of a case shows: its parts with their days, its timeline, its talks."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Prefetch
from django.urls import reverse

from ..access import state_of
from ..models import Assignment, Contact, Proposal, Reply, Signatory, User
from ..rules.states import ENDED, SETTLED, AssignmentState
from ..rules.words import ContactWay, Part, ProposalKind, ReplyKind, Role
from .cosign_day import cosign_days
from .request import SignedIn, calendar, today
from .rows import buttons
from .timeline import known_parts, sees_inside, timeline
from .turns import Turns

#: Roles that may see how to reach a deputy.
REACHES_DEPUTIES = (Role.HANDLER, Role.LIAISON, Role.OFFICE_HEAD, Role.CONGRESS_OFFICE)

#: What a row of the list looks at in a part.
_LINE = ("proposal", "unit__short_name", "unit__name", "part", "state", "due_on", "due_provisional")
#: What the page of a case looks at, read in a fixed number of queries however many units there are.
NEEDED = (
    "signatories__deputy",
    Prefetch(
        "assignments",
        Assignment.objects.select_related("unit", "lead_office", "handler").prefetch_related(
            "deadlines",
            "extensions",
            "contacts__deputy",
            "contacts__recorded_by",
            "replies__feedback",
        ),
    ),
)


def replies_on(user: User, proposal: Proposal) -> list[Reply]:
    """The documents of a case this person may see, each with the part it belongs to."""
    parts = {part.pk: part for part in proposal.assignments.all()}
    found = Reply.objects.visible_to(user).filter(assignment__in=list(parts)).with_newest()
    replies = list(found.prefetch_related("cosignatures"))
    for reply in replies:
        reply.assignment = parts[reply.assignment_id]
    return replies


def lines(request: SignedIn, proposals: list[Proposal]) -> list[dict[str, object]]:
    """The rows of the list, with the nearest due day of the parts the person can act on."""
    parts: dict[int, list[Assignment]] = {}
    for part in (
        Assignment.objects.filter(proposal__in=proposals).select_related("unit").only(*_LINE)
    ):
        parts.setdefault(part.proposal_id, []).append(part)
    first = Signatory.objects.filter(proposal__in=proposals, position=1)
    leads = dict(first.values_list("proposal", "deputy__name"))
    return [
        {
            "proposal": proposal,
            "url": reverse("proposal", args=[proposal.pk]),
            "state": state_of(proposal),
            "deputy": leads.get(proposal.pk, ""),
            **_units(parts.get(proposal.pk, []), request),
        }
        for proposal in proposals
    ]


def page(request: SignedIn, proposal: Proposal, replies: list[Reply]) -> dict[str, object]:
    """Everything on one proposal's page."""
    user = request.user
    parts = known_parts(user, list(proposal.assignments.all()))
    signatories = list(proposal.signatories.all())
    shown = [part_line(request, part, replies) for part in parts]
    due, shown = _day_once(shown)
    contacts = _contacts(user, parts)
    return {
        "proposal": proposal,
        "state": state_of(proposal),
        "signatories": signatories,
        "show_phone": user.holds(*REACHES_DEPUTIES),
        "moves": [*buttons(user, proposal), *_main_steps(user, shown, replies)],
        "turns": _turns(parts),
        "parts": shown,
        "due": due,
        "contacts": contacts,
        "opinions": _opinions(shown),
        "extensions": [one for part in parts for one in part.extensions.all()],
        "sections": _sections(proposal, parts, len(contacts)),
        **timeline(request, proposal, parts, replies),
    }


def _day_once(
    shown: list[dict[str, Any]],
) -> tuple[dict[str, Any] | None, list[dict[str, Any]]]:
    """The day at the head of the page; a part that stands alone does not say it again."""
    running = [line for line in shown if line["days"] is not None]
    due = next((line for line in running if line["own"]), next(iter(running), None))
    return due, [line | {"days": None} for line in shown] if len(shown) == 1 else shown


def part_line(request: SignedIn, part: Assignment, replies: Iterable[Reply]) -> dict[str, Any]:
    """One unit's part: its state, its days and why, its document, and what may be done."""
    live = (one for one in part.deadlines.all() if not one.superseded)
    deadline = next((one for one in live if one.kind == part.due_kind), None)
    running = AssignmentState(part.state) not in SETTLED
    days = calendar(request)
    return {
        "part": part,
        "word": Part(part.part).label,
        "state": state_of(part),
        "own": part.unit_id == request.user.unit_id,
        "inside": sees_inside(request.user, part),
        "days": days.workdays_left(today(), part.due_on) if running else None,
        "due_on": part.due_on if AssignmentState(part.state) not in ENDED else None,
        "internal": _internal(request.user, part) if running else None,
        "provisional": part.due_provisional,
        "why": deadline.why(days) if deadline else [],
        "suspended_on": part.suspended_on,
        "due_url": reverse("due", args=[part.pk]),
        "replies": [
            {
                "name": reply.number or ReplyKind(reply.kind).label,
                "url": reverse("reply", args=[reply.pk]),
                "state": state_of(reply),
                **(_inside(request, reply) if part.unit_id == request.user.unit_id else {}),
            }
            for reply in replies
            if reply.assignment_id == part.pk
        ],
        "moves": buttons(request.user, part),
    }


def _opinions(shown: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The assisting units' parts, for the unit that leads and waits for them."""
    if not any(line["own"] and line["part"].part == Part.LEAD for line in shown):
        return []
    waited_for = [line for line in shown if line["part"].part == Part.ASSIST]
    table = [dict(line) for line in waited_for]
    for line in waited_for:
        line["moves"] = []  # they stand in the table
    return table


def _inside(request: SignedIn, reply: Reply) -> dict[str, object]:
    """第 7 版 · 会签 2/3, and by when the others are to co-sign, for those who work on it."""
    live = [one for one in reply.cosignatures.all() if one.voided_at is None]
    notes = [f"第 {reply.version_number} 版"]
    if live:
        notes.append(f"会签 {sum(not one.blocks for one in live)}/{len(live)}")
    asked = cosign_days(request, reply).values()
    return {"notes": notes, "day": min(asked, key=lambda one: one.due_on, default=None)}


def _sections(
    proposal: Proposal, parts: list[Assignment], contacts: int
) -> list[dict[str, object]]:
    """What stands on the page, to go there at once, with how much of it there is."""
    answering = sum(1 for part in parts if part.answers)
    units = f"{answering}＋{len(parts) - answering}" if len(parts) > answering else answering
    found = [
        ("承办单位", "#parts-head", units, bool(parts)),
        ("沟通", "#contacts-head", contacts, bool(contacts)),
        (f"{ProposalKind(proposal.kind).label}原文", "#text-head", "", True),
        ("办理经过", "#timeline-head", "", True),
    ]
    return [
        {"label": label, "url": url, "value": value} for label, url, value, there in found if there
    ]


def _internal(user: User, part: Assignment) -> date | None:
    """The unit's own earlier day is its own people's business alone."""
    return part.internal_due_on if part.unit_id == user.unit_id else None


def _main_steps(
    user: User, shown: list[dict[str, Any]], replies: list[Reply]
) -> list[dict[str, object]]:
    """The next lawful step on a part or its document stands at the top, and only there."""
    steps = []
    for line in shown:
        steps += [move for move in line["moves"] if move["primary"]]
        line["moves"] = [move for move in line["moves"] if not move["primary"]]
    for reply in replies:
        steps += [move for move in buttons(user, reply) if move["primary"]]
    return [step | {"primary": position == 0} for position, step in enumerate(steps)]


def _turns(parts: list[Assignment]) -> list[str]:
    """Whose turn it is, part by part, as long as somebody has work to do."""
    running = [part for part in parts if AssignmentState(part.state) not in SETTLED]
    turns = Turns(running)
    named = [turns.of(part).who for part in running]
    return list(dict.fromkeys(who for who in named if who))


def _units(parts: list[Assignment], request: SignedIn) -> dict[str, object]:
    binding = [part for part in parts if AssignmentState(part.state) not in ENDED]
    running = [part for part in binding if AssignmentState(part.state) not in SETTLED]
    own = [part for part in running if part.unit_id == request.user.unit_id]
    nearest = min(own or running, key=lambda part: part.due_on, default=None)
    answering = [str(part.unit) for part in binding if part.answers]
    return {
        "units": "、".join(answering),
        "assists": sum(1 for part in binding if not part.answers),
        "days": calendar(request).workdays_left(today(), nearest.due_on) if nearest else None,
        "provisional": nearest is not None and nearest.due_provisional,
    }


def _contacts(user: User, parts: list[Assignment]) -> list[dict[str, object]]:
    inside = [part for part in parts if sees_inside(user, part)]
    found: list[Contact] = [one for part in inside for one in part.contacts.all()]
    found.sort(key=lambda one: (one.held_on, one.pk))
    return [{"contact": contact, "way": ContactWay(contact.way).label} for contact in found]
