"""沟通 and 催办."""

from django import forms

from ..access import Row
from ..actions import contact
from ..actions.act import Act
from ..models import Deputy
from ..rules.moves import AssignmentMove
from ..rules.words import ContactWay
from .forms import MoveForm, ReasonForm, day_field, registry, word_choices


class RecordForm(MoveForm):
    move = AssignmentMove.RECORD_CONTACT

    deputy = forms.ModelChoiceField(Deputy.objects.none(), label="代表（委员）", empty_label=None)
    way = forms.ChoiceField(
        label="沟通方式", choices=word_choices(ContactWay), widget=forms.RadioSelect
    )
    held_on = day_field("沟通日期")
    place = forms.CharField(label="地点", max_length=80, required=False)
    attendees = forms.CharField(
        label="参加人员", max_length=200, required=False, help_text="姓名和职务，以顿号分隔"
    )
    opinion = forms.CharField(label="代表意见", widget=forms.Textarea(attrs={"rows": 4}))

    def prepare(self) -> None:
        behind = Deputy.objects.filter(signed__proposal=self.row.proposal_id).order_by(
            "signed__position"
        )
        self.fields["deputy"].queryset = behind  # type: ignore[attr-defined]

    def perform(self, act: Act) -> Row:
        values = self.cleaned_data
        return contact.record(
            self.row.pk,
            deputy=values["deputy"],
            way=ContactWay(values["way"]),
            held_on=values["held_on"],
            place=values["place"],
            attendees=values["attendees"],
            opinion=values["opinion"],
            act=act,
        )


class NudgeForm(ReasonForm):
    move = AssignmentMove.NUDGE
    note = "催办将发给承办单位联络员、处室负责人和经办人。"

    def prepare(self) -> None:
        self.fields["reason"].label = "催办要求"
        self.initial["reason"] = "请抓紧办理，并反馈进展、原因和预计完成时间。"

    def perform(self, act: Act) -> Row:
        return contact.nudge(self.row.pk, act=act)


FORMS = registry(RecordForm, NudgeForm)
