"""延期 (上海市代表建议规定第十九条): asked, granted up to the cap, told to the deputy."""

from datetime import date, timedelta

from ..models import Assignment, Extension, RequestState, RuleProfile
from ..rules.moves import AssignmentMove
from ..rules.words import DeadlineKind
from .act import Act
from .errors import NotReady
from .move import making
from .reckon import move_deadline, term_end
from .record import keep


def ask(assignment_id: int, *, until: date, progress: str, signed_by: str, act: Act) -> Assignment:
    """Ask for a later due day; never beyond the cap of the rules."""
    with making(Assignment, assignment_id, AssignmentMove.ASK_EXTENSION, act) as assignment:
        cap = _cap(assignment)
        after = max(assignment.due_on, act.day)
        if not after < until <= cap:
            raise NotReady(f"延期只能在 {after} 之后、{cap} 之前（含当日）。", field="until")
        most = _rules(assignment).max_extensions
        if assignment.extensions.filter(result=RequestState.GRANTED).count() >= most:
            raise NotReady(f"本规则至多批准 {most} 次延期，不能再次申请。")
        extension = Extension(
            assignment=assignment,
            reason=act.reason,
            progress=progress,
            signed_by=signed_by,
            asked_on=act.day,
            old_due_on=assignment.due_on,
            new_due_on=until,
        )
        keep(extension, act)
    return assignment


def grant(assignment_id: int, *, act: Act) -> Assignment:
    """同意延期; one granted after the due day has passed is marked so, and may count as overdue."""
    with making(Assignment, assignment_id, AssignmentMove.GRANT_EXTENSION, act) as assignment:
        rules = _rules(assignment)
        if act.day > assignment.due_on and not rules.late_grants_allowed:
            raise NotReady(f"时限 {assignment.due_on} 已过，本规则不允许逾期后批准延期。")
        extension = _decide(assignment, RequestState.GRANTED, act)
        if extension.granted_late and rules.late_grants_count_overdue:
            assignment.counts_overdue = True
        move_deadline(assignment, DeadlineKind.REPLY, extension.new_due_on, act)
        assignment.due_on, assignment.due_provisional = extension.new_due_on, False
    return assignment


def refuse(assignment_id: int, *, act: Act) -> Assignment:
    """不同意延期, with the reason."""
    with making(Assignment, assignment_id, AssignmentMove.REFUSE_EXTENSION, act) as assignment:
        _decide(assignment, RequestState.REFUSED, act)
    return assignment


def tell(assignment_id: int, *, act: Act) -> Assignment:
    """登记已告知代表: the article asks for it without delay."""
    with making(Assignment, assignment_id, AssignmentMove.TELL_EXTENSION, act) as assignment:
        extension = assignment.extensions.filter(
            result=RequestState.GRANTED, deputy_told_on__isnull=True
        ).get()
        extension.deputy_told_on = act.day
        keep(extension, act)
    return assignment


def _cap(assignment: Assignment) -> date:
    """The last day an extension may reach: reckoned like the term itself, from where it began.

    Days on which the clock stood still are given back here as well.
    """
    begun = assignment.deadlines.filter(kind=DeadlineKind.REPLY).earliest("id").base_on
    end: date = term_end(assignment.proposal, "extension_cap", begun).due_on
    stood_still = sum(
        (one.resumed_on - one.suspended_on).days
        for one in assignment.suspensions.all()
        if one.resumed_on is not None
    )
    return end + timedelta(days=stood_still)


def _rules(assignment: Assignment) -> RuleProfile:
    """The rules under which the part was handed out."""
    rules: RuleProfile = assignment.proposal.session.profile.on(assignment.handed_out_on)
    return rules


def _decide(assignment: Assignment, result: RequestState, act: Act) -> Extension:
    extension: Extension = assignment.extensions.get(result=RequestState.ASKED)
    extension.result, extension.decided_by, extension.decided_on = result, act.by, act.day
    extension.decision = act.reason
    extension.granted_late = result == RequestState.GRANTED and act.day > assignment.due_on
    keep(extension, act)
    return extension
