"""Due days are reckoned from the session's rule profile and kept with all that led to them."""

from dataclasses import dataclass
from datetime import date

from ..models import (
    Alarm,
    Assignment,
    CalendarDay,
    Deadline,
    Override,
    Proposal,
    ReassignClock,
    RuleProfile,
    RuleTerm,
)
from ..rules.deadlines import Due, Term, due
from ..rules.words import BaseEvent, DeadlineKind, ProposalKind, TermKey, Unit
from .act import Act
from .record import keep


@dataclass(frozen=True, kw_only=True)
class Decided:
    """A due day that somebody laid down instead of the one the term ends on."""

    on: date
    override: Override
    reason: str


def rule_on(profile: RuleProfile, proposal: Proposal, term_key: str, start: date) -> RuleTerm:
    """The term in force on the day it starts; raises RuleTerm.DoesNotExist if there is none."""
    version, kind = profile.on(start), ProposalKind(proposal.kind)
    if term_key == TermKey.REPLY and is_from_recess(proposal):
        recess = version.terms.filter(key=TermKey.REPLY_RECESS, proposal_kind=kind).first()
        if recess:
            return recess
    return version.term(term_key, kind)


def is_from_recess(proposal: Proposal) -> bool:
    """Whether it was brought between sessions: some rules give such a reply another term."""
    if proposal.submitted_on is None:
        return False
    session = proposal.session
    return not session.opened_on <= proposal.submitted_on <= session.closed_on


def term_end(proposal: Proposal, term_key: str, start: date) -> Due:
    """Where a term of the session's profile ends when it starts on this day."""
    rule = rule_on(proposal.session.profile, proposal, term_key, start)
    return due(start, rule.as_term(), CalendarDay.objects.as_calendar())


def set_deadline(
    assignment: Assignment,
    kind: DeadlineKind,
    term_key: str,
    start: date,
    act: Act,
    *,
    no_later_than: date | None = None,
    instead: Decided | None = None,
) -> Deadline:
    """Reckon a due day from `start` and let it supersede the former one of its kind.

    `no_later_than` is a unified day set by the office that hands out; it counts where earlier.
    `instead` is a day that counts whatever the term says.
    """
    proposal = assignment.proposal
    rule = rule_on(proposal.session.profile, proposal, term_key, start)
    deadline = new_deadline(assignment, kind, rule.as_term(), start)
    deadline.term_key = term_key
    deadline.base_event = rule.base_event
    deadline.rule, deadline.profile = rule.profile, rule.profile.name
    if no_later_than and no_later_than < deadline.due_on:
        label = Override.UNIFIED.label
        instead = instead or Decided(on=no_later_than, override=Override.UNIFIED, reason=label)
    if instead:
        _decide(deadline, instead, act)
    return replace(deadline, act)


def start_from(assignment: Assignment, deadline: Deadline) -> None:
    """Make this the part's own due day, the one it is measured by from the beginning."""
    assignment.due_on = assignment.original_due_on = deadline.due_on
    assignment.due_provisional = deadline.provisional


def new_deadline(assignment: Assignment, kind: DeadlineKind, term: Term, start: date) -> Deadline:
    """A due day reckoned now from any term, not kept yet."""
    reckoned = due(start, term, CalendarDay.objects.as_calendar())
    return Deadline(
        assignment=assignment,
        kind=kind,
        term_key=kind.value,
        base_on=start,
        amount=term.amount,
        unit=term.unit,
        article=term.article,
        roll_forward=term.roll_forward,
        computed_on=reckoned.computed_on,
        due_on=reckoned.due_on,
        provisional=reckoned.provisional,
    )


def promise(assignment: Assignment, promised_on: date, act: Act) -> Deadline:
    """The day by which a promised solution is due: 承诺解决时限, followed until it is reported."""
    days = max((promised_on - act.day).days, 0)
    term = Term(days, Unit.DAY, "答复承诺", roll_forward=False)
    deadline = new_deadline(assignment, DeadlineKind.COMMITMENT, term, act.day)
    deadline.base_event, deadline.profile = BaseEvent.DELIVERED, "答复承诺"
    return replace(deadline, act)


def move_deadline(
    assignment: Assignment,
    kind: DeadlineKind,
    to: date,
    act: Act,
    *,
    override: Override = Override.EXTENDED,
) -> Deadline:
    """Replace a due day by decision (an extension); the old one is kept beside it."""
    old = assignment.deadlines.get(kind=kind, superseded=False)
    new = Deadline.objects.get(pk=old.pk)
    new.pk, new._state.adding = None, True
    _decide(new, Decided(on=to, override=override, reason=act.reason), act)
    return replace(new, act)


def kept_clock(assignment: Assignment, kind: DeadlineKind) -> date | None:
    """Where the term of a reassigned part began, if the rules let it run on (改派后沿用)."""
    former = assignment.replaces
    if former is None:
        return None
    rules = assignment.proposal.session.profile.on(assignment.handed_out_on)
    if rules.clock_on_reassign != ReassignClock.KEEP:
        return None
    begun: date = former.deadlines.filter(kind=kind).earliest("id").base_on
    return begun


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
        wind_up(deadline)


def wind_up(deadline: Deadline) -> None:
    """Let the search for due stages look at this due day; from there on it knows the next time."""
    Alarm.objects.update_or_create(deadline=deadline, defaults={"rings_on": deadline.base_on})


def replace(deadline: Deadline, act: Act) -> Deadline:
    """Keep a new due day in the place of the live one of its kind."""
    former = deadline.assignment.deadlines.filter(kind=deadline.kind, superseded=False)
    for old in former:
        old.superseded = True
        keep(old, act)
    keep(deadline, act)
    wind_up(deadline)
    return deadline


def _decide(deadline: Deadline, decided: Decided, act: Act) -> None:
    deadline.due_on, deadline.provisional = decided.on, False
    deadline.override, deadline.override_reason = decided.override, decided.reason
    deadline.decided_by, deadline.decided_at = act.by, act.at
