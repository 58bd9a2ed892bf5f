"""What waits for a person: rows on which the lifecycle table gives them the next main step.

The table says which states a role acts in, and `access` what else must hold of the row; here both
become a query, so that the list costs what is shown of it, little for what waits besides, and
nothing for what exists. That the query and `access` say the same is tested for everybody.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Any, NamedTuple

from django.db.models import (
    Case,
    CharField,
    DateField,
    Exists,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce
from django.db.models.lookups import Exact

from ..rules.lifecycle import ASSIGNMENT_STEPS, PROPOSAL_STEPS, REPLY_STEPS, AnyMove, Step, Weight
from ..rules.moves import AssignmentMove, ReplyMove
from ..rules.states import ENDED, SETTLED, AssignmentState, ReplyState
from ..rules.words import PROMISED, Body, Openness, Part, Role, Verdict, Void
from .assignment import Assignment
from .contact import talk_owed
from .feedback import Feedback, FeedbackSource
from .people import UnitKind, User
from .proposal import Proposal, Signatory, SignatoryAnswer
from .reply import Reply, TextVersion
from .request import Extension, RequestState
from .signature import CoSignature

NOBODY = Q(pk__in=())
#: By the value of the move, or a word of its own where one move means two kinds of work.
Wanted = dict[str, Q]
#: 起草会办意见: the same move as for a reply, and other work.
DRAFT_OPINION = "draft_opinion"


class Wait(NamedTuple):
    """One thing to do: its key in `Wanted`, the day it is due, if it has one, and on which row."""

    key: str
    due_on: date | None
    pk: int


@dataclass(frozen=True)
class Waiting:
    """The rows of one kind that may wait for somebody, and for which step each may."""

    #: Each with `urgent_on`: the day this person, else the unit, has to be ready.
    rows: QuerySet[Any]
    wanted: Wanted
    #: Rows of the kind with all that a list shows of them.
    shown: QuerySet[Any]

    def narrowed(self, condition: Q, *keys: str) -> "Waiting":
        """Only rows that fit, and only the work of these keys where any are named."""
        wanted = {key: one for key, one in self.wanted.items() if not keys or key in keys}
        return replace(self, rows=self.rows.filter(condition), wanted=wanted)

    def found(self) -> QuerySet[Any]:
        """The rows themselves."""
        anything = NOBODY
        for one in self.wanted.values():
            anything |= one
        return self.rows.filter(anything)

    @cached_property
    def waits(self) -> list[Wait]:
        """All there is to do, the most urgent first, asked at once: a set for each kind of work.

        One condition with all of them joined by "or" would be worked out twice for every row.
        """
        sets = [
            self.rows.filter(one)
            .annotate(work=Value(key, CharField()))
            .values_list("work", "urgent_on", "pk")
            for key, one in self.wanted.items()
        ]
        if not sets:
            return []
        waits = [Wait(*found) for found in sets[0].union(*sets[1:], all=True)]
        return sorted(waits, key=lambda one: (one.due_on or date.max, one.pk))

    def first(self, most: int) -> list[tuple[Wait, Any]]:
        """The most urgent things to do, each with its row and all that a list shows of it."""
        nearest = self.waits[:most]
        rows = self.shown.in_bulk({one.pk for one in nearest})
        return [(one, rows[one.pk]) for one in nearest if one.pk in rows]


def proposals_waiting_for(user: User) -> Waiting:
    """Proposals whose next main step may be this person's, the oldest first."""
    signed = Signatory.objects.filter(deputy__user=user).order_by()
    leads = signed.filter(answer=SignatoryAnswer.LEAD)
    invited = signed.filter(answer=SignatoryAnswer.INVITED)
    reach = {
        Role.DEPUTY: Q(pk__in=leads.values("proposal")),
        Role.JOINT_DEPUTY: Q(pk__in=invited.values("proposal")),
        Role.CONGRESS_OFFICE: Q(session__body=_body(user)),
        Role.HANDING_OUT_OFFICE: Q(),
    }
    wanted = _wanted(PROPOSAL_STEPS, reach, user)
    shown = Proposal.objects.defer("text")
    rows = Proposal.objects.order_by().annotate(urgent_on=Value(None, DateField()))
    return Waiting(rows, wanted, shown)


