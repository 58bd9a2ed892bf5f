"""A proposal's state follows from its dates and from what its units have done (domain C.1)."""

from dataclasses import replace

import pytest

from correspondence.rules.states import AssignmentState as A
from correspondence.rules.states import ProposalState as P
from correspondence.rules.status import Facts, Share, proposal_state
from correspondence.rules.words import Outcome, Part

HANDED_IN = Facts(submitted=True)
ACCEPTED = replace(HANDED_IN, accepted=True)
FORWARDED = replace(ACCEPTED, forwarded=True)


def shared(*shares: Share) -> Facts:
    return replace(FORWARDED, shares=shares)


def lead(state: A, outcome: Outcome | None = Outcome.RESOLVED) -> Share:
    return Share(Part.LEAD, state, outcome)


def separate(state: A, outcome: Outcome | None = Outcome.RESOLVED) -> Share:
    return Share(Part.SEPARATE, state, outcome)


BY_DATES = [
    (Facts(), P.DRAFT),
    (replace(HANDED_IN, signatures_open=True), P.SUBMITTED),
    (HANDED_IN, P.IN_REVIEW),
    (replace(HANDED_IN, returned=True), P.RETURNED),
    (replace(HANDED_IN, refused=True), P.REFUSED),
    (ACCEPTED, P.ACCEPTED),
    (replace(ACCEPTED, merged=True), P.MERGED),
    (FORWARDED, P.FORWARDED),
    (replace(HANDED_IN, withdrawn=True), P.WITHDRAWN),
    (replace(FORWARDED, withdrawn=True, shares=(lead(A.CANCELLED),)), P.WITHDRAWN),
]


@pytest.mark.parametrize(("facts", "state"), BY_DATES)
def test_before_any_unit_has_its_part(facts: Facts, state: P) -> None:
    assert proposal_state(facts) is state


BY_UNIT = [
    (lead(A.PENDING, None), P.ASSIGNED),
    (lead(A.SIGNED_FOR, None), P.ASSIGNED),
    (lead(A.HAND_BACK_REQUESTED, None), P.ASSIGNED),
    (lead(A.HANDED_BACK, None), P.FORWARDED),
    (lead(A.DISPATCHED, None), P.ASSIGNED),
    (lead(A.IN_PROGRESS, None), P.ASSIGNED),
    (lead(A.IN_APPROVAL, None), P.ASSIGNED),
    (lead(A.REPLIED), P.REPLIED),
    (lead(A.FEEDBACK_DONE), P.CLOSED),
    (lead(A.FEEDBACK_DONE, Outcome.NOTED), P.CLOSED),
    (lead(A.FEEDBACK_DONE, Outcome.PLANNED), P.FEEDBACK_DONE),
    (lead(A.FEEDBACK_DONE, Outcome.RESOLVING), P.FEEDBACK_DONE),
    (lead(A.TRACKING, Outcome.PLANNED), P.TRACKING),
    (lead(A.REHANDLING), P.REHANDLING),
    (lead(A.ARCHIVED), P.ARCHIVED),
    (lead(A.CANCELLED, None), P.FORWARDED),
]


@pytest.mark.parametrize(("share", "state"), BY_UNIT)
def test_with_one_unit_the_proposal_stands_where_the_unit_stands(share: Share, state: P) -> None:
    assert proposal_state(shared(share)) is state


def test_every_state_of_a_proposal_comes_about() -> None:
    assert {state for _, state in (*BY_DATES, *BY_UNIT)} == set(P)


@pytest.mark.parametrize("assisting", list(A))
def test_an_assisting_unit_never_holds_the_case_back_nor_moves_it_on(assisting: A) -> None:
    assist = Share(Part.ASSIST, assisting)
    assert proposal_state(shared(lead(A.REPLIED), assist)) is P.REPLIED
    assert proposal_state(shared(lead(A.IN_PROGRESS), assist)) is P.ASSIGNED


@pytest.mark.parametrize(
    ("one", "other", "state"),
    [
        (A.REPLIED, A.IN_PROGRESS, P.ASSIGNED),
        (A.FEEDBACK_DONE, A.REPLIED, P.REPLIED),
        (A.FEEDBACK_DONE, A.ARCHIVED, P.CLOSED),
        (A.REPLIED, A.REHANDLING, P.REHANDLING),
        (A.TRACKING, A.FEEDBACK_DONE, P.TRACKING),
        (A.REPLIED, A.HANDED_BACK, P.REPLIED),
        (A.ARCHIVED, A.ARCHIVED, P.ARCHIVED),
    ],
)
def test_with_several_units_the_slowest_one_counts(one: A, other: A, state: P) -> None:
    assert proposal_state(shared(separate(one), separate(other))) is state
    assert proposal_state(shared(separate(other), separate(one))) is state


def test_a_case_whose_only_answering_part_went_back_waits_to_be_handed_out_anew() -> None:
    facts = shared(lead(A.HANDED_BACK), Share(Part.ASSIST, A.OPINION_SENT))
    assert proposal_state(facts) is P.FORWARDED
