"""会签次序 as a field: everybody who may be asked, each with a place in the order."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from ..actions.arrange import planned
from ..models import Reply, User
from ..rules.words import Part, Role

#: Who may be asked to co-sign.
COSIGNING = (Role.COSIGNER, Role.OFFICE_HEAD, Role.LEADER, Role.CHIEF)
#: More groups than this in a row nobody waits for.
MOST = 5
NOBODY = "不会签"


class GroupsWidget(forms.Widget):
    """One small choice for each person; those already chosen stand first."""

    use_fieldset = True

    def __init__(self) -> None:
        super().__init__()
        self.people: list[User] = []

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        """A list of people with the number of the group of each."""
        del renderer
        chosen: Mapping[int, int] = value or {}
        form = (attrs or {}).get("form", self.attrs.get("form", ""))
        of_form = format_html(' form="{}"', form) if form else ""
        ordered = sorted(self.people, key=lambda one: chosen.get(one.pk, MOST + 1))
        lines = (
            (name, one.pk, one.name, _place(one), self._options(one, chosen), of_form)
            for one in ordered
        )
        return format_html(
            '<ul class="groups">{}</ul>',
            format_html_join(
                "",
                '<li><label for="id_{0}-{1}">{2} <span class="quiet small">{3}</span></label>'
                '<select class="form-select" id="id_{0}-{1}" name="{0}-{1}"{5}>{4}</select></li>',
                lines,
            ),
        )

    def value_from_datadict(self, data: Any, files: Any, name: str) -> dict[int, int]:
        """Person → group, from the choices; a plain list of people is one group."""
        del files
        found = {int(pk): 1 for pk in data.getlist(name) if str(pk).isdecimal()}
        for one in self.people:
            typed = str(data.get(f"{name}-{one.pk}", ""))
            if typed.isdecimal() and 1 <= int(typed) <= MOST:
                found[one.pk] = int(typed)
        return found

    def _options(self, one: User, chosen: Mapping[int, int]) -> SafeString:
        here = chosen.get(one.pk, 0)
        labels = [NOBODY, *(f"第 {at} 组" for at in range(1, MOST + 1))]
        return format_html_join(
            "",
            '<option value="{}"{}>{}</option>',
            (
                (at or "", SafeString(" selected") if at == here else "", label)
                for at, label in enumerate(labels)
            ),
        )


class GroupsField(forms.Field):
    """Cleans to groups of people, without empty ones between them."""

    widget = GroupsWidget

    @property
    def people(self) -> list[User]:
        """Who may be chosen, in the order of the office."""
        rows: Any = self.widget
        return list(rows.people)

    def fill(self, people: Iterable[User]) -> None:
        """Set who may be chosen."""
        rows: Any = self.widget
        rows.people = list(people)

    def clean(self, value: Any) -> list[list[User]]:
        """Groups in their order. Raises ValidationError for somebody who cannot be asked."""
        known = {one.pk: one for one in self.people}
        if any(pk not in known for pk in value):
            raise forms.ValidationError("所选人员不能会签，请重新选择。")
        groups: dict[int, list[User]] = {}
        for pk, at in value.items():
            groups.setdefault(at, []).append(known[pk])
        return [groups[at] for at in sorted(groups)]


def candidates(reply: Reply, user: User) -> QuerySet[User]:
    """Who may be asked to co-sign this document; of a joint one also the other units' people."""
    assignment = reply.assignment
    own = Q(unit=assignment.unit)
    if assignment.part == Part.JOINT:
        own |= Q(unit__assignments__in=assignment.proposal.assignments.binding())
    fit = User.objects.holding(*COSIGNING).filter(own).values("pk")
    asked = reply.cosignatures.values("cosigner")
    people = User.objects.filter(Q(pk__in=fit) | Q(pk__in=asked)).select_related("unit", "office")
    others = people.exclude(pk__in=[reply.drafter_id, user.pk])
    return others.order_by("unit", "office", "pk")


def chosen(reply: Reply) -> dict[int, int]:
    """Person → group, as it stands."""
    return {one.pk: at for at, group in enumerate(planned(reply), start=1) for one in group}


def _place(one: User) -> str:
    """市科委 法规处 处长; a title that names the office says it alone."""
    office, title = str(one.office or ""), one.title
    parts = [str(one.unit or ""), "" if title.startswith(office) else office, title]
    return " ".join(part for part in parts if part)
