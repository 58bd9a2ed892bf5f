"""What an auditor asks for: which rows, whose doing, when, which field, as of which moment."""

from datetime import datetime, time, timedelta
from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.http import HttpRequest

from ..actions.act import SHANGHAI
from ..models import User
from . import audit_records as records
from .audit_kinds import KINDS, Kind
from .forms import day_field


class PeriodForm(forms.Form):
    """Whose doing, and from which day to which."""

    q = forms.CharField(label="案号、案由或者名称", required=False, max_length=80)
    person = forms.CharField(label="人员", required=False, max_length=40)
    since = day_field("自", required=False)
    until = day_field("至", required=False)

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or {}
        since, until = values.get("since"), values.get("until")
        if since and until and until < since:
            self.add_error("until", "截止日期应不早于起始日期。")
        return values


class RecordsForm(PeriodForm):
    """Which records of change are looked for."""

    kind = forms.ChoiceField(
        label="对象",
        required=False,
        choices=[("", "全部对象"), *((one.key, one.label) for one in KINDS.values())],
    )
    field = forms.ChoiceField(label="字段", required=False, choices=[("", "全部字段")])
    field_order = ["kind", "field", "q", "person", "since", "until"]

    def __init__(self, request: HttpRequest) -> None:
        super().__init__(request.GET)
        if self.one:
            fields = [(one.name, str(one.verbose_name)) for one in self.one.fields]
            self.fields["field"] = forms.ChoiceField(
                label="字段", required=False, choices=[("", "全部字段"), *fields]
            )
        else:
            del self.fields["field"]
        self.order_fields(self.field_order)

    @property
    def one(self) -> Kind | None:
        """The one kind that was chosen."""
        return KINDS.get(self.data.get("kind", ""))

    def rows(self) -> "dict[Kind, QuerySet[Any]]":
        """The records that are left, kind by kind."""
        if not self.is_valid():
            return {}
        return {kind: self._narrowed(kind) for kind in ([self.one] if self.one else KINDS.values())}

    def _narrowed(self, kind: Kind) -> "QuerySet[Any]":
        values, columns = self.cleaned_data, kind.columns
        rows = kind.records().filter(**period(columns.when, values["since"], values["until"]))
        if words := values["q"].strip():
            rows = rows.filter(kind.about(words))
        if name := values["person"].strip():
            rows = rows.filter(**{f"{columns.who}__in": people(name)})
        if chosen := values.get("field"):
            rows = records.changed(kind, rows, chosen)
        return rows


class MomentForm(forms.Form):
    """The moment whose state is shown."""

    at = forms.DateTimeField(
        label="回到",
        required=False,
        widget=forms.DateTimeInput(
            attrs={"type": "datetime-local", "step": 1}, format="%Y-%m-%dT%H:%M"
        ),
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M", "%Y-%m-%dT%H:%M:%S"],
        error_messages={"invalid": "请填写日期和时间，例如 2023-05-08 16:02。"},
    )

    def clean_at(self) -> datetime | None:
        """A minute counts to its end."""
        at: datetime | None = self.cleaned_data["at"]
        whole_minute = len(self.data["at"].strip()) == len("2023-05-08T16:02")
        return at + timedelta(minutes=1) - timedelta.resolution if at and whole_minute else at


def period(column: str, since: Any, until: Any) -> dict[str, datetime]:
    """From the first moment of one day to the last of another, in Shanghai."""
    bounds = {}
    if since:
        bounds[f"{column}__gte"] = datetime.combine(since, time(), SHANGHAI)
    if until:
        bounds[f"{column}__lt"] = datetime.combine(until + timedelta(days=1), time(), SHANGHAI)
    return bounds


def people(name: str) -> "QuerySet[User, Any]":
    """People of this name, or whose account is called so."""
    named = User.objects.filter(Q(name__icontains=name) | Q(username__icontains=name))
    return named.order_by().values("pk")
