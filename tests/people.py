"""The cast: people whose names carry their rights, in units that each have a whole team."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from correspondence.actions.act import SHANGHAI, Act
from correspondence.models import (
    Deputy,
    NumberSeries,
    Office,
    ReminderStage,
    RoleGrant,
    RuleProfile,
    RuleTerm,
    SeriesUse,
    Session,
    Unit,
    UnitKind,
    User,
)
from correspondence.rules.words import BaseEvent, Body, DeadlineKind, ProposalKind, ReplyKind, Role
from correspondence.rules.words import Unit as TermUnit

CLOSED_ON = date(2026, 1, 23)
UNITS = {
    "kw": ("上海市科学技术委员会", "市科委", UnitKind.UNIT),
    "fgw": ("上海市发展和改革委员会", "市发展改革委", UnitKind.UNIT),
    "jyw": ("上海市教育委员会", "市教委", UnitKind.UNIT),
    "rdgw": ("上海市人大常委会代表工作委员会", "市人大常委会代表工委", UnitKind.CONGRESS_OFFICE),
    "zxtaw": ("政协上海市委员会提案委员会", "市政协提案委", UnitKind.CONFERENCE_OFFICE),
    "szfb": ("上海市人民政府办公厅", "市政府办公厅", UnitKind.HANDING_OUT_OFFICE),
    "xtgl": ("系统管理中心", "系统管理中心", UnitKind.ADMINISTRATION),
}
TERMS = {
    "receipt": (2, TermUnit.WORKDAY, BaseEvent.HANDED_OUT, ""),
    "hand_back": (7, TermUnit.WORKDAY, BaseEvent.SIGNED_FOR, "第十四条"),
    "opinion": (1, TermUnit.MONTH, BaseEvent.SIGNED_FOR, "第十七条"),
    "reply": (3, TermUnit.MONTH, BaseEvent.HANDED_OUT, "第十九条"),
    "extension_cap": (6, TermUnit.MONTH, BaseEvent.HANDED_OUT, "第十九条"),
    "rehandle": (1, TermUnit.MONTH, BaseEvent.REHANDLE_ORDERED, "第二十一条"),
}
STAGES = (
    ("receipt-late", DeadlineKind.RECEIPT, 1, TermUnit.WORKDAY, "liaison;handing_out_office", 1),
    ("opinion-3wd", DeadlineKind.OPINION, -3, TermUnit.WORKDAY, "liaison;office_head;handler", 0),
    ("reply-30d", DeadlineKind.REPLY, -30, TermUnit.DAY, "liaison;office_head;handler", 0),
    ("reply-7d", DeadlineKind.REPLY, -7, TermUnit.DAY, "liaison;office_head;handler;leader", 0),
    ("reply-0", DeadlineKind.REPLY, 0, TermUnit.DAY, "handler", 0),
    ("reply-late", DeadlineKind.REPLY, 1, TermUnit.WORKDAY, "handler;supervisor", 3),
)
#: Offices of every answering unit: the general one, the one that leads here, one that co-signs.
OFFICES = ("bgs", "ywc", "fgc")
TEAM = (
    ("liaison", Role.LIAISON, "bgs"),
    ("office_head", Role.OFFICE_HEAD, "ywc"),
    ("handler", Role.HANDLER, "ywc"),
    ("colleague", Role.HANDLER, "ywc"),
    ("other_head", Role.OFFICE_HEAD, "fgc"),
    ("cosigner", Role.COSIGNER, "fgc"),
    ("reviewer", Role.REVIEWER, "bgs"),
    ("leader", Role.LEADER, ""),
    ("chief", Role.CHIEF, ""),
    ("seal_keeper", Role.SEAL_KEEPER, "bgs"),
    ("archivist", Role.ARCHIVIST, "bgs"),
)


@dataclass(frozen=True, kw_only=True)
class Team:
    """An answering unit and who works in it; `office` leads, `other_office` may assist."""

    unit: Unit
    general_office: Office
    office: Office
    other_office: Office
    liaison: User
    office_head: User
    handler: User
    colleague: User
    other_head: User
    cosigner: User
    reviewer: User
    leader: User
    chief: User
    seal_keeper: User
    archivist: User


@dataclass(frozen=True, kw_only=True)
class Cast(Team):
    """The leading unit's team by name; `assist` and `stranger` are other units' teams."""

    assist: Team
    stranger: Team
    congress_office: User
    congress_colleague: User
    conference_office: User
    handing_out_office: User
    supervisor: User
    auditor: User
    sysadmin: User
    secadmin: User
    deputy: User
    joint_deputy: User
    other_deputy: User
    lead_deputy: Deputy
    second_deputy: Deputy
    third_deputy: Deputy
    member: Deputy
    session: Session
    conference: Session


def at(day: date, hour: int = 10) -> datetime:
    """That day at that hour, in Shanghai."""
    return datetime(day.year, day.month, day.day, hour, tzinfo=SHANGHAI)


def act(by: User, day: date, reason: str = "") -> Act:
    """This person, that day in the morning, for that reason."""
    return Act(by=by, at=at(day), reason=reason)


def _units() -> dict[str, Unit]:
    Unit.objects.bulk_create(
        Unit(
            code=code,
            name=name,
            short_name=short,
            kind=kind,
            issuer_mark=name,
            printer=f"{short}办公室",
            self_reference="我委",
            copy_name=f"{short}建议提案处" if code == "szfb" else "",
        )
        for code, (name, short, kind) in UNITS.items()
    )
    return {unit.code: unit for unit in Unit.objects.all()}


def _offices(unit: Unit) -> dict[str, Office]:
    Office.objects.bulk_create(
        Office(unit=unit, code=code, name=f"{unit}{code}", is_general_office=code == "bgs")
        for code in OFFICES
    )
    return {office.code: office for office in unit.offices.all()}


def person(name: str, unit: Unit | None, role: Role, office: Office | None = None) -> User:
    """An active person with one role, in a unit and perhaps an office."""
    user = User(
        username=name,
        name=name,
        unit=unit,
        office=office,
        email=f"{name}@example.org",
        password="!",
    )
    User.objects.bulk_create([user])
    RoleGrant.objects.bulk_create([RoleGrant(user=user, role=role)])
    return user


def _team(unit: Unit) -> dict[str, Any]:
    offices = _offices(unit)
    people = {
        name: person(f"{unit.code}.{name}", unit, role, offices.get(office))
        for name, role, office in TEAM
    }
    rooms = {"general_office": "bgs", "office": "ywc", "other_office": "fgc"}
    return {"unit": unit, **{name: offices[code] for name, code in rooms.items()}, **people}


def _series(units: dict[str, Unit]) -> None:
    codes = {"kw": "沪科建", "fgw": "沪发改建", "jyw": "沪教建"}
    for code, stem in codes.items():
        for ending, kind in (("复", ReplyKind.REPLY), ("会", ReplyKind.ASSIST_OPINION)):
            series = NumberSeries.objects.create(unit=units[code], issuer_code=stem + ending)
            SeriesUse.objects.bulk_create(
                SeriesUse(series=series, proposal_kind=proposal_kind, reply_kind=kind)
                for proposal_kind in ProposalKind
            )


def _profile() -> RuleProfile:
    profile = RuleProfile.objects.create(
        code="SH-2016", name="上海市", effective_from=date(2016, 4, 21)
    )
    RuleTerm.objects.bulk_create(
        RuleTerm(
            profile=profile,
            proposal_kind=kind,
            key=key,
            amount=amount,
            unit=unit,
            base_event=event,
            article=article,
        )
        for kind in ProposalKind
        for key, (amount, unit, event, article) in TERMS.items()
    )
    ReminderStage.objects.bulk_create(
        ReminderStage(
            key=key,
            deadline=deadline,
            offset=offset,
            unit=unit,
            wording=key,
            recipients=recipients,
            repeat_amount=repeat,
        )
        for key, deadline, offset, unit, recipients, repeat in STAGES
    )
    return profile


def _deputies(users: dict[str, User]) -> dict[str, Deputy]:
    accounts = {
        "lead_deputy": ("杨彩虹", "deputy", users["deputy"]),
        "second_deputy": ("陆知行", "deputy", users["joint_deputy"]),
        "third_deputy": ("王璟昇", "deputy", None),
        "member": ("陈喆", "member", users["other_deputy"]),
    }
    return {
        key: Deputy.objects.create(
            code=key.replace("_", "-"),
            name=name,
            kind=kind,
            user=user,
            phone="138-0000-0001",
            email=f"{key}@example.org",
        )
        for key, (name, kind, user) in accounts.items()
    }


def gather() -> Cast:
    """Make everybody, with the rules, series and sessions they work under."""
    units, profile = _units(), _profile()
    _series(units)
    users = {
        "congress_office": person("congress_office", units["rdgw"], Role.CONGRESS_OFFICE),
        "congress_colleague": person("congress_colleague", units["rdgw"], Role.CONGRESS_OFFICE),
        "conference_office": person("conference_office", units["zxtaw"], Role.CONGRESS_OFFICE),
        "handing_out_office": person("handing_out_office", units["szfb"], Role.HANDING_OUT_OFFICE),
        "supervisor": person("supervisor", units["szfb"], Role.SUPERVISOR),
        **{
            role.value: person(role.value, units["xtgl"], role)
            for role in (Role.AUDITOR, Role.SYSADMIN, Role.SECADMIN)
        },
        **{
            name: person(name, None, Role.DEPUTY)
            for name in ("deputy", "joint_deputy", "other_deputy")
        },
    }
    sessions = {
        "session": ("市十六届人大四次会议", Body.CONGRESS),
        "conference": ("市政协十四届四次会议", Body.CONFERENCE),
    }
    met = {
        key: Session.objects.create(
            name=name, body=body, opened_on=CLOSED_ON, closed_on=CLOSED_ON, profile=profile
        )
        for key, (name, body) in sessions.items()
    }
    teams = {code: _team(units[code]) for code in ("kw", "fgw", "jyw")}
    return Cast(
        assist=Team(**teams["fgw"]),
        stranger=Team(**teams["jyw"]),
        **teams["kw"] | users | _deputies(users) | met,
    )
