"""What waits for a person: rows on which the lifecycle table gives them the next main step.

The table says which states a role acts in; here that becomes a query, so that the list costs what
is waiting, not what exists. Whether a single step is really open is then asked of `access`, which
finds everything it looks at already read: the number of queries does not grow with the rows.
"""

from collections.abc import Iterable
from typing import Any

from django.db.models import Q, QuerySet

from ..rules.lifecycle import ASSIGNMENT_STEPS, PROPOSAL_STEPS, REPLY_STEPS, Step, Weight
from ..rules.words import Body, Part, Role, Verdict
from .assignment import Assignment
from .people import UnitKind, User
from .proposal import Proposal, SignatoryAnswer
from .reply import Reply

NOBODY = Q(pk__in=())


def proposals_waiting_for(user: User) -> QuerySet[Proposal]:
    """Proposals whose next main step may be this person's, the oldest first."""
    reach = {
        Role.DEPUTY: Q(signatories__deputy__user=user, signatories__answer=SignatoryAnswer.LEAD),
        Role.JOINT_DEPUTY: Q(
            signatories__deputy__user=user, signatories__answer=SignatoryAnswer.INVITED
        ),
        Role.CONGRESS_OFFICE: Q(session__body=_body(user)),
        Role.HANDING_OUT_OFFICE: Q(),
    }
    found = _waiting(Proposal.objects, PROPOSAL_STEPS, reach, user)
    return found.select_related("session").prefetch_related("signatories").order_by("pk")


def assignments_waiting_for(user: User) -> QuerySet[Assignment]:
    """Parts whose next main step may be this person's, the first due first."""
    unit = Q(unit=user.unit_id)
    leads = Q(
        part=Part.ASSIST,
        proposal__assignments__part=Part.LEAD,
        proposal__assignments__handler=user,
    )
    behind = Q(proposal__signatories__deputy__user=user)
    reach = {
        Role.LIAISON: unit,
        Role.ARCHIVIST: unit,
        Role.OFFICE_HEAD: Q(lead_office=user.office_id, lead_office__isnull=False),
        Role.HANDLER: Q(handler=user),
        Role.LEAD_HANDLER: leads,
        Role.DEPUTY: behind & Q(proposal__signatories__answer=SignatoryAnswer.LEAD),
        Role.CONGRESS_OFFICE: Q(proposal__session__body=_body(user)),
        Role.HANDING_OUT_OFFICE: Q(),
    }
    found = _waiting(Assignment.objects, ASSIGNMENT_STEPS, reach, user)
    return (
        found.select_related("proposal__session__profile", "unit", "handler")
        .prefetch_related(
            "extensions",
            "contacts",
            "proposal__signatories",
            "proposal__assignments__replies__feedback",
            "replies__feedback",
        )
        .order_by("due_on", "pk")
    )


def replies_waiting_for(user: User) -> QuerySet[Reply]:
    """Documents whose next main step may be this person's, the first due first."""
    unit = Q(assignment__unit=user.unit_id)
    reach = {
        Role.LIAISON: unit,
        Role.REVIEWER: unit,
        Role.LEADER: unit,
        Role.CHIEF: unit,
        Role.SEAL_KEEPER: unit,
        Role.HANDLER: Q(assignment__handler=user),
        Role.OFFICE_HEAD: Q(
            assignment__lead_office=user.office_id, assignment__lead_office__isnull=False
        ),
        Role.COSIGNER: Q(
            cosignatures__cosigner=user,
            cosignatures__verdict=Verdict.PENDING,
            cosignatures__voided_at__isnull=True,
        ),
    }
    found = _waiting(Reply.objects.with_newest(), REPLY_STEPS, reach, user)
    return (
        found.select_related("assignment__proposal__session__profile", "assignment__unit")
        .prefetch_related(
            "cosignatures",
            "assignment__contacts",
            "assignment__proposal__signatories",
            "assignment__proposal__assignments",
        )
        .order_by("assignment__due_on", "pk")
    )


def _waiting(rows: Any, steps: Iterable[Step], reach: dict[Role, Q], user: User) -> QuerySet[Any]:
    wanted = NOBODY
    for step in steps:
        if step.weight is not Weight.MAIN:
            continue
        for role in step.roles & reach.keys():
            if user.holds(role) or role in _FROM_THE_ROW:
                wanted |= Q(state=step.source) & reach[role]
    found: QuerySet[Any] = rows.filter(pk__in=rows.filter(wanted).values("pk"))
    return found


#: Roles that follow from the row itself; `reach` already asks for the relation.
_FROM_THE_ROW = {Role.JOINT_DEPUTY, Role.LEAD_HANDLER, Role.COSIGNER}


def _body(user: User) -> Body:
    conference = user.unit is not None and user.unit.kind == UnitKind.CONFERENCE_OFFICE
    return Body.CONFERENCE if conference else Body.CONGRESS
