"""Two people changed one paragraph: the page that shows both, and what was decided on it."""

from collections.abc import Mapping
from copy import deepcopy

from django import forms
from django.core.exceptions import ValidationError
from django.forms import BoundField

from ..actions.errors import Collision, NotReady
from ..models import Reply, TextVersion
from ..rules.differences import compare
from ..rules.merging import Agreed, Choice, Conflict, merge
from ..rules.texts import Text, normalised, tidy
from .differences import EMPTY, PARTS, named

#: Answers to a question: one side, both, or the writer's own words.
MINE, THEIRS, BOTH, OWN = "mine", "theirs", "both", "own"
#: What the page sends beside the writer's own text.
_ANSWERS = ("conflict-", "choice-", "against", "csrfmiddlewaretoken", "base")
UNDECIDED = "请逐处选定后再保存。"


def questions(
    collision: Collision,
    fields: Mapping[str, forms.Field],
    *,
    carried: Mapping[str, str],
    answers: Mapping[str, str],
) -> dict[str, object]:
    """What the page shows: agreed paragraphs, and both sides of every conflict.

    `fields` are the editor's own, `carried` what it sent; `answers` what has been decided so far.
    """
    return {
        "base": collision.base.number,
        "theirs": collision.theirs,
        "pieces": _pieces(collision, answers),
        "choices": [_choice(collision, name, fields, answers) for name in collision.merge.choices],
        "count": len(collision.merge.conflicts) + len(collision.merge.choices),
        "carried": _carried(collision.mine, carried),
    }


def reopened(reply: Reply, mine: Text, posted: Mapping[str, str]) -> Collision:
    """The collision that the page asked about, once more."""
    start, theirs = (_version(reply, posted.get(name, "")) for name in ("base", "against"))
    mine = tidy(mine)
    return Collision(mine, start, theirs, merge(start.text, mine, theirs.text))


def decided(
    collision: Collision, fields: Mapping[str, forms.Field], posted: Mapping[str, str]
) -> Text:
    """The text that was decided on.

    Raises NotReady if a question is left open, or somebody's own words do not fit the field.
    """
    answers = [
        _answer(conflict, f"conflict-{number}", posted)
        for number, conflict in enumerate(collision.merge.conflicts)
    ]
    chosen = {
        name: _value(choice, name, fields, posted)
        for name, choice in collision.merge.choices.items()
    }
    text = collision.merge.text(answers, chosen)
    _fitting(fields["body"], "正文", text.body)
    return text


def _pieces(collision: Collision, answers: Mapping[str, str]) -> list[dict[str, object]]:
    pieces: list[dict[str, object]] = []
    number = 0
    for piece in collision.merge.pieces:
        if isinstance(piece, Agreed):
            pieces.append({"agreed": piece.paragraphs})
            continue
        mine, theirs = "\n".join(piece.mine), "\n".join(piece.theirs)
        name = f"conflict-{number}"
        row = {"name": name, "number": number + 1, "mine": mine, "theirs": theirs}
        said = {"answer": answers.get(name), "own": answers.get(f"{name}-own", mine or theirs)}
        pieces.append(row | said | {"rows": compare(theirs, mine)})
        number += 1
    return pieces


def _choice(
    collision: Collision, name: str, fields: Mapping[str, forms.Field], answers: Mapping[str, str]
) -> dict[str, object]:
    mine, theirs = (getattr(side, name) for side in (collision.mine, collision.theirs.text))
    asked = f"choice-{name}"
    return {
        "name": asked,
        "label": PARTS[name],
        "mine": named(name, mine) or EMPTY,
        "theirs": named(name, theirs) or EMPTY,
        "answer": answers.get(asked),
        "own": _own(asked, name, fields, answers.get(f"{asked}-own", mine)),
    }


def _own(asked: str, name: str, fields: Mapping[str, forms.Field], value: object) -> BoundField:
    """The editor's field of this name, for a third answer."""
    control = deepcopy(_field(name, fields))
    control.required = False
    control.widget.attrs |= {"aria-label": f"{PARTS[name]}改为", "data-own": asked}
    own = f"{asked}-own"
    form = forms.Form(initial={own: value}, use_required_attribute=False)
    form.fields[own] = control
    return form[own]


def _field(name: str, fields: Mapping[str, forms.Field]) -> forms.Field:
    return fields["note_line" if name == "note" else name]


def _value(
    choice: Choice, name: str, fields: Mapping[str, forms.Field], posted: Mapping[str, str]
) -> object:
    answer = posted.get(f"choice-{name}", "")
    if answer == OWN:
        own = posted.get(f"choice-{name}-own", "")
        return _fitting(_field(name, fields), PARTS[name], own)
    sides = {MINE: choice.mine, THEIRS: choice.theirs}
    if answer not in sides:
        raise NotReady(UNDECIDED)
    return sides[answer]


def _fitting(field: forms.Field, label: str, words: str) -> object:
    """What the field makes of the words. Raises NotReady if it would not take them."""
    try:
        value = field.clean(words.replace("\r\n", "\n"))
    except ValidationError as wrong:
        raise NotReady(*(f"{label}：{problem}" for problem in wrong.messages)) from wrong
    return value


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


def _carried(mine: Text, posted: Mapping[str, str]) -> list[tuple[str, object]]:
    """The writer's own text, to be sent again beside the answers."""
    values: dict[str, object] = {
        name: posted[name] for name in posted if not name.startswith(_ANSWERS)
    }
    for name in Text.__dataclass_fields__:
        values["note_line" if name == "note" else name] = getattr(mine, name) or ""
    return [(name, str(value)) for name, value in values.items()]


def _version(reply: Reply, number: str) -> TextVersion:
    found = reply.versions.filter(number=int(number) if number.isdecimal() else 0).first()
    if found is None:
        raise NotReady("页面已经过期，请刷新后再保存。")
    return found
