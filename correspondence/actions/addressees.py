"""Whom a reminder is for: people by role, a stand-in for whoever is away, never nobody."""

from collections.abc import Sequence
from datetime import date
from typing import Protocol

from ..models import Absence, RoleGrant, UnitKind, User
from ..rules.words import Role

#: Who is told if a rung of the ladder finds nobody: first the unit's own door, then who handed out.
_LAST_RESORT = (Role.LIAISON, Role.HANDING_OUT_OFFICE)
#: Where a role reaches that is not bound to one person, office or unit; no row has this key.
_EVERYWHERE = 0


class Placed(Protocol):
    """A part, or a plain row that tells as much of one: who works on it."""

    @property
    def unit_id(self) -> int: ...
    @property
    def lead_office_id(self) -> int | None: ...
    @property
    def handler_id(self) -> int | None: ...


class StandIns:
    """Who covers for whom on one day (AB 角)."""

    def __init__(self, day: date) -> None:
        away = Absence.objects.on(day).filter(stand_in__is_active=True)
        self._covers = {one.user_id: one.stand_in for one in away.select_related("stand_in")}

    def present(self, person: User) -> User:
        """The person, or whoever covers for them; never round in a circle."""
        seen = {person.pk}
        while (cover := self._covers.get(person.pk)) and cover.pk not in seen:
            seen.add(cover.pk)
            person = cover
        return person


class Addressees(StandIns):
    """Everybody with a role on one day, read once for as many parts as there are."""

    def __init__(self, day: date) -> None:
        super().__init__(day)
        self._holders: dict[Role, list[User]] = {}
        self._reached: dict[tuple[Role, int | None], list[User]] = {}
        people: dict[int, User] = {}
        grants = RoleGrant.objects.filter(user__is_active=True).order_by("user_id")
        for grant in grants.select_related("user__unit"):
            role, person = Role(grant.role), people.setdefault(grant.user_id, grant.user)
            self._holders.setdefault(role, []).append(person)
            if (place := _place_of(person, role)) is not None:
                self._reached.setdefault((role, place), []).append(person)

    def of(self, part: Placed, roles: Sequence[Role]) -> list[User]:
        """The people these roles mean for this part; a role nobody holds falls to the liaison."""
        found = self._holding(part, roles)
        for role in _LAST_RESORT:
            found = found or self._holding(part, [role])
        return list({one.pk: one for one in map(self.present, found)}.values())

    def holding(self, role: Role) -> list[User]:
        return self._holders.get(role, [])

    def _holding(self, part: Placed, roles: Sequence[Role]) -> list[User]:
        found: list[User] = []
        for role in roles:
            found += self._reached.get((role, _place_in(part, role)), ())
        return found


def _place_of(person: User, role: Role) -> int | None:
    """The key of what a role reaches in this person's hand; None if it reaches nothing."""
    match role:
        case Role.HANDLER:
            return person.pk
        case Role.OFFICE_HEAD:
            return person.office_id
        case Role.HANDING_OUT_OFFICE:
            return _EVERYWHERE
        case Role.SUPERVISOR:
            inside = person.unit is not None and person.unit.kind == UnitKind.UNIT
            return None if inside else _EVERYWHERE
        case _:
            return person.unit_id


def _place_in(part: Placed, role: Role) -> int | None:
    """The key by which a part looks for whoever holds this role."""
    match role:
        case Role.HANDLER:
            return part.handler_id
        case Role.OFFICE_HEAD:
            return part.lead_office_id
        case Role.HANDING_OUT_OFFICE | Role.SUPERVISOR:
            return _EVERYWHERE
        case _:
            return part.unit_id
