"""拟稿."""

from ..access import Row
from ..actions import draft
from ..actions.act import Act
from ..gongwen.lint.finding import Severity
from ..letters import Checked, checked
from ..rules.moves import AssignmentMove, ReplyMove
from .forms import MoveForm, registry
from .rows import move_url
from .text_form import TextForm


class SaveForm(TextForm):
    move = ReplyMove.SAVE
    leads_on = True

    def perform(self, act: Act) -> Row:
        return self.saved(draft.save(self.row.pk, act=act, **self.kept()), act)

    def then(self) -> str:
        if self.data.get("then") != "submit":
            return ""
        return move_url(self.row, ReplyMove.SUBMIT)


class StartForm(MoveForm):
    move = AssignmentMove.START_REPLY
    note = "系统按案由、届次和承办方式拟好标题、主送、抄送和开头结尾。"
    said = "文稿已建好，请接着写。"

    def perform(self, act: Act) -> Row:
        self.started = draft.start(self.row.pk, act=act)
        return self.started

    def then(self) -> str:
        """Whoever starts a draft starts to write."""
        return move_url(self.started, ReplyMove.SAVE)


class SubmitForm(MoveForm):
    move = ReplyMove.SUBMIT
    note = "提交本处室负责人审核。提交后如需修改，可先撤回。"

    def context(self) -> dict[str, object]:
        """What 校核 still finds, said once more before the text leaves its drafter."""
        found = [one for one in checked(self.row, self.row.latest.text) if not one.waiver]
        return {
            "findings": [_remark(one) for one in found],
            "findings_url": move_url(self.row, ReplyMove.SAVE),
        }

    def perform(self, act: Act) -> Row:
        return draft.submit(self.row.pk, act=act)


class TakeBackForm(MoveForm):
    move = ReplyMove.TAKE_BACK
    note = "撤回后可继续修改。"

    def perform(self, act: Act) -> Row:
        return draft.take_back(self.row.pk, act=act)


def _remark(one: Checked) -> str:
    must = "必改" if one.finding.severity is Severity.ERROR else "核对"
    paragraph = one.finding.paragraph if one.finding.field == "body" else 0
    place = f"（第 {paragraph} 段）" if paragraph else ""
    return f"{must}{place}：{one.finding.message}"


FORMS = registry(StartForm, SaveForm, SubmitForm, TakeBackForm)
