"""会签: bound to the text, blocked by a disagreement until a leader decides."""

from django.db import transaction

from ..models import CoSignature, Reply
from ..models.signature import agreement_of
from ..rules.moves import ReplyMove
from ..rules.words import Verdict, Void
from . import notify
from .act import Act
from .arrange import call
from .binding import version_read
from .errors import NotReady
from .move import making
from .news import told_of_objection
from .record import keep


@transaction.atomic
def agree(reply_id: int, *, opinion: str, act: Act) -> Reply:
    """同意, or 有条件同意 where an opinion goes with it."""
    with making(Reply, reply_id, ReplyMove.AGREE, act) as reply:
        verdict = Verdict.AGREED_WITH_OPINION if opinion else Verdict.AGREED
        _answer(reply, verdict, opinion, act)
    call(Reply.objects.get(pk=reply_id), act)
    return Reply.objects.get(pk=reply_id)


@transaction.atomic
def sign_again(reply_id: int, *, act: Act) -> Reply:
    """重新会签: the change does not touch what was said; the former answer on the new text."""
    with making(Reply, reply_id, ReplyMove.SIGN_AGAIN, act) as reply:
        former = agreement_of(act.by, reply)
        if former is None:
            raise NotReady("您还没有会签过这份文稿，请阅读全文后会签。")
        _answer(reply, Verdict(former.verdict), former.opinion, act)
    call(Reply.objects.get(pk=reply_id), act)
    return Reply.objects.get(pk=reply_id)


def object_to(reply_id: int, *, act: Act) -> Reply:
    """不同意, with the reason: the reply waits until it is resolved or a leader decides."""
    with making(Reply, reply_id, ReplyMove.OBJECT, act) as reply:
        if not act.reason:
            raise NotReady("请写明不同意的理由。", field="reason")
        objection = _answer(reply, Verdict.OBJECTED, act.reason, act)
        told_of_objection(reply, str(objection.pk), act)
    return reply


@transaction.atomic
def withdraw(reply_id: int, *, act: Act) -> Reply:
    """撤回会签: the own answer is taken back before anybody has gone on from it."""
    with making(Reply, reply_id, ReplyMove.WITHDRAW_SIGNATURE, act) as reply:
        own = reply.cosignatures.answered().get(cosigner=act.by)
        own.voided_at, own.voided_for = act.at, Void.WITHDRAWN
        keep(own, act, act.reason or Void.WITHDRAWN.label)
        keep(CoSignature(reply=reply, cosigner=act.by, group=own.group), act, "撤回后重新会签")
    call(Reply.objects.get(pk=reply_id), act)
    return Reply.objects.get(pk=reply_id)


@transaction.atomic
def override(reply_id: int, *, act: Act) -> Reply:
    """裁定分歧: a leader takes the objections upon himself, with a reason on record."""
    with making(Reply, reply_id, ReplyMove.OVERRIDE, act) as reply:
        if not act.reason:
            raise NotReady("请写明裁定的理由。", field="reason")
        for objection in reply.cosignatures.objections():
            objection.overridden_by, objection.override_reason = act.by, act.reason
            keep(objection, act)
    call(Reply.objects.get(pk=reply_id), act)
    return Reply.objects.get(pk=reply_id)


def _answer(reply: Reply, verdict: Verdict, opinion: str, act: Act) -> CoSignature:
    version = version_read(reply, act)
    signature = reply.cosignatures.waiting().get(cosigner=act.by)
    signature.verdict, signature.opinion, signature.answered_at = verdict, opinion, act.at
    signature.version, signature.digest = version, version.digest
    keep(signature, act)
    notify.read_answered(signature, at=act.at)
    return signature
