"""登记 and 受理."""

from functools import cached_property
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from ..access import Row
from ..actions import intake
from ..actions.act import Act
from ..actions.errors import NotReady
from ..models import Deputy, DeputyKind, Proposal, Session, User
from ..rules.moves import ProposalMove
from ..rules.words import Body, RefusalReason, Role
from .forms import MoveForm, OpinionForm, ReasonForm, registry, word_choices
from .request import SignedIn, act, signed_in
from .signatories import SignatoriesField, chosen, named, sitting_in

CATEGORIES = (
    "监察和司法",
    "财政经济和预算",
    "教科文卫",
    "城市建设和环境保护",
    "民族宗教及涉外",
    "农业与农村",
    "社会建设",
    "其他",
)


class RegisterForm(forms.Form):
    """A new proposal, written by a deputy or registered from paper."""

    session = forms.ModelChoiceField(Session.objects.all(), label="届次", empty_label="请选择")
    title = forms.CharField(label="案由", max_length=200, help_text="一事一议，如：关于……的建议")
    deputies = SignatoriesField(
        label="提出人",
        help_text="按纸面次序填写姓名，以顿号隔开，排在最前的为领衔，如：杨彩虹、陆知行。",
    )
    category = forms.ChoiceField(
        label="类别",
        choices=[("", "请选择"), *((name, name) for name in CATEGORIES)],
        required=False,
    )
    text = forms.CharField(
        label="正文",
        help_text="写明背景情况、问题及分析、具体建议。",
        widget=forms.Textarea(attrs={"rows": 14}),
    )
    openness_consent = forms.BooleanField(label="同意公开建议内容", required=False, initial=True)

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own = Deputy.objects.filter(user=user)
        if user.holds(Role.DEPUTY) and own.exists():
            conference = own.filter(kind=DeputyKind.MEMBER).exists()
            body = Body.CONFERENCE if conference else Body.CONGRESS
            self.fields["session"].queryset = Session.objects.filter(body=body)  # type: ignore[attr-defined]
            self.fields["deputies"].required = False
            self.fields["deputies"].label = "联名代表（委员）"
            self.fields[
                "deputies"
            ].help_text = "您为领衔；填写联名者的姓名，以顿号隔开，他们将收到联名邀请。"
        self.own = list(own) if user.holds(Role.DEPUTY) else []

    @cached_property
    def roll(self) -> list[Deputy]:
        """名册: whoever can be named."""
        return list(Deputy.objects.all())

    @property
    def known(self) -> dict[str, Deputy]:
        """The same by what one types for them."""
        return named(self.roll)

    def clean_deputies(self) -> list[Deputy]:
        """Whoever writes it leads, then those named."""
        session = self.cleaned_data.get("session")
        sitting = sitting_in(session.body, self.roll) if session else self.roll
        return list(dict.fromkeys([*self.own, *chosen(self.cleaned_data["deputies"], sitting)]))


@signed_in
def register(request: SignedIn) -> HttpResponse:
    """登记一件建议: kept as a draft first, then submitted from its own page."""
    if not request.user.holds(Role.DEPUTY, Role.CONGRESS_OFFICE):
        return render(
            request, "403.html", {"reason": "建议由代表（委员）或代表工作机构登记。"}, status=403
        )
    form = RegisterForm(request.POST or None, user=request.user)
    if request.method == "POST" and form.is_valid():
        proposal = _register(form, act(request))
        if proposal:
            messages.success(request, "已暂存，请核对后提交。")
            return redirect(reverse("proposal", args=[proposal.pk]))
    status = 422 if form.errors else 200
    return render(request, "intake/register.html", {"form": form}, status=status)


def _register(form: RegisterForm, by: Act) -> Proposal | None:
    values = form.cleaned_data
    try:
        return intake.register(
            session=values["session"],
            title=values["title"],
            text=values["text"],
            deputies=values["deputies"],
            category=values["category"],
            openness_consent=values["openness_consent"],
            act=by,
        )
    except NotReady as missing:
        form.add_error(missing.field, list(missing.problems))
    return None


