"""Two people changed one paragraph: the page that shows both, and what was decided on it."""

from collections.abc import Mapping
from typing import Any

from ..actions.errors import Collision, NotReady
from ..models import Reply, TextVersion
from ..rules.differences import compare
from ..rules.merging import Agreed, Conflict, merge
from ..rules.texts import Text, normalised, tidy
from .differences import PARTS
from .kept_page import shown

#: Answers to a question: one side, both, or the writer's own words.
MINE, THEIRS, BOTH, OWN = "mine", "theirs", "both", "own"
#: What the page sends beside the writer's own text.
_ANSWERS = ("conflict-", "choice-", "against", "csrfmiddlewaretoken", "base")
UNDECIDED = "请逐处选定后再保存。"


def questions(collision: Collision, posted: Mapping[str, Any]) -> dict[str, object]:
    """What the page shows: agreed paragraphs, and both sides of every conflict."""
    mine, theirs = collision.mine, collision.theirs
    return {
        "base": collision.base.number,
        "theirs": theirs,
        "pieces": _pieces(collision),
        "choices": [
            {
                "name": f"choice-{name}",
                "label": PARTS[name],
                "mine": shown(name, mine) or "（空）",
                "theirs": shown(name, theirs.text) or "（空）",
            }
            for name in collision.merge.choices
        ],
        "count": len(collision.merge.conflicts) + len(collision.merge.choices),
        "carried": _carried(mine, posted),
    }


def decided(reply: Reply, mine: Text, posted: Mapping[str, str]) -> tuple[Text, int]:
    """The text that was decided on, and the version it now starts from.

    Raises NotReady if a question is left open.
    """
    start, theirs = (_version(reply, posted.get(name, "")) for name in ("base", "against"))
    merged = merge(start.text, tidy(mine), theirs.text)
    answers = [
        _answer(conflict, f"conflict-{number}", posted)
        for number, conflict in enumerate(merged.conflicts)
    ]
    chosen = {
        name: {MINE: choice.mine, THEIRS: choice.theirs}.get(posted.get(f"choice-{name}", ""))
        for name, choice in merged.choices.items()
    }
    if any(f"choice-{name}" not in posted for name in chosen):
        raise NotReady(UNDECIDED)
    return merged.text(answers, chosen), theirs.number


def _pieces(collision: Collision) -> list[dict[str, object]]:
    pieces: list[dict[str, object]] = []
    number = 0
    for piece in collision.merge.pieces:
        if isinstance(piece, Agreed):
            pieces.append({"agreed": piece.paragraphs})
            continue
        mine, theirs = "\n".join(piece.mine), "\n".join(piece.theirs)
        row = {"name": f"conflict-{number}", "number": number + 1, "mine": mine, "theirs": theirs}
        pieces.append(row | {"rows": compare(theirs, mine)})
        number += 1
    return pieces


def _answer(conflict: Conflict, name: str, posted: Mapping[str, str]) -> list[str]:
    own = normalised(posted.get(f"{name}-own", ""))
    sides: dict[str, list[str]] = {
        MINE: [*conflict.mine],
        THEIRS: [*conflict.theirs],
        BOTH: [*conflict.theirs, *conflict.mine],
        OWN: own.split("\n") if own else [],
    }
    answer = posted.get(name, "")
    if answer not in sides:
        raise NotReady(UNDECIDED)
    return sides[answer]


def _carried(mine: Text, posted: Mapping[str, Any]) -> list[tuple[str, object]]:
    """The writer's own text, to be sent again beside the answers."""
    values: dict[str, object] = {
        name: posted[name] for name in posted if not name.startswith(_ANSWERS)
    }
    for name in ("title", "recipient", "body", "copies"):
        values[name] = getattr(mine, name)
    return list(values.items())


def _version(reply: Reply, number: str) -> TextVersion:
    found = reply.versions.filter(number=int(number) if number.isdecimal() else 0).first()
    if found is None:
        raise NotReady("页面已经过期，请刷新后再保存。")
    return found
