"""会办意见, as the leading unit receives it."""

from ..access import Row
from ..actions import opinion
from ..actions.act import Act
from ..rules.moves import AssignmentMove
from .forms import OpinionForm, ReasonForm, registry


class WaiveForm(ReasonForm):
    move = AssignmentMove.WAIVE_OPINION
    note = "说明理由后可不再等待该单位的会办意见；该单位仍应补送。"

    def perform(self, act: Act) -> Row:
        return opinion.waive(self.row.pk, act=act)


class AcceptForm(OpinionForm):
    move = AssignmentMove.ACCEPT_OPINION
    note = "采用后请在答复中写明该单位的意见（《规定》第十七条）。"

    def perform(self, act: Act) -> Row:
        return opinion.accept(self.row.pk, act=act)


class SendBackForm(ReasonForm):
    move = AssignmentMove.SEND_BACK_OPINION
    note = "会办意见没有实质内容的，可以要求重新提出。"

    def perform(self, act: Act) -> Row:
        return opinion.send_back(self.row.pk, act=act)


FORMS = registry(WaiveForm, AcceptForm, SendBackForm)
