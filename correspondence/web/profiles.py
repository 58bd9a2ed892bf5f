"""时限规则: the versions on record, the next one with all it would move, one for each session."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from ..actions import profiles
from ..actions.errors import NotReady
from ..actions.profiles import Draft
from ..models import RuleProfile, RuleTerm, Session
from ..rules.words import BaseEvent, ProposalKind, TermKey, Unit
from .forms import day_field, word_choices
from .gate import keeping
from .request import SignedIn, act
from .shifts import listed, seal_of, turned_to

FIELDS = (
    "code",
    "name",
    "effective_from",
    "contact_required",
    "clock_on_reassign",
    "suspension_allowed",
    "max_extensions",
    "late_grants_allowed",
    "late_grants_count_overdue",
    "internal_days",
    "cosign_days",
    "note",
)


class ProfileForm(forms.ModelForm):  # type: ignore[type-arg]  # cannot be subscripted at run time
    """The settings of a version; its code says whose next version it is."""

    effective_from = day_field("施行日期", help_text="自该日起开始的期限适用；此前开始的不变")

    class Meta:
        model = RuleProfile
        fields = FIELDS
        widgets = {"note": forms.Textarea(attrs={"rows": 3})}


class TermForm(forms.Form):
    """One number with the article it rests on; an empty amount leaves the term out."""

    amount = forms.IntegerField(label="数量", min_value=1, max_value=1000, required=False)
    unit = forms.ChoiceField(label="单位", choices=word_choices(Unit))
    base_event = forms.ChoiceField(label="起算点", choices=word_choices(BaseEvent))
    article = forms.CharField(label="依据", max_length=120, required=False)
    roll_forward = forms.BooleanField(label="顺延", required=False)
    note = forms.CharField(label="说明", max_length=120, required=False)


Line = tuple[ProposalKind, TermKey, TermForm]


@keeping("profiles")
@require_safe
def index(request: SignedIn) -> HttpResponse:
    """All rules with their versions, and which session follows which."""
    versions = RuleProfile.objects.prefetch_related("terms").order_by("code", "-effective_from")
    made = _made()
    context = {
        "versions": [{"profile": one, "by": made.get(one.pk, "")} for one in versions],
        "sessions": Session.objects.select_related("profile"),
    }
    return render(request, "profiles/index.html", context)


@keeping("profiles")
def edit(request: SignedIn, pk: int) -> HttpResponse:
    """The next version of these rules; first what it would move, then, confirmed, that it does."""
    base = get_object_or_404(RuleProfile, pk=pk)
    form, lines = _forms(request, base)
    context: dict[str, object] = {"base": base, "form": form, "lines": lines}
    if request.method != "POST":
        return render(request, "profiles/edit.html", context)
    draft = _draft(form, lines)
    if draft is None or not _is_sound(draft, form):
        return render(request, "profiles/edit.html", context, status=422)
    found = profiles.preview(draft)
    if request.POST.get("seal") == seal_of(found) and not turned_to(request):
        profiles.publish(draft, act=act(request, f"发布 {draft.profile.version}"))
        messages.success(request, f"{draft.profile.version} 已发布，{len(found)} 个时限已更新。")
        return redirect("profiles")
    context |= {"previewed": True, **listed(found, page=turned_to(request) or 1)}
    return render(request, "profiles/edit.html", context)


class ChoiceForm(forms.Form):
    profile = forms.ModelChoiceField(RuleProfile.objects.all(), label="时限规则", empty_label=None)


@keeping("profiles")
def choose(request: SignedIn, pk: int) -> HttpResponse:
    """Which rules a session follows, with everything another choice would move."""
    session = get_object_or_404(Session.objects.select_related("profile"), pk=pk)
    form = ChoiceForm(request.POST or None, initial={"profile": session.profile_id})
    context: dict[str, object] = {"session": session, "form": form}
    if request.method != "POST" or not form.is_valid():
        return render(request, "profiles/choose.html", context)
    wanted: RuleProfile = form.cleaned_data["profile"]
    found = profiles.preview_choice(session, wanted)
    if request.POST.get("seal") == seal_of(found) and not turned_to(request):
        profiles.choose_for(session, wanted, act=act(request, f"{session} 选用 {wanted.version}"))
        messages.success(request, f"{session} 已选用 {wanted}，{len(found)} 个时限已更新。")
        return redirect("profiles")
    context |= {"previewed": True, **listed(found, page=turned_to(request) or 1)}
    return render(request, "profiles/choose.html", context)


def _forms(request: SignedIn, base: RuleProfile) -> tuple[ProfileForm, list[Line]]:
    given = request.POST if request.method == "POST" else None
    initial = {name: getattr(base, name) for name in FIELDS} | {"effective_from": None}
    terms = {(one.proposal_kind, one.key): one for one in base.terms.all()}
    lines = [
        (kind, key, TermForm(given, prefix=f"{kind}-{key}", initial=_of(terms.get((kind, key)))))
        for kind in ProposalKind
        for key in TermKey
    ]
    return ProfileForm(given, instance=RuleProfile(), initial=initial), lines


def _of(term: RuleTerm | None) -> dict[str, Any]:
    if term is None:
        return {"roll_forward": True}
    return {name: getattr(term, name) for name in TermForm.base_fields}


def _draft(form: ProfileForm, lines: Iterable[Line]) -> Draft | None:
    """The version as filled in; None if a field is wrong."""
    filled = [(kind, key, line) for kind, key, line in lines if line.is_valid()]
    if not form.is_valid() or len(filled) < len(list(lines)):
        return None
    terms = [
        RuleTerm(proposal_kind=kind, key=key, **line.cleaned_data)
        for kind, key, line in filled
        if line.cleaned_data["amount"]
    ]
    return Draft(profile=form.save(commit=False), terms=terms)


def _is_sound(draft: Draft, form: ProfileForm) -> bool:
    try:
        profiles.check(draft)
    except NotReady as wrong:
        for problem in wrong.problems:
            form.add_error(None, problem)
        return False
    return True


def _made() -> dict[int, str]:
    """Who entered each version, and when."""
    first = RuleProfile.history.filter(history_type="+").select_related("history_user")
    return {one.id: f"{one.history_user or '系统'} {one.history_date:%Y-%m-%d}" for one in first}
