"""会办意见 as the leading unit receives it (上海市代表建议规定第十七条)."""

from ..models import Assignment
from ..rules.moves import AssignmentMove
from ..rules.words import DeadlineKind, TermKey
from .act import Act
from .move import making
from .news import told_of_opinion_back
from .reckon import set_deadline


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
    """退回补充: the assisting unit writes a new opinion, with a term that starts anew today."""
    with making(Assignment, assignment_id, AssignmentMove.SEND_BACK_OPINION, act) as assignment:
        assignment.round += 1
        assignment.answered_on = None
        deadline = set_deadline(assignment, DeadlineKind.OPINION, TermKey.OPINION, act.day, act)
        assignment.due_on, assignment.due_provisional = deadline.due_on, deadline.provisional
        told_of_opinion_back(assignment, act)
    return assignment
