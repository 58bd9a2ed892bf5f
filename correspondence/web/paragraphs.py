"""常用段落: what an office writes again and again, for its people to look after."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import Q
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from .. import access
from ..actions import paragraph as actions
from ..actions.errors import NotReady
from ..actions.paragraph import Scope
from ..models import StandardParagraph, User
from ..rules.words import Role
from .gate import keeping
from .pager import cut
from .request import SignedIn, act

_DECISIONS: dict[str, tuple[Callable[..., object], str]] = {
    "adopt": (actions.adopt, "已采纳为处室常用段落。"),
    "decline": (actions.decline, "未采纳，仍由推荐人自用。"),
    "discard": (actions.discard, "常用段落已删除。"),
}


class ParagraphForm(forms.Form):
    """A paragraph with its name, and for whom it is."""

    label = forms.CharField(
        label="名称", max_length=40, help_text="一看就知道用在哪里，如：结尾（感谢）"
    )
    text = forms.CharField(
        label="段落",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text="每段一行，段首不用空格。需要改写的地方可写作“××”。",
    )
    scope = forms.ChoiceField(label="谁可以用", widget=forms.RadioSelect)
    position = forms.IntegerField(
        label="顺序", min_value=1, max_value=9999, initial=100, help_text="小的在前"
    )
    #: The row of its history that was on the page: a second window writes over nothing unseen.
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, user: User, paragraph: StandardParagraph, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        scope: Any = self.fields["scope"]
        scope.choices = _scopes(user, paragraph)
        # Whoever writes for nobody else keeps it to themselves until they say otherwise.
        own = scope.choices[0][0] == Scope.PROPOSED
        self.initial.setdefault("scope", Scope.OWN if own else scope.choices[0][0])
        if paragraph.pk:
            names = ("label", "text", "position")
            self.initial.update({name: getattr(paragraph, name) for name in names})
            self.initial["scope"] = _scope_of(paragraph)
            self.initial["seen"] = paragraph.history.latest().pk


@keeping("paragraphs")
@require_safe
def index(request: SignedIn) -> HttpResponse:
    """The paragraphs this person may use, and those waiting for a decision."""
    user = request.user
    rows = said(StandardParagraph.objects.visible_to(user), request.GET.get("q", ""))
    shown, pager = cut(request, rows.select_related("office", "owner"), measure="段")
    context = {
        "words": request.GET.get("q", ""),
        "rows": [_row(user, one) for one in shown],
        "pager": pager,
    }
    return render(request, "paragraphs/index.html", context)


@keeping("paragraphs")
def edit(request: SignedIn, pk: int = 0) -> HttpResponse:
    """Write a new paragraph or change one."""
    visible = StandardParagraph.objects.visible_to(request.user)
    paragraph = get_object_or_404(visible, pk=pk) if pk else StandardParagraph()
    form = ParagraphForm(request.POST or None, user=request.user, paragraph=paragraph)
    if request.method == "POST" and form.is_valid() and _written(request, form, paragraph):
        messages.success(request, "常用段落已保存。")
        return redirect("paragraphs")
    context = {"form": form, "paragraph": paragraph if pk else None}
    return render(request, "paragraphs/edit.html", context, status=422 if form.errors else 200)


@keeping("paragraphs")
@require_POST
def decide(request: SignedIn, pk: int, name: str) -> HttpResponse:
    """采纳, 不采纳 or 删除."""
    get_object_or_404(StandardParagraph.objects.visible_to(request.user), pk=pk)
    if name not in _DECISIONS:
        raise Http404
    done, words = _DECISIONS[name]
    done(pk, act=act(request))
    messages.success(request, words)
    return redirect("paragraphs")


def said(rows: Any, words: str) -> Any:
    """The paragraphs whose name or text says all of these words."""
    for word in words.split()[:8]:
        rows = rows.filter(Q(label__icontains=word) | Q(text__icontains=word))
    return rows


def _written(request: SignedIn, form: ParagraphForm, paragraph: StandardParagraph) -> bool:
    values = form.cleaned_data | {"scope": Scope(form.cleaned_data["scope"])}
    try:
        actions.write(paragraph, act=act(request), **values)
    except NotReady as missing:
        form.add_error(missing.field, list(missing.problems))
        form.data = dict(form.data.items()) | {"seen": form.initial.get("seen")}
        return False
    return True


def _row(user: User, paragraph: StandardParagraph) -> dict[str, object]:
    return {
        "paragraph": paragraph,
        "scope": paragraph.scope,
        "writes": access.writes_paragraph(user, paragraph),
        "adopts": access.adopts_paragraph(user, paragraph),
    }


def _scope_of(paragraph: StandardParagraph) -> Scope:
    if paragraph.owner_id:
        return Scope.PROPOSED if paragraph.proposed else Scope.OWN
    return Scope.OFFICE if paragraph.office_id else Scope.UNIT


def _scopes(user: User, paragraph: StandardParagraph) -> list[tuple[str, str]]:
    """What this person may choose, the widest first."""
    found = []
    if user.holds(Role.LIAISON):
        found.append((Scope.UNIT.value, "全单位"))
    office = paragraph.office or user.office
    if office and user.holds(Role.LIAISON, Role.OFFICE_HEAD):
        found.append((Scope.OFFICE.value, f"{office}的人员"))
    elif user.office:
        found.append(
            (Scope.PROPOSED.value, f"推荐给{user.office}，由处室负责人采纳；采纳前仅自己可用")
        )
    return [*found, (Scope.OWN.value, "仅自己")]
