"""中止计时 and 恢复计时, where the rules allow it: resuming gives back the days that were left."""

from datetime import date

from ..models import Assignment, CalendarDay, Deadline, Override, Suspension
from ..rules.deadlines import Term
from ..rules.moves import AssignmentMove
from ..rules.words import BaseEvent, DeadlineKind, Unit
from .act import Act
from .move import making
from .reckon import new_deadline, replace, wind_up
from .record import keep


def suspend(assignment_id: int, *, act: Act) -> Assignment:
    """Let every clock of the part stand still from today on, with the reason."""
    with making(Assignment, assignment_id, AssignmentMove.SUSPEND, act) as assignment:
        keep(
            Suspension(
                assignment=assignment,
                suspended_on=act.day,
                suspended_by=act.by,
                reason=act.reason,
            ),
            act,
        )
        for deadline in _running(assignment):
            deadline.suspended_on = act.day
            keep(deadline, act)
        assignment.suspended_on = act.day
    return assignment


def resume(assignment_id: int, *, act: Act) -> Assignment:
    """Let the clocks run on with exactly the days that were left when they were stopped."""
    with making(Assignment, assignment_id, AssignmentMove.RESUME, act) as assignment:
        for stopped in _running(assignment):
            going = _go_on(stopped, act)
            if going.kind == assignment.due_kind:
                assignment.due_on = going.due_on
                assignment.due_provisional = going.provisional
        lift(assignment, act)
    return assignment


def lift(assignment: Assignment, act: Act) -> None:
    """End a suspension that is still open; runs inside the move that ends it."""
    for suspension in assignment.suspensions.filter(resumed_on__isnull=True):
        suspension.resumed_on, suspension.resumed_by = act.day, act.by
        keep(suspension, act)
    assignment.suspended_on = None


def _running(assignment: Assignment) -> list[Deadline]:
    return list(assignment.deadlines.filter(superseded=False, met_on__isnull=True))


def _go_on(stopped: Deadline, act: Act) -> Deadline:
    """The due day that gives back what was left; one that had passed already stays passed."""
    left = _days_left(stopped)
    if left is None:
        stopped.suspended_on = None
        keep(stopped, act)
        wind_up(stopped)
        return stopped
    going = new_deadline(stopped.assignment, DeadlineKind(stopped.kind), left, act.day)
    going.term_key, going.base_event = stopped.term_key, BaseEvent.RESUMED
    going.rule, going.profile = stopped.rule, stopped.profile
    going.override = Override.RESUMED
    going.override_reason = f"自 {stopped.suspended_on} 中止，恢复后计足剩余的 {left}"
    going.decided_by, going.decided_at = act.by, act.at
    return replace(going, act)


def _days_left(stopped: Deadline) -> Term | None:
    """What was left, in the unit of the term: working days, else days of the calendar."""
    since: date | None = stopped.suspended_on
    if since is None or stopped.due_on < since:
        return None
    if stopped.unit == Unit.WORKDAY:
        calendar = CalendarDay.objects.as_calendar()
        count, unit = calendar.workdays_between(since, stopped.due_on), Unit.WORKDAY
    else:
        count, unit = (stopped.due_on - since).days, Unit.DAY
    return Term(count, unit, stopped.article, stopped.roll_forward)
