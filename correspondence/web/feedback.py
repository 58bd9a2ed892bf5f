"""反馈, 重新办理, 跟踪, 归档."""

from django import forms

from ..access import Row
from ..actions import feedback
from ..actions.act import Act
from ..actions.feedback import Answer
from ..models import Deputy
from ..rules.moves import AssignmentMove
from ..rules.words import Satisfaction
from .forms import MoveForm, OpinionForm, ReasonForm, day_field, registry, word_choices


class AnswerForm(MoveForm):
    """《办理情况意见反馈表》: the attitude, the result, and what was not satisfactory."""

    attitude = forms.ChoiceField(
        label="对办理态度", choices=word_choices(Satisfaction), widget=forms.RadioSelect
    )
    result = forms.ChoiceField(
        label="对办理结果", choices=word_choices(Satisfaction), widget=forms.RadioSelect
    )
    comment = forms.CharField(
        label="具体意见",
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="选择“不满意”的，请写明具体意见。",
    )

    @property
    def answer(self) -> Answer:
        values = self.cleaned_data
        return Answer(
            attitude=Satisfaction(values["attitude"]),
            result=Satisfaction(values["result"]),
            comment=values["comment"],
        )


class GiveForm(AnswerForm):
    move = AssignmentMove.GIVE_FEEDBACK
    note = "您可以在办结前重新评价，历次评价均保留。"

    def perform(self, act: Act) -> Row:
        return feedback.give(self.row.pk, answer=self.answer, act=act)


class JoinForm(AnswerForm):
    move = AssignmentMove.JOIN_FEEDBACK
    note = "统计以领衔代表（委员）的评价为准，您的评价一并留存。"

    def perform(self, act: Act) -> Row:
        return feedback.join(self.row.pk, answer=self.answer, act=act)


class RecordForm(AnswerForm):
    move = AssignmentMove.RECORD_FEEDBACK
    note = "纸质反馈须由另一人对照原件复核后生效。"

    deputy = forms.ModelChoiceField(Deputy.objects.none(), label="代表（委员）", empty_label=None)
    given_on = day_field("反馈日期")
    field_order = ["deputy", "given_on", "attitude", "result", "comment"]

    def prepare(self) -> None:
        behind = Deputy.objects.filter(signed__proposal=self.row.proposal_id)
        self.fields["deputy"].queryset = behind.order_by("signed__position")  # type: ignore[attr-defined]

    def perform(self, act: Act) -> Row:
        values = self.cleaned_data
        return feedback.record_paper(
            self.row.pk,
            deputy=values["deputy"],
            answer=self.answer,
            given_on=values["given_on"],
            act=act,
        )


class ConfirmForm(MoveForm):
    move = AssignmentMove.CONFIRM_FEEDBACK
    note = "请对照代表签名的纸质反馈表逐项核对。"

    def perform(self, act: Act) -> Row:
        return feedback.confirm_paper(self.row.pk, act=act)


class RehandleForm(ReasonForm):
    move = AssignmentMove.REHANDLE
    note = "承办单位应当自交其再作研究办理之日起一个月内再次答复（《规定》第二十一条）。"

    def perform(self, act: Act) -> Row:
        return feedback.rehandle(self.row.pk, act=act)


class TrackForm(OpinionForm):
    move = AssignmentMove.TRACK
    note = "按承诺的时限跟踪，兑现后再次答复代表。"

    def perform(self, act: Act) -> Row:
        return feedback.track(self.row.pk, act=act)


class FollowUpForm(OpinionForm):
    move = AssignmentMove.FOLLOW_UP

    def perform(self, act: Act) -> Row:
        return feedback.follow_up(self.row.pk, act=act)


class ArchiveForm(OpinionForm):
    move = AssignmentMove.ARCHIVE
    note = "归档后不再办理；代表未反馈的，按“未反馈”留存。"
    confirm = "归档后本件不能再办理。确定归档吗？"

    def perform(self, act: Act) -> Row:
        return feedback.archive(self.row.pk, act=act)


FORMS = registry(
    GiveForm,
    JoinForm,
    RecordForm,
    ConfirmForm,
    RehandleForm,
    TrackForm,
    FollowUpForm,
    ArchiveForm,
)
