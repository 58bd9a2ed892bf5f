"""What stands beside a text while it is written: earlier replies, standard paragraphs, opinions."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from ..access import state_of
from ..models import Assignment, Reply, SearchEntry, StandardParagraph
from ..rules.searching import excerpt, terms
from ..rules.states import FROZEN, OPINION_IN
from ..rules.wording import quoted, substance
from ..rules.words import Outcome, Part, ReplyKind
from .paragraphs import said
from .request import SignedIn, calendar, signed_in, today
from .rows import buttons, reply_seen_by

SHOWN = 10
MOST_PARAGRAPHS = 60
_ENTRY = ("proposal__session", "reply__assignment__unit")


@signed_in
@require_safe
def earlier(request: SignedIn, pk: int) -> HttpResponse:
    """Issued replies with these words; without any, to the proposals most like this one."""
    reply = reply_seen_by(request.user, pk)
    words = request.GET.get("q", "").strip()
    entries = SearchEntry.objects.visible_to(request.user).replies().exclude(reply=reply)
    entries = entries.select_related(*_ENTRY).with_text()
    proposal = reply.assignment.proposal
    if words:
        found = list(entries.saying(words)[:SHOWN])
    else:
        found = entries.alike(proposal.title, proposal.text, SHOWN)
    rows = [_found(one, terms(words)) for one in found]
    context = {"reply": reply, "words": words, "rows": rows}
    return render(request, "sources/_earlier.html", context)


@signed_in
@require_safe
def earlier_text(request: SignedIn, pk: int, other: int) -> HttpResponse:
    """One earlier reply, paragraph by paragraph, each with its source."""
    reply = reply_seen_by(request.user, pk)
    issued = Reply.objects.visible_to(request.user).live().filter(state__in=sorted(FROZEN))
    shown = get_object_or_404(issued, pk=other)
    context = {
        "reply": reply,
        "shown": shown,
        "paragraphs": [
            {"text": text, "source": f"{shown.number}第{at}段"}
            for at, text in enumerate(shown.latest.body.split("\n"), start=1)
        ],
    }
    return render(request, "sources/_earlier_text.html", context)


@signed_in
@require_safe
def paragraphs(request: SignedIn, pk: int) -> HttpResponse:
    """The standard paragraphs this person may use."""
    reply = reply_seen_by(request.user, pk)
    words = request.GET.get("q", "").strip()
    rows = said(StandardParagraph.objects.usable_by(request.user), words)
    context = {
        "reply": reply,
        "words": words,
        "rows": rows.select_related("office", "owner")[:MOST_PARAGRAPHS],
    }
    return render(request, "sources/_paragraphs.html", context)


@signed_in
@require_safe
def opinions(request: SignedIn, pk: int) -> HttpResponse:
    """What the assisting units of this case have said, and who has not yet."""
    reply = reply_seen_by(request.user, pk)
    parts = reply.assignment.proposal.assignments.binding().filter(part=Part.ASSIST)
    parts = parts.select_related("unit", "proposal__session")
    texts = _opinions_of(list(parts))
    context = {
        "reply": reply,
        "rows": [_opinion(request, reply, part, texts.get(part.pk)) for part in parts],
    }
    return render(request, "sources/_opinions.html", context)


def _found(entry: Any, asked: list[str]) -> dict[str, object]:
    reply = entry.reply
    return {
        "reply": reply,
        "proposal": entry.proposal,
        "kind": ReplyKind(reply.kind).label,
        "outcome": Outcome(reply.outcome).label if reply.outcome else "",
        "excerpt": excerpt(entry.text, asked) if asked else [],
    }


def _opinions_of(parts: list[Assignment]) -> dict[int, Reply]:
    """The opinion of each part that has sent one: the one that stands, of the latest round."""
    sent = [part.pk for part in parts if part.state in OPINION_IN]
    found = Reply.objects.live().filter(assignment__in=sent, kind=ReplyKind.ASSIST_OPINION)
    return {one.assignment_id: one for one in found.with_body().order_by("round", "pk")}


def _opinion(
    request: SignedIn, reply: Reply, part: Assignment, opinion: Reply | None
) -> dict[str, Any]:
    """One unit: its sentences ready to be quoted, or how long one has waited."""
    unit, own = part.unit.short_name, part.unit.self_reference
    quoting = reply.assignment.unit.self_reference
    lines = substance(opinion.body) if opinion else []
    return {
        "part": part,
        "state": state_of(part),
        "opinion": opinion,
        "lines": [
            {
                "text": line,
                "quoted": quoted(unit, line, own=own, quoting=quoting),
                "source": f"{unit}会办意见",
            }
            for line in lines
        ],
        "days": None if opinion else calendar(request).workdays_left(today(), part.due_on),
        "moves": buttons(request.user, part),
    }
