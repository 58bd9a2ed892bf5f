"""登记编号."""

from ..access import Row
from ..actions import number
from ..actions.act import Act
from ..actions.errors import NotReady
from ..rules.moves import ReplyMove
from .forms import MoveForm, ReasonForm, registry
from .request import today


class NumberForm(MoveForm):
    move = ReplyMove.NUMBER
    confirm = "编号取得后不能收回，只能作废并留存。确定编号吗？"

    @property
    def note(self) -> str:  # type: ignore[override]
        """What number would be drawn now; another unit member may be faster."""
        try:
            return f"将编为：{number.preview(self.row, today())}"
        except NotReady as missing:
            return str(missing)

    def perform(self, act: Act) -> Row:
        return number.assign(self.row.pk, act=act)


class VoidForm(ReasonForm):
    move = ReplyMove.VOID_NUMBER
    note = "作废的文号连同理由保留在登记簿中，不再使用。"
    confirm = "确定作废这个文号吗？"
    danger = True

    def perform(self, act: Act) -> Row:
        return number.void(self.row.pk, act=act)


FORMS = registry(NumberForm, VoidForm)
