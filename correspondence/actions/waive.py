"""豁免: a finding of 校核 is set aside with a reason, until its passage changes."""

from ..letters import checked
from ..models import Reply, Waiver
from ..rules.moves import ReplyMove
from ..rules.texts import Text
from .act import Act
from .errors import NotReady, WrongState
from .move import making
from .record import keep


def waive(reply_id: int, *, finding: str, act: Act, text: Text | None = None) -> Waiver:
    """Set one finding aside; `finding` is its mark, the act's reason the reason.

    Looked for in `text`, as it is being typed, or else in the newest saved one. Raises NotReady
    without a reason, if the finding is not there any more, or must not be set aside.
    """
    reply = Reply.objects.get(pk=reply_id)
    version = reply.latest
    found = next((one for one in checked(reply, text or version.text) if one.mark == finding), None)
    reason = act.reason.strip()
    with making(Reply, reply_id, ReplyMove.WAIVE, act) as row:
        if not reason:
            raise NotReady("请写明豁免的理由。", field="reason")
        if found is None:
            raise NotReady("这处问题已不在文中，请重新查看校核结果。", field="finding")
        if not found.may_be_waived:
            raise NotReady(f"{found.finding.message}，不得豁免，请修改。", field="finding")
        if row.waivers.live().filter(mark=finding).exists():
            raise NotReady("这处问题已经豁免。", field="finding")
        waiver = Waiver(
            reply=row,
            version=version,
            mark=finding,
            rule=found.finding.rule,
            place=found.place,
            message=found.finding.message,
            passage=found.passage if found.is_placed else "",
            reason=reason,
            by=act.by,
            at=act.at,
        )
        keep(waiver, act)
    return waiver


def withdraw(reply_id: int, *, waiver_id: int, act: Act) -> Waiver:
    """取消豁免: the finding counts again. Raises WrongState if somebody has taken it back."""
    with making(Reply, reply_id, ReplyMove.UNWAIVE, act) as reply:
        waiver = reply.waivers.live().filter(pk=waiver_id).first()
        if waiver is None:
            raise WrongState(reply, ReplyMove.UNWAIVE)
        waiver.withdrawn_at, waiver.withdrawn_by = act.at, act.by
        keep(waiver, act, act.reason or ReplyMove.UNWAIVE.label)
    return waiver
