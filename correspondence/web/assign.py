"""分办, 签收, 分派."""

from typing import Any

from django import forms

from ..access import Row
from ..actions import assign
from ..actions.act import Act
from ..actions.assign import Share
from ..models import Office, Unit, UnitKind, User
from ..rules.moves import AssignmentMove, ProposalMove
from ..rules.words import Mode, Part, Role
from .forms import MoveForm, OpinionForm, ReasonForm, day_field, registry, word_choices

_LEADING = {Mode.SOLE: Part.SOLE, Mode.LEAD_ASSIST: Part.LEAD, Mode.JOINT: Part.JOINT}


class HandOutForm(OpinionForm):
    """Units and parts: the leading ones and the assisting ones."""

    move = ProposalMove.HAND_OUT
    note = "分办后各单位即收到承办任务，答复时限自今天起算。"

    mode = forms.ChoiceField(label="办理方式", choices=word_choices(Mode), widget=forms.RadioSelect)
    leading = forms.ModelMultipleChoiceField(
        Unit.objects.none(),
        label="主办（独办、合办、分办）单位",
        help_text="独办、主办各选一家；合办、分办选两家以上。",
        widget=forms.CheckboxSelectMultiple,
    )
    assisting = forms.ModelMultipleChoiceField(
        Unit.objects.none(),
        label="会办单位",
        required=False,
        help_text="仅“主办＋会办”需要选择。",
        widget=forms.CheckboxSelectMultiple,
    )
    due_on = day_field(
        "统一答复时限",
        required=False,
        help_text="不填按法定时限；早于法定时限的直接适用，晚于法定时限的须写明理由。",
    )
    due_reason = forms.CharField(label="晚于法定时限的理由", required=False, max_length=300)
    field_order = ["mode", "leading", "assisting", "due_on", "due_reason", "reason"]

    def prepare(self) -> None:
        units = Unit.objects.filter(kind=UnitKind.UNIT)
        for name in ("leading", "assisting"):
            self.fields[name].queryset = units  # type: ignore[attr-defined]
        self.fields["reason"].label = "交办意见和分工"

    def perform(self, act: Act) -> Row:
        values = self.cleaned_data
        mode = Mode(values["mode"])
        part = _LEADING.get(mode, Part.SEPARATE)
        shares = [Share(unit, part, act.reason) for unit in values["leading"]]
        shares += [Share(unit, Part.ASSIST, act.reason) for unit in values["assisting"]]
        return assign.hand_out(
            self.row.pk,
            mode=mode,
            shares=shares,
            due_on=values["due_on"],
            due_reason=values["due_reason"],
            act=act,
        )


class SignForForm(MoveForm):
    move = AssignmentMove.SIGN_FOR
    note = "签收之日即收到之日：申请退办和会办意见的期限自次日起算。"

    def perform(self, act: Act) -> Row:
        return assign.sign_for(self.row.pk, act=act)


class DispatchForm(OpinionForm):
    move = AssignmentMove.DISPATCH

    lead = forms.ModelChoiceField(Office.objects.none(), label="主办处室", empty_label="请选择")
    assisting = forms.ModelMultipleChoiceField(
        Office.objects.none(),
        label="会办处室",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    field_order = ["lead", "assisting", "reason"]

    def prepare(self) -> None:
        offices = Office.objects.filter(unit=self.row.unit)
        for name in ("lead", "assisting"):
            self.fields[name].queryset = offices  # type: ignore[attr-defined]
        self.fields["reason"].label = "拟办意见"

    def perform(self, act: Act) -> Row:
        values = self.cleaned_data
        return assign.dispatch(
            self.row.pk, lead=values["lead"], assisting=list(values["assisting"]), act=act
        )


class ReturnDispatchForm(ReasonForm):
    move = AssignmentMove.RETURN_DISPATCH
    note = "退回联络员，由其另行分派处室。"

    def perform(self, act: Act) -> Row:
        return assign.return_dispatch(self.row.pk, act=act)


class HandlerField(forms.ModelChoiceField):  # type: ignore[type-arg]  # cannot be subscripted at run time
    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.name}（{obj.title}）" if obj.title else obj.name


class BeginForm(OpinionForm):
    move = AssignmentMove.BEGIN

    handler = HandlerField(User.objects.none(), label="经办人", empty_label="请选择")
    field_order = ["handler", "reason"]

    def prepare(self) -> None:
        people = User.objects.holding(Role.HANDLER).filter(office=self.row.lead_office_id)
        self.fields["handler"].queryset = people  # type: ignore[attr-defined]
        self.initial["handler"] = self.row.handler_id
        self.fields["reason"].label = "办理要求"

    def perform(self, act: Act) -> Row:
        return assign.begin(self.row.pk, handler=self.cleaned_data["handler"], act=act)


FORMS = registry(HandOutForm, SignForForm, DispatchForm, ReturnDispatchForm, BeginForm)