def assignments_waiting_for(user: User) -> Waiting:
    """Parts whose next main step may be this person's, the first due first."""
    unit = Q(unit=user.unit_id)
    led = Assignment.objects.filter(part=Part.LEAD, handler=user).order_by()
    leads = Q(part=Part.ASSIST, proposal__in=led.values("proposal"))
    behind = Signatory.objects.filter(deputy__user=user, answer=SignatoryAnswer.LEAD).order_by()
    reach = {
        Role.LIAISON: unit,
        Role.ARCHIVIST: unit,
        Role.OFFICE_HEAD: Q(lead_office=user.office_id, lead_office__isnull=False),
        Role.HANDLER: Q(handler=user),
        Role.LEAD_HANDLER: leads,
        Role.DEPUTY: Q(proposal__in=behind.values("proposal")),
        Role.CONGRESS_OFFICE: Q(proposal__session__body=_body(user)),
        Role.HANDING_OUT_OFFICE: Q(),
    }
    wanted = _lying(_wanted(ASSIGNMENT_STEPS, reach, user), _on_assignments(user))
    if draft := wanted.get(AssignmentMove.START_REPLY.value):
        wanted[AssignmentMove.START_REPLY.value] = draft & ~Q(part=Part.ASSIST)
        wanted[DRAFT_OPINION] = draft & Q(part=Part.ASSIST)
    if user.holds(Role.HANDLER):
        wanted = {AssignmentMove.RECORD_CONTACT.value: _untold(user)} | wanted  # talks come first
    shown = Assignment.objects.select_related("unit", "proposal").defer("proposal__text")
    rows = Assignment.objects.order_by().annotate(urgent_on=_while_there_is_work(""))
    return Waiting(rows, wanted, shown.prefetch_related("proposal__assignments"))


def replies_waiting_for(user: User) -> Waiting:
    """Documents whose next main step may be this person's, the first due first.

    Whoever is asked to co-sign goes by the day asked for, everybody else by the part's.
    """
    unit = Q(assignment__unit=user.unit_id)
    asked = CoSignature.objects.waiting().filter(cosigner=user).order_by()
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
        Role.COSIGNER: Q(pk__in=asked.values("reply")),
    }
    wanted = _lying(_wanted(REPLY_STEPS, reach, user), _on_replies(user))
    own = CoSignature.objects.running().filter(cosigner=user, reply=OuterRef("pk"))
    of_part = _while_there_is_work("assignment__")
    asked_for = Coalesce(Subquery(own.values("due_on")[:1]), of_part)
    # The question of one's own day is asked only where somebody may have been asked.
    urgent_on = Case(When(state=ReplyState.COSIGNING, then=asked_for), default=of_part)
    # 办理即行终止: nothing waits on the documents of a part that has ended (`situations`).
    going = Reply.objects.exclude(assignment__state__in=sorted(ENDED))
    rows = going.order_by().annotate(urgent_on=urgent_on)
    shown = Reply.objects.select_related("assignment__unit", "assignment__proposal")
    shown = shown.defer("assignment__proposal__text")
    beside = ("cosignatures", "assignment__proposal__assignments")
    return Waiting(rows, wanted, shown.prefetch_related(*beside))


def _while_there_is_work(prefix: str) -> Case:
    """The due day of the part behind this prefix, as long as its unit has work to do."""
    settled = When(**{f"{prefix}state__in": sorted(SETTLED)}, then=None)
    return Case(settled, default=F(f"{prefix}due_on"), output_field=DateField())


