"""What somebody who oversees looks at: whose parts, of which session, behind which figure."""

from django import forms
from django.db.models import QuerySet

from ..models import Assignment, Session, Unit, UnitKind, User
from .figures import FIGURES, Figure
from .request import SignedIn

ALL = "all"


def scope_words(user: User) -> str:
    """Whose parts somebody oversees, in words."""
    if user.unit and user.unit.kind == UnitKind.UNIT:
        return user.unit.short_name
    return "全部承办单位"


class SessionForm(forms.Form):
    """Which session is looked at; the newest one unless somebody chooses."""

    session = forms.ChoiceField(label="届次", required=False)

    def __init__(self, request: SignedIn) -> None:
        self.scope = Assignment.objects.overseen_by(request.user)
        proposals = self.scope.order_by().values("proposal__session")
        self.sessions = list(Session.objects.filter(pk__in=proposals))
        newest = str(self.sessions[0].pk) if self.sessions else ALL
        super().__init__({"session": newest, **request.GET.dict()})
        choices = [(str(session.pk), session.name) for session in self.sessions]
        self.fields["session"] = forms.ChoiceField(
            label="届次", required=False, choices=[*choices, (ALL, "全部届次")]
        )

    @property
    def chosen(self) -> str:
        """The session's number, or `all`; anything unheard of counts as all."""
        return str(self.cleaned_data.get("session") or ALL) if self.is_valid() else ALL

    @property
    def session_name(self) -> str:
        """The session chosen, in words."""
        names = {str(session.pk): session.name for session in self.sessions}
        return names.get(self.chosen, "全部届次")

    def rows(self) -> QuerySet[Assignment]:
        """The parts overseen, of the session chosen."""
        if self.chosen == ALL:
            return self.scope
        return self.scope.filter(proposal__session=int(self.chosen))


class RowsForm(SessionForm):
    """Which figure, of which unit, is broken down into rows."""

    figure = forms.ChoiceField(
        label="指标", required=False, choices=[(one.key, one.label) for one in FIGURES.values()]
    )
    unit = forms.ModelChoiceField(
        Unit.objects.none(), label="承办单位", required=False, empty_label="全部单位"
    )
    field_order = ["session", "unit", "figure"]

    def __init__(self, request: SignedIn) -> None:
        super().__init__(request)
        units = Unit.objects.filter(pk__in=self.scope.order_by().values("unit"))
        self.fields["unit"].queryset = units  # type: ignore[attr-defined]
        self.order_fields(self.field_order)

    @property
    def shown(self) -> Figure:
        valid = self.is_valid() and self.cleaned_data["figure"]
        return FIGURES[self.cleaned_data["figure"]] if valid else FIGURES["owed"]

    def rows(self) -> QuerySet[Assignment]:
        if not self.is_valid():
            return self.scope.none()
        rows = super().rows()
        unit = self.cleaned_data["unit"]
        return rows.filter(unit=unit) if unit else rows

    @property
    def unit_name(self) -> str:
        """The unit chosen, in words."""
        return str((self.is_valid() and self.cleaned_data["unit"]) or "全部")
