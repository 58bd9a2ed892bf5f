"""豁免: a finding of 校核 set aside with a reason, in the editor or beside a decision."""

from django import forms
from django.http import HttpResponse, JsonResponse
from django.views.decorators.http import require_POST

from ..access import Row
from ..actions import waive
from ..actions.act import Act
from ..actions.errors import NotReady, WrongState
from ..letters import checked, to_letter
from ..models import Reply, Waiver
from ..rules.moves import ReplyMove
from .autosave import in_place
from .draft import SaveForm
from .findings import as_json
from .forms import BackForm, ReasonForm, registry
from .request import SignedIn, act
from .rows import reply_seen_by


class WaiveForm(BackForm, ReasonForm):
    foot = "findings"
    move = ReplyMove.WAIVE
    note = "写明理由后，这处问题不再影响核稿；所在文字一有改动，豁免即失效。豁免留存在案。"

    finding = forms.ChoiceField(label="校核问题")
    field_order = ["finding", "reason"]

    def prepare(self) -> None:
        found = checked(self.row, self.row.latest.text)
        self.fields["finding"].choices = [  # type: ignore[attr-defined]
            (one.mark, f"{one.place}：{one.finding.message}")
            for one in found
            if one.waiver is None and one.may_be_waived
        ]

    def perform(self, act: Act) -> Row:
        waive.waive(self.row.pk, finding=self.cleaned_data["finding"], act=act)
        return self.row  # type: ignore[no-any-return]  # a Reply


class UnwaiveForm(BackForm):
    foot = "findings"
    move = ReplyMove.UNWAIVE
    note = "取消后，这处问题须修改或重新写明理由，才能通过核稿。"

    waiver = forms.ModelChoiceField(Waiver.objects.none(), label="豁免", empty_label="请选择")

    def prepare(self) -> None:
        rows = self.row.waivers.live()
        self.fields["waiver"].queryset = rows  # type: ignore[attr-defined]

    def perform(self, act: Act) -> Row:
        waive.withdraw(self.row.pk, waiver_id=self.cleaned_data["waiver"].pk, act=act)
        return self.row  # type: ignore[no-any-return]  # a Reply


@require_POST
@in_place
def in_editor(request: SignedIn, pk: int) -> HttpResponse:
    """Set aside what is found in the text as it is being typed, or take that back.

    Answers all findings anew, and what was refused.
    """
    reply = reply_seen_by(request.user, pk)
    typed = SaveForm(request.POST, row=reply, user=request.user)
    typed.is_valid()
    problem = _done(request, reply, typed)
    shown = as_json(reply, to_letter(reply, typed.text))
    return JsonResponse({"findings": shown, "problem": problem})


def _done(request: SignedIn, reply: Reply, typed: SaveForm) -> str:
    """Do what was asked for; what was refused is said, empty if nothing was."""
    taken_back = request.POST.get("withdraw", "")
    said = act(request, request.POST.get("why", "")[:1000])
    try:
        if taken_back.isdecimal():
            waive.withdraw(reply.pk, waiver_id=int(taken_back), act=said)
        else:
            finding = request.POST.get("finding", "")
            waive.waive(reply.pk, finding=finding, text=typed.text, act=said)
    except (NotReady, WrongState) as refused:
        return str(refused)
    return ""


FORMS = registry(WaiveForm, UnwaiveForm)
