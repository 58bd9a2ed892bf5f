"""What an auditor can look into: every kind of row whose changes are kept, and how to find it."""

from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import Field, Q, QuerySet

from .. import models as house
from ..models import Proposal, TextVersion


@dataclass(frozen=True, kw_only=True)
class Columns:
    """Where a table of records keeps its order, its subject, and who, when and why."""

    order: str
    subject: str
    when: str
    who: str
    why: str


#: A history table of django-simple-history.
HISTORY = Columns(
    order="history_id",
    subject="id",
    when="history_date",
    who="history_user",
    why="history_change_reason",
)
#: Text versions are their own history: each is one state of a reply's text.
VERSIONS = Columns(order="id", subject="reply_id", when="saved_at", who="author", why="reason")
#: Columns that tell nothing: who and when of a text version, and names this house does not use.
_LEFT_OUT: dict[type[models.Model], set[str]] = {
    TextVersion: {"reply", "author", "saved_at", "reason"},
    house.User: {"first_name", "last_name"},
}


@dataclass(frozen=True, kw_only=True)
class Kind:
    """One kind of row. `case` leads from a record to its proposal, `words` are searched in."""

    key: str
    label: str
    model: type[models.Model]
    case: str = ""
    words: tuple[str, ...] = ()
    #: What the name of a row is made of, beside its case, for `select_related`.
    parts: tuple[str, ...] = ()

    @property
    def columns(self) -> Columns:
        return VERSIONS if self.model is TextVersion else HISTORY

    @property
    def subject_model(self) -> type[models.Model]:
        """The rows a record is about: a text version is about its reply."""
        return house.Reply if self.model is TextVersion else self.model

    @property
    def needs(self) -> tuple[str, ...]:
        """Everything that naming a row reads."""
        return (self.case, *self.parts) if "proposal" in self.case else self.parts

    def case_of(self, row: models.Model) -> Proposal | None:
        """The proposal a row belongs to."""
        found: Any = row
        for name in self.case.split("__") if "proposal" in self.case else ():
            found = getattr(found, name)
        return found if isinstance(found, Proposal) else None

    @property
    def fields(self) -> "list[Field[Any, Any]]":
        """The columns whose changes are told."""
        left_out = _LEFT_OUT.get(self.model, set())
        return [
            field
            for field in self.model._meta.concrete_fields
            if not field.primary_key and field.name not in left_out
        ]

    def records(self) -> "QuerySet[Any]":
        """Every record of this kind."""
        if self.model is TextVersion:
            return TextVersion.objects.all()
        recorded: Any = self.model
        found: QuerySet[Any] = recorded.history.model.objects.all()
        return found

    def about(self, words: str) -> Q:
        """Records of a case with this number or title, or of a row with this name."""
        found = Q(pk__in=[])
        if self.case:
            found |= Q(**{f"{self.case}__in": cases(words)})
        for name in self.words:
            found |= Q(**{f"{name}__icontains": words})
        return found


def cases(words: str) -> "QuerySet[Proposal, Any]":
    """Proposals of this number; or, if it is no number, with this in the title."""
    number = words.removeprefix("第").removesuffix("号")
    rows = Proposal.objects.order_by()
    found = (
        rows.filter(number=number) if number.isdecimal() else rows.filter(title__icontains=words)
    )
    return found.values("pk")


