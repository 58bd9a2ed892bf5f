"""A row of the lifecycle table: this role may make this move here, and it leads there."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from .moves import AssignmentMove, ProposalMove, ReplyMove
from .states import AssignmentState, ProposalState, ReplyState
from .words import Role

AnyMove: TypeAlias = ProposalMove | AssignmentMove | ReplyMove
AnyState: TypeAlias = ProposalState | AssignmentState | ReplyState


class Weight(StrEnum):
    """How loud a move's button is: the next lawful step, a side step, a step back."""

    MAIN = "main"
    SIDE = "side"
    BACK = "back"


@dataclass(frozen=True)
class Step:
    """One row: this role may make this move from source, and it leads to target."""

    move: AnyMove
    source: AnyState
    target: AnyState
    roles: frozenset[Role]
    weight: Weight


MAIN, SIDE, BACK = Weight.MAIN, Weight.SIDE, Weight.BACK
#: Roles that many rows name alone.
CLOCK, LIAISON, HEAD = {Role.SYSTEM}, {Role.LIAISON}, {Role.OFFICE_HEAD}


def rows(
    move: AnyMove,
    sources: Iterable[AnyState],
    target: AnyState | None,
    roles: set[Role],
    weight: Weight = MAIN,
) -> list[Step]:
    """One step a source; without a target the move stays where it is."""
    return [Step(move, source, target or source, frozenset(roles), weight) for source in sources]
