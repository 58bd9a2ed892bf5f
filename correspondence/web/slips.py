"""发文稿纸 and 会签单: what a document went through, as the paper forms of an office."""

from collections.abc import Iterable
from datetime import date, datetime
from urllib.parse import quote

from django.http import Http404, HttpResponse
from django.utils import timezone

from ..access import sees_making
from ..gongwen.engine import slip_to_pdf
from ..gongwen.slip import Box, Entry, Slip, Table
from ..models import Approval, CoSignature, Reply, User
from ..rules.moves import ReplyMove
from ..rules.words import Openness, Outcome, ReplyKind, Verdict
from .request import SignedIn, signed_in
from .rows import reply_seen_by

#: Half the width of the form.
HALF = 6
_HEADS = ("序号", "会签人", "结论", "意　见", "日　期")
_WIDTHS = (1, 2, 2, 5, 2)


@signed_in
def dispatch(request: SignedIn, pk: int) -> HttpResponse:
    """发文稿纸 as PDF."""
    reply = _inside(request.user, pk)
    return _answer(reply, "发文稿纸", dispatch_slip(reply))


@signed_in
def cosigning(request: SignedIn, pk: int) -> HttpResponse:
    """会签单 as PDF."""
    reply = _inside(request.user, pk)
    return _answer(reply, "会签单", cosigning_slip(reply))


def dispatch_slip(reply: Reply) -> Slip:
    """The form a document is drafted, signed and issued on, filled as far as it has come."""
    return Slip(
        issuer=reply.assignment.unit.name,
        name="发文稿纸",
        about=_about(reply),
        boxes=(*_answers(reply), *_document(reply), *_issuing(reply)),
        notes=("正文附后。",),
    )


def _answers(reply: Reply) -> tuple[tuple[Box, ...], ...]:
    """Who signed, co-signed, reviewed and drafted."""
    approvals = _approvals(reply)
    cosigned = reply.cosignatures.live().select_related("cosigner")
    return (
        (
            Box("签　发", _by(approvals, ReplyMove.SIGN_OFF), HALF, 48),
            Box("分管领导", _by(approvals, ReplyMove.REFER), HALF, 48),
        ),
        (Box("会　签", tuple(_answered(one) for one in cosigned), height=36),),
        (
            Box("核　稿", _by(approvals, ReplyMove.PASS_REVIEW), HALF, 28),
            Box("处室负责人", _by(approvals, ReplyMove.APPROVE), HALF, 28),
        ),
        (
            Box.of("拟稿人", _drafter(reply), width=HALF),
            Box.of("电　话", reply.drafter.phone, width=HALF),
        ),
    )


def _document(reply: Reply) -> tuple[tuple[Box, ...], ...]:
    """What is sent, to whom, and how public it is."""
    text = reply.latest.text
    openness = Openness(text.openness).label if text.openness else ""
    return (
        (
            Box.of("发文机关", reply.assignment.unit.name, width=HALF),
            Box.of("文　种", ReplyKind(reply.kind).label, width=HALF),
        ),
        (Box.of("标　题", text.title.replace("\n", ""), height=12),),
        (Box.of("主　送", text.recipient),),
        (Box.of("抄　送", text.copies.replace("\n", "，")),),
        (
            Box.of("公开属性", _lines(openness, text.openness_reason), width=HALF),
            Box.of("密　级", "非密", width=HALF),
        ),
    )


def _issuing(reply: Reply) -> tuple[tuple[Box, ...], ...]:
    """What happens to it after it was signed."""
    return (
        (
            Box.of("文　号", reply.number, width=HALF),
            Box.of("份　数", _copies(reply), width=HALF),
        ),
        (
            Box("校　对", _by(_approvals(reply), ReplyMove.RECHECK), HALF),
            Box("用　印", _sealed(reply), HALF),
        ),
        (
            Box("印发日期", _day(reply.issued_on), HALF),
            Box.of("办理结果", _outcome(reply.outcome), width=HALF),
        ),
    )


def _approvals(reply: Reply) -> list[Approval]:
    return list(reply.approvals.live().select_related("by"))


