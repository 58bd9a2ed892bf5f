"""审签: one page on which whoever approves, signs or co-signs sees all there is to see and decides.

Which moves are decided here stands in `rules.decisions`; what each of them does, in its form.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from ..access import moves_open_to, open_moves, state_of
from ..actions.sign import awaits_chief
from ..models import Reply, TextVersion, User
from ..models.waiting import replies_waiting_for
from ..rules.decisions import DECISIONS, RETURNS
from ..rules.lifecycle import AnyMove
from ..rules.moves import ReplyMove
from ..rules.states import SETTLED, AssignmentState
from ..rules.words import ReplyKind, Role, Verdict
from . import passages, signatures
from .changes import since_last_seen
from .cosign_day import cosign_days
from .findings import findings_of, opinions_of
from .forms import MoveForm
from .groups import GroupsField
from .request import SignedIn, calendar, today
from .rows import move_url

#: The form at the foot of the page, to which fields elsewhere on it belong.
FORM_ID = "decide"
#: How many waiting documents are looked at for the next one, and how many phrases are offered.
PHRASES = 6
LONGEST_PHRASE = 40
#: What is offered to somebody who has not said anything yet.
USUAL = ("同意。", "请按修改意见完善后再送。")
#: Said in a button where the name of the move says less.
LABELS = {
    ReplyMove.SIGN_AGAIN: "改动不影响我的意见，重新会签",
    ReplyMove.SEND_BACK: "退回拟稿人",
}


@dataclass(frozen=True)
class Choice:
    """One button: a decision this person may take now."""

    move: ReplyMove
    label: str
    url: str
    confirm: str
    needs_reason: bool


def context(
    request: SignedIn, form: MoveForm, forms: Mapping[AnyMove, type[MoveForm]]
) -> dict[str, object]:
    """Everything on the page; `form` is the one that was asked for or sent."""
    reply, user = form.row, form.user
    choices = _choices(reply, user, forms)
    main = _main(choices, form)
    remarks = passages.shown(reply, user)
    version = reply.latest
    findings = findings_of(reply)
    open_now = moves_open_to(user, reply)
    return {
        "reply": reply,
        "version": version,
        "state": state_of(reply),
        "due": due_of(request, reply),
        "cosign_due": cosign_days(request, reply).get(user.pk),
        "kind": ReplyKind(reply.kind).label,
        "form_id": FORM_ID,
        "main": main,
        "beside": [one for one in choices if one is not main and _is_near(one, choices)],
        "further": [one for one in choices if one is not main and not _is_near(one, choices)],
        "groups": _groups(main, form, forms),
        "phrases": _phrases(user),
        "change": since_last_seen(reply, user),
        "remarks": remarks,
        "paragraphs": passages.marked(version.body, remarks),
        "can_remark": ReplyMove.REMARK in open_now,
        "can_waive": ReplyMove.WAIVE in open_now,
        "back_to": main.move.value,
        "findings": findings,
        "waived_count": sum(row["found"].waiver is not None for row in findings),
        "opinions": opinions_of(reply, user),
        **_cosigned(reply, version, choices),
        "approvals": signatures.approvals(reply),
    }


def _cosigned(
    reply: Reply, version: TextVersion, choices: list[Choice]
) -> dict[str, list[signatures.Line]]:
    """The co-signers' answers; what a leader is to decide about stands apart, before the pages."""
    lines = signatures.cosigning(reply, version)
    decides = any(one.move is ReplyMove.OVERRIDE for one in choices)
    against = [line for line in lines if decides and line.signature.is_objection]
    return {"objections": against, "lines": [line for line in lines if line not in against]}


def due_of(request: SignedIn, reply: Reply) -> dict[str, object]:
    """The due day of the part, as long as the unit still has work to do."""
    part = reply.assignment
    if AssignmentState(part.state) in SETTLED:
        return {}
    return {
        "days": calendar(request).workdays_left(today(), part.due_on),
        "due_on": part.due_on,
        "provisional": part.due_provisional,
    }


def next_up(user: User, done: Reply) -> dict[str, object]:
    """The most urgent other document that waits for this person's decision; empty if none does."""
    others = replies_waiting_for(user).narrowed(~Q(pk=done.pk), *DECISIONS)
    for wait, row in others.first(1):
        move = ReplyMove(wait.key)
        return {"proposal": row.assignment.proposal, "move": move, "url": move_url(row, move)}
    return {}


def _choices(reply: Reply, user: User, forms: Mapping[AnyMove, type[MoveForm]]) -> list[Choice]:
    """The buttons, the next lawful step first."""
    steps = [step for step in open_moves(user, reply) if step.move in DECISIONS]
    if awaits_chief(reply) and not user.holds(Role.CHIEF):
        # Whoever may not sign it refers it on; that is then the next lawful step.
        steps = [step for step in steps if step.move is not ReplyMove.SIGN_OFF]
        steps.sort(key=lambda step: step.move is not ReplyMove.REFER)
    return [_choice(reply, ReplyMove(step.move), forms[step.move]) for step in steps]


def _choice(reply: Reply, move: ReplyMove, form: type[MoveForm]) -> Choice:
    return Choice(
        move=move,
        label=LABELS.get(move, move.label),
        url=move_url(reply, move),
        confirm=form.confirm,
        needs_reason=move in RETURNS or move is ReplyMove.OVERRIDE,
    )


def _main(choices: list[Choice], form: MoveForm) -> Choice:
    """The red button: the next lawful step, or what was asked for if that is all there is.

    Whoever came to object is not led, by one key, to agree.
    """
    onward = [one for one in choices if one.move not in RETURNS]
    asked = [one for one in choices if one.move == form.move]
    first = asked if form.move is ReplyMove.OBJECT else onward
    return (first or onward or asked or choices)[0]


def _is_near(one: Choice, choices: list[Choice]) -> bool:
    """Beside the red button stand other ways on and the usual way back; the rest is folded."""
    if one.move in {ReplyMove.AGREE, ReplyMove.OBJECT, ReplyMove.SEND_BACK}:
        return True
    back = [other for other in choices if other.move in RETURNS]
    return one in back[:1] and not any(other.move is ReplyMove.SEND_BACK for other in back)


def _groups(main: Choice, form: MoveForm, forms: Mapping[AnyMove, type[MoveForm]]) -> Any:
    """The order of co-signing, where approving asks for it; what was typed is kept."""
    if main.move is not ReplyMove.APPROVE:
        return None
    kept = form
    if form.move is not ReplyMove.APPROVE:
        kept = forms[ReplyMove.APPROVE](row=form.row, user=form.user)
        if form.is_bound:
            typed = kept.fields["cosigners"].widget.value_from_datadict(form.data, {}, "cosigners")
            kept.initial["cosigners"] = typed
    field = kept.fields["cosigners"]
    if isinstance(field, GroupsField):
        field.widget.attrs["form"] = FORM_ID
    return kept["cosigners"]


def _phrases(user: User) -> list[str]:
    """What this person says most lately, to be said again with one press."""
    said = user.approvals.exclude(opinion="").order_by("-id").values_list("opinion", flat=True)
    answers = user.cosignatures.exclude(verdict=Verdict.PENDING).exclude(opinion="")
    mine = [*said[:PHRASES], *answers.order_by("-id").values_list("opinion", flat=True)[:PHRASES]]
    short = [words for words in (*mine, *USUAL) if len(words) <= LONGEST_PHRASE]
    return list(dict.fromkeys(short))[:PHRASES]
