"""文稿版本: every saved text with who, when and why, and any two of them compared."""

from collections import defaultdict
from typing import Any

from django import forms
from django.core.cache import cache
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from .. import access
from ..access import state_of
from ..models import Reply, TextVersion
from ..rules.moves import ReplyMove
from ..rules.words import Verdict
from .differences import difference
from .request import SignedIn, signed_in
from .rows import reply_seen_by, title_of

VIEWS = (("side", "并排"), ("inline", "单栏"))
#: Seconds; a document in the works is looked at for days.
FIGURE_KEPT = 7 * 24 * 60 * 60


class Choice(forms.Form):
    """Which two versions are compared, and how they are laid out."""

    old = forms.TypedChoiceField(label="旧版", required=False, coerce=int)
    new = forms.TypedChoiceField(label="新版", required=False, coerce=int)
    view = forms.ChoiceField(choices=[*VIEWS, ("", "")], required=False, widget=forms.HiddenInput())

    def __init__(self, *args: Any, versions: list[TextVersion], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(version.number, named(version)) for version in versions]
        for name in ("old", "new"):
            self.fields[name].choices = choices  # type: ignore[attr-defined]


@signed_in
def compare_two(request: SignedIn, pk: int) -> HttpResponse:
    """The list of versions, and the difference between two of them (the last two by default)."""
    reply = reply_seen_by(request.user, pk)
    if not access.sees_making(request.user, reply):
        raise Http404
    versions = list(reply.versions.select_related("author"))
    context = {
        "reply": reply,
        "title": title_of(reply),
        "state": state_of(reply),
        "back_url": reverse("reply", args=[reply.pk]),
        "count": len(versions),
        "lines": _lines(request, reply, versions),
        **_comparison(request, versions),
    }
    return render(request, "versions/compare.html", context)


def _comparison(request: SignedIn, versions: list[TextVersion]) -> dict[str, object]:
    old, new, view = _chosen(request, versions)
    first = {"old": old.number, "new": new.number, "view": view}
    return {
        "choice": Choice(versions=versions, initial=first),
        "old": old,
        "new": new,
        "left_title": named(old),
        "right_title": named(new),
        "difference": difference(old.text, new.text),
        "inline": view == "inline",
        "views": _views(old, new, view),
    }


def named(version: TextVersion) -> str:
    """第 3 版 · 王芳 5月11日 09:30."""
    day = timezone.localtime(version.saved_at)
    return f"第 {version.number} 版 · {version.author.name} {day.month}月{day.day}日 {day:%H:%M}"


def _chosen(request: SignedIn, versions: list[TextVersion]) -> tuple[TextVersion, TextVersion, str]:
    choice = Choice(request.GET, versions=versions)
    choice.is_valid()
    wanted = choice.cleaned_data
    by_number = {version.number: version for version in versions}
    new = by_number.get(wanted.get("new") or 0, versions[0])
    before = versions[min(versions.index(new) + 1, len(versions) - 1)]
    old = by_number.get(wanted.get("old") or 0, before)
    return old, new, wanted.get("view") or "side"


def _views(old: TextVersion, new: TextVersion, view: str) -> list[dict[str, object]]:
    return [
        {
            "label": label,
            "url": f"?old={old.number}&new={new.number}&view={name}",
            "current": name == view,
        }
        for name, label in VIEWS
    ]


def _lines(request: SignedIn, reply: Reply, versions: list[TextVersion]) -> list[dict[str, object]]:
    """One line a version, newest first: how much it changed, and whose answers hold on it."""
    signed = _signatures(reply)
    may_restore = ReplyMove.SAVE in access.moves_open_to(request.user, reply)
    before = [*versions[1:], None]
    return [
        {
            "version": version,
            "changed": _figure(previous, version) if previous else "初稿",
            "previous": previous,
            "signed": signed[version.pk],
            "restorable": may_restore and version.digest != versions[0].digest,
        }
        for version, previous in zip(versions, before, strict=True)
    ]


def _figure(old: TextVersion, new: TextVersion) -> str:
    """增 12 字，删 4 字; kept by the digests of the two texts, as neither ever changes."""

    def counted() -> str:
        found = difference(old.text, new.text)
        return found.counted or found.summary

    key = f"changed-{old.digest}-{new.digest}"
    return str(cache.get_or_set(key, counted, FIGURE_KEPT))


def _signatures(reply: Reply) -> dict[int, list[str]]:
    """Answers that hold, by the version they were given on."""
    found: dict[int, list[str]] = defaultdict(list)
    for answer in reply.cosignatures.live().select_related("cosigner"):
        if answer.version_id:
            found[answer.version_id].append(
                f"{answer.cosigner.name} 会签{Verdict(answer.verdict).label}"
            )
    for approval in reply.approvals.live().select_related("by"):
        label = ReplyMove(approval.move).label
        found[approval.version_id].append(f"{approval.by.name} {label}")
    return found
