"""The search of the top bar: proposals and issued replies by words, number or deputy."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from ..access import state_of
from ..models import SearchEntry
from ..rules.searching import excerpt, marked, terms
from ..rules.words import ProposalKind, ReplyKind
from .pager import cut
from .request import SignedIn, signed_in

_RELATED = ("proposal__session", "reply__assignment__unit")
KINDS = (("", "全部"), ("proposals", "建议提案"), ("replies", "答复"))


@signed_in
@require_safe
def search(request: SignedIn) -> HttpResponse:
    """What this person may see and what says these words, best first."""
    words = request.GET.get("q", "").strip()
    kind = request.GET.get("kind", "")
    entries = SearchEntry.objects.visible_to(request.user).saying(words)
    found, pager = cut(request, _narrowed(entries, kind).select_related(*_RELATED).with_text())
    asked = terms(words)
    context = {
        "words": words,
        "rows": [_row(one, asked) for one in found],
        "pager": pager,
        "tabs": _tabs(words, kind),
    }
    return render(request, "search/index.html", context)


def _narrowed(entries: Any, kind: str) -> Any:
    if kind == "replies":
        return entries.replies()
    return entries.filter(reply=None) if kind == "proposals" else entries


def _tabs(words: str, kind: str) -> list[dict[str, object]]:
    here = reverse("search")
    return [
        {
            "label": label,
            "url": f"{here}?{urlencode({'q': words, 'kind': key})}",
            "current": key == kind,
        }
        for key, label in KINDS
    ]


def _row(entry: Any, asked: list[str]) -> dict[str, object]:
    proposal, reply = entry.proposal, entry.reply
    kind = ReplyKind(reply.kind) if reply else ProposalKind(proposal.kind)
    return {
        "kind": kind.label,
        "title": marked(proposal.title, asked),
        "url": reverse("reply", args=[reply.pk])
        if reply
        else reverse("proposal", args=[proposal.pk]),
        "number": reply.number if reply else "",
        "unit": reply.assignment.unit if reply else "",
        "proposal": proposal,
        "day": entry.day,
        "state": state_of(reply or proposal),
        "excerpt": excerpt(entry.text, asked),
    }
