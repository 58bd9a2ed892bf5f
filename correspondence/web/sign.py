"""签发 and 复核."""

from ..access import Row
from ..actions import sign
from ..actions.act import Act
from ..rules.moves import ReplyMove
from .forms import OpinionForm, ReasonForm, registry
from .text_form import TextForm


class ReferForm(OpinionForm):
    move = ReplyMove.REFER
    note = "送主要负责人签发。"

    def perform(self, act: Act) -> Row:
        return sign.refer(self.row.pk, act=act)


class SignOffForm(OpinionForm):
    move = ReplyMove.SIGN_OFF
    note = "签发之日即成文日期，签发绑定您所看到的这一版正文。"
    confirm = "签发后成文日期即为今天，正文不再改动。确定签发吗？"

    def perform(self, act: Act) -> Row:
        return sign.sign_off(self.row.pk, act=act)


class CorrectForm(TextForm):
    """错字 only: the page shows the whole text, the action measures the change."""

    move = ReplyMove.CORRECT
    note = "只改错别字等非实质性内容；实质性修改请退回重新审签。"

    def prepare(self) -> None:
        super().prepare()
        self.fields["reason"].required = True

    def perform(self, act: Act) -> Row:
        return self.saved(sign.correct(self.row.pk, act=act, **self.kept()), act)


class ReturnForSigningForm(ReasonForm):
    move = ReplyMove.RETURN_FOR_SIGNING
    note = "作实质性修改的，应当报原签批人复审（公文处理条例第二十五条）；签发随之失效。"

    def perform(self, act: Act) -> Row:
        return sign.return_for_signing(self.row.pk, act=act)


class RecheckForm(OpinionForm):
    move = ReplyMove.RECHECK
    note = "核对审批手续、内容、文种和格式，通过后方可编号。"

    def perform(self, act: Act) -> Row:
        return sign.recheck(self.row.pk, act=act)


FORMS = registry(ReferForm, SignOffForm, CorrectForm, ReturnForSigningForm, RecheckForm)
