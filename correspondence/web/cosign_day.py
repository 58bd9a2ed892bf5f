"""会签时限: who is asked to co-sign now, by which day, and why it is that day."""

from dataclasses import dataclass
from datetime import date

from django.utils.timezone import localdate

from ..models import Reply
from ..rules.deadlines import cosign_why
from ..rules.states import ENDED, ReplyState
from .request import SignedIn, calendar, today


@dataclass(frozen=True)
class CosignDay:
    """The day by which somebody is asked to co-sign."""

    due_on: date
    #: Working days left.
    days: int
    why: list[str]


def cosign_days(request: SignedIn, reply: Reply) -> dict[int, CosignDay]:
    """The day of everybody who is asked now, by the co-signer's key; none where none is set."""
    if reply.state != ReplyState.COSIGNING or reply.assignment.state in ENDED:
        return {}
    known: dict[tuple[date, date], CosignDay] = {}
    found: dict[int, CosignDay] = {}
    for one in reply.cosignatures.all():
        if one.is_waiting and one.due_on and one.asked_at:
            term = localdate(one.asked_at), one.due_on
            known[term] = known.get(term) or _day(request, reply, *term)
            found[one.cosigner_id] = known[term]
    return found


def _day(request: SignedIn, reply: Reply, asked_on: date, due_on: date) -> CosignDay:
    part, days = reply.assignment, calendar(request)
    allowed = part.proposal.session.profile.on(asked_on).cosign_days
    why = cosign_why(asked_on, due_on, days, workdays=allowed, answer_due=part.due_on)
    return CosignDay(due_on, days.workdays_left(today(), due_on), why)
