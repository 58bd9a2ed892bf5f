"""Loads the tables behind the proposals: a row that is there already stays as it is."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.contrib.auth.hashers import make_password

from ..actions import number
from ..actions.act import Act
from ..actions.record import keep
from ..models import (
    CalendarDay,
    Deputy,
    NumberSeries,
    Office,
    ReminderStage,
    RoleGrant,
    RuleProfile,
    RuleTerm,
    SeriesUse,
    SeriesYear,
    Session,
    StandardParagraph,
    Unit,
    UnitKind,
    User,
    Versioned,
)
from ..models.people import DEMO_PASSWORD
from ..rules.words import Role
from .cast import Cast
from .clock import Clock
from .tables import Row

WHY = "导入初始数据"

Rows = Mapping[str, list[Row]]


def load_reference(rows: Rows, act: Act) -> None:
    """Rules, sessions, units, workdays and stages: good for a real site, too."""
    profiles = _add(RuleProfile, "code", rows["rules"], _profile, act, named="profile")
    _add_terms(rows["rules"], profiles, act)
    _add(Session, "name", rows["sessions"], lambda row: _session(row, profiles), act)
    _add(Unit, "code", rows["units"], _unit, act)
    _add(CalendarDay, "day", rows["workdays"], _day, act)
    _add(ReminderStage, "key", rows["stages"], _stage, act, named="stage")


def load_people(rows: Rows, act: Act) -> None:
    """Offices, people with their roles, deputies and series: invented, for a demonstration."""
    units = {unit.code: unit for unit in Unit.objects.all()}
    _add_offices(rows["offices"], units, act)
    _add_people(rows["people"], units, act)
    users = {user.username: user for user in User.objects.all()}
    _add(Deputy, "code", rows["deputies"], lambda row: _deputy(row, users), act)
    _add_series(rows["series"], units, act)
    _add_paragraphs(rows["paragraphs"], units, act)


def begin_series(row: Row, cast: Cast, clock: Clock) -> None:
    """Let a series go on from the numbers that were given on paper."""
    series = NumberSeries.objects.get(issuer_code=row["issuer_code"])
    if not SeriesYear.objects.filter(series=series, year=row["year"]).exists():
        act = clock.act(cast.one(Role.SYSADMIN), row["reason"])
        number.begin_at(series, year=row["year"], serial=row["last_serial"], act=act)


def _add(
    model: type[Versioned],
    field: str,
    rows: Iterable[Row],
    make: Callable[[Row], dict[str, Any]],
    act: Act,
    *,
    named: str = "",
) -> dict[Any, Any]:
    """Add what is missing by its natural key; returns everything there is by that key."""
    known = {getattr(one, field): one for one in model._default_manager.all()}
    for row in rows:
        key = row[named or field]
        if key not in known:
            known[key] = model(**{field: key} | make(row))
            keep(known[key], act, WHY)
    return known


def _profile(row: Row) -> dict[str, Any]:
    return {"name": row["profile_name"], "effective_from": row["effective_from"]}


def _add_terms(rows: list[Row], profiles: Mapping[str, RuleProfile], act: Act) -> None:
    known = set(RuleTerm.objects.values_list("profile__code", "proposal_kind", "key"))
    for row in rows:
        if (row["profile"], row["proposal_kind"], row["key"]) in known:
            continue
        columns = ("proposal_kind", "key", "amount", "unit", "base_event", "article", "note")
        values = {column: row[column] for column in columns}
        keep(RuleTerm(profile=profiles[row["profile"]], **values), act, WHY)


def _session(row: Row, profiles: Mapping[str, RuleProfile]) -> dict[str, Any]:
    columns = ("body", "opened_on", "closed_on", "due_on")
    return {column: row[column] for column in columns} | {"profile": profiles[row["profile"]]}


def _unit(row: Row) -> dict[str, Any]:
    return {column: row[column] for column in row.values if column not in ("code", "answers")}


def _day(row: Row) -> dict[str, Any]:
    return {column: row[column] for column in row.values if column != "day"}


def _stage(row: Row) -> dict[str, Any]:
    columns = ("offset", "unit", "wording", "repeat_amount")
    return {column: row[column] for column in columns} | {
        "deadline": row["deadline_key"],
        "recipients": ";".join(row["recipients"]),
    }


def _add_offices(rows: list[Row], units: Mapping[str, Unit], act: Act) -> None:
    known = set(Office.objects.values_list("unit__code", "code"))
    for row in rows:
        if (row["unit"], row["code"]) not in known:
            values = {column: row[column] for column in ("code", "name", "is_general_office")}
            keep(Office(unit=units[row["unit"]], **values), act, WHY)


def _add_paragraphs(rows: list[Row], units: Mapping[str, Unit], act: Act) -> None:
    """A row without a unit is for every unit that answers; one without an office for all of it."""
    known = set(StandardParagraph.objects.values_list("unit", "office", "label"))
    offices = {
        (office.unit_id, office.code): office for office in Office.objects.select_related("unit")
    }
    answering = [unit for unit in units.values() if unit.kind == UnitKind.UNIT]
    for row in rows:
        for unit in [units[row["unit"]]] if row["unit"] else answering:
            office = offices.get((unit.pk, row["office"]))
            if (unit.pk, office.pk if office else None, row["label"]) not in known:
                values = {column: row[column] for column in ("position", "label", "text")}
                keep(StandardParagraph(unit=unit, office=office, **values), act, WHY)


def _add_people(rows: list[Row], units: Mapping[str, Unit], act: Act) -> None:
    """A demo account can be signed in to; the other invented people have no usable password."""
    offices = {
        (office.unit.code, office.code): office for office in Office.objects.select_related("unit")
    }
    known = set(User.objects.values_list("username", flat=True))
    missing = [row for row in rows if row["username"] not in known]
    # One hash for all: a slow hash for each of them would only guard a published word.
    password = make_password(DEMO_PASSWORD) if any(row["demo"] for row in missing) else ""
    for row in missing:
        values = {column: row[column] for column in ("username", "name", "title", "email", "phone")}
        person = User(
            unit=units.get(row["unit"]),
            office=offices.get((row["unit"], row["office"])),
            is_demo=row["demo"],
            is_staff=bool({Role.SYSADMIN, Role.SECADMIN} & set(row["roles"])),
            password=password if row["demo"] else make_password(None),
            date_joined=act.at,
            **values,
        )
        keep(person, act, WHY)
        for role in row["roles"]:
            keep(RoleGrant(user=person, role=role), act, WHY)


def _deputy(row: Row, users: Mapping[str, User]) -> dict[str, Any]:
    columns = ("name", "kind", "phone", "email", "address")
    return {column: row[column] for column in columns} | {
        "group": row["delegation"],
        "user": users.get(row["username"]),
    }


def _add_series(rows: list[Row], units: Mapping[str, Unit], act: Act) -> None:
    series = {(one.unit_id, one.issuer_code): one for one in NumberSeries.objects.all()}
    used = set(SeriesUse.objects.values_list("series", "proposal_kind", "reply_kind"))
    for row in rows:
        unit = units[row["unit"]]
        one = series.get((unit.pk, row["issuer_code"]))
        if one is None:
            one = NumberSeries(unit=unit, issuer_code=row["issuer_code"])
            keep(one, act, WHY)
            series[unit.pk, row["issuer_code"]] = one
        if (one.pk, row["proposal_kind"], row["reply_kind"]) not in used:
            use = SeriesUse(
                series=one, proposal_kind=row["proposal_kind"], reply_kind=row["reply_kind"]
            )
            keep(use, act, WHY)
