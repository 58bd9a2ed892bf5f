"""退办."""

from django import forms

from ..access import Row
from ..actions import hand_back
from ..actions.act import Act
from ..models import Assignment, RequestState, Unit, UnitKind
from ..rules.moves import AssignmentMove
from ..rules.words import Part
from .forms import OpinionForm, ReasonForm, registry


class AskForm(ReasonForm):
    move = AssignmentMove.REQUEST_HAND_BACK
    note = "申请期间不得滞留或者自行转办，内部办理照常进行。"

    basis = forms.CharField(
        label="职责依据",
        max_length=1000,
        help_text="“三定”规定或法规条款",
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    suggested_unit = forms.ModelChoiceField(
        Unit.objects.filter(kind=UnitKind.UNIT),
        label="建议承办单位",
        required=False,
        empty_label="不提出建议",
    )
    signed_by = forms.CharField(
        label="单位负责人", max_length=40, help_text="在申请表上签字的负责人"
    )

    def prepare(self) -> None:
        self.fields["reason"].label = "退办理由"

    def perform(self, act: Act) -> Row:
        values = self.cleaned_data
        return hand_back.ask(
            self.row.pk,
            basis=values["basis"],
            suggested_unit=values["suggested_unit"],
            signed_by=values["signed_by"],
            act=act,
        )


def request_on(part: Assignment) -> dict[str, object]:
    """Why the unit wants to hand the part back, in front of whoever decides about it."""
    asked = part.hand_backs.filter(result=RequestState.ASKED).first()
    if asked is None:
        return {}
    pairs = [
        {"label": "退办理由", "value": asked.reason},
        {"label": "职责依据", "value": asked.basis},
        {"label": "建议承办单位", "value": asked.suggested_unit},
        {"label": "单位负责人", "value": asked.signed_by, "hint": f"{asked.asked_on} 申请"},
    ]
    return {"asked": pairs}


class GrantForm(ReasonForm):
    move = AssignmentMove.GRANT_HAND_BACK
    note = "同意后原承办任务终结，新承办单位的期限自今天起算。"

    unit = forms.ModelChoiceField(
        Unit.objects.filter(kind=UnitKind.UNIT),
        label="改由何单位承办",
        required=False,
        empty_label="暂不指定",
    )
    field_order = ["unit", "reason"]

    def prepare(self) -> None:
        self.fields["reason"].label = "处理意见"
        request = self.row.hand_backs.filter(result=RequestState.ASKED).first()
        self.initial["unit"] = request.suggested_unit_id if request else None
        if self.row.part == Part.ASSIST:
            self.fields["unit"].help_text = "不指定的，本件不再安排该会办任务。"

    def context(self) -> dict[str, object]:
        return request_on(self.row)

    def perform(self, act: Act) -> Row:
        return hand_back.grant(self.row.pk, unit=self.cleaned_data["unit"], act=act)


class RefuseForm(ReasonForm):
    move = AssignmentMove.REFUSE_HAND_BACK
    note = "仍由该单位承办，时限不变。"

    def context(self) -> dict[str, object]:
        return request_on(self.row)

    def perform(self, act: Act) -> Row:
        return hand_back.refuse(self.row.pk, act=act)


class WithdrawForm(OpinionForm):
    move = AssignmentMove.WITHDRAW_HAND_BACK

    def perform(self, act: Act) -> Row:
        return hand_back.withdraw(self.row.pk, act=act)


FORMS = registry(AskForm, GrantForm, RefuseForm, WithdrawForm)
