"""恢复旧版: an old text becomes the newest version; nothing that was saved since is lost."""

from ..models import Reply, TextVersion
from ..rules.moves import ReplyMove
from .act import Act
from .draft import change_text
from .errors import NotReady
from .move import making


def restore(reply_id: int, *, number: int, act: Act) -> TextVersion:
    """Save the text of version `number` once more. Raises NotReady without a reason or a change.

    What was signed on a text in between is void, as after any change; what was signed on the old
    version and voided since stays void: people sign again.
    """
    if not act.reason.strip():
        raise NotReady("请写明恢复这一版的理由。", field="reason")
    told = Act(by=act.by, at=act.at, reason=f"恢复第 {number} 版：{act.reason.strip()}")
    with making(Reply, reply_id, ReplyMove.SAVE, told) as reply:
        old = reply.versions.get(number=number)
        if old.digest == reply.latest.digest:
            raise NotReady(f"第 {number} 版与现在的文字相同，不必恢复。")
        return change_text(reply, old.text, told)
