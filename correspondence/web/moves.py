"""One page for every move of every row: what will happen, a form, one main button."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache

from .. import access
from ..access import Row
from ..actions.errors import WrongState
from ..models import Reply
from ..rules.decisions import DECISIONS
from ..rules.lifecycle import AnyMove
from ..rules.moves import AssignmentMove, ProposalMove, ReplyMove
from . import (
    approval,
    assign,
    contact,
    cosign,
    draft,
    extend,
    feedback,
    hand_back,
    intake,
    issue,
    number,
    opinion,
    passages,
    remark,
    review,
    sign,
    suspend,
    waive,
)
from .forms import MoveForm
from .replies import pages_of
from .request import SignedIn, act, signed_in
from .rows import KINDS, title_of, url_of
from .sent import asked_back
from .text_form import TextForm
from .unsaved import unsaved_of

FORMS: dict[AnyMove, type[MoveForm]] = {
    **intake.FORMS,
    **assign.FORMS,
    **hand_back.FORMS,
    **extend.FORMS,
    **contact.FORMS,
    **opinion.FORMS,
    **draft.FORMS,
    **review.FORMS,
    **cosign.FORMS,
    **remark.FORMS,
    **waive.FORMS,
    **sign.FORMS,
    **number.FORMS,
    **issue.FORMS,
    **feedback.FORMS,
    **suspend.FORMS,
}
_MOVES = {"proposals": ProposalMove, "assignments": AssignmentMove, "replies": ReplyMove}


@never_cache
@signed_in
def make(request: SignedIn, kind: str, pk: int, name: str) -> HttpResponse:
    """Show a move's page; on POST make the move and go where its result is shown.

    Going back to it asks for it anew: an old page knows nothing of what was kept or done since.
    """
    row, move = _row_and_move(request, kind, pk, name)
    if not access.is_open(row, move):
        raise WrongState(row, move)
    access.require(request.user, row, move)
    form = _form(request, row, move)
    if request.method == "POST" and form.is_valid():
        done = form.try_to(act(request, form.cleaned_data.get("reason", "")))
        if done is not None:
            words = form.said or f"{move.label}：已办理。"
            messages.success(request, words)
            return redirect(form.then() or asked_back(request) or _after(request, move, done))
    status = 422 if form.errors else 200
    return render(request, _template(form), _context(request, form, row), status=status)


def _row_and_move(request: SignedIn, kind: str, pk: int, name: str) -> tuple[Row, AnyMove]:
    """What one may not see does not exist, nor does a move nobody has heard of."""
    if kind not in KINDS or name not in set(_MOVES[kind]):
        raise Http404
    visible = KINDS[kind].objects.visible_to(request.user)
    row: Any = get_object_or_404(visible, pk=pk)
    move: Any = _MOVES[kind](name)
    return row, move


def _form(request: SignedIn, row: Row, move: AnyMove) -> MoveForm:
    form = FORMS[move]
    if request.method == "POST":
        return form(request.POST, request.FILES, row=row, user=request.user)
    return form(row=row, user=request.user, initial={"asked": request.GET.get("text", "")})


def _template(form: MoveForm) -> str:
    if form.move in DECISIONS:
        return "approvals/page.html"
    return getattr(form, "template", "moves/move.html")


def _context(request: SignedIn, form: MoveForm, row: Row) -> dict[str, object]:
    return {
        "form": form,
        "row": row,
        "move": form.move,
        "title": title_of(row),
        "back_url": url_of(row),
        "cancel_url": asked_back(request) or url_of(row),
        **_pages(form, row),
        **(approval.context(request, form, FORMS) if form.move in DECISIONS else {}),
        **form.context(),
    }


def _pages(form: MoveForm, row: Row) -> dict[str, object]:
    """The pages of a reply, which the editor asks for by itself."""
    if not isinstance(row, Reply) or isinstance(form, TextForm):
        return {}
    unsaved = {"unsaved": unsaved_of(form.user, row)}
    return {**pages_of(row), **_unsettled(form, row), **unsaved}


def _unsettled(form: MoveForm, row: Reply) -> dict[str, object]:
    """Opinions on the text that nobody has settled are shown before it is submitted on."""
    if form.move is not ReplyMove.SUBMIT:
        return {}
    shown = passages.shown(row, form.user)
    return {"reply": row, "remarks": [one for one in shown if not one.remark.resolved_at]}


def _after(request: SignedIn, move: AnyMove, row: Row) -> str:
    """The page of the result, or the person's work if the row has left their sight."""
    seen = type(row).objects.visible_to(request.user).filter(pk=row.pk).exists()
    if not seen:
        return "/"
    return f"{url_of(row)}?done" if move in DECISIONS else url_of(row)
