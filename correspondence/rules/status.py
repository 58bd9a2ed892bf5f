"""A proposal's state, derived: nobody ever types it in."""

from dataclasses import dataclass

from .states import ENDED, AssignmentState, ProposalState
from .words import PROMISED, Outcome, Part


@dataclass(frozen=True)
class Share:
    """One unit's part, as far as the proposal's state depends on it."""

    part: Part
    state: AssignmentState
    outcome: Outcome | None = None


@dataclass(frozen=True, kw_only=True)
class Facts:
    """What has happened to a proposal, told by its dates; shares are its assignments."""

    submitted: bool = False
    signatures_open: bool = False
    returned: bool = False
    accepted: bool = False
    refused: bool = False
    withdrawn: bool = False
    merged: bool = False
    forwarded: bool = False
    shares: tuple[Share, ...] = ()


def proposal_state(facts: Facts) -> ProposalState:
    """The state these facts amount to (domain C.1)."""
    endings = (
        (facts.withdrawn, ProposalState.WITHDRAWN),
        (facts.refused, ProposalState.REFUSED),
        (facts.merged, ProposalState.MERGED),
        (facts.returned, ProposalState.RETURNED),
        (not facts.submitted, ProposalState.DRAFT),
        (facts.signatures_open, ProposalState.SUBMITTED),
        (not facts.accepted, ProposalState.IN_REVIEW),
        (not facts.forwarded, ProposalState.ACCEPTED),
    )
    for holds, state in endings:
        if holds:
            return state
    return _state_of_shares(facts.shares)


def _state_of_shares(shares: tuple[Share, ...]) -> ProposalState:
    """Only units that answer the deputy count; an assisting unit never holds the case back."""
    answering = [
        share for share in shares if share.part is not Part.ASSIST and share.state not in ENDED
    ]
    if not answering:
        return ProposalState.FORWARDED
    states = {share.state for share in answering}
    settled = {
        AssignmentState.REPLIED,
        AssignmentState.FEEDBACK_DONE,
        AssignmentState.TRACKING,
        AssignmentState.ARCHIVED,
    }
    promised = any(share.outcome in PROMISED for share in answering)
    answers = (
        (AssignmentState.REHANDLING in states, ProposalState.REHANDLING),
        (not states <= settled, ProposalState.ASSIGNED),
        (states == {AssignmentState.ARCHIVED}, ProposalState.ARCHIVED),
        (AssignmentState.TRACKING in states, ProposalState.TRACKING),
        (AssignmentState.REPLIED in states, ProposalState.REPLIED),
        (promised, ProposalState.FEEDBACK_DONE),
    )
    return next((state for holds, state in answers if holds), ProposalState.CLOSED)