def _wanted(steps: Iterable[Step], reach: dict[Role, Q], user: User) -> Wanted:
    """For each main move of this person: in which states, and which rows are in reach."""
    wanted: Wanted = {}
    for step in steps:
        if step.weight is not Weight.MAIN:
            continue
        for role in step.roles & reach.keys():
            if user.holds(role) or role in _FROM_THE_ROW:
                here = Q(state=step.source) & reach[role]
                key = step.move.value
                wanted[key] = wanted.get(key, NOBODY) | here
    return wanted


def _lying(wanted: Wanted, more: dict[AnyMove, Q]) -> Wanted:
    """The same with what must lie on the table besides, as in `situations` and `access`."""
    conditions = {move.value: one for move, one in more.items()}
    return {key: one & conditions.get(key, Q()) for key, one in wanted.items()}


def _on_assignments(user: User) -> dict[AnyMove, Q]:
    asked = Extension.objects.filter(assignment=OuterRef("pk"), result=RequestState.ASKED)
    live = Reply.objects.live().filter(round=OuterRef("round"))
    own = live.filter(assignment=OuterRef("pk"))
    shared = live.filter(assignment__proposal=OuterRef("proposal"), assignment__part=Part.JOINT)
    paper = Feedback.objects.filter(
        Q(reply__assignment=OuterRef("pk"))
        | Q(reply__assignment__proposal=OuterRef("proposal"), reply__assignment__part=Part.JOINT),
        source=FeedbackSource.PAPER,
        confirmed_by__isnull=True,
        superseded=False,
    ).exclude(recorded_by=user)
    return {
        AssignmentMove.GRANT_EXTENSION: Q(Exists(asked)),
        AssignmentMove.START_REPLY: ~Exists(own) & (~Q(part=Part.JOINT) | ~Exists(shared)),
        AssignmentMove.CONFIRM_FEEDBACK: Q(Exists(paper)),
        AssignmentMove.TRACK: Q(outcome__in=PROMISED),
    }


def _on_replies(user: User) -> dict[AnyMove, Q]:
    strangers = ~Q(drafter=user)
    again = _agreed_before(user)
    newest = TextVersion.objects.filter(reply=OuterRef("pk")).order_by("-number")
    signatures = CoSignature.objects.filter(reply=OuterRef("pk"))
    # Whoever is asked answers first, and whoever disagrees does not decide about it.
    involved = (signatures.waiting() | signatures.objections()).filter(cosigner=user)
    return {
        ReplyMove.APPROVE: strangers,
        ReplyMove.SIGN_AGAIN: Q(again),
        ReplyMove.AGREE: ~Q(again),
        ReplyMove.OVERRIDE: strangers & Exists(signatures.objections()) & ~Exists(involved),
        ReplyMove.PASS_REVIEW: strangers,
        ReplyMove.SIGN_OFF: strangers,
        ReplyMove.SEAL: strangers,
        ReplyMove.PUBLISH: Q(Exact(Subquery(newest.values("openness")[:1]), Openness.PUBLIC)),
    }


def _agreed_before(user: User) -> Exists:
    """Documents to which this person last agreed, until a change of the text voided that."""
    given = CoSignature.objects.filter(reply=OuterRef("reply"), cosigner=user)
    last = given.exclude(verdict=Verdict.PENDING).order_by("-pk").values("pk")[:1]
    voided = CoSignature.objects.filter(
        reply=OuterRef("pk"), voided_for=Void.TEXT_CHANGED, pk=Subquery(last)
    )
    return Exists(voided.exclude(verdict=Verdict.OBJECTED))


def _untold(user: User) -> Q:
    """Parts whose handler has yet to speak with the leading deputy (by setting, before 提交)."""
    return Q(handler=user, state=AssignmentState.IN_PROGRESS) & talk_owed()


#: Roles that follow from the row itself; `reach` already asks for the relation.
_FROM_THE_ROW = {Role.JOINT_DEPUTY, Role.LEAD_HANDLER, Role.COSIGNER}


def _body(user: User) -> Body:
    conference = user.unit is not None and user.unit.kind == UnitKind.CONFERENCE_OFFICE
    return Body.CONFERENCE if conference else Body.CONGRESS
