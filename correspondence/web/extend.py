"""延期."""

from django import forms

from ..access import Row
from ..actions import extend
from ..actions.act import Act
from ..models import Assignment, RequestState
from ..rules.moves import AssignmentMove
from .forms import MoveForm, OpinionForm, ReasonForm, day_field, registry


class AskForm(ReasonForm):
    move = AssignmentMove.ASK_EXTENSION
    note = "延长不超过三个月，经同意后应当及时告知代表（《规定》第十九条）。"

    until = day_field("申请延至")
    progress = forms.CharField(
        label="目前进展", required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 3})
    )
    signed_by = forms.CharField(
        label="单位负责人", max_length=40, help_text="在申请表上签字的负责人"
    )
    field_order = ["until", "reason", "progress", "signed_by"]

    def prepare(self) -> None:
        self.fields["reason"].label = "延期理由"
        self.fields["until"].help_text = f"原时限 {self.row.due_on}"

    def perform(self, act: Act) -> Row:
        values = self.cleaned_data
        return extend.ask(
            self.row.pk,
            until=values["until"],
            progress=values["progress"],
            signed_by=values["signed_by"],
            act=act,
        )


def request_on(part: Assignment) -> dict[str, object]:
    """What the unit asks for and why, in front of whoever decides about it."""
    asked = part.extensions.filter(result=RequestState.ASKED).first()
    if asked is None:
        return {}
    pairs = [
        {"label": "申请延至", "value": f"{asked.new_due_on}", "hint": f"原时限 {asked.old_due_on}"},
        {"label": "延期理由", "value": asked.reason},
        {"label": "目前进展", "value": asked.progress or None},
        {"label": "单位负责人", "value": asked.signed_by, "hint": f"{asked.asked_on} 申请"},
    ]
    return {"asked": pairs}


class GrantForm(OpinionForm):
    move = AssignmentMove.GRANT_EXTENSION
    note = "同意后按新时限计算；原时限仍保留可查。"

    def context(self) -> dict[str, object]:
        return request_on(self.row)

    def perform(self, act: Act) -> Row:
        return extend.grant(self.row.pk, act=act)


class RefuseForm(ReasonForm):
    move = AssignmentMove.REFUSE_EXTENSION
    note = "仍按原时限办理。"

    def context(self) -> dict[str, object]:
        return request_on(self.row)

    def perform(self, act: Act) -> Row:
        return extend.refuse(self.row.pk, act=act)


class TellForm(MoveForm):
    move = AssignmentMove.TELL_EXTENSION
    note = "登记今天已将延期情况告知代表。"

    def perform(self, act: Act) -> Row:
        return extend.tell(self.row.pk, act=act)


FORMS = registry(AskForm, GrantForm, RefuseForm, TellForm)
