"""处室审核 and 核稿, and every way back to the drafter."""

from collections.abc import Sequence

from django.db import transaction

from ..models import Approval, Reply, User
from ..rules.moves import AssignmentMove, ReplyMove
from ..rules.states import AssignmentState
from ..rules.words import Part, Role
from .act import Act
from .cosign import ask, finish_if_complete
from .errors import NotReady
from .move import follow, making
from .record import keep


@transaction.atomic
def approve(reply_id: int, *, cosigners: Sequence[User], act: Act) -> Reply:
    """处室审核通过, and ask these people to co-sign, all at once; with none it goes on at once."""
    with making(Reply, reply_id, ReplyMove.APPROVE, act) as reply:
        if reply.drafter in cosigners:
            raise NotReady("拟稿人不能会签自己起草的文稿。", field="cosigners")
        _check_joint_units(reply, cosigners)
        endorse(reply, ReplyMove.APPROVE, act)
        ask(reply, cosigners, act)
    finish_if_complete(reply.pk, act)
    return Reply.objects.get(pk=reply.pk)


def pass_review(reply_id: int, *, act: Act) -> Reply:
    """核稿通过: the general office has checked it before it is signed (公文处理条例 20)."""
    with making(Reply, reply_id, ReplyMove.PASS_REVIEW, act) as reply:
        endorse(reply, ReplyMove.PASS_REVIEW, act)
    return reply


def send_back(reply_id: int, *, act: Act) -> Reply:
    """退回修改, with the reason; answers on the text stay until the text itself changes."""
    with making(Reply, reply_id, ReplyMove.SEND_BACK, act) as reply:
        follow(reply.assignment, AssignmentMove.REOPEN, act)
    return reply


def send_back_to_review(reply_id: int, *, act: Act) -> Reply:
    """退回核稿: to the step before, not to the drafter."""
    with making(Reply, reply_id, ReplyMove.SEND_BACK_TO_REVIEW, act) as reply:
        pass
    return reply


def endorse(reply: Reply, move: ReplyMove, act: Act) -> Approval:
    """Keep an approval bound to exactly the text that was on the page."""
    version = reply.latest
    approval = Approval(
        reply=reply,
        by=act.by,
        move=move.value,
        opinion=act.reason,
        version=version,
        digest=version.digest,
        at=act.at,
    )
    keep(approval, act)
    return approval


def _check_joint_units(reply: Reply, cosigners: Sequence[User]) -> None:
    """公文处理条例 22: a joint document is co-signed by the person in charge of every unit."""
    assignment = reply.assignment
    if assignment.part != Part.JOINT:
        return
    others = assignment.proposal.assignments.binding().filter(part=Part.JOINT)
    for other in others.exclude(pk=assignment.pk).select_related("unit"):
        if other.state in {AssignmentState.PENDING, AssignmentState.HAND_BACK_REQUESTED}:
            raise NotReady(f"{other.unit}尚未签收或正在申请退办，文件暂不能会签。")
        leaders = {one for one in cosigners if one.unit_id == other.unit_id}
        if not any(one.holds(Role.LEADER, Role.CHIEF) for one in leaders):
            raise NotReady(f"合办文件须由{other.unit}负责人会签，请加选。", field="cosigners")
