"""The tables of moves: complete, unambiguous, in the order of the law, closed to watchers."""

from enum import StrEnum
from itertools import pairwise

import pytest

from correspondence.rules.lifecycle import (
    ASSIGNMENT_STEPS,
    PROPOSAL_STEPS,
    REPLY_STEPS,
    AnyState,
    Step,
    Weight,
    step_from,
    steps_from,
)
from correspondence.rules.moves import AssignmentMove, ProposalMove, ReplyMove
from correspondence.rules.states import AssignmentState, ProposalState, ReplyState
from correspondence.rules.words import ADMINISTRATORS, Role

TABLES = [
    pytest.param(PROPOSAL_STEPS, ProposalMove, id="proposal"),
    pytest.param(ASSIGNMENT_STEPS, AssignmentMove, id="assignment"),
    pytest.param(REPLY_STEPS, ReplyMove, id="reply"),
]
ALL = (*PROPOSAL_STEPS, *ASSIGNMENT_STEPS, *REPLY_STEPS)
R, A = ReplyState, AssignmentState

#: 公文处理条例 18 and 25, one state after the other; each is entered from the one before it only.
LAWFUL_ORDER = [
    R.DRAFT,
    R.OFFICE_APPROVAL,
    R.COSIGNING,
    R.REVIEW,
    R.LEADER_APPROVAL,
    R.SIGNED,
    R.RECHECKED,
    R.NUMBERED,
    R.SEALED,
    R.ISSUED,
    R.DELIVERED,
]


def reachable(steps: tuple[Step, ...], start: AnyState) -> set[AnyState]:
    found = {start}
    while new := {step.target for step in steps if step.source in found} - found:
        found |= new
    return found


@pytest.mark.parametrize(
    ("steps", "start"),
    [
        pytest.param(ASSIGNMENT_STEPS, A.PENDING, id="assignment"),
        pytest.param(REPLY_STEPS, R.DRAFT, id="reply"),
    ],
)
def test_every_state_can_be_reached(steps: tuple[Step, ...], start: AnyState) -> None:
    assert reachable(steps, start) == set(type(start))


@pytest.mark.parametrize(("steps", "moves"), TABLES)
def test_a_move_leads_from_one_state_to_one_state(
    steps: tuple[Step, ...], moves: type[StrEnum]
) -> None:
    pairs = [(step.move, step.source) for step in steps]
    assert len(pairs) == len(set(pairs))


@pytest.mark.parametrize(("steps", "moves"), TABLES)
def test_every_move_is_in_the_table_and_says_what_it_does_in_chinese(
    steps: tuple[Step, ...], moves: type[StrEnum]
) -> None:
    assert {step.move for step in steps} == set(moves)
    assert all(any("一" <= letter <= "鿿" for letter in step.move.label) for step in steps)


@pytest.mark.parametrize("states", [ProposalState, AssignmentState, ReplyState])
def test_every_state_has_a_label_and_a_tone(
    states: type[ProposalState | AssignmentState | ReplyState],
) -> None:
    labels = [state.label for state in states]
    assert len(set(labels)) == len(labels)
    assert {state.tone for state in states} <= {"waiting", "active", "soon", "done", "ended"}


@pytest.mark.parametrize("role", sorted(ADMINISTRATORS))
def test_whoever_watches_or_administers_has_no_row(role: Role) -> None:
    assert not [step for step in ALL if role in step.roles]


@pytest.mark.parametrize(
    "role", [role for role in Role if role not in ADMINISTRATORS and role is not Role.SYSTEM]
)
def test_every_other_role_has_something_to_do(role: Role) -> None:
    assert [step for step in ALL if role in step.roles]


def test_what_the_system_does_nobody_presses() -> None:
    for step in ALL:
        if Role.SYSTEM in step.roles:
            assert step.roles == {Role.SYSTEM}, step


@pytest.mark.parametrize(("before", "state"), list(pairwise(LAWFUL_ORDER)))
def test_a_reply_goes_forward_in_the_order_of_the_law(
    before: ReplyState, state: ReplyState
) -> None:
    sources = {step.source for step in REPLY_STEPS if step.target is state} - {state}
    forward = {one for one in sources if one not in LAWFUL_ORDER[LAWFUL_ORDER.index(state) :]}
    assert forward - {R.CHIEF_APPROVAL} == {before}


def test_the_number_is_drawn_only_after_signing_and_recheck() -> None:
    assert [step.source for step in REPLY_STEPS if step.target is R.NUMBERED] == [R.RECHECKED]
    assert [step.source for step in REPLY_STEPS if step.move is ReplyMove.RECHECK] == [R.SIGNED]


def test_only_leaders_sign() -> None:
    signing = [step for step in REPLY_STEPS if step.move is ReplyMove.SIGN_OFF]
    assert {role for step in signing for role in step.roles} == {Role.LEADER, Role.CHIEF}


def test_what_has_been_issued_never_becomes_a_draft_again() -> None:
    assert R.DRAFT not in reachable(REPLY_STEPS, R.ISSUED)
    assert R.SEALED not in reachable(REPLY_STEPS, R.ISSUED)


def test_only_the_deputys_side_gives_feedback() -> None:
    giving = {AssignmentMove.GIVE_FEEDBACK, AssignmentMove.JOIN_FEEDBACK}
    paper = {AssignmentMove.RECORD_FEEDBACK, AssignmentMove.CONFIRM_FEEDBACK}
    for step in ASSIGNMENT_STEPS:
        if step.move in giving:
            assert step.roles <= {Role.DEPUTY, Role.JOINT_DEPUTY}
        if step.move in paper:
            assert step.roles == {Role.CONGRESS_OFFICE}


@pytest.mark.parametrize("state", [A.HANDED_BACK, A.CANCELLED, A.ARCHIVED, R.REVOKED, R.ARCHIVED])
def test_nothing_moves_what_has_ended(state: AnyState) -> None:
    assert steps_from(state) == []


def test_a_move_that_is_not_open_leads_nowhere() -> None:
    assert step_from(R.DRAFT, ReplyMove.SIGN_OFF) is None
    assert step_from("no such state", ReplyMove.SAVE) is None


def test_moves_of_the_same_name_are_told_apart_by_their_row() -> None:
    assert step_from("in_progress", AssignmentMove.SUBMIT) is not None
    assert step_from("in_progress", ReplyMove.SUBMIT) is None


def test_the_next_lawful_step_comes_first() -> None:
    weights = [step.weight for step in steps_from(R.OFFICE_APPROVAL)]
    assert weights == sorted(weights, key=list(Weight).index)
    assert steps_from(R.OFFICE_APPROVAL)[0].move is ReplyMove.APPROVE
