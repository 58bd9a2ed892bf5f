"""Due days are reckoned from the session's rule profile and kept with all that led to them."""

from datetime import date

from ..models import Assignment, CalendarDay, Deadline, Proposal
from ..rules.deadlines import Due, due
from ..rules.words import DeadlineKind, ProposalKind
from .act import Act
from .record import keep


def term_end(proposal: Proposal, term_key: str, start: date) -> Due:
    """Where a term of the session's profile ends when it starts on this day."""
    rule = proposal.session.profile.term(term_key, ProposalKind(proposal.kind))
    return due(start, rule.as_term(), CalendarDay.objects.as_calendar())


def set_deadline(
    assignment: Assignment,
    kind: DeadlineKind,
    term_key: str,
    start: date,
    act: Act,
    *,
    no_later_than: date | None = None,
) -> Deadline:
    """Reckon a due day from `start` and let it supersede the former one of its kind.

    `no_later_than` is a unified day set by the office that hands out; it counts where earlier.
    """
    proposal = assignment.proposal
    profile = proposal.session.profile
    rule = profile.term(term_key, ProposalKind(proposal.kind))
    reckoned = term_end(proposal, term_key, start)
    unified = no_later_than if no_later_than and no_later_than < reckoned.due_on else None
    _supersede(assignment, kind, act)
    deadline = Deadline(
        assignment=assignment,
        kind=kind,
        base_event=rule.base_event,
        base_on=start,
        amount=rule.amount,
        unit=rule.unit,
        article=rule.article,
        roll_forward=rule.roll_forward,
        profile=profile.name,
        computed_on=reckoned.computed_on,
        due_on=unified or reckoned.due_on,
        provisional=reckoned.provisional and not unified,
        override_reason="交办机构统一规定的时限" if unified else "",
    )
    keep(deadline, act)
    return deadline


def move_deadline(assignment: Assignment, kind: DeadlineKind, to: date, act: Act) -> Deadline:
    """Replace a due day by decision (an extension); the old one is kept beside it."""
    old = assignment.deadlines.get(kind=kind, superseded=False)
    _supersede(assignment, kind, act)
    new = Deadline.objects.get(pk=old.pk)
    new.pk, new._state.adding, new.superseded = None, True, False
    new.due_on, new.provisional, new.override_reason = to, False, act.reason
    keep(new, act)
    return new


def meet(assignment: Assignment, kind: DeadlineKind, act: Act) -> None:
    """Mark the live due day of this kind as met, so that nothing reminds of it any more."""
    for deadline in assignment.deadlines.filter(kind=kind, superseded=False, met_on__isnull=True):
        deadline.met_on = act.day
        keep(deadline, act)


def reopen(assignment: Assignment, kind: DeadlineKind, act: Act) -> None:
    """Let the live due day of this kind run again: what had met it no longer stands."""
    for deadline in assignment.deadlines.filter(kind=kind, superseded=False):
        deadline.met_on = None
        keep(deadline, act)


def _supersede(assignment: Assignment, kind: DeadlineKind, act: Act) -> None:
    for deadline in assignment.deadlines.filter(kind=kind, superseded=False):
        deadline.superseded = True
        keep(deadline, act)
