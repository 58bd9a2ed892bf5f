"""会签 and 审批 at a glance: who, in which group, what, when, on which version, does it hold."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.urls import reverse

from ..models import Approval, CoSignature, Reply, TextVersion
from ..rules.decisions import RETURNS
from ..rules.moves import ReplyMove
from ..rules.words import Verdict, Void
from .cosign_day import CosignDay


@dataclass(frozen=True)
class Standing:
    """Whether an answer holds: in words, and how that is felt."""

    label: str
    tone: str


@dataclass
class Line:
    """One person's last answer, with the earlier ones behind it."""

    signature: CoSignature
    verdict: str
    standing: Standing
    since: str
    day: CosignDay | None = None
    earlier: list["Line"] = field(default_factory=list)


def cosigning(
    reply: Reply, latest: TextVersion, asked: Mapping[int, CosignDay] | None = None
) -> list[Line]:
    """A line for everybody ever asked, in the order of the groups; earlier answers behind it.

    `asked` has the day of each who is asked now.
    """
    rows = reply.cosignatures.select_related(
        "cosigner__unit", "cosigner__office", "version", "overridden_by"
    )
    lines: dict[int, Line] = {}
    for one in rows.order_by("id"):
        line = Line(one, Verdict(one.verdict).label, _standing(one), _since(one, latest))
        if former := lines.get(one.cosigner_id):
            line.earlier = [*former.earlier, former]
            former.earlier = []
        line.day = (asked or {}).get(one.cosigner_id)
        lines[one.cosigner_id] = line
    return sorted(lines.values(), key=lambda line: (_is_out(line), line.signature.group))


def approvals(reply: Reply) -> list[dict[str, object]]:
    """Approvals and returns in their order."""
    return [
        {"approval": one, "move": ReplyMove(one.move).label, "standing": _said(one)}
        for one in reply.approvals.select_related("by", "version")
    ]


def progress(lines: list[Line]) -> str:
    """已签 2/3, of those who are asked or will be."""
    live = [line.signature for line in lines if line.signature.voided_at is None]
    done = sum(1 for one in live if not one.blocks)
    return f"{done}/{len(live)}" if live else ""


def _is_out(line: Line) -> bool:
    return line.signature.voided_for == Void.LEFT_OUT


def _standing(one: CoSignature) -> Standing:
    if one.voided_for == Void.TEXT_CHANGED:
        return Standing("正文已改动，已失效", "soon")
    if one.voided_at is not None:
        return Standing(Void(one.voided_for).label if one.voided_for else "已失效", "ended")
    if one.verdict == Verdict.PENDING:
        return Standing("待会签", "active") if one.asked_at else Standing("未轮到", "waiting")
    if one.verdict != Verdict.OBJECTED:
        return Standing("有效", "done")
    return Standing("已裁定", "done") if one.overridden_by_id else Standing("待处理", "overdue")


def _said(one: Approval) -> Standing | None:
    """An approval that no longer holds says so; a return never held."""
    if one.voided_at is None or one.move in RETURNS:
        return None
    return Standing("已失效", "soon")


def _since(one: CoSignature, latest: TextVersion) -> str:
    """Where the change since this answer is shown; empty if there was none."""
    if one.version is None or one.version.number == latest.number:
        return ""
    here = reverse("versions", args=[one.reply_id])
    return f"{here}?old={one.version.number}&new={latest.number}"
