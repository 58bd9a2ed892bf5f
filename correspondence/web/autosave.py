"""What the editor's page sends while one types: answered in place, never by another page."""

from collections.abc import Callable
from datetime import date, datetime
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from ..actions import autosave
from ..actions.autosave import Page, Typed
from ..actions.errors import Elsewhere, TooLong
from ..models import Presence, Reply, TextVersion, WorkingText
from ..rules.differences import compare
from ..rules.texts import Text, normalised
from ..rules.words import Openness, Outcome
from .differences import beside
from .kept_form import other_person
from .kept_page import difference
from .request import SignedIn, act, signed_in
from .rows import title_of

View = Callable[..., HttpResponse]
MOVED_ON = "这份文稿现在不能修改（可能已经提交）。您刚才的修改另外保存着，在文稿页可以看到。"


def in_place(view: View) -> View:
    """Answers that the page's script understands: JSON with the words to show."""

    @never_cache
    @wraps(view)
    def answer(request: HttpRequest, pk: int) -> HttpResponse:
        if not request.user.is_authenticated:
            return _refused(401, "signed_out", "登录已过期，请重新登录；已填写的内容没有丢失。")
        if request.POST.get("person", "") not in ("", str(request.user.pk)):
            return _refused(403, "person", other_person(request.user))
        try:
            return view(request, pk)
        except (TooLong, Elsewhere, PermissionDenied, Reply.DoesNotExist) as refusal:
            return _explained(refusal)

    return answer


@require_POST
@in_place
def keep(request: SignedIn, pk: int) -> HttpResponse:
    """Keep what is being typed."""
    typed = typed_in(request)
    row = autosave.keep(pk, typed=typed, page=_page(request), act=act(request))
    others = autosave.arrive(pk, page=_page(request), act=act(request))
    return JsonResponse({**_standing(request, pk, others), "mark": row.mark if row else ""})


@require_POST
@in_place
def here(request: SignedIn, pk: int) -> HttpResponse:
    """The heart-beat of an open page: who else is there, and which version is the latest."""
    others = autosave.arrive(pk, page=_page(request), act=act(request))
    return JsonResponse(_standing(request, pk, others))


@require_POST
@in_place
def discard(request: SignedIn, pk: int) -> HttpResponse:
    """Throw one's own working text away; a form without script goes back to the document."""
    autosave.discard(pk, page=_page(request), act=act(request))
    if request.POST.get("back"):
        return redirect("reply", pk)
    return JsonResponse({"discarded": True})


@require_safe
@in_place
def standing(request: SignedIn, pk: int) -> HttpResponse:
    """The latest version and one's own working text, as the form's fields."""
    latest = _visible(request, pk).latest
    working = autosave.unsaved(request.user, pk)
    answer = {"version": _text(latest), "working": _text(working) if working else None}
    return JsonResponse(answer)


@require_POST
@in_place
def differences(request: SignedIn, pk: int) -> HttpResponse:
    """What was typed beside the latest version, as a fragment for the dialog."""
    latest, text = _visible(request, pk).latest, typed_in(request).text
    rows = compare(latest.body, normalised(text.body))
    context = {
        "rows": [row for row in rows if row.changed],
        "beside": beside(latest.text, text),
        "difference": difference(latest, text),
        "left_title": f"第 {latest.number} 版",
        "right_title": "未保存的修改",
    }
    return render(request, "drafts/_differences.html", context)


@signed_in
@require_safe
def unsaved(request: SignedIn, pk: int) -> HttpResponse:
    """One's own unsaved text of a document, to read and to copy, whoever has the document now."""
    own = WorkingText.objects.select_related("reply__assignment__proposal")
    working = get_object_or_404(own, reply=pk, user=request.user)
    reply = working.reply
    context = {
        "working": working,
        "reply": reply,
        "title": title_of(reply),
        "beside": beside(reply.latest.text, working.text),
        "difference": difference(reply.latest, working.text),
        "version": reply.latest,
        "may_write": autosave.may_write(request.user, reply),
        "seen": Reply.objects.visible_to(request.user).filter(pk=pk).exists(),
    }
    return render(request, "drafts/unsaved.html", context)


def typed_in(request: HttpRequest) -> Typed:
    """What stands in the editor, as it is: a half-typed date or an unknown word counts as none."""
    posted = {name: str(request.POST[name]).replace("\r\n", "\n") for name in request.POST}
    values: dict[str, Any] = {name: posted.get(name, "") for name in Text.__dataclass_fields__}
    values["note"] = posted.get("note_line", "")
    values["promised_on"] = _day(values["promised_on"])
    for name, words in (("outcome", Outcome), ("openness", Openness)):
        values[name] = values[name] if values[name] in set(words) else ""
    return Typed(
        text=Text(**values),
        base=_number(posted.get("base", "")),
        serial=_number(posted.get("serial", "")),
        reason=posted.get("reason", ""),
    )


def _page(request: HttpRequest) -> Page:
    sent = request.POST
    return Page(
        token=sent.get("token", "")[:36], knows=sent.get("knows", ""), left=sent.get("left", "")
    )


def _number(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 10 else 1


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _visible(request: SignedIn, pk: int) -> Reply:
    return Reply.objects.visible_to(request.user).get(pk=pk)


def _standing(request: SignedIn, pk: int, others: list[Presence]) -> dict[str, object]:
    """How things stand around the text, for a page that has it open."""
    reply = Reply.objects.get(pk=pk)
    latest = reply.latest
    people = {one.user_id: one for one in reversed(others) if one.user_id != request.user.pk}
    return {
        "saved_at": timezone.now().isoformat(),
        "version": {
            "number": latest.number,
            "author": latest.author.name,
            "mine": latest.author_id == request.user.pk,
            "at": _clock(latest.saved_at),
        },
        "others": [
            {"name": one.user.name, "at": _clock(one.typed_at or one.seen_at)}
            for one in people.values()
        ],
        "also_here": any(one.user_id == request.user.pk for one in others),
        "closed": "" if autosave.may_write(request.user, reply) else MOVED_ON,
    }


def _text(row: TextVersion | WorkingText) -> dict[str, object]:
    """A version or a working text as the fields of the form, with what it is."""
    fields = {name: getattr(row, name) or "" for name in Text.__dataclass_fields__}
    fields["note_line"] = fields.pop("note")
    fields["reason"] = row.reason if isinstance(row, WorkingText) else ""
    return {
        "fields": fields,
        "at": _clock(row.saved_at),
        "saved_at": row.saved_at.isoformat(),
        "mark": row.mark if isinstance(row, WorkingText) else "",
        "base": row.base if isinstance(row, WorkingText) else row.number,
    }


def _clock(moment: datetime) -> str:
    return f"{timezone.localtime(moment):%H:%M}"


def _explained(refusal: Exception) -> JsonResponse:
    match refusal:
        case TooLong():
            return _refused(413, "too_long", str(refusal), limit=refusal.limit)
        case Elsewhere():
            return _refused(409, "elsewhere", str(refusal), working=_text(refusal.working))
        case PermissionDenied():
            return _refused(403, "denied", str(refusal))
    return _refused(404, "gone", "没有这份文稿，或者您已不能查看。")


def _refused(status: int, reason: str, words: str, **more: object) -> JsonResponse:
    return JsonResponse({"reason": reason, "words": words, **more}, status=status)
