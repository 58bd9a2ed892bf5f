"""A case for a move: where it starts, who makes it with which action, and where it leads."""

from collections.abc import Callable
from dataclasses import dataclass
from operator import attrgetter
from typing import Any

from correspondence.actions.act import Act
from correspondence.models import Assignment, Proposal, Reply, User
from correspondence.rules.lifecycle import AnyMove, AnyState
from tests.factories import TUESDAY
from tests.people import Cast, act

Row = Proposal | Assignment | Reply


def _nothing_more(cast: Cast, row: Any) -> dict[str, object]:
    return {}


@dataclass(frozen=True)
class Case:
    """`make` walks a row to where the move starts; `by` names the one of the cast who makes it."""

    move: AnyMove
    make: Callable[[Cast], Row]
    by: str
    action: Callable[..., object]
    to: AnyState
    options: Callable[[Cast, Any], dict[str, object]] = _nothing_more

    def __str__(self) -> str:
        return f"{type(self.move).__name__}.{self.move.value}.to.{self.to.value}"


@dataclass(frozen=True)
class Scene:
    """A case on the stage: its row as it was made, and the arguments of the action."""

    case: Case
    cast: Cast
    row: Row
    options: dict[str, object]

    @property
    def act(self) -> Act:
        return act(self.person, TUESDAY, "理由充分。")

    @property
    def person(self) -> User:
        person: User = attrgetter(self.case.by)(self.cast)
        return person

    def play(self, by: Act | None = None) -> Row:
        """Make the move, and read the row again."""
        self.case.action(self.row.pk, **self.options, act=by or self.act)
        return self.now()

    def now(self) -> Row:
        return type(self.row)._default_manager.get(pk=self.row.pk)


def set_up(case: Case, cast: Cast) -> Scene:
    """Walk the case's row to its start."""
    row = case.make(cast)
    return Scene(case, cast, row, case.options(cast, row))
