"""拟稿: a reply is born with its first text, and every saved change is a new version of it."""

from collections.abc import Iterator
from dataclasses import replace

from ..access import is_open
from ..gongwen import LayoutError
from ..letters import case_of, copies, sample
from ..models import (
    Assignment,
    CoSignature,
    Reply,
    SignatoryAnswer,
    TextVersion,
)
from ..models.contact import owes_talk
from ..rules.moves import AssignmentMove, ReplyMove
from ..rules.states import OPINION_IN
from ..rules.texts import Text, digest, tidy
from ..rules.wording import first_text, shortcomings
from ..rules.words import PROMISED, Part, ReplyKind, Void
from . import autosave
from .act import Act
from .binding import voided_by
from .errors import NotReady, Remedied
from .move import follow, making
from .news import told_of_lapse
from .record import enter, keep
from .unite import united


def start(assignment_id: int, *, act: Act) -> Reply:
    """起草: the kind of document follows from the unit's part and the round."""
    with making(Assignment, assignment_id, AssignmentMove.START_REPLY, act) as assignment:
        reply = Reply(
            assignment=assignment,
            kind=_kind(assignment),
            round=assignment.round,
            drafter=act.by,
        )
        keep(reply, act, "起草")
        text = first_text(
            case_of(reply),
            copies=copies(assignment),
            field=assignment.proposal.category or "",
        )
        _add_version(reply, _as_before(reply, text), act)
        enter(
            reply, act, name="start", label="起草", proposal=assignment.proposal, target=reply.state
        )
    return reply


def save(
    reply_id: int,
    *,
    text: Text,
    act: Act,
    base: int | None = None,
    page: autosave.Page | None = None,
) -> TextVersion:
    """Save the text; unchanged text makes no version and voids nobody's signature.

    `base` is the number of the version it started from: what others have saved since is put
    together with it, or Collision raised. The working text of `page` has then served.
    """
    with making(Reply, reply_id, ReplyMove.SAVE, act) as reply:
        version = change_text(reply, united(reply, text, base), act)
        if page is not None:
            autosave.finish(version, page=page, act=act)
    return version


def submit(reply_id: int, *, act: Act) -> Reply:
    """提交审核, once nothing is missing. Raises NotReady with every shortcoming at once."""
    with making(Reply, reply_id, ReplyMove.SUBMIT, act) as reply:
        problems = [
            *_unfinished(reply),
            *_missing_around(reply),
            *_unprintable(reply),
        ]
        if problems:
            raise NotReady(*problems)
        follow(reply.assignment, AssignmentMove.SUBMIT, act)
    return reply


def take_back(reply_id: int, *, act: Act) -> Reply:
    """The drafter takes a submitted text back before anybody has approved it."""
    with making(Reply, reply_id, ReplyMove.TAKE_BACK, act) as reply:
        follow(reply.assignment, AssignmentMove.REOPEN, act)
    return reply


def change_text(reply: Reply, text: Text, act: Act) -> TextVersion:
    """Give the reply this text, inside a move. A changed character voids what was signed."""
    text = tidy(text)
    latest = reply.latest
    if digest(text) == latest.digest:
        return latest
    version = _add_version(reply, text, act)
    reply.promised_on = version.promised_on
    # A draft may be saved before the day of its promise is known; it is submitted only with it.
    half = text.outcome in PROMISED and text.promised_on is None
    reply.outcome = "" if half else version.outcome
    _void_signatures(reply, version, act)
    return version


def _as_before(reply: Reply, text: Text) -> Text:
    """An opinion given again is the former one, to be supplemented."""
    if reply.kind != ReplyKind.ASSIST_OPINION:
        return text
    rounds = Reply.objects.filter(assignment=reply.assignment, kind=reply.kind)
    former = rounds.exclude(pk=reply.pk).order_by("pk").last()
    if former is None:
        return text
    return replace(former.latest.text, title=text.title, recipient=text.recipient)


def _kind(assignment: Assignment) -> ReplyKind:
    if assignment.part == Part.ASSIST:
        return ReplyKind.ASSIST_OPINION
    return ReplyKind.REPLY if assignment.round == 1 else ReplyKind.FOLLOW_UP_REPLY


def _add_version(reply: Reply, text: Text, act: Act) -> TextVersion:
    text = tidy(text)
    return TextVersion.objects.create(
        reply=reply,
        number=reply.versions.count() + 1,
        author=act.by,
        saved_at=act.at,
        reason=act.reason,
        digest=digest(text),
        **{name: getattr(text, name) for name in Text.__dataclass_fields__},
    )


def _void_signatures(reply: Reply, version: TextVersion, act: Act) -> None:
    """Answers given on another text no longer hold; a pending question stays as it is."""
    voided = voided_by(reply, version)
    for one in voided:
        one.voided_at = act.at
        if isinstance(one, CoSignature):
            one.voided_for = Void.TEXT_CHANGED
        keep(one, act, "正文已改动")
    lapsed = [one for one in voided if isinstance(one, CoSignature)]
    told_of_lapse(reply, lapsed, version.number, act)


def _unprintable(reply: Reply) -> list[str]:
    """What cannot be set is said to the drafter, not to whoever issues it in the end."""
    try:
        sample(reply, reply.latest.text)
    except LayoutError as layout:
        return [f"版面无法生成：{layout}。"]
    return []


def _unfinished(reply: Reply) -> list[str]:
    """What the text itself lacks, and behind all of it the way back to the text."""
    found = shortcomings(reply.latest.text, case_of(reply))
    return [*found[:-1], *(Remedied(one, row=reply, move=ReplyMove.SAVE) for one in found[-1:])]


def _untold(assignment: Assignment) -> Iterator[Remedied]:
    """The leading deputy, if nobody has talked to them and the rules want that first."""
    if not owes_talk(assignment):
        return
    leads = assignment.proposal.signatories.filter(answer=SignatoryAnswer.LEAD)
    for lead in leads.select_related("deputy"):
        yield Remedied(
            f"请先登记与领衔的{lead.deputy.salutation}的沟通情况（面商、走访、电话等）。",
            row=assignment,
            move=AssignmentMove.RECORD_CONTACT,
        )


def _missing_around(reply: Reply) -> list[str]:
    """The talk with the deputy and the assisting units' opinions (第十七条)."""
    assignment = reply.assignment
    if not assignment.answers:
        return []
    problems: list[str] = [*_untold(assignment)]
    waiting = assignment.proposal.assignments.binding().filter(part=Part.ASSIST, waived_reason="")
    missing = waiting.exclude(state__in=OPINION_IN).select_related("unit")
    return problems + [_still_waited_for(one) for one in missing]


def _still_waited_for(assist: Assignment) -> str:
    words = f"{assist.unit}的会办意见尚未收到，请等待、催办，或者说明理由后不再等待。"
    move = AssignmentMove.WAIVE_OPINION
    return Remedied(words, row=assist, move=move) if is_open(assist, move) else words
