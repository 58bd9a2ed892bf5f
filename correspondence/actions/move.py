"""The one door through which a state changes.

Always in this order: let calendar and rules stand still, lock, is the move open from here
(WrongState), may this person (PermissionDenied), let the action change the row, set the state,
sign the history, save, enter the ledger, derive the proposal's state anew.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TypeVar

from django.db import transaction

from .. import access
from ..access import Row
from ..models import Assignment, Proposal, Reply, SignatoryAnswer
from ..rules.lifecycle import AnyMove, Step, step_from
from ..rules.moves import AssignmentMove, ReplyMove
from ..rules.states import AssignmentState
from ..rules.status import Facts, Share, proposal_state
from ..rules.words import Outcome, Part, Role
from . import footing
from .act import Act
from .errors import WrongState
from .record import changes, enter, keep, plain_fields

RowT = TypeVar("RowT", Proposal, Assignment, Reply)

_TO_PROPOSAL = {Proposal: "pk", Assignment: "proposal_id", Reply: "assignment__proposal_id"}


@contextmanager
def making(model: type[RowT], pk: int, move: AnyMove, act: Act) -> Iterator[RowT]:
    """Make one move on one row; what the body changes on the row is saved with the new state.

    Raises the model's DoesNotExist, WrongState if the move is not open any more, and
    PermissionDenied if it is not this person's to make. Whatever the body raises undoes all.
    """
    with transaction.atomic():
        footing.stand()
        row = _locked(model, pk)
        step = step_from(row.state, move)
        if step is None or not access.is_open(row, move):
            raise WrongState(row, move)
        access.require(act.by, row, move)
        before = plain_fields(row)
        yield row
        _settle(row, step, act, before)


def follow(row: Row, move: AssignmentMove | ReplyMove, act: Act) -> None:
    """A move that follows from another one: nobody presses it, so only its place is checked.

    Runs inside the move it follows from, which has locked the proposal. Raises WrongState.
    """
    step = step_from(row.state, move)
    if step is None or Role.SYSTEM not in step.roles:
        raise WrongState(row, move)
    before = plain_fields(type(row)._default_manager.get(pk=row.pk))
    _settle(row, step, act, before)


def derive(proposal: Proposal, act: Act) -> None:
    """Set the proposal's state to what its dates and assignments amount to."""
    state = proposal_state(_facts(proposal))
    if proposal.state != state:
        proposal.state = state
        keep(proposal, act)


def _locked(model: type[RowT], pk: int) -> RowT:
    """The row, fresh, under the lock of its proposal: all moves on one proposal queue up here."""
    proposal_pk = model._default_manager.values_list(_TO_PROPOSAL[model], flat=True).get(pk=pk)
    Proposal.objects.select_for_update().get(pk=proposal_pk)
    return model._default_manager.get(pk=pk)


def _settle(row: Row, step: Step, act: Act, before: dict[str, object]) -> None:
    source = row.state
    if not isinstance(row, Proposal):
        row.state = step.target.value
        keep(row, act, act.reason or step.move.label)
    proposal = _proposal_of(row)
    if isinstance(row, Proposal):
        row.state = proposal_state(_facts(row)).value
        keep(row, act, act.reason or step.move.label)
    else:
        derive(proposal, act)
    enter(
        row,
        act,
        name=step.move.value,
        label=step.move.label,
        proposal=proposal,
        source=source,
        target=row.state,
        changed=changes(before, plain_fields(row)),
    )


def _proposal_of(row: Row) -> Proposal:
    match row:
        case Proposal():
            return row
        case Assignment():
            return Proposal.objects.get(pk=row.proposal_id)
        case Reply():
            return Proposal.objects.get(assignments=row.assignment_id)


def _facts(proposal: Proposal) -> Facts:
    shares = proposal.assignments.values_list("part", "state", "outcome")
    return Facts(
        submitted=proposal.submitted_on is not None,
        signatures_open=proposal.signatories.filter(answer=SignatoryAnswer.INVITED).exists(),
        returned=proposal.returned_on is not None,
        accepted=proposal.accepted_on is not None,
        refused=proposal.refused_on is not None,
        withdrawn=proposal.withdrawn_on is not None,
        merged=proposal.merged_into_id is not None,
        forwarded=proposal.forwarded_on is not None,
        shares=tuple(
            Share(Part(part), AssignmentState(state), Outcome(outcome) if outcome else None)
            for part, state, outcome in shares
        ),
    )
