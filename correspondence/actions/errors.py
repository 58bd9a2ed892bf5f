"""The answers an action gives when it does not act."""

from collections.abc import Sequence

from ..access import Row
from ..models import TextVersion, WorkingText
from ..rules.lifecycle import AnyMove
from ..rules.merging import Merge
from ..rules.texts import Text


class WrongState(Exception):
    """The move is no longer open: a colleague was faster, or the page was old."""

    def __init__(self, row: Row, move: AnyMove) -> None:
        super().__init__(f"“{move.label}”已不能办理：已被他人处理，请查看最新状态。")
        self.row = row
        self.move = move


class Remedied(str):
    """A problem that one move mends: the page shows the way to it beside the words."""

    row: Row
    move: AnyMove

    def __new__(cls, words: str, *, row: Row, move: AnyMove) -> "Remedied":
        problem = super().__new__(cls, words)
        problem.row, problem.move = row, move
        return problem


class NotReady(Exception):
    """The move is open but something is still missing; each problem says what to do."""

    def __init__(self, *problems: str, field: str | None = None) -> None:
        super().__init__("；".join(problems))
        self.problems: Sequence[str] = problems
        self.field = field


class Collision(Exception):
    """Somebody saved another version since, and both changed the same paragraph or field."""

    def __init__(self, mine: Text, base: TextVersion, theirs: TextVersion, merge: Merge) -> None:
        super().__init__(f"第 {theirs.number} 版与您的修改有冲突，请逐处选定。")
        self.mine = mine
        self.base = base
        self.theirs = theirs
        self.merge = merge


class Elsewhere(Exception):
    """Another page of the same person has written to the working text since this one looked."""

    def __init__(self, working: WorkingText) -> None:
        super().__init__("同一份文稿在您的另一个窗口也有修改。")
        self.working = working


class TooLong(Exception):
    """A field is longer than can be kept; the limit is named."""

    def __init__(self, label: str, length: int, limit: int) -> None:
        super().__init__(f"{label}有 {length:,} 字，超过上限 {limit:,} 字，请删减或者改作附件。")
        self.limit = limit
