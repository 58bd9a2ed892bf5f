"""会签."""

from ..access import Row
from ..actions import cosign
from ..actions.act import Act
from ..rules.moves import ReplyMove
from .forms import OpinionForm, ReasonForm, registry


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


FORMS = registry(AgreeForm, ObjectForm, OverrideForm)
