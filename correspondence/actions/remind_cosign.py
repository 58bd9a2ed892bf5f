"""Which co-signers are to be reminded: the same ladder, walked for each question that is open."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from ..models import CoSignature, User
from ..rules.reminding import Reached, Stage, stages_reached
from ..rules.words import DeadlineKind, Role
from ..rules.workdays import Calendar
from .act import day_of
from .addressees import Addressees
from .planned import Planned

RELATED = ("cosigner__unit", "reply__assignment__proposal__session")


@dataclass(frozen=True)
class Asked:
    """A rung that was reached for one open question, and whom it speaks to."""

    signature: CoSignature
    due_on: date
    reached: Reached
    people: Sequence[User]

    def planned(self) -> Iterator[Planned]:
        """The reminders, one a person."""
        for person in self.people:
            yield Planned(
                assignment_id=self.signature.reply.assignment_id,
                stage=self.reached.key,
                due_on=self.due_on,
                recipient_id=person.pk,
                kind=DeadlineKind.COSIGN,
                wording=self.reached.stage.wording,
                reached_on=self.reached.day,
            )


def asked(
    until: date,
    *,
    rungs: Sequence[Stage],
    roles: dict[str, list[Role]],
    people: Addressees,
    calendar: Calendar,
) -> Iterator[Asked]:
    """Every rung reached by a day for an open question to co-sign.

    Only questions whose due day is near enough for a rung are looked at. While the clock of the
    part stands still, nobody is reminded.
    """
    if not rungs:
        return
    near = max(one.furthest_due(until, calendar) for one in rungs)
    rows = CoSignature.objects.running().filter(due_on__lte=near)
    open_ = rows.filter(reply__assignment__suspended_on__isnull=True).select_related(*RELATED)
    for one in open_.order_by("pk"):
        if one.due_on is None or one.asked_at is None:
            continue
        since = day_of(one.asked_at)
        for reached in stages_reached(
            rungs, due_on=one.due_on, since=since, today=until, calendar=calendar
        ):
            told = _people(one, roles[reached.stage.key], people)
            yield Asked(one, one.due_on, reached, told)


def _people(one: CoSignature, roles: Sequence[Role], people: Addressees) -> list[User]:
    """会签人 is whoever was asked, not everybody who may be; a stand-in covers for them."""
    own = [people.present(one.cosigner)] if Role.COSIGNER in roles else []
    others = [role for role in roles if role is not Role.COSIGNER]
    more = people.of(one.reply.assignment, others) if others else []
    return list({person.pk: person for person in (*own, *more)}.values())
