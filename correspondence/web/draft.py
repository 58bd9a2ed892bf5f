"""拟稿."""

from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_POST

from .. import access
from ..access import Row
from ..actions import draft
from ..actions.act import Act
from ..gongwen import LayoutError
from ..letters import sample
from ..models import Reply
from ..rules.moves import AssignmentMove, ReplyMove
from ..rules.texts import Text
from ..rules.words import Openness, Outcome, ReplyKind
from .forms import MoveForm, day_field, registry, word_choices
from .pictures import as_data_urls
from .request import SignedIn, signed_in


class TextForm(MoveForm):
    """The text of a reply with everything a signature on it vouches for."""

    template = "drafts/edit.html"

    title = forms.CharField(
        label="标题",
        max_length=200,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="换行即换行",
    )
    recipient = forms.CharField(label="主送", max_length=400)
    body = forms.CharField(
        label="正文",
        strip=False,
        widget=forms.Textarea(attrs={"rows": 24, "class": "editor-text", "spellcheck": "false"}),
        help_text="每段一行，段首不用空格；一、（一）1.（1）自成层次。",
    )
    outcome = forms.ChoiceField(
        label="办理结果", choices=word_choices(Outcome, empty="请选择"), required=False
    )
    promised_on = day_field("承诺解决时限", required=False, help_text="正在解决、计划解决的填写")
    outcome_reason = forms.CharField(
        label="留作参考的说明", required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    openness = forms.ChoiceField(
        label="公开属性", choices=word_choices(Openness, empty="请选择"), required=False
    )
    openness_reason = forms.CharField(
        label="不主动公开的理由", required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    copies = forms.CharField(
        label="抄送",
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="每个机关一行",
    )
    note_line = forms.CharField(
        label="附注", required=False, max_length=200, help_text="如：此件公开发布"
    )
    reason = forms.CharField(label="修改说明", required=False, max_length=200)

    def prepare(self) -> None:
        text = self.row.latest.text
        self.initial.update({name: getattr(text, name) for name in Text.__dataclass_fields__})
        self.initial["note_line"] = text.note
        if self.row.kind == ReplyKind.ASSIST_OPINION:
            for name in ("outcome", "promised_on", "outcome_reason"):
                del self.fields[name]

    @property
    def text(self) -> Text:
        """What was typed, as a text."""
        values: dict[str, Any] = {
            name: self.cleaned_data.get(name) or "" for name in Text.__dataclass_fields__
        }
        values["promised_on"] = self.cleaned_data.get("promised_on")
        values["note"] = self.cleaned_data.get("note_line", "")
        values["title"] = values["title"].replace("\r\n", "\n")
        return Text(**values)


class SaveForm(TextForm):
    move = ReplyMove.SAVE

    def perform(self, act: Act) -> Row:
        return draft.save(self.row.pk, text=self.text, act=act).reply


class StartForm(MoveForm):
    move = AssignmentMove.START_REPLY
    note = "系统按案由、届次和承办方式拟好标题、主送、抄送和开头结尾。"

    def perform(self, act: Act) -> Row:
        return draft.start(self.row.pk, act=act)


class SubmitForm(MoveForm):
    move = ReplyMove.SUBMIT
    note = "提交本处室负责人审核。提交后如需修改，可先撤回。"

    def perform(self, act: Act) -> Row:
        return draft.submit(self.row.pk, act=act)


class TakeBackForm(MoveForm):
    move = ReplyMove.TAKE_BACK
    note = "撤回后可继续修改。"

    def perform(self, act: Act) -> Row:
        return draft.take_back(self.row.pk, act=act)


FORMS = registry(StartForm, SaveForm, SubmitForm, TakeBackForm)


@signed_in
@require_POST
def preview(request: SignedIn, pk: int) -> HttpResponse:
    """The pages of what has been typed so far, as pictures; nothing is kept."""
    reply = get_object_or_404(Reply.objects.visible_to(request.user), pk=pk)
    access.require(request.user, reply, ReplyMove.SAVE)
    form = SaveForm(request.POST, row=reply, user=request.user)
    form.is_valid()
    return render(request, "drafts/_preview.html", _pages(form, reply))


def _pages(form: TextForm, reply: Reply) -> dict[str, object]:
    try:
        return {"pages": as_data_urls(sample(reply, form.text))}
    except LayoutError as layout:
        return {"problem": str(layout)}
