"""处室审核 and 核稿, and every way back to the drafter."""

from django.db import transaction

from ..letters import checked
from ..models import Approval, Reply
from ..rules.moves import AssignmentMove, ReplyMove
from .act import Act
from .arrange import Groups, ask_anew, ask_objectors_again, call, place
from .binding import version_read
from .errors import NotReady, Remedied
from .move import follow, making
from .news import told_of_return
from .record import keep


@transaction.atomic
def approve(reply_id: int, *, groups: Groups, act: Act) -> Reply:
    """处室审核通过, and ask the first of these groups to co-sign; with none it goes on at once."""
    with making(Reply, reply_id, ReplyMove.APPROVE, act) as reply:
        endorse(reply, ReplyMove.APPROVE, act)
        ask_objectors_again(reply, groups, act)
        place(reply, groups, act)
        ask_anew(reply, act)
    call(Reply.objects.get(pk=reply_id), act)
    return Reply.objects.get(pk=reply.pk)


def pass_review(reply_id: int, *, act: Act) -> Reply:
    """核稿通过: the general office has checked it before it is signed (公文处理条例 20).

    Raises NotReady for what 校核 finds and nobody has set aside with a reason.
    """
    with making(Reply, reply_id, ReplyMove.PASS_REVIEW, act) as reply:
        _require_settled(reply)
        endorse(reply, ReplyMove.PASS_REVIEW, act)
    return reply


def _require_settled(reply: Reply) -> None:
    """What 校核 finds is mended, or set aside one by one with a reason."""
    found = [one for one in checked(reply, reply.latest.text) if one.blocks]
    if found:
        places = "、".join(dict.fromkeys(one.place for one in found))
        words = f"校核还有 {len(found)} 处问题（{places}），请退回修改，或逐处写明理由豁免。"
        raise NotReady(Remedied(words, row=reply, move=ReplyMove.WAIVE))


def send_back(reply_id: int, *, act: Act) -> Reply:
    """退回修改, with the reason; answers on the text stay until the text itself changes."""
    with making(Reply, reply_id, ReplyMove.SEND_BACK, act) as reply:
        returned(reply, ReplyMove.SEND_BACK, act)
        follow(reply.assignment, AssignmentMove.REOPEN, act)
    return reply


def send_back_to_review(reply_id: int, *, act: Act) -> Reply:
    """退回核稿: to the step before, not to the drafter."""
    with making(Reply, reply_id, ReplyMove.SEND_BACK_TO_REVIEW, act) as reply:
        returned(reply, ReplyMove.SEND_BACK_TO_REVIEW, act)
    return reply


def send_back_to_office(reply_id: int, *, act: Act) -> Reply:
    """退回处室审核: the head of the office looks again, and may ask others to co-sign."""
    with making(Reply, reply_id, ReplyMove.SEND_BACK_TO_OFFICE, act) as reply:
        returned(reply, ReplyMove.SEND_BACK_TO_OFFICE, act)
    return reply


def endorse(reply: Reply, move: ReplyMove, act: Act) -> Approval:
    """Keep an approval bound to exactly the text that was on the page."""
    version_read(reply, act)
    approval = _said(reply, move, act)
    keep(approval, act)
    return approval


def returned(reply: Reply, move: ReplyMove, act: Act) -> Approval:
    """Keep that it was sent back, why, and on which version; it vouches for nothing."""
    sent_back = _said(reply, move, act)
    sent_back.voided_at = act.at
    keep(sent_back, act)
    told_of_return(reply, str(sent_back.pk), act)
    return sent_back


def _said(reply: Reply, move: ReplyMove, act: Act) -> Approval:
    version = reply.latest
    return Approval(
        reply=reply,
        by=act.by,
        move=move.value,
        opinion=act.reason,
        version=version,
        digest=version.digest,
        at=act.at,
    )
