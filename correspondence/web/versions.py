"""文稿版本: any two saved texts side by side, with the characters that differ."""

from dataclasses import fields
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone

from ..models import Reply, TextVersion
from ..rules.differences import Row, changed_characters, compare
from ..rules.texts import Text
from ..rules.words import Openness, Outcome
from .request import SignedIn, signed_in
from .rows import state_of, title_of

#: The parts of a text besides its body, as people call them.
PARTS = {
    "title": "标题",
    "recipient": "主送",
    "copies": "抄送",
    "note": "附注",
    "outcome": "办理结果",
    "outcome_reason": "留作参考的说明",
    "promised_on": "承诺解决时限",
    "openness": "公开属性",
    "openness_reason": "不主动公开的理由",
}


class Choice(forms.Form):
    """Which two versions stand side by side."""

    old = forms.TypedChoiceField(label="旧版", required=False, coerce=int)
    new = forms.TypedChoiceField(label="新版", required=False, coerce=int)

    def __init__(self, *args: Any, versions: list[TextVersion], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(version.number, _named(version)) for version in versions]
        for field in self.fields.values():
            field.choices = choices  # type: ignore[attr-defined]


@signed_in
def compare_two(request: SignedIn, pk: int) -> HttpResponse:
    """The list of versions, and the difference between two of them (the last two by default)."""
    reply = get_object_or_404(Reply.objects.visible_to(request.user), pk=pk)
    versions = list(reply.versions.select_related("author"))
    old, new = _chosen(request, versions)
    rows = compare(old.body, new.body)
    context = {
        "reply": reply,
        "title": title_of(reply),
        "state": state_of(reply),
        "back_url": reverse("reply", args=[reply.pk]),
        "versions": versions,
        "choice": Choice(versions=versions, initial={"old": old.number, "new": new.number}),
        "old": old,
        "new": new,
        "left_title": _named(old),
        "right_title": _named(new),
        "rows": _folded(rows),
        "changed": changed_characters(rows),
        "parts": _parts(old.text, new.text),
    }
    return render(request, "versions/compare.html", context)


def _chosen(request: SignedIn, versions: list[TextVersion]) -> tuple[TextVersion, TextVersion]:
    choice = Choice(request.GET, versions=versions)
    wanted = choice.cleaned_data if choice.is_valid() else {}
    by_number = {version.number: version for version in versions}
    new = by_number.get(wanted.get("new") or 0, versions[0])
    before = versions[min(versions.index(new) + 1, len(versions) - 1)]
    return by_number.get(wanted.get("old") or 0, before), new


def _named(version: TextVersion) -> str:
    day = timezone.localtime(version.saved_at)
    return f"v{version.number} · {version.author.name} {day.month}月{day.day}日 {day:%H:%M}"


def _folded(rows: list[Row]) -> list[Row | dict[str, int]]:
    """Stretches without a change are folded to a line that says how much was left out."""
    shown: list[Row | dict[str, int]] = []
    skipped = 0
    for position, row in enumerate(rows):
        if not any(other.changed for other in rows[max(0, position - 1) : position + 2]):
            skipped += 1
            continue
        if skipped:
            shown.append({"skipped": skipped})
            skipped = 0
        shown.append(row)
    return [*shown, {"skipped": skipped}] if skipped else shown


def _parts(old: Text, new: Text) -> list[dict[str, object]]:
    """The other parts of the text that differ, from → to."""
    return [
        {
            "label": PARTS[part.name],
            "before": _shown(part.name, old),
            "after": _shown(part.name, new),
        }
        for part in fields(Text)
        if part.name in PARTS and getattr(old, part.name) != getattr(new, part.name)
    ]


def _shown(name: str, text: Text) -> str:
    value = getattr(text, name)
    if name == "outcome" and value:
        return Outcome(value).label
    if name == "openness" and value:
        return Openness(value).label
    return str(value or "（空）")
