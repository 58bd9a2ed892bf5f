"""The whole grid of role × state × move: what is written down is open, and nothing else."""

from collections.abc import Callable, Iterator

import pytest
from django.db import transaction

from correspondence import access
from correspondence.access import Row
from correspondence.models import Assignment, Proposal, Reply
from correspondence.rules.lifecycle import AnyMove
from correspondence.rules.moves import AssignmentMove, ProposalMove, ReplyMove
from correspondence.rules.states import AssignmentState as A
from correspondence.rules.states import ProposalState as P
from correspondence.rules.states import ReplyState as R
from correspondence.rules.words import RefusalReason
from tests import grid
from tests.actions.assignment_cases import PROMISE
from tests.actions.proposal_cases import accepted, forwarded, in_review, returned
from tests.factories import assisting_part, handed_out, part, registered
from tests.grid import may, named
from tests.people import Cast

pytestmark = pytest.mark.django_db


def _refused(cast: Cast) -> Row:
    life = registered(cast)
    life.submit()
    life.refuse(RefusalReason.PERSONAL)
    return life.proposal


def _submitted(cast: Cast) -> Row:
    life = registered(cast, deputies=[cast.lead_deputy, cast.second_deputy])
    life.submit()
    return life.proposal


def _merged(cast: Cast) -> Row:
    into = registered(cast)
    into.submit()
    into.accept("0001")
    child = registered(cast)
    child.submit()
    child.accept("0002")
    child.merge(into.proposal)
    return child.proposal


MOVES: dict[type[Row], list[AnyMove]] = {
    Proposal: list(ProposalMove),
    Assignment: list(AssignmentMove),
    Reply: list(ReplyMove),
}
PROPOSALS: dict[P, Callable[[Cast], Row]] = {
    P.DRAFT: lambda cast: registered(cast).proposal,
    P.SUBMITTED: _submitted,
    P.IN_REVIEW: in_review,
    P.RETURNED: returned,
    P.REFUSED: _refused,
    P.ACCEPTED: accepted,
    P.MERGED: _merged,
    P.FORWARDED: forwarded,
    P.ASSIGNED: lambda cast: handed_out(cast).proposal,
    P.REPLIED: lambda cast: part(cast, A.REPLIED).life.proposal,
    P.FEEDBACK_DONE: lambda cast: part(cast, A.FEEDBACK_DONE, text=PROMISE).life.proposal,
    P.REHANDLING: lambda cast: part(cast, A.REHANDLING).life.proposal,
    P.TRACKING: lambda cast: part(cast, A.TRACKING).life.proposal,
    P.CLOSED: lambda cast: part(cast, A.FEEDBACK_DONE).life.proposal,
    P.ARCHIVED: lambda cast: part(cast, A.ARCHIVED).life.proposal,
    P.WITHDRAWN: lambda cast: part(cast, A.CANCELLED).life.proposal,
}


def _row(cast: Cast, name: str, state: str) -> Row:
    match name:
        case "PROPOSAL":
            return PROPOSALS[P(state)](cast)
        case "ASSIGNMENT":
            return part(cast, A(state)).assignment
        case "ASSISTING":
            return assisting_part(cast, A(state)).assignment
    work = part(cast, R(state))
    return Reply.objects.get(assignment=work.pk)


@pytest.fixture(
    scope="module",
    params=[
        pytest.param((name, state), id=f"{name}-{state}")
        for name in ("PROPOSAL", "ASSIGNMENT", "ASSISTING", "REPLY")
        for state in getattr(grid, name)
    ],
)
def square(request: pytest.FixtureRequest, cast: Cast) -> Iterator[tuple[Row, grid.Grid, str]]:
    """A row in each state of each table, beside what the grid says of it."""
    name, state = request.param
    with transaction.atomic():
        row = _row(cast, name, state)
        assert row.state == state
        yield row, getattr(grid, name), state
        transaction.set_rollback(True)


def test_the_grid_names_every_state() -> None:
    assert set(grid.PROPOSAL) == set(P)
    assert set(grid.ASSIGNMENT) == set(A) - {A.OPINION_SENT, A.OPINION_ACCEPTED}
    assert set(grid.REPLY) == set(R)


def test_everybody_sees_exactly_the_buttons_of_the_grid(
    cast: Cast, square: tuple[Row, grid.Grid, str]
) -> None:
    row, table, state = square
    seen = {
        name: {step.move.value for step in access.open_moves(named(cast, name), row)}
        for name in grid.EVERYBODY
    }
    assert {name: moves for name, moves in seen.items() if moves} == grid.allowed(table, state)


def test_the_door_opens_to_nobody_else(cast: Cast, square: tuple[Row, grid.Grid, str]) -> None:
    row, table, state = square
    passed = {
        name: {move.value for move in MOVES[type(row)] if may(named(cast, name), row, move)}
        for name in grid.EVERYBODY
    }
    assert {name: made for name, made in passed.items() if made} == grid.allowed(table, state)
