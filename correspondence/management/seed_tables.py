"""The tables of `seeds/`, in the order they are loaded, and how their columns are meant."""

from pathlib import Path

from ..models import DeputyKind, UnitKind
from ..rules.words import (
    GRANTABLE,
    BaseEvent,
    Body,
    DeadlineKind,
    Mode,
    Outcome,
    ProposalKind,
    RefusalReason,
    ReplyKind,
    Role,
    Satisfaction,
    Unit,
)
from .tables import (
    Problem,
    Row,
    Table,
    dangling,
    day,
    flag,
    free,
    many,
    maybe,
    read,
    required,
    whole,
    word,
)
from .targets import Target

REFERENCE = (
    Table(
        "rules",
        {
            "profile": required,
            "profile_name": required,
            "proposal_kind": word(ProposalKind),
            "key": required,
            "amount": whole,
            "unit": word(Unit),
            "base_event": word(BaseEvent),
            "article": free,
            "effective_from": day,
            "note": free,
        },
        (("profile", "proposal_kind", "key"),),
        {},
    ),
    Table(
        "sessions",
        {
            "code": required,
            "name": required,
            "body": word(Body),
            "profile": required,
            "opened_on": day,
            "closed_on": day,
            "due_on": maybe(day),
        },
        (("name",), ("code",)),
        {"profile": ("rules", "profile")},
    ),
    Table(
        "units",
        {
            "code": required,
            "name": required,
            "short_name": required,
            "kind": word(UnitKind),
            "answers": flag,
            "issuer_mark": free,
            "printer": free,
            "self_reference": free,
            "copy_name": free,
            "email": free,
        },
        (("code",), ("name",), ("short_name",)),
        {},
    ),
    Table(
        "workdays",
        {
            "day": day,
            "is_workday": flag,
            "name": required,
            "source": required,
            "notice_number": free,
        },
        (("day",),),
        {},
    ),
    Table(
        "stages",
        {
            "deadline_key": word(DeadlineKind),
            "stage": required,
            "offset": whole,
            "unit": word(Unit),
            "wording": required,
            "recipients": many(word(Role)),
            "repeat_amount": whole,
        },
        (("stage",),),
        {},
    ),
)
PARAGRAPHS = Table(
    "paragraphs",
    {"unit": free, "office": free, "position": whole, "label": required, "text": required},
    (("unit", "office", "label"),),
    {},
)
PEOPLE = (
    Table(
        "offices",
        {"unit": required, "code": required, "name": required, "is_general_office": flag},
        (("unit", "code"),),
        {"unit": ("units", "code")},
    ),
    PARAGRAPHS,
    Table(
        "people",
        {
            "username": required,
            "name": required,
            "unit": free,
            "office": free,
            "title": free,
            "roles": many(word(Role)),
            "email": free,
            "phone": free,
            "demo": flag,
        },
        (("username",),),
        {"unit": ("units", "code")},
    ),
    Table(
        "deputies",
        {
            "code": required,
            "name": required,
            "kind": word(DeputyKind),
            "body": word(Body),
            "delegation": free,
            "phone": free,
            "email": free,
            "address": free,
            "username": free,
        },
        (("code",), ("username",)),
        {"username": ("people", "username")},
    ),
    Table(
        "series",
        {
            "unit": required,
            "issuer_code": required,
            "proposal_kind": word(ProposalKind),
            "reply_kind": word(ReplyKind),
        },
        (("unit", "proposal_kind", "reply_kind"),),
        {"unit": ("units", "code")},
    ),
    Table(
        "serials",
        {
            "issuer_code": required,
            "year": whole,
            "last_serial": whole,
            "entered_on": day,
            "reason": required,
        },
        (("issuer_code", "year"),),
        {"issuer_code": ("series", "issuer_code")},
    ),
)
PROPOSALS = Table(
    "proposals",
    {
        "number": required,
        "session": required,
        "kind": word(ProposalKind),
        "title": required,
        "category": free,
        "deputies": many(),
        "openness_consent": flag,
        "key": flag,
        "submitted_on": maybe(day),
        "accepted_on": maybe(day),
        "forwarded_on": maybe(day),
        "handed_out_on": maybe(day),
        "mode": maybe(word(Mode)),
        "lead_units": many(),
        "lead_office": free,
        "assist_units": many(),
        "target": word(Target),
        "outcome": maybe(word(Outcome)),
        "outcome_reason": free,
        "text": required,
        "reached_on": day,
        "signed_for_on": maybe(day),
        "answered_on": maybe(day),
        "promised_on": maybe(day),
        "feedback_on": maybe(day),
        "feedback_attitude": maybe(word(Satisfaction)),
        "feedback_result": maybe(word(Satisfaction)),
        "rehandle_ordered_on": maybe(day),
        "rehandled_on": maybe(day),
        "extended_to": maybe(day),
        "merged_into": free,
        "reassigned_to": free,
        "refusal_reason": maybe(word(RefusalReason)),
        "reason": free,
    },
    (("session", "kind", "number"), ("session", "title")),
    {
        "session": ("sessions", "name"),
        "deputies": ("deputies", "code"),
        "lead_units": ("units", "code"),
        "assist_units": ("units", "code"),
        "reassigned_to": ("units", "code"),
        "merged_into": ("proposals", "number"),
    },
)
ALL = (*REFERENCE, *PEOPLE, PROPOSALS)


def read_all(
    folder: Path, tables: tuple[Table, ...] = ALL
) -> tuple[dict[str, list[Row]], list[Problem]]:
    """Every good row of these tables by table, and every problem found in them."""
    rows: dict[str, list[Row]] = {}
    problems: list[Problem] = []
    for table in tables:
        rows[table.name], wrong = read(table, folder)
        problems += wrong
    # A row that could not be read would make every mention of it a second problem.
    if not problems:
        for table in tables:
            problems += dangling(table, rows)
        problems += _misplaced(rows)
    return rows, problems


def _misplaced(rows: dict[str, list[Row]]) -> list[Problem]:
    """Units that answer or do not against their kind, people in another unit's office."""
    problems = [
        unit.problem("answers", "只有承办单位（kind 为 unit）答复代表，两栏应一致")
        for unit in rows["units"]
        if unit["answers"] != (unit["kind"] is UnitKind.UNIT)
    ]
    offices = {(office["unit"], office["code"]) for office in rows.get("offices", ())}
    problems += [
        row.problem("office", "offices.csv 中本单位没有这个处室")
        for row in (*rows.get("people", ()), *rows.get("paragraphs", ()))
        if row["office"] and (row["unit"], row["office"]) not in offices
    ]
    for person in rows.get("people", ()):
        if wrong := set(person["roles"]) - set(GRANTABLE):
            named = "、".join(sorted(wrong))
            problems.append(person.problem("roles", f"{named} 不能授予"))
    return problems
