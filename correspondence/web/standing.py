"""Where a document stands: its way, whose turn it is, who signed what, and what I may do now."""

from typing import Any

from ..access import moves_open_to
from ..models import Approval, Reply, User
from ..rules.decisions import DECISIONS
from ..rules.moves import AssignmentMove, ReplyMove
from ..rules.states import SETTLED, AssignmentState
from ..rules.words import ReplyKind
from . import passages, signatures
from .approval import due_of, next_up
from .cosign_day import cosign_days
from .findings import waivers_of
from .request import SignedIn
from .returned import Returned
from .rows import buttons, move_url
from .stages import stages_of
from .turns import Turns

#: Done where the opinions and the findings stand, not by a button at the top.
_ELSEWHERE = frozenset(
    {
        ReplyMove.REMARK,
        ReplyMove.ANSWER_REMARK,
        ReplyMove.RESOLVE_REMARK,
        ReplyMove.WAIVE,
        ReplyMove.UNWAIVE,
    }
)
#: What is said to a document, with its text before one's eyes: to an opinion, and to an answer.
_ON_OPINIONS = frozenset({AssignmentMove.ACCEPT_OPINION, AssignmentMove.SEND_BACK_OPINION})
_ON_ANSWERS = frozenset({AssignmentMove.GIVE_FEEDBACK})


def standing(request: SignedIn, reply: Reply) -> dict[str, object]:
    """What those in whose house a document is made see of its way, and their own next step."""
    user, latest = request.user, reply.latest
    asked = cosign_days(request, reply)
    lines = signatures.cosigning(reply, latest, asked)
    rows = signatures.approvals(reply)
    progress, who = signatures.progress(lines), _whose_turn(reply)
    just_done = "done" in request.GET
    return {
        "version": latest,
        "returned": Returned([reply]).why(reply),
        "who": who,
        "due": due_of(request, reply),
        "cosign_due": asked.get(user.pk),
        "moves": [
            one for one in moves_of(user, reply) if not (lines and one["move"] is ReplyMove.ARRANGE)
        ],
        "just_done": just_done,
        "next": next_up(user, reply) if just_done else {},
        "stages": stages_of(reply, _approvals(rows), progress, who),
        "lines": lines,
        "progress": progress,
        "approvals": rows,
        "arrange_url": _arrange_url(user, reply),
        "remarks": passages.shown(reply, user),
        "waivers": waivers_of(reply),
    }


def from_outside(request: SignedIn, reply: Reply) -> dict[str, object]:
    """What all others who may read the document see of it: when it is due, and what they may do."""
    return {"due": due_of(request, reply), "moves": moves_of(request.user, reply)}


def moves_of(user: User, reply: Reply) -> list[dict[str, Any]]:
    """The buttons at the top: of all that is decided on one page only the way there."""
    shown: list[dict[str, Any]] = []
    decided = False
    for button in [*buttons(user, reply), *_said_to(user, reply)]:
        move = button["move"]
        if move in _ELSEWHERE or (move in DECISIONS and decided):
            continue
        decided = decided or move in DECISIONS
        shown.append(button)
    return shown


def _said_to(user: User, reply: Reply) -> list[dict[str, Any]]:
    """Who leads uses the opinion that has come in, or sends it back; a deputy judges the answer."""
    part = reply.assignment
    if reply.round != part.round:
        return []
    moves = _ON_OPINIONS if reply.kind == ReplyKind.ASSIST_OPINION else _ON_ANSWERS
    return [one for one in buttons(user, part) if one["move"] in moves]


def _whose_turn(reply: Reply) -> str:
    part = reply.assignment
    return "" if AssignmentState(part.state) in SETTLED else Turns([part]).of(part).who


def _approvals(rows: list[dict[str, object]]) -> list[Approval]:
    return [one for row in rows if isinstance(one := row["approval"], Approval)]


def _arrange_url(user: User, reply: Reply) -> str:
    if ReplyMove.ARRANGE not in moves_open_to(user, reply):
        return ""
    return move_url(reply, ReplyMove.ARRANGE)
