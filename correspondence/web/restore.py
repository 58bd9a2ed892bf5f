"""恢复旧版: what would change and whose answers would no longer hold, then the reason."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from .. import access
from ..access import Row
from ..actions.act import Act
from ..actions.binding import voided_by
from ..actions.errors import WrongState
from ..actions.restore import restore
from ..models import Approval, CoSignature, Reply, TextVersion
from ..rules.moves import ReplyMove
from .differences import difference
from .forms import MoveForm
from .request import SignedIn, act, signed_in
from .rows import reply_seen_by, title_of
from .versions import named


class RestoreForm(MoveForm):
    """Why an old version is the better one."""

    move = ReplyMove.SAVE
    number: int

    reason = forms.CharField(
        label="恢复的理由", max_length=200, widget=forms.Textarea(attrs={"rows": 2})
    )

    def perform(self, act: Act) -> Row:
        return restore(self.row.pk, number=self.number, act=act).reply


@signed_in
def make(request: SignedIn, pk: int, number: int) -> HttpResponse:
    """Show what restoring a version does; on POST save its text as the newest version."""
    reply = reply_seen_by(request.user, pk)
    version = get_object_or_404(reply.versions.select_related("author"), number=number)
    if not access.is_open(reply, ReplyMove.SAVE):
        raise WrongState(reply, ReplyMove.SAVE)
    access.require(request.user, reply, ReplyMove.SAVE)
    form = RestoreForm(request.POST or None, row=reply, user=request.user)
    form.number = number
    told = request.method == "POST" and form.is_valid()
    if told and form.try_to(act(request, form.cleaned_data["reason"])):
        messages.success(request, f"已恢复第 {number} 版，存为第 {reply.latest.number} 版。")
        return redirect("versions", pk)
    status = 422 if form.errors else 200
    return render(request, "versions/restore.html", _context(reply, version, form), status=status)


def _context(reply: Reply, version: TextVersion, form: RestoreForm) -> dict[str, object]:
    latest = reply.versions.select_related("author").first() or version
    names = list(dict.fromkeys(_signer(one) for one in voided_by(reply, version)))
    return {
        "form": form,
        "chosen": version,
        "title": title_of(reply),
        "back_url": reverse("versions", args=[reply.pk]),
        "difference": difference(latest.text, version.text),
        "left_title": f"现在：{named(latest)}",
        "right_title": f"恢复后：{named(version)}",
        "next_number": latest.number + 1,
        "names": names,
        "confirm": _question(version, names),
    }


def _question(version: TextVersion, names: list[str]) -> str:
    if not names:
        return f"恢复第 {version.number} 版吗？现在没有有效的会签和审批，不影响任何人。"
    people = "、".join(names)
    return f"恢复第 {version.number} 版吗？{people} 的会签、审批随之失效，须重新办理。"


def _signer(answer: CoSignature | Approval) -> str:
    return answer.cosigner.name if isinstance(answer, CoSignature) else answer.by.name
