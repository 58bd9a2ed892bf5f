"""Who acts in which role: the people of the units, looked up once."""

from collections.abc import Iterable

from ..models import Assignment, Deputy, Office, Session, Unit, UnitKind, User
from ..rules.words import Body, Role


class Cast:
    """The first person who fits acts; the order is that of the people given."""

    def __init__(self, people: Iterable[User]) -> None:
        self._people = {person.pk: person for person in people}

    @classmethod
    def everybody(cls) -> "Cast":
        """All active people on record, the first ones entered first."""
        people = User.objects.filter(is_active=True).select_related("unit", "office")
        return cls(people.prefetch_related("grants").order_by("pk"))

    def all(
        self, role: Role, *, unit: Unit | None = None, office: Office | None = None
    ) -> list[User]:
        """Everybody who holds this role, in this unit or office if one is named."""
        return [
            person
            for person in self._people.values()
            if person.holds(role)
            and (unit is None or person.unit_id == unit.pk)
            and (office is None or person.office_id == office.pk)
        ]

    def one(self, role: Role, *, unit: Unit | None = None, office: Office | None = None) -> User:
        """The first one who holds this role there. Raises LookupError if nobody does."""
        found = self.all(role, unit=unit, office=office)
        if not found:
            raise LookupError(f"{office or unit or ''}没有{role.label}")
        return found[0]

    def staff_of(self, session: Session) -> list[User]:
        """The people who take in the proposals of a session: of the congress or the conference."""
        conference = session.body == Body.CONFERENCE
        kind = UnitKind.CONFERENCE_OFFICE if conference else UnitKind.CONGRESS_OFFICE
        found = [
            person
            for person in self.all(Role.CONGRESS_OFFICE)
            if person.unit and person.unit.kind == kind
        ]
        if not found:
            raise LookupError(f"没有{kind.label}的人员")
        return found

    def account(self, deputy: Deputy) -> User | None:
        """The account of a deputy who has one; the others act on paper."""
        return self._people.get(deputy.user_id) if deputy.user_id else None

    def handler_of(self, assignment: Assignment) -> User:
        """Who works on a part. Raises LookupError while nobody does."""
        if assignment.handler is None:
            raise LookupError("尚未确定经办人")
        return assignment.handler

    def working_offices(self, unit: Unit) -> list[Office]:
        """The offices of a unit that have both a head and somebody who handles."""
        handled = {person.office_id for person in self.all(Role.HANDLER, unit=unit)}
        offices = [person.office for person in self.all(Role.OFFICE_HEAD, unit=unit)]
        return [office for office in offices if office and office.pk in handled]

    def cosigners(self, assignment: Assignment) -> list[User]:
        """Whom a unit asks to co-sign: two of its other offices."""
        asked = self.all(Role.COSIGNER, unit=assignment.unit)
        return [one for one in asked if one.office_id != assignment.lead_office_id][:2]
