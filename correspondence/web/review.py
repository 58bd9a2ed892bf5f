"""处室审核, 核稿 and the ways back."""

from django.db.models import Q

from ..access import Row
from ..actions import review
from ..actions.act import Act
from ..models import User
from ..rules.moves import ReplyMove
from ..rules.words import Part, Role
from .forms import OpinionForm, ReasonForm, people_field, registry

#: Who may be asked to co-sign.
COSIGNING = (Role.COSIGNER, Role.OFFICE_HEAD, Role.LEADER, Role.CHIEF)


class ApproveForm(OpinionForm):
    move = ReplyMove.APPROVE
    note = "通过后送所选人员会签（并行）；不选会签人的，直接送核稿。"

    cosigners = people_field("会签人", required=False)
    field_order = ["cosigners", "reason"]

    def prepare(self) -> None:
        assignment = self.row.assignment
        own = Q(unit=assignment.unit)
        if assignment.part == Part.JOINT:
            own |= Q(unit__assignments__in=assignment.proposal.assignments.binding())
        people = User.objects.holding(*COSIGNING).filter(own)
        others = people.exclude(pk__in=[self.row.drafter_id, self.user.pk])
        self.fields["cosigners"].queryset = others.order_by("unit", "office")  # type: ignore[attr-defined]
        asked = self.row.cosignatures.filter(voided_at__isnull=True)
        self.initial["cosigners"] = [one.cosigner_id for one in asked]

    def perform(self, act: Act) -> Row:
        return review.approve(self.row.pk, cosigners=list(self.cleaned_data["cosigners"]), act=act)


class PassForm(OpinionForm):
    move = ReplyMove.PASS_REVIEW
    note = "核对行文理由和依据、内容、文种格式（公文处理条例第二十条）。"

    def perform(self, act: Act) -> Row:
        return review.pass_review(self.row.pk, act=act)


class SendBackForm(ReasonForm):
    move = ReplyMove.SEND_BACK
    note = "退回拟稿人修改；正文改动后，原有会签和审批失效。"

    def perform(self, act: Act) -> Row:
        return review.send_back(self.row.pk, act=act)


class SendBackToReviewForm(ReasonForm):
    move = ReplyMove.SEND_BACK_TO_REVIEW

    def perform(self, act: Act) -> Row:
        return review.send_back_to_review(self.row.pk, act=act)


FORMS = registry(ApproveForm, PassForm, SendBackForm, SendBackToReviewForm)
