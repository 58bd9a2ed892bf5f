"""Whom a reminder is for: people by role, a stand-in for whoever is away, never nobody."""

from collections.abc import Iterable
from datetime import date

from ..models import Absence, Assignment, RoleGrant, UnitKind, User
from ..rules.words import Role

#: Who is told if a rung of the ladder finds nobody: first the unit's own door, then who handed out.
_LAST_RESORT = (Role.LIAISON, Role.HANDING_OUT_OFFICE)


class Addressees:
    """Everybody with a role on one day, read once for as many parts as there are."""

    def __init__(self, day: date) -> None:
        self._holders: dict[Role, list[User]] = {}
        self._people: dict[int, User] = {}
        grants = RoleGrant.objects.filter(user__is_active=True).order_by("user_id")
        for grant in grants.select_related("user__unit"):
            person = self._people.setdefault(grant.user_id, grant.user)
            self._holders.setdefault(Role(grant.role), []).append(person)
        away = Absence.objects.on(day).filter(stand_in__is_active=True)
        self._stand_ins = {one.user_id: one.stand_in for one in away.select_related("stand_in")}

    def of(self, assignment: Assignment, roles: Iterable[Role]) -> list[User]:
        """The people these roles mean for this part; a role nobody holds falls to the liaison."""
        found = self._holding(assignment, roles)
        for role in _LAST_RESORT:
            found = found or self._holding(assignment, [role])
        return list({one.pk: one for one in map(self.present, found)}.values())

    def present(self, person: User) -> User:
        """The person, or whoever covers for them (AB 角); never round in a circle."""
        seen = {person.pk}
        while (cover := self._stand_ins.get(person.pk)) and cover.pk not in seen:
            seen.add(cover.pk)
            person = cover
        return person

    def holding(self, role: Role) -> list[User]:
        return self._holders.get(role, [])

    def _holding(self, assignment: Assignment, roles: Iterable[Role]) -> list[User]:
        return [
            person
            for role in roles
            for person in self.holding(role)
            if _belongs(person, role, assignment)
        ]


def _belongs(person: User, role: Role, assignment: Assignment) -> bool:
    """Whether a role this person holds reaches this part."""
    match role:
        case Role.HANDLER:
            return person.pk == assignment.handler_id
        case Role.OFFICE_HEAD:
            return person.office_id is not None and person.office_id == assignment.lead_office_id
        case Role.HANDING_OUT_OFFICE:
            return True
        case Role.SUPERVISOR:
            return person.unit is None or person.unit.kind != UnitKind.UNIT
        case _:
            return person.unit_id == assignment.unit_id