class SubmitForm(MoveForm):
    move = ProposalMove.SUBMIT
    note = "提交后由代表工作机构审查；联名的，先请各位联名代表确认。"

    title = forms.CharField(label="案由", max_length=200)
    text = forms.CharField(label="正文", widget=forms.Textarea(attrs={"rows": 14}))

    def prepare(self) -> None:
        self.initial.update(title=self.row.title, text=self.row.text)

    def perform(self, act: Act) -> Row:
        values = self.cleaned_data
        return intake.amend(self.row.pk, title=values["title"], text=values["text"], act=act)


class JoinForm(MoveForm):
    move = ProposalMove.JOIN
    note = "确认后，您的姓名将列入联名代表，答复将同时送您。"

    def perform(self, act: Act) -> Row:
        return intake.join(self.row.pk, act=act)


class DeclineForm(MoveForm):
    move = ProposalMove.DECLINE
    note = "谢绝后，本件不再列您为联名代表。"

    def perform(self, act: Act) -> Row:
        return intake.decline(self.row.pk, act=act)


class AcceptForm(MoveForm):
    move = ProposalMove.ACCEPT
    note = "编号按本届次原样登记，保留前面的 0。"

    number = forms.RegexField(
        r"^\d{1,8}$",
        label="编号",
        max_length=8,
        help_text="如 0049",
        error_messages={"invalid": "编号应为 1 至 8 位数字，如 0049。"},
    )
    is_key = forms.BooleanField(label="重点督办件", required=False)

    def perform(self, act: Act) -> Row:
        values = self.cleaned_data
        return intake.accept(self.row.pk, number=values["number"], is_key=values["is_key"], act=act)


class ReturnForm(ReasonForm):
    move = ProposalMove.RETURN
    note = "退回后由提出人修改并重新提交。"

    def perform(self, act: Act) -> Row:
        return intake.send_back(self.row.pk, act=act)


class RefuseForm(ReasonForm):
    move = ProposalMove.REFUSE
    note = "不予受理的，应当向代表说明情况。"
    confirm = "不予受理后，本件不再办理。确定吗？"
    danger = True

    ground = forms.ChoiceField(
        label="情形", choices=word_choices(RefusalReason), help_text="《规定》第八条"
    )
    field_order = ["ground", "reason"]

    def perform(self, act: Act) -> Row:
        ground = RefusalReason(self.cleaned_data["ground"])
        return intake.refuse(self.row.pk, ground=ground, act=act)


class MergeForm(ReasonForm):
    move = ProposalMove.MERGE
    note = "并案后一并办理，仍分别答复每一位代表。"

    into = forms.ModelChoiceField(Proposal.objects.none(), label="并入", empty_label="请选择")
    field_order = ["into", "reason"]

    def prepare(self) -> None:
        others = Proposal.objects.filter(
            session=self.row.session, accepted_on__isnull=False, merged_into__isnull=True
        )
        self.fields["into"].queryset = others.exclude(pk=self.row.pk)  # type: ignore[attr-defined]

    def perform(self, act: Act) -> Row:
        return intake.merge(self.row.pk, into=self.cleaned_data["into"], act=act)


class UnmergeForm(ReasonForm):
    move = ProposalMove.UNMERGE

    def perform(self, act: Act) -> Row:
        return intake.unmerge(self.row.pk, act=act)


class ForwardForm(OpinionForm):
    move = ProposalMove.FORWARD
    note = "交办市政府办公厅，由其分办到承办单位。"

    def perform(self, act: Act) -> Row:
        return intake.forward(self.row.pk, act=act)


class WithdrawForm(ReasonForm):
    move = ProposalMove.WITHDRAW
    note = "联名提出的，须经全体联名代表同意。"
    confirm = "撤回后，各单位的办理即行终止。确定吗？"
    danger = True

    def perform(self, act: Act) -> Row:
        return intake.withdraw(self.row.pk, act=act)


FORMS = registry(
    SubmitForm,
    JoinForm,
    DeclineForm,
    AcceptForm,
    ReturnForm,
    RefuseForm,
    MergeForm,
    UnmergeForm,
    ForwardForm,
    WithdrawForm,
)
