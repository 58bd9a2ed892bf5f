"""Where a document stands: every step of its way, who has taken it and when, and which is next."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from ..actions.act import day_of
from ..models import Approval, Reply
from ..rules.moves import ReplyMove
from ..rules.states import ReplyState as R

#: What is done while a document stands where; 公文处理条例 articles 18 and 25.
STAGES: tuple[tuple[str, tuple[R, ...]], ...] = (
    ("拟稿", (R.DRAFT,)),
    ("处室审核", (R.OFFICE_APPROVAL,)),
    ("会签", (R.COSIGNING,)),
    ("核稿", (R.REVIEW,)),
    ("签发", (R.LEADER_APPROVAL, R.CHIEF_APPROVAL)),
    ("复核", (R.SIGNED,)),
    ("编号", (R.RECHECKED,)),
    ("用印", (R.NUMBERED,)),
    ("印发", (R.SEALED,)),
    ("送达", (R.ISSUED,)),
)
_BY_APPROVAL = {
    "处室审核": ReplyMove.APPROVE,
    "核稿": ReplyMove.PASS_REVIEW,
    "签发": ReplyMove.SIGN_OFF,
    "复核": ReplyMove.RECHECK,
}
_BY_DAY = {
    "编号": "numbered_on",
    "用印": "sealed_on",
    "印发": "issued_on",
    "送达": "delivered_on",
}


@dataclass(frozen=True)
class Stage:
    """One step; `place` is done, here or ahead."""

    label: str
    place: str
    who: str
    on: date | None


def stages_of(reply: Reply, approvals: Iterable[Approval], cosigned: str, who: str) -> list[Stage]:
    """Every step; `cosigned` says how many have signed, `who` whose turn it is now."""
    here = next((at for at, (_, states) in enumerate(STAGES) if reply.state in states), len(STAGES))
    last = {one.move: one for one in approvals if one.voided_at is None}
    found = []
    for at, (label, _) in enumerate(STAGES):
        place = "done" if at < here else "here" if at == here else "ahead"
        name, on = _taken(reply, label, last) if place == "done" else ("", None)
        if label == "会签" and cosigned:
            name = f"已签 {cosigned}"
        found.append(Stage(label, place, who if place == "here" else name, on))
    return found


def _taken(reply: Reply, label: str, last: dict[str, Approval]) -> tuple[str, date | None]:
    """Who took this step and when, as far as it is on record."""
    if label == "拟稿":
        return reply.drafter.name, None
    if day := _BY_DAY.get(label):
        return "", getattr(reply, day)
    move = _BY_APPROVAL.get(label)
    one = last.get(move) if move else None
    if label == "签发" and reply.signed_by:
        return reply.signed_by.name, reply.signed_on
    return (one.by.name, day_of(one.at)) if one else ("", None)
