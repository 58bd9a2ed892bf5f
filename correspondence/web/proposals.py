"""建议提案: the list, and the page of one proposal with everything about it."""

from django import forms
from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from ..models import Proposal, Reply, Session, Signatory
from ..rules.states import ProposalState
from ..rules.words import ProposalKind
from . import case
from .forms import word_choices
from .pager import cut_by_key
from .request import SignedIn, signed_in
from .saved_views import FORGET, remembered, views_of

FILTERS = ("q", "session", "kind", "state")


class Filters(forms.Form):
    """What the list can be narrowed by."""

    q = forms.CharField(
        label="查找",
        required=False,
        widget=forms.TextInput(attrs={"placeholder": "编号、标题、代表、发文字号"}),
    )
    session = forms.ModelChoiceField(
        Session.objects.all(), label="届次", required=False, empty_label="全部届次"
    )
    kind = forms.ChoiceField(
        label="案类", required=False, choices=word_choices(ProposalKind, empty="全部案类")
    )
    state = forms.ChoiceField(
        label="状态", required=False, choices=word_choices(ProposalState, empty="全部状态")
    )

    def narrow(self, rows: QuerySet[Proposal]) -> QuerySet[Proposal]:
        """The rows these filters leave."""
        if not self.is_valid():
            return rows.none()
        values = self.cleaned_data
        if words := values["q"].strip().removeprefix("第").removesuffix("号"):
            signed = Signatory.objects.filter(deputy__name=words).order_by()
            numbered = Reply.objects.filter(number=values["q"].strip()).order_by()
            rows = rows.filter(
                Q(number=words)
                | Q(title__icontains=words)
                | Q(pk__in=signed.values("proposal"))
                | Q(pk__in=numbered.values("assignment__proposal"))
            )
        for name in ("session", "kind", "state"):
            if values[name]:
                rows = rows.filter(**{name: values[name]})
        return rows


@signed_in
def index(request: SignedIn) -> HttpResponse:
    """The proposals this person may see, newest first."""
    if again := remembered(request, "proposals", FILTERS):
        return redirect(again)
    filters = Filters(request.GET)
    rows = filters.narrow(Proposal.objects.visible_to(request.user))
    whole = Proposal.objects.select_related("session").defer("text")
    shown, pager = cut_by_key(request, rows.order_by("-pk"), whole)
    searched = any(request.GET.get(name) for name in FILTERS)
    context = {
        "filters": filters,
        "rows": case.lines(request, shown),
        "views": views_of(request, "proposals", FILTERS),
        "pager": pager,
        "clear_url": f"{reverse('proposals')}?{FORGET}=1" if searched else "",
    }
    return render(request, "proposals/index.html", context)


@signed_in
def show(request: SignedIn, pk: int) -> HttpResponse:
    """One proposal: whose turn, by when, who does what, and all that happened."""
    visible = Proposal.objects.visible_to(request.user).select_related("session__profile")
    proposal = get_object_or_404(visible.prefetch_related(*case.NEEDED), pk=pk)
    replies = case.replies_on(request.user, proposal)
    return render(request, "proposals/show.html", case.page(request, proposal, replies))