def cosigning_slip(reply: Reply) -> Slip:
    """Everybody's answer, the voided ones too, with what a leader decided."""
    signatures = reply.cosignatures.select_related(
        "cosigner__unit", "cosigner__office", "version", "overridden_by"
    )
    version = reply.latest
    return Slip(
        issuer=reply.assignment.unit.name,
        name="会签单",
        about=_about(reply),
        boxes=(
            (Box.of("标　题", version.title.replace("\n", ""), height=12),),
            (
                Box.of("主办处室", reply.assignment.lead_office, width=HALF),
                Box.of("拟稿人", reply.drafter.name, width=HALF),
            ),
            (
                Box.of("主　送", version.recipient, width=HALF),
                Box.of("文稿版本", f"第 {version.number} 版", width=HALF),
            ),
        ),
        table=Table(_HEADS, _WIDTHS, tuple(_rows(signatures)) or (("",) * 5,) * 6),
        notes=("会签意见以系统记录为准；标明“失效”的，系会签后正文又有改动。",),
    )


def _rows(signatures: Iterable[CoSignature]) -> Iterable[tuple[str, ...]]:
    for place, one in enumerate(signatures, start=1):
        office = one.cosigner.office or one.cosigner.unit
        decided = f"{one.overridden_by} 裁定：{one.override_reason}" if one.overridden_by else ""
        verdict = "" if one.verdict == Verdict.PENDING else Verdict(one.verdict).label
        on = f"（第 {one.version.number} 版）" if one.version else ""
        yield (
            str(place),
            _lines(one.cosigner.name, str(office or "")),
            _lines(verdict, on, "已失效" if one.voided_at else ""),
            _lines(one.opinion, decided),
            _written(one.answered_at),
        )


def _inside(user: User, pk: int) -> Reply:
    reply = reply_seen_by(user, pk, "assignment__lead_office", "drafter__office", "sealed_by")
    if not sees_making(user, reply):
        raise Http404
    return reply


def _answer(reply: Reply, name: str, slip: Slip) -> HttpResponse:
    answer = HttpResponse(slip_to_pdf(slip), content_type="application/pdf")
    file = f"{name} {reply.assignment.proposal.case_number}.pdf"
    answer.headers["Content-Disposition"] = f"inline; filename*=UTF-8''{quote(file)}"
    answer.headers["Cache-Control"] = "private, no-store"
    return answer


def _about(reply: Reply) -> str:
    proposal = reply.assignment.proposal
    return f"{proposal.session.name} {proposal.case_number}"


def _by(approvals: list[Approval], move: ReplyMove) -> tuple[Entry, ...]:
    return tuple(
        Entry(one.opinion or "同意。", one.by.name, timezone.localdate(one.at))
        for one in approvals
        if one.move == move
    )


def _answered(one: CoSignature) -> Entry:
    """An answer as it is signed; one that is still asked for leaves room for the pen."""
    if one.verdict == Verdict.PENDING:
        return Entry(name=f"{one.cosigner.name}（待签）")
    verdict = Verdict(one.verdict).label
    text = f"{verdict}：{one.opinion}" if one.opinion else f"{verdict}。"
    day = timezone.localdate(one.answered_at) if one.answered_at else None
    return Entry(text, one.cosigner.name, day)


def _drafter(reply: Reply) -> str:
    return "　".join(str(part) for part in (reply.drafter.office, reply.drafter.name) if part)


def _sealed(reply: Reply) -> tuple[Entry, ...]:
    name = reply.sealed_by.name if reply.sealed_by else ""
    return (Entry(name=name, day=reply.sealed_on),) if reply.sealed_on else ()


def _copies(reply: Reply) -> str:
    count = reply.deliveries.count()
    return f"送达 {count} 份" if count else ""


def _outcome(outcome: str) -> str:
    return Outcome(outcome).label if outcome else ""


def _day(day: date | None) -> tuple[Entry, ...]:
    return (Entry(name="", day=day),) if day else ()


def _lines(*texts: str) -> str:
    return "\n".join(text for text in texts if text)


def _written(moment: datetime | None) -> str:
    return f"{timezone.localdate(moment):%Y-%m-%d}" if moment else ""
