"""意见 on a passage of a text, what was answered, and that it is settled."""

from typing import Any

from django import forms

from ..access import Row
from ..actions import remark
from ..actions.act import Act
from ..models import Remark
from ..rules.moves import ReplyMove
from .forms import BackForm, registry


class RemarkForm(BackForm):
    foot = "remarks"
    move = ReplyMove.REMARK
    note = "可以摘录正文中的一段文字（限在一段之内），以后的版本中仍能找到；不摘录的，针对全文。"

    quote = forms.CharField(
        label="原文", required=False, max_length=400, widget=forms.Textarea(attrs={"rows": 2})
    )
    paragraph = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)
    words = forms.CharField(label="意见", max_length=1000, widget=forms.Textarea(attrs={"rows": 3}))

    def perform(self, act: Act) -> Row:
        typed = self.cleaned_data
        asked = {"quote": typed["quote"], "paragraph": typed["paragraph"] or 0}
        remark.ask(self.row.pk, words=typed["words"], act=act, **asked)
        return self.row  # type: ignore[no-any-return]  # a Reply


class RemarkField(forms.ModelChoiceField):  # type: ignore[type-arg]  # cannot be subscripted at run time
    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.by}：{obj.words[:40]}"


class OpenRemarkForm(BackForm):
    """For an opinion that is not settled."""

    foot = "remarks"

    remark = RemarkField(Remark.objects.none(), label="意见", empty_label="请选择")

    def prepare(self) -> None:
        rows = self.row.remarks.unresolved().select_related("by")
        if self.row.assignment.handler_id != self.user.pk:
            rows = rows.filter(by=self.user)
        self.fields["remark"].queryset = rows  # type: ignore[attr-defined]


class AnswerForm(OpenRemarkForm):
    move = ReplyMove.ANSWER_REMARK

    words = forms.CharField(label="答复", max_length=1000, widget=forms.Textarea(attrs={"rows": 3}))

    def perform(self, act: Act) -> Row:
        chosen, words = self.cleaned_data["remark"].pk, self.cleaned_data["words"]
        remark.answer(self.row.pk, remark_id=chosen, words=words, act=act)
        return self.row  # type: ignore[no-any-return]  # a Reply


class ResolveForm(OpenRemarkForm):
    move = ReplyMove.RESOLVE_REMARK
    note = "了结后不再提示；意见和答复留存在案。"

    def perform(self, act: Act) -> Row:
        remark.resolve(self.row.pk, remark_id=self.cleaned_data["remark"].pk, act=act)
        return self.row  # type: ignore[no-any-return]  # a Reply


FORMS = registry(RemarkForm, AnswerForm, ResolveForm)
