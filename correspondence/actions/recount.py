"""Due days reckoned anew when the calendar or the rules change: shown first, then applied at once.

Only what still runs is touched, and never a day somebody decided on: an extension stays where it
was granted to, and a unified day moves only if the statutory one comes before it.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from django.db.models import QuerySet

from ..models import Alarm, Deadline, LedgerEntry, LedgerHead, Override, RuleTerm
from ..rules.deadlines import Due, Term, due
from ..rules.ledger import chain_hash
from ..rules.states import SETTLED
from ..rules.words import DeadlineKind
from ..rules.workdays import Calendar
from .act import Act
from .history import BATCH, add_many, change_many

Values = tuple[tuple[str, Any], ...]
MAIN = {DeadlineKind.REPLY, DeadlineKind.OPINION}


@dataclass(frozen=True)
class Reckoned:
    """Where a term ends now, and the rule it follows now if that has changed as well."""

    due: Due
    rule: RuleTerm | None = None


@dataclass(frozen=True)
class Shift:
    """One due day that changes: from → to, or from provisional to certain."""

    deadline: Deadline
    reckoned: Reckoned
    to: date

    @property
    def moves(self) -> bool:
        """Whether the day itself changes."""
        return self.to != self.deadline.due_on

    @property
    def fingerprint(self) -> str:
        """What must not have changed between preview and application."""
        return f"{self.deadline.pk}:{self.deadline.due_on}:{self.to}"


def running() -> QuerySet[Deadline]:
    """The due days that still count."""
    return (
        Deadline.objects.filter(superseded=False, met_on__isnull=True, suspended_on__isnull=True)
        .exclude(assignment__state__in=SETTLED)
        .exclude(kind=DeadlineKind.COMMITMENT)
        .select_related("assignment__proposal")
        .prefetch_related("assignment__unit", "assignment__proposal__session")
        .defer("assignment__proposal__text")
        .order_by("due_on", "pk")
    )


def reckoning(calendar: Calendar) -> Callable[[date, Term], Due]:
    """How terms end by this calendar: each pair of day and term is worked out once."""
    return cache(lambda start, term: due(start, term, calendar))


def shifts(
    deadlines: Iterable[Deadline], reckon: Callable[[Deadline], Reckoned | None]
) -> list[Shift]:
    """Which of these due days would change, reckoned in this way (None: not concerned)."""
    found = []
    for deadline in deadlines:
        reckoned = reckon(deadline)
        if reckoned is None:
            continue
        shift = Shift(deadline, reckoned, _to(deadline, reckoned.due))
        if shift.moves or deadline.provisional != _provisional(shift) or reckoned.rule:
            found.append(shift)
    return found


def apply(found: Sequence[Shift], act: Act) -> int:
    """Replace every due day by the one it moves to; runs inside the transaction of the change."""
    if not found:
        return 0
    old = [shift.deadline for shift in found]
    change_many(old, act, superseded=True)
    new = add_many(Deadline, map(_successor, found), act)
    _wind_up(new, old)
    for values, parts in _following(found).items():
        change_many(parts, act, **dict(values))
    _enter(found, act)
    return len(found)


def _to(deadline: Deadline, reckoned: Due) -> date:
    """A decided day stays; a unified one gives way to a statutory day that comes earlier."""
    if deadline.override == Override.EXTENDED:
        return deadline.due_on
    if deadline.override == Override.UNIFIED:
        later = deadline.due_on > max(deadline.computed_on, reckoned.due_on)
        return deadline.due_on if later else min(deadline.due_on, reckoned.due_on)
    return reckoned.due_on


def _provisional(shift: Shift) -> bool:
    decided = shift.deadline.override in (Override.EXTENDED, Override.UNIFIED)
    return False if decided else shift.reckoned.due.provisional


def _successor(shift: Shift) -> Deadline:
    new = Deadline(
        **{
            field.attname: getattr(shift.deadline, field.attname)
            for field in Deadline._meta.concrete_fields
            if not field.primary_key
        }
    )
    new.superseded = False
    new.computed_on, new.due_on = shift.reckoned.due.computed_on, shift.to
    new.provisional = _provisional(shift)
    if rule := shift.reckoned.rule:
        new.amount, new.unit, new.article = rule.amount, rule.unit, rule.article
        new.roll_forward, new.base_event = rule.roll_forward, rule.base_event
        new.rule, new.profile = rule.profile, rule.profile.name
    return new


def _following(found: Sequence[Shift]) -> dict[Values, list[Any]]:
    """The parts whose own due day goes along, by what it becomes; few days, many parts."""
    groups: dict[Values, list[Any]] = {}
    for shift in found:
        if shift.deadline.kind not in MAIN:
            continue
        part = shift.deadline.assignment
        # The original day goes along as well, unless an extension has left it behind.
        moved = shift.to if part.original_due_on == shift.deadline.due_on else part.original_due_on
        values = {
            "due_on": shift.to,
            "original_due_on": moved,
            "due_provisional": _provisional(shift),
        }
        groups.setdefault(tuple(values.items()), []).append(part)
    return groups


def _wind_up(new: list[Deadline], old: list[Deadline]) -> None:
    """The alarms go over to the new due days, and look at them at once."""
    Alarm.objects.filter(deadline__in=[one.pk for one in old]).delete()
    Alarm.objects.bulk_create(
        (Alarm(deadline=one, rings_on=one.base_on) for one in new), batch_size=BATCH
    )


def _enter(found: Sequence[Shift], act: Act) -> None:
    """One entry of the ledger for every part, chained like any other."""
    head, _ = LedgerHead.objects.select_for_update().get_or_create(pk=1)
    entries = []
    for shift in found:
        part = shift.deadline.assignment
        entry = LedgerEntry(
            serial=head.serial + 1,
            at=act.at,
            actor=act.by,
            proposal=part.proposal,
            subject="assignment",
            subject_id=part.pk,
            act="recount",
            label=f"重新计算{DeadlineKind(shift.deadline.kind).label}时限",
            source=part.state,
            target=part.state,
            reason=act.reason,
            changes={"due_on": [str(shift.deadline.due_on), str(shift.to)]},
            previous_hash=head.hash,
        )
        entry.hash = chain_hash(entry.previous_hash, entry.content())
        head.serial, head.hash = entry.serial, entry.hash
        entries.append(entry)
    LedgerEntry.objects.bulk_create(entries, batch_size=BATCH)
    head.save()
