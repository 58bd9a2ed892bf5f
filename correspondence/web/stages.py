"""Where a document stands: every step of its way, who has taken it and when, and which is next."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from ..actions.act import day_of
from ..models import Approval, Reply
from ..rules.moves import ReplyMove
from ..rules.states import ReplyState as R


class Step(NamedTuple):
    """One step of the way: done while a document stands so; on record as an approval, or a day."""

    label: str
    states: tuple[R, ...]
    move: ReplyMove | None = None
    day: str = ""


#: 公文处理条例 articles 18 and 25.
STEPS = (
    Step("拟稿", (R.DRAFT,)),
    Step("处室审核", (R.OFFICE_APPROVAL,), ReplyMove.APPROVE),
    Step("会签", (R.COSIGNING,)),
    Step("核稿", (R.REVIEW,), ReplyMove.PASS_REVIEW),
    Step("签发", (R.LEADER_APPROVAL, R.CHIEF_APPROVAL), ReplyMove.SIGN_OFF),
    Step("复核", (R.SIGNED,), ReplyMove.RECHECK),
    Step("编号", (R.RECHECKED,), day="numbered_on"),
    Step("用印", (R.NUMBERED,), day="sealed_on"),
    Step("印发", (R.SEALED,), day="issued_on"),
    Step("送达", (R.ISSUED,), day="delivered_on"),
)


@dataclass(frozen=True)
class Stage:
    """One step; `place` is done, here or ahead."""

    label: str
    place: str
    who: str
    on: date | None


def stages_of(reply: Reply, approvals: Iterable[Approval], cosigned: str, who: str) -> list[Stage]:
    """Every step; `cosigned` says how many have signed, `who` whose turn it is now."""
    here = next((at for at, one in enumerate(STEPS) if reply.state in one.states), len(STEPS))
    last = {one.move: one for one in approvals if one.voided_at is None}
    found = []
    for at, step in enumerate(STEPS):
        place = "done" if at < here else "here" if at == here else "ahead"
        name, on = _taken(reply, step, last) if place == "done" else ("", None)
        if R.COSIGNING in step.states and cosigned:
            name = f"已签 {cosigned}"
        found.append(Stage(step.label, place, who if place == "here" else name, on))
    return found


def _taken(reply: Reply, step: Step, last: dict[str, Approval]) -> tuple[str, date | None]:
    """Who took this step and when, as far as it is on record."""
    if R.DRAFT in step.states:
        return reply.drafter.name, None
    if step.day:
        return "", getattr(reply, step.day)
    if step.move is ReplyMove.SIGN_OFF and reply.signed_by:
        return reply.signed_by.name, reply.signed_on
    one = last.get(step.move) if step.move else None
    return (one.by.name, day_of(one.at)) if one else ("", None)
