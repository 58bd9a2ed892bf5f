"""中止计时, 恢复计时."""

from ..access import Row
from ..actions import suspend
from ..actions.act import Act
from ..rules.moves import AssignmentMove
from .forms import ReasonForm, registry


class SuspendForm(ReasonForm):
    move = AssignmentMove.SUSPEND
    note = "中止期间各项时限停止计算，不发提醒；恢复后计足剩余的天数。"

    def perform(self, act: Act) -> Row:
        return suspend.suspend(self.row.pk, act=act)


class ResumeForm(ReasonForm):
    move = AssignmentMove.RESUME
    note = "恢复后，按中止时剩余的天数继续计算。"

    def prepare(self) -> None:
        self.fields["reason"].label = "恢复理由"

    def perform(self, act: Act) -> Row:
        return suspend.resume(self.row.pk, act=act)


FORMS = registry(SuspendForm, ResumeForm)
