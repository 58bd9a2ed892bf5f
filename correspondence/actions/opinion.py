"""会办意见 as the leading unit receives it (上海市代表建议规定第十七条)."""

from ..models import Assignment
from ..rules.moves import AssignmentMove
from ..rules.words import DeadlineKind
from .act import Act
from .move import making
from .reckon import reopen


def waive(assignment_id: int, *, act: Act) -> Assignment:
    """The leading unit goes on without this opinion, with a reason on record."""
    with making(Assignment, assignment_id, AssignmentMove.WAIVE_OPINION, act) as assignment:
        assignment.waived_reason = act.reason
    return assignment


def accept(assignment_id: int, *, act: Act) -> Assignment:
    """采用: the opinion is in and enters the reply."""
    with making(Assignment, assignment_id, AssignmentMove.ACCEPT_OPINION, act) as assignment:
        pass
    return assignment


def send_back(assignment_id: int, *, act: Act) -> Assignment:
    """退回补充: the assisting unit writes a new opinion in a new round."""
    with making(Assignment, assignment_id, AssignmentMove.SEND_BACK_OPINION, act) as assignment:
        assignment.round += 1
        assignment.answered_on = None
        reopen(assignment, DeadlineKind.OPINION, act)
    return assignment
