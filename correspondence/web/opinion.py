"""会办意见, as the leading unit receives it."""

from ..access import Row
from ..actions import opinion
from ..actions.act import Act
from ..models import Assignment
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

    def context(self) -> dict[str, object]:
        return _opinion_of(self.row)

    def perform(self, act: Act) -> Row:
        return opinion.accept(self.row.pk, act=act)


class SendBackForm(ReasonForm):
    move = AssignmentMove.SEND_BACK_OPINION
    note = "没有实质内容的，可以退回补充；该单位的会办期限自今天起重新计算。"

    def prepare(self) -> None:
        self.fields["reason"].help_text = "写明还要说明什么，该单位起草时能看到。"

    def context(self) -> dict[str, object]:
        return _opinion_of(self.row)

    def perform(self, act: Act) -> Row:
        return opinion.send_back(self.row.pk, act=act)


def _opinion_of(part: Assignment) -> dict[str, object]:
    """The opinion that is decided about, in words."""
    reply = part.replies.live().filter(round=part.round).first()
    return {"opinion": reply, "opinion_lines": reply.latest.body.split("\n") if reply else []}


FORMS = registry(WaiveForm, AcceptForm, SendBackForm)
