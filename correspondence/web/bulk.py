"""Several rows at once, where the law asks nothing more of each than the same word."""

from collections.abc import Callable
from typing import TypeVar

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from ..actions import assign, contact
from ..actions.errors import NotReady, WrongState
from ..models import Assignment
from ..rules.moves import AssignmentMove
from .request import SignedIn, act, signed_in
from .sent import asked_back

RowT = TypeVar("RowT")
#: More rows at once would keep the page waiting.
MOST = 100


@signed_in
@require_POST
def sign_for(request: SignedIn) -> HttpResponse:
    """签收 every part that was ticked; each for itself, so that one that fails stops no other."""
    deed = act(request)
    return _each(request, AssignmentMove.SIGN_FOR, lambda pk: assign.sign_for(pk, act=deed))


@signed_in
@require_POST
def nudge(request: SignedIn) -> HttpResponse:
    """催办 every part that was ticked, with the same demand."""
    demand = request.POST.get("demand", "").strip()
    if not demand:
        messages.error(request, "请写明催办要求。")
        return _back(request)
    deed = act(request, demand)
    return _each(request, AssignmentMove.NUDGE, lambda pk: contact.nudge(pk, act=deed))


def _each(
    request: SignedIn, move: AssignmentMove, make: Callable[[int], Assignment]
) -> HttpResponse:
    chosen = [int(pk) for pk in request.POST.getlist("part") if pk.isdecimal()]
    if not chosen:
        messages.error(request, f"请先勾选要{move.label}的承办件。")
    if len(chosen) > MOST:
        messages.error(
            request, f"一次最多{move.label} {MOST} 件，其余 {len(chosen) - MOST} 件未办理。"
        )
    visible = Assignment.objects.visible_to(request.user).select_related("proposal", "unit")
    done = 0
    for part in visible.filter(pk__in=chosen[:MOST]).order_by("due_on", "pk"):
        try:
            make(part.pk)
            done += 1
        except (WrongState, NotReady, PermissionDenied) as refused:
            messages.error(request, f"{part.proposal.case_number}（{part.unit}）：{refused}")
    if done:
        messages.success(request, f"{move.label}：已办理 {done} 件。")
    return _back(request)


def _back(request: SignedIn) -> HttpResponse:
    """To the list the rows were ticked in, with its filters."""
    return redirect(asked_back(request) or "/")
