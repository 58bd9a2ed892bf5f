"""会签: parallel, bound to the text, blocked by a disagreement until a leader decides."""

from collections.abc import Sequence

from django.db import transaction

from ..models import CoSignature, Reply, User
from ..rules.moves import ReplyMove
from ..rules.states import ReplyState
from ..rules.words import Verdict
from .act import Act
from .errors import NotReady
from .move import follow, making
from .record import keep


def ask(reply: Reply, cosigners: Sequence[User], act: Act) -> None:
    """Put the question to these people, inside a move; whoever signed this very text is spared."""
    live = {one.cosigner_id: one for one in reply.cosignatures.filter(voided_at__isnull=True)}
    wanted = {person.pk for person in cosigners}
    for person_id, signature in live.items():
        if signature.verdict == Verdict.PENDING and person_id not in wanted:
            signature.voided_at = act.at
            keep(signature, act, "不再请其会签")
        elif signature.verdict == Verdict.OBJECTED and person_id in wanted:
            # Asked again after an objection: the old answer is kept beside the new question.
            # An objector who is left out has not been heard, and the objection stands.
            signature.voided_at = act.at
            keep(signature, act, "重新会签")
    standing = {one.cosigner_id for one in reply.cosignatures.filter(voided_at__isnull=True)}
    for person in cosigners:
        if person.pk not in standing:
            keep(CoSignature(reply=reply, cosigner=person), act, "请其会签")


@transaction.atomic
def agree(reply_id: int, *, opinion: str, act: Act) -> Reply:
    """同意, or 有条件同意 where an opinion goes with it."""
    with making(Reply, reply_id, ReplyMove.AGREE, act) as reply:
        verdict = Verdict.AGREED_WITH_OPINION if opinion else Verdict.AGREED
        _answer(reply, verdict, opinion, act)
    finish_if_complete(reply_id, act)
    return Reply.objects.get(pk=reply_id)


def object_to(reply_id: int, *, act: Act) -> Reply:
    """不同意, with the reason: the reply waits until it is resolved or a leader decides."""
    with making(Reply, reply_id, ReplyMove.OBJECT, act) as reply:
        if not act.reason:
            raise NotReady("请写明不同意的理由。", field="reason")
        _answer(reply, Verdict.OBJECTED, act.reason, act)
    return reply


@transaction.atomic
def override(reply_id: int, *, act: Act) -> Reply:
    """裁定分歧: a leader takes the objections upon himself, with a reason on record."""
    with making(Reply, reply_id, ReplyMove.OVERRIDE, act) as reply:
        for objection in reply.cosignatures.filter(
            verdict=Verdict.OBJECTED, voided_at__isnull=True, overridden_by__isnull=True
        ):
            objection.overridden_by, objection.override_reason = act.by, act.reason
            keep(objection, act)
    finish_if_complete(reply_id, act)
    return Reply.objects.get(pk=reply_id)


def finish_if_complete(reply_id: int, act: Act) -> None:
    """Go on to 核稿 once nobody's answer is missing or stands against it."""
    reply = Reply.objects.get(pk=reply_id)
    live = reply.cosignatures.filter(voided_at__isnull=True)
    if reply.state == ReplyState.COSIGNING and not any(one.blocks for one in live):
        follow(reply, ReplyMove.FINISH_COSIGNING, act)


def _answer(reply: Reply, verdict: Verdict, opinion: str, act: Act) -> None:
    signature = reply.cosignatures.get(
        cosigner=act.by, verdict=Verdict.PENDING, voided_at__isnull=True
    )
    version = reply.latest
    signature.verdict, signature.opinion, signature.answered_at = verdict, opinion, act.at
    signature.version, signature.digest = version, version.digest
    keep(signature, act)
