"""用印, 印发, 送达: the PDF is frozen, everybody gets it, and the unit has answered."""

import hashlib
import json
from collections.abc import Sequence

from django.db import transaction

from ..gongwen import page_count, to_pdf
from ..letters import recipients, to_letter
from ..models import Assignment, Delivery, IssuedDocument, Reply, SignatoryAnswer, Unit
from ..rules.lifecycle import step_from
from ..rules.moves import AssignmentMove, ReplyMove
from ..rules.states import SETTLED, AssignmentState
from ..rules.words import PROMISED, DeadlineKind, DeliveryWay, ReplyKind
from .act import Act
from .errors import NotReady
from .move import follow, making
from .reckon import meet, promise, reopen
from .record import keep
from .search import index_reply
from .suspend import lift


def seal(reply_id: int, *, act: Act) -> Reply:
    """用印登记, by somebody else than the drafter."""
    with making(Reply, reply_id, ReplyMove.SEAL, act) as reply:
        reply.sealed_on, reply.sealed_by = act.day, act.by
    return reply


def issue(reply_id: int, *, act: Act) -> Reply:
    """印发: render once, keep bytes and hash, and list everybody who is to receive it.

    Raises gongwen.LayoutError, and issues nothing, if the page cannot be set.
    """
    with making(Reply, reply_id, ReplyMove.ISSUE, act) as reply:
        reply.issued_on = act.day
        document = _freeze(reply, act)
        reply.pdf_sha256 = document.sha256
        for delivery in _deliveries(reply):
            keep(delivery, act)
        index_reply(reply, act.day)
    return reply


def deliver(
    reply_id: int,
    *,
    deliveries: Sequence[Delivery],
    way: DeliveryWay,
    act: Act,
    receipt: str = "",
) -> Reply:
    """登记送达; when nobody is left to receive it, the unit has answered."""
    with transaction.atomic():
        with making(Reply, reply_id, ReplyMove.DELIVER, act) as reply:
            if not deliveries:
                raise NotReady("请选择送达对象。", field="deliveries")
            # Read again under the lock: a colleague may have entered the same one meanwhile.
            for delivery in Delivery.objects.filter(pk__in=[one.pk for one in deliveries]):
                if delivery.reply_id != reply.pk or delivery.delivered_on:
                    raise NotReady(f"{delivery.recipient} 已登记过送达。", field="deliveries")
                delivery.way, delivery.delivered_on = way, act.day
                delivery.recorded_by, delivery.receipt = act.by, receipt
                keep(delivery, act)
            left = reply.deliveries.filter(delivered_on__isnull=True).exists()
            reply.delivered_on = None if left else act.day
        if not left:
            follow(reply, ReplyMove.FINISH_DELIVERY, act)
            _answer(reply, act)
    return reply


def publish(reply_id: int, *, address: str, act: Act) -> Reply:
    """公开: only a reply marked 主动公开; the address where it stands."""
    with making(Reply, reply_id, ReplyMove.PUBLISH, act) as reply:
        reply.published_on, reply.published_at = act.day, address
    return reply


def revoke(reply_id: int, *, act: Act) -> Reply:
    """撤销: nothing is deleted, the number stays with it, and the unit works on a new reply."""
    with making(Reply, reply_id, ReplyMove.REVOKE, act) as reply:
        reply.revoked_reason = act.reason
        for assignment in _answered_by(reply):
            assignment.answered_on = assignment.promised_on = None
            assignment.outcome = ""
            reopen(assignment, _clock(reply), act)
            meet(assignment, DeadlineKind.COMMITMENT, act)
            follow(assignment, AssignmentMove.REOPEN, act)
    return reply


def _freeze(reply: Reply, act: Act) -> IssuedDocument:
    letter = to_letter(reply, reply.latest.text)
    pdf = to_pdf(letter)
    return IssuedDocument.objects.create(
        reply=reply,
        pdf=pdf,
        sha256=hashlib.sha256(pdf).hexdigest(),
        pages=page_count(pdf),
        letter=json.loads(letter.to_json()),
        frozen_at=act.at,
    )


def _deliveries(reply: Reply) -> list[Delivery]:
    """One row for each deputy who signed (联名的答复每一位), and one for each copy."""
    rows = []
    if reply.kind == ReplyKind.ASSIST_OPINION:
        leads = Unit.objects.filter(short_name__in=recipients(reply))
        rows += [Delivery(reply=reply, recipient=unit.short_name, unit=unit) for unit in leads]
    else:
        signed = reply.assignment.proposal.signatories.exclude(answer=SignatoryAnswer.DECLINED)
        rows += [
            Delivery(reply=reply, recipient=one.deputy.salutation, deputy=one.deputy)
            for one in signed
        ]
    copied = [line for line in reply.latest.copies.split("\n") if line]
    return rows + [Delivery(reply=reply, recipient=name, is_copy=True) for name in copied]


def _answer(reply: Reply, act: Act) -> None:
    """The clock of every unit that answers with this document stops here."""
    for assignment in _answering_with(reply):
        assignment.answered_on = act.day
        lift(assignment, act)
        meet(assignment, _clock(reply), act)
        if reply.kind == ReplyKind.ASSIST_OPINION:
            follow(assignment, AssignmentMove.SEND_OPINION, act)
        else:
            assignment.outcome, assignment.promised_on = reply.outcome, reply.promised_on
            meet(assignment, DeadlineKind.COMMITMENT, act)
            if reply.outcome in PROMISED and reply.promised_on:
                promise(assignment, reply.promised_on, act)
            follow(assignment, AssignmentMove.REPLY, act)


def _clock(reply: Reply) -> DeadlineKind:
    opinion = reply.kind == ReplyKind.ASSIST_OPINION
    return DeadlineKind.OPINION if opinion else DeadlineKind.REPLY


def _answering_with(reply: Reply) -> list[Assignment]:
    return [one for one in reply.assignment.sharing if AssignmentState(one.state) not in SETTLED]


def _answered_by(reply: Reply) -> list[Assignment]:
    """The parts whose answer this is; one that has gone on to another round works on already."""
    return [
        one
        for one in reply.assignment.sharing
        if one.round == reply.round and step_from(one.state, AssignmentMove.REOPEN)
    ]
