"""Every move a person can make on a proposal."""

from collections.abc import Callable

from correspondence.actions import assign, intake
from correspondence.actions.assign import Share
from correspondence.management.life import Life
from correspondence.models import Proposal
from correspondence.rules.moves import ProposalMove as Move
from correspondence.rules.states import ProposalState as State
from correspondence.rules.words import Mode, Part, RefusalReason
from tests.actions.cases import Case
from tests.factories import handed_out, registered
from tests.people import Cast


def _draft(cast: Cast) -> Proposal:
    return registered(cast).proposal


def _walked(*steps: Callable[[Life], object]) -> Callable[[Cast], Proposal]:
    def make(cast: Cast) -> Proposal:
        life = registered(cast)
        for step in steps:
            step(life)
        return life.proposal

    return make


def _accept(life: Life) -> None:
    life.accept("0100")


def _with_a_joint_deputy(cast: Cast) -> Proposal:
    life = registered(cast, deputies=[cast.lead_deputy, cast.second_deputy])
    life.submit()
    return life.proposal


def _accepted_twin(cast: Cast) -> Proposal:
    return _walked(Life.submit, lambda life: life.accept("0101"))(cast)


def _merged(cast: Cast) -> Proposal:
    twin = _accepted_twin(cast)
    return _walked(Life.submit, _accept, lambda life: life.merge(twin))(cast)


def _handed_out(cast: Cast) -> Proposal:
    return handed_out(cast).proposal


in_review = _walked(Life.submit)
returned = _walked(Life.submit, Life.send_back)
accepted = _walked(Life.submit, _accept)
forwarded = _walked(Life.submit, _accept, Life.forward)

CASES = [
    Case(Move.SUBMIT, _draft, "deputy", intake.submit, State.IN_REVIEW),
    Case(
        Move.SUBMIT,
        returned,
        "deputy",
        intake.amend,
        State.IN_REVIEW,
        lambda _cast, _row: {"title": "新的案由", "text": "补充后的正文"},
    ),
    Case(Move.JOIN, _with_a_joint_deputy, "joint_deputy", intake.join, State.IN_REVIEW),
    Case(Move.DECLINE, _with_a_joint_deputy, "joint_deputy", intake.decline, State.IN_REVIEW),
    Case(
        Move.ACCEPT,
        in_review,
        "congress_office",
        intake.accept,
        State.ACCEPTED,
        lambda _cast, _row: {"number": "0007", "is_key": True},
    ),
    Case(Move.RETURN, in_review, "congress_office", intake.send_back, State.RETURNED),
    Case(
        Move.REFUSE,
        in_review,
        "congress_office",
        intake.refuse,
        State.REFUSED,
        lambda _cast, _row: {"ground": RefusalReason.PERSONAL},
    ),
    Case(
        Move.MERGE,
        accepted,
        "congress_office",
        intake.merge,
        State.MERGED,
        lambda cast, _row: {"into": _accepted_twin(cast)},
    ),
    Case(Move.UNMERGE, _merged, "congress_office", intake.unmerge, State.ACCEPTED),
    Case(Move.FORWARD, accepted, "congress_office", intake.forward, State.FORWARDED),
    Case(
        Move.HAND_OUT,
        forwarded,
        "handing_out_office",
        assign.hand_out,
        State.ASSIGNED,
        lambda cast, _row: {"mode": Mode.SOLE, "shares": [Share(cast.unit, Part.SOLE)]},
    ),
    Case(Move.WITHDRAW, _handed_out, "deputy", intake.withdraw, State.WITHDRAWN),
]
