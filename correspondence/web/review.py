"""处室审核, 核稿 and the ways back."""

from ..access import Row
from ..actions import review
from ..actions.act import Act
from ..rules.moves import ReplyMove
from .forms import OpinionForm, ReasonForm, registry
from .groups import GroupsField, candidates, chosen


class ApproveForm(OpinionForm):
    move = ReplyMove.APPROVE
    note = "通过后按次序送会签：同组并行，前一组签完再送后一组；不选会签人的，直接送核稿。"

    cosigners = GroupsField(label="会签次序", required=False)
    field_order = ["cosigners", "reason"]

    def prepare(self) -> None:
        self.fields["cosigners"].fill(candidates(self.row, self.user))  # type: ignore[attr-defined]
        self.initial["cosigners"] = chosen(self.row)

    def perform(self, act: Act) -> Row:
        return review.approve(self.row.pk, groups=self.cleaned_data["cosigners"], act=act)


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


class SendBackToOfficeForm(ReasonForm):
    move = ReplyMove.SEND_BACK_TO_OFFICE

    def perform(self, act: Act) -> Row:
        return review.send_back_to_office(self.row.pk, act=act)


FORMS = registry(ApproveForm, PassForm, SendBackForm, SendBackToReviewForm, SendBackToOfficeForm)
