"""How a row is named, addressed and stated on a page."""

from django.shortcuts import get_object_or_404
from django.urls import reverse

from ..access import Row, open_moves
from ..models import Assignment, Proposal, Reply, User
from ..rules.lifecycle import AnyMove, Weight
from ..rules.words import ReplyKind

#: The word a kind of row goes by in addresses.
KINDS: dict[str, type[Proposal] | type[Assignment] | type[Reply]] = {
    "proposals": Proposal,
    "assignments": Assignment,
    "replies": Reply,
}


def proposal_of(row: Row) -> Proposal:
    """The proposal a row belongs to."""
    match row:
        case Proposal():
            return row
        case Assignment():
            return row.proposal
        case Reply():
            return row.assignment.proposal


def title_of(row: Row) -> str:
    """第0049号 答复 · 关于…的建议."""
    proposal = proposal_of(row)
    match row:
        case Proposal():
            return f"{proposal.case_number} · {proposal.title}"
        case Assignment():
            return f"{proposal.case_number} · {row.unit} · {proposal.title}"
        case Reply():
            name = row.number or ReplyKind(row.kind).label
            return f"{proposal.case_number} · {name} · {proposal.title}"


def reply_seen_by(user: User, pk: int, *related: str) -> Reply:
    """A document with its case, and what `related` names; what one may not see does not exist."""
    case = ("assignment__proposal__session", "assignment__unit")
    visible = Reply.objects.visible_to(user).select_related(*case, *related)
    return get_object_or_404(visible, pk=pk)


def url_of(row: Row) -> str:
    """The page on which a row is shown."""
    if isinstance(row, Reply):
        return reverse("reply", args=[row.pk])
    return reverse("proposal", args=[proposal_of(row).pk])


def move_url(row: Row, move: AnyMove) -> str:
    """The page on which a move of a row is made."""
    kind = next(word for word, model in KINDS.items() if isinstance(row, model))
    return reverse("move", args=[kind, row.pk, move.value])


def buttons(user: User, row: Row) -> list[dict[str, object]]:
    """What this person may do with the row now, straight from the lifecycle table."""
    steps = open_moves(user, row)
    main = next((step for step in steps if step.weight is Weight.MAIN), None)
    return [
        {
            "move": step.move,
            "label": step.move.label,
            "url": move_url(row, step.move),
            "primary": step is main,
        }
        for step in steps
    ]