def _case_kinds() -> tuple[Kind, ...]:
    """Everything that belongs to one proposal."""
    part, paper = "assignment__proposal", "reply__assignment__proposal"
    unit = "assignment__unit"
    rows: tuple[tuple[str, str, type[models.Model], str, tuple[str, ...]], ...] = (
        ("proposals", "建议提案", house.Proposal, "id", ()),
        ("signatories", "提出人", house.Signatory, "proposal", ("deputy",)),
        ("assignments", "承办件", house.Assignment, "proposal", ("unit",)),
        ("assisting-offices", "会办处室", house.AssistingOffice, part, (unit, "office")),
        ("replies", "文稿", house.Reply, part, ()),
        ("texts", "文稿正文", house.TextVersion, paper, ()),
        ("cosignatures", "会签", house.CoSignature, paper, ("cosigner",)),
        ("approvals", "审批", house.Approval, paper, ("by",)),
        ("waivers", "校核豁免", house.Waiver, paper, ("by",)),
        ("numbers", "发文字号", house.DocumentNumber, paper, ()),
        ("deadlines", "时限", house.Deadline, part, (unit,)),
        ("hand-backs", "退办", house.HandBack, part, (unit,)),
        ("extensions", "延期", house.Extension, part, (unit,)),
        ("contacts", "沟通", house.Contact, part, ("deputy",)),
        ("nudges", "催办", house.Nudge, part, (unit,)),
        ("deliveries", "送达", house.Delivery, paper, ()),
        ("feedback", "反馈", house.Feedback, paper, ("deputy",)),
        ("rehandlings", "重新办理", house.Rehandling, part, (unit,)),
    )
    words = {"replies": ("number",), "numbers": ("text",)}
    return tuple(
        Kind(key=key, label=label, model=model, case=case, parts=parts, words=words.get(key, ()))
        for key, label, model, case, parts in rows
    )


def _setting_kinds() -> tuple[Kind, ...]:
    """People and settings, found by name."""
    rows: tuple[tuple[str, str, type[models.Model], tuple[str, ...], tuple[str, ...]], ...] = (
        ("people", "人员", house.User, ("name", "username"), ()),
        ("grants", "角色授权", house.RoleGrant, ("user__name", "user__username"), ("user",)),
        ("deputies", "代表（委员）", house.Deputy, ("name", "code"), ()),
        ("units", "单位", house.Unit, ("name", "short_name", "code"), ()),
        ("offices", "处室", house.Office, ("name", "unit__short_name"), ()),
        ("sessions", "届次", house.Session, ("name",), ()),
        ("profiles", "时限规则", house.RuleProfile, ("name", "code"), ()),
        ("terms", "时限规则条款", house.RuleTerm, ("key", "article"), ("profile",)),
        ("stages", "提醒节点", house.ReminderStage, ("key", "wording"), ()),
        ("calendar", "放假调休日", house.CalendarDay, ("name", "source"), ()),
        ("series", "机关代字", house.NumberSeries, ("issuer_code",), ()),
        ("series-uses", "代字适用范围", house.SeriesUse, ("series__issuer_code",), ("series",)),
    )
    return tuple(
        Kind(key=key, label=label, model=model, words=words, parts=parts)
        for key, label, model, words, parts in rows
    )


def _other_kinds(known: set[type[models.Model]]) -> tuple[Kind, ...]:
    """Whatever else is versioned, found by its case alone: nothing escapes an auditor."""
    others = [
        model
        for model in apps.get_app_config("correspondence").get_models()
        if issubclass(model, house.Versioned) and model not in known
    ]
    return tuple(
        Kind(
            key=str(model._meta.model_name),
            label=str(model._meta.verbose_name),
            model=model,
            case=next((_PATHS[name] for name in _pointers(model) if name in _PATHS), ""),
            parts=_pointers(model),
        )
        for model in others
    )


#: From what a row may belong to, on to its proposal.
_PATHS = {
    "proposal": "proposal",
    "assignment": "assignment__proposal",
    "reply": "reply__assignment__proposal",
}


def _pointers(model: type[models.Model]) -> tuple[str, ...]:
    fields = model._meta.concrete_fields
    return tuple(field.name for field in fields if isinstance(field, models.ForeignKey))


_NAMED = (*_case_kinds(), *_setting_kinds())
_OTHERS = _other_kinds({kind.model for kind in _NAMED})
KINDS: dict[str, Kind] = {kind.key: kind for kind in (*_NAMED, *_OTHERS)}
#: The kind under which rows of a model are looked up.
KIND_OF: dict[type[models.Model], Kind] = {kind.model: kind for kind in KINDS.values()}
#: The same by the name the ledger of acts gives them.
KINDS_BY_NAME: dict[str, Kind] = {
    model._meta.model_name or "": kind for model, kind in KIND_OF.items()
}
