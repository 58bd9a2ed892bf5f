"""Records as an auditor reads them: labels instead of columns, names instead of keys, from → to."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Field, ForeignKey, Model
from django.urls import reverse

from ..actions.act import SHANGHAI
from ..models import Approval, ReminderStage, User
from ..rules.differences import Row, Segment, compare
from ..rules.moves import ReplyMove
from ..rules.words import Role
from ..templatetags.display import iso_moment, mask_phone
from .audit_kinds import KIND_OF, Kind
from .audit_records import Record

HIDDEN = "（不显示）"
#: Texts longer than this are shown by what changed in them, or by their beginning.
LONG = 60
#: How much of an unchanged run is left on either side of a change, and how many changed paragraphs.
CONTEXT, PARAGRAPHS = 12, 4

_SORTS = {"+": "新建", "~": "修改", "-": "删除"}
#: How many fields of a new row are told at once; the others unfold if they are more than a few.
FIRST, FEW = 4, 2


_SIGNED_IN = str(User._meta.get_field("last_login").verbose_name)


def _roles(value: Any) -> str:
    return "、".join(Role(role).label for role in str(value).split(";") if role in set(Role))


def _move(value: Any) -> str:
    return ReplyMove(value).label if value in set(ReplyMove) else str(value)


#: Columns that are read in a way of their own, or must not be read by anybody.
_READINGS: dict[tuple[type[Model], str], Callable[[Any], str]] = {
    (Approval, "move"): _move,
    (ReminderStage, "recipients"): _roles,
}
_PRIVATE: dict[str, Callable[[Any], str]] = {
    "password": lambda _: HIDDEN,
    "address": lambda _: HIDDEN,
    "phone": mask_phone,
}


@dataclass(frozen=True)
class Change:
    """One field, from → to; a long text by its changed paragraphs instead."""

    label: str
    before: str = ""
    after: str = ""
    left: list[Segment] = field(default_factory=list)
    right: list[Segment] = field(default_factory=list)
    more: int = 0


class Names:
    """Names of people and rows that these records mention: one query a model."""

    def __init__(self, asked: Mapping[type[Model], set[int]]) -> None:
        self.found = {model: _rows(model, keys) for model, keys in asked.items()}

    @classmethod
    def in_records(cls, records: Iterable[Record]) -> "Names":
        """Everything these records mention."""
        asked: dict[type[Model], set[int]] = {}
        for record in records:
            asked.setdefault(User, set()).add(record.by or 0)
            asked.setdefault(record.kind.subject_model, set()).add(record.subject)
            for values in (record.values, record.before or {}):
                ask(asked, record.kind, values)
        return cls(asked)

    def of(self, model: type[Model], key: int | None) -> str:
        """The name of a row; of one that has gone, its number."""
        if not key:
            return ""
        row = self.found.get(model, {}).get(key)
        return str(row) if row else f"已删除（编号 {key}）"

    def subject(self, record: Record) -> str:
        """The name of what a record is about, with the case that it belongs to."""
        model = record.kind.subject_model
        name, row = self.of(model, record.subject), self.found.get(model, {}).get(record.subject)
        case = KIND_OF[model].case_of(row) if row else None
        return f"{case.case_number} {name}" if case and case.case_number not in name else name

    def person(self, key: int | None) -> str:
        """Who it was; what nobody in particular did was done by the installation itself."""
        return self.of(User, key) if key else "未登记"


def ask(asked: dict[type[Model], set[int]], kind: Kind, values: Mapping[str, Any]) -> None:
    """Add the rows that these values of a row point to."""
    for one in kind.fields:
        if isinstance(one, ForeignKey) and values.get(one.attname):
            asked.setdefault(_target(one), set()).add(values[one.attname])


def line(record: Record, names: Names) -> dict[str, object]:
    """One record as a line."""
    told, sort = changes(record, names), _SORTS[record.sort]
    if record.kind.model is User and [one.label for one in told] == [_SIGNED_IN]:
        told, sort = [], "登录系统"
    folds = record.sort == "+" and len(told) > FIRST + FEW
    return {
        "at": record.at,
        "who": names.person(record.by),
        "kind": record.kind.label,
        "name": names.subject(record),
        "url": reverse("audit_row", args=[record.kind.key, record.subject]),
        "sort": sort,
        "changes": told[:FIRST] if folds else told,
        "rest": told[FIRST:] if folds else [],
        "why": record.why,
        "moment": _just_after(record.at),
        "key": record.key,
    }


def _just_after(at: datetime) -> str:
    """The next full second in Shanghai, for an address that means the state after this record."""
    after = at.astimezone(SHANGHAI).replace(microsecond=0) + timedelta(seconds=1)
    return f"{after:%Y-%m-%dT%H:%M:%S}"


def changes(record: Record, names: Names) -> list[Change]:
    """The fields that differ from the record before; for the first record, all that are filled."""
    if record.sort == "-":
        return []
    before = record.before or {}
    return [
        _change(record.kind, one, before.get(one.attname), record.values[one.attname], names)
        for one in record.kind.fields
        if _differ(before.get(one.attname), record.values[one.attname])
    ]


def state(kind: Kind, values: Mapping[str, Any], names: Names) -> list[dict[str, str]]:
    """Every field with its value, as pairs of words."""
    return [
        {"label": str(one.verbose_name), "value": shown(kind, one, values[one.attname], names)}
        for one in kind.fields
    ]


def shown(kind: Kind, one: "Field[Any, Any]", value: Any, names: Names) -> str:
    """A stored value in words; what is private stays so."""
    reading = _PRIVATE.get(one.name) or _READINGS.get((kind.model, one.name))
    if value in (None, ""):
        return "—"
    if reading:
        return reading(value)
    if "sha256" in one.name or one.name == "digest":
        return f"{value[:12]}…"
    if isinstance(one, ForeignKey):
        return names.of(_target(one), value)
    if one.choices:
        return str(dict(one.flatchoices).get(value, value))
    return plain(value)


def plain(value: object) -> str:
    """A value without a field: yes or no, a day, a moment, or simply the text."""
    match value:
        case bool():
            return "是" if value else "否"
        case datetime():
            return iso_moment(value)
        case date():
            return value.isoformat()
    return str(value)


def _differ(before: Any, after: Any) -> bool:
    return before != after and not (before is None and after == "")


def _change(kind: Kind, one: "Field[Any, Any]", before: Any, after: Any, names: Names) -> Change:
    label = str(one.verbose_name)
    old, new = (shown(kind, one, value, names) for value in (before, after))
    if max(len(old), len(new)) <= LONG:
        return Change(label, old, new)
    if before in (None, ""):
        return Change(label, old, f"{new[:LONG]}…（共 {len(new):,} 字）")
    rows = [row for row in compare(old, new) if row.changed]
    left, right = _excerpt(rows, "left"), _excerpt(rows, "right")
    return Change(label, left=left, right=right, more=max(len(rows) - PARAGRAPHS, 0))


def _excerpt(rows: list[Row], side: str) -> list[Segment]:
    """One side of the changed paragraphs, long unchanged runs cut short."""
    return [_cut(segment) for row in rows[:PARAGRAPHS] for segment in getattr(row, side)]


def _cut(segment: Segment) -> Segment:
    text = segment.text
    if segment.kind == "same" and len(text) > 2 * CONTEXT:
        return Segment("same", f"{text[:CONTEXT]}…{text[-CONTEXT:]}")
    if len(text) > LONG:
        return Segment(segment.kind, f"{text[:LONG]}…（共 {len(text):,} 字）")
    return segment


def _target(one: "ForeignKey[Any, Any]") -> type[Model]:
    target: type[Model] = one.related_model
    return target


def _rows(model: type[Model], keys: set[int]) -> dict[int, Model]:
    kind = KIND_OF.get(model)
    rows = model._default_manager.filter(pk__in=keys).order_by()
    needs = kind.needs if kind else ()
    return {row.pk: row for row in (rows.select_related(*needs) if needs else rows)}
