"""会签."""

from ..access import Row
from ..actions import arrange, cosign
from ..actions.act import Act
from ..rules.moves import ReplyMove
from .forms import OpinionForm, ReasonForm, registry
from .groups import GroupsField, candidates, chosen


class ArrangeForm(OpinionForm):
    move = ReplyMove.ARRANGE
    note = "同组并行会签，前一组签完再送后一组。已经会签的不受影响。"

    cosigners = GroupsField(label="会签次序", required=False)
    field_order = ["cosigners", "reason"]

    def prepare(self) -> None:
        self.fields["reason"].label = "说明"
        self.fields["cosigners"].fill(candidates(self.row, self.user))  # type: ignore[attr-defined]
        self.initial["cosigners"] = chosen(self.row)

    def perform(self, act: Act) -> Row:
        return arrange.arrange(self.row.pk, groups=self.cleaned_data["cosigners"], act=act)


class SignAgainForm(OpinionForm):
    move = ReplyMove.SIGN_AGAIN
    note = "改动不影响我的意见，重新会签：沿用原来的意见，绑定改动后的正文。"

    def perform(self, act: Act) -> Row:
        return cosign.sign_again(self.row.pk, act=act)


class AgreeForm(OpinionForm):
    move = ReplyMove.AGREE
    note = "会签绑定您所看到的这一版正文；正文改动后会签失效，并只请您看改动之处。"

    def prepare(self) -> None:
        self.fields["reason"].help_text = "填写意见的，记为“有条件同意”。"

    def perform(self, act: Act) -> Row:
        return cosign.agree(self.row.pk, opinion=act.reason, act=act)


class ObjectForm(ReasonForm):
    move = ReplyMove.OBJECT
    note = "不同意的，文稿停在会签，直至退回修改或者由负责人裁定。"

    def perform(self, act: Act) -> Row:
        return cosign.object_to(self.row.pk, act=act)


class OverrideForm(ReasonForm):
    move = ReplyMove.OVERRIDE
    note = "裁定后不同意见仍留存在案，文稿继续流转。"

    def perform(self, act: Act) -> Row:
        return cosign.override(self.row.pk, act=act)


class WithdrawForm(OpinionForm):
    move = ReplyMove.WITHDRAW_SIGNATURE
    note = "撤回后可以重新会签；原会签留存在案。"

    def prepare(self) -> None:
        self.fields["reason"].label = "说明"

    def perform(self, act: Act) -> Row:
        return cosign.withdraw(self.row.pk, act=act)


FORMS = registry(ArrangeForm, SignAgainForm, AgreeForm, ObjectForm, WithdrawForm, OverrideForm)
