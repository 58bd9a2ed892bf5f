"""The two answers an action gives when it does not act."""

from collections.abc import Sequence

from ..access import Row
from ..rules.lifecycle import AnyMove


class WrongState(Exception):
    """The move is no longer open: a colleague was faster, or the page was old."""

    def __init__(self, row: Row, move: AnyMove) -> None:
        super().__init__(f"“{move.label}”已不能办理：已被他人处理，请查看最新状态。")
        self.row = row
        self.move = move


class NotReady(Exception):
    """The move is open but something is still missing; each problem says what to do."""

    def __init__(self, *problems: str, field: str | None = None) -> None:
        super().__init__("；".join(problems))
        self.problems: Sequence[str] = problems
        self.field = field
