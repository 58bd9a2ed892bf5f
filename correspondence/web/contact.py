"""沟通 with its record sheet, and 催办."""

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from ..access import Row
from ..actions import contact
from ..actions.act import Act
from ..models import Assignment, Contact, Deputy
from ..rules.moves import AssignmentMove
from ..rules.words import ContactWay
from .forms import MoveForm, ReasonForm, day_field, registry, word_choices
from .request import SignedIn, signed_in, today
from .timeline import sees_inside


class RecordForm(MoveForm):
    move = AssignmentMove.RECORD_CONTACT
    note = "登记后可打印沟通记录单，由代表（委员）签名确认。"

    deputy = forms.ModelChoiceField(Deputy.objects.none(), label="代表（委员）", empty_label=None)
    way = forms.ChoiceField(
        label="沟通方式", choices=word_choices(ContactWay), widget=forms.RadioSelect
    )
    held_on = day_field("沟通日期")
    place = forms.CharField(label="地点", max_length=80, required=False)
    attendees = forms.CharField(
        label="参加人员", max_length=200, required=False, help_text="姓名和职务，以顿号分隔"
    )
    opinion = forms.CharField(
        label="代表（委员）意见",
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="对办理工作的要求、对答复初稿的意见；没有意见的写“无不同意见”。",
    )
    promises = forms.CharField(
        label="承诺事项",
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="当面答应了什么、何时办；没有的不填。",
    )

    #: Talks of the same day that have been shown, by key.
    known = forms.CharField(required=False, max_length=200, widget=forms.HiddenInput)

    def prepare(self) -> None:
        behind = Deputy.objects.filter(signed__proposal=self.row.proposal_id).order_by(
            "signed__position"
        )
        self.fields["deputy"].queryset = behind  # type: ignore[attr-defined]
        self.initial.update(deputy=behind.first(), held_on=today())
        if self.user.name:
            title = f"（{self.user.title}）" if self.user.title else ""
            self.initial["attendees"] = f"{self.user.name}{title}"

    def perform(self, act: Act) -> Row:
        names = ("deputy", "held_on", "place", "attendees", "opinion", "promises")
        values = {name: self.cleaned_data[name] for name in names}
        talk = contact.Talk(way=ContactWay(self.cleaned_data["way"]), **values)
        known = {int(one) for one in self.cleaned_data["known"].split() if one.isdecimal()}
        try:
            return contact.record(self.row.pk, talk, act=act, known=known)
        except contact.Recorded as recorded:
            known |= {one.pk for one in recorded.talks}
            self.data = dict(self.data.items()) | {"known": " ".join(map(str, sorted(known)))}
            self.button = "仍要登记"
            raise


class NudgeForm(ReasonForm):
    move = AssignmentMove.NUDGE
    note = "催办将发给承办单位联络员、处室负责人和经办人。"

    def prepare(self) -> None:
        self.fields["reason"].label = "催办要求"
        self.initial["reason"] = "请抓紧办理，并反馈进展、原因和预计完成时间。"

    def perform(self, act: Act) -> Row:
        return contact.nudge(self.row.pk, act=act)


FORMS = registry(RecordForm, NudgeForm)


@signed_in
@require_safe
def sheet(request: SignedIn, pk: int) -> HttpResponse:
    """沟通记录单, to be printed and signed by the deputy."""
    parts = Assignment.objects.visible_to(request.user)
    talks = Contact.objects.filter(assignment__in=parts).select_related(
        "assignment__proposal__session", "assignment__unit", "deputy", "recorded_by"
    )
    contact = get_object_or_404(talks, pk=pk)
    if not sees_inside(request.user, contact.assignment):
        raise Http404
    context = {"contact": contact, "proposal": contact.assignment.proposal}
    return render(request, "proposals/contact.html", context)
