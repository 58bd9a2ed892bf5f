"""签发 and 复核: the signature of the person in charge, and the check before the number."""

from dataclasses import replace

from ..models import Reply, TextVersion
from ..rules.differences import changed_characters, compare, moved_characters
from ..rules.moves import AssignmentMove, ReplyMove
from ..rules.texts import Text, normalised
from ..rules.wording import needs_chief
from ..rules.words import ReplyKind, Role
from . import autosave
from .act import Act
from .draft import change_text
from .errors import NotReady
from .move import follow, making
from .record import keep
from .review import endorse, returned
from .unite import united

#: More changed characters than this are no slip of the pen (公文处理条例 25: 实质性修改).
SLIP = 20


def refer(reply_id: int, *, act: Act) -> Reply:
    """报主要负责人签发, with the deputy head's own opinion."""
    with making(Reply, reply_id, ReplyMove.REFER, act) as reply:
        endorse(reply, ReplyMove.REFER, act)
    return reply


def sign_off(reply_id: int, *, act: Act) -> Reply:
    """签发. The day of signing is the document's date (公文处理条例 9(十二))."""
    with making(Reply, reply_id, ReplyMove.SIGN_OFF, act) as reply:
        if awaits_chief(reply) and not act.by.holds(Role.CHIEF):
            raise NotReady("重点督办件和再次答复须由主要负责人签发，请报主要负责人。")
        _check_former_signer(reply, act)
        endorse(reply, ReplyMove.SIGN_OFF, act)
        reply.signed_by, reply.signed_on, reply.dated = act.by, act.day, act.day
    return reply


def correct(
    reply_id: int,
    *,
    text: Text,
    act: Act,
    base: int | None = None,
    page: autosave.Page | None = None,
) -> TextVersion:
    """改正错字 after signing: a slip only, shown as a difference and endorsed anew by the checker.

    Raises NotReady for a change of substance, which goes back to be signed again. `base` and
    `page` as in `draft.save`.
    """
    with making(Reply, reply_id, ReplyMove.CORRECT, act) as reply:
        text = united(reply, text, base)
        if not _is_slip(_signed_text(reply), text):
            raise NotReady("属于实质性修改，请退回重新审签。", field="body")
        version = change_text(reply, text, act)
        endorse(reply, ReplyMove.CORRECT, act)
        if page is not None:
            autosave.finish(version, page=page, act=act)
    return version


def return_for_signing(reply_id: int, *, act: Act) -> Reply:
    """退回重新审签: what was signed no longer stands, and the drafter takes over."""
    with making(Reply, reply_id, ReplyMove.RETURN_FOR_SIGNING, act) as reply:
        returned(reply, ReplyMove.RETURN_FOR_SIGNING, act)
        reply.signed_by = reply.signed_on = reply.dated = None
        for approval in reply.approvals.live():
            approval.voided_at = act.at
            keep(approval, act)
        follow(reply.assignment, AssignmentMove.REOPEN, act)
    return reply


def recheck(reply_id: int, *, act: Act) -> Reply:
    """复核 (公文处理条例 25): procedure, attachments and layout, before the number is drawn."""
    with making(Reply, reply_id, ReplyMove.RECHECK, act) as reply:
        version = reply.latest
        if not reply.approvals.live().filter(digest=version.digest).exists():
            raise NotReady("正文与签发时不一致，请退回重新审签。")
        endorse(reply, ReplyMove.RECHECK, act)
        reply.rechecked_on = act.day
    return reply


def _signed_text(reply: Reply) -> Text:
    """What the signer read; every slip is measured against it, however many came before."""
    signed = reply.approvals.filter(move=ReplyMove.SIGN_OFF).select_related("version")
    return signed.latest("id").version.text


def _check_former_signer(reply: Reply, act: Act) -> None:
    """公文处理条例 25: what was signed and changed in substance goes back to who signed it."""
    former = reply.approvals.filter(move=ReplyMove.SIGN_OFF).select_related("by").last()
    if former is None or not former.by.is_active or former.by == act.by or act.by.holds(Role.CHIEF):
        return
    raise NotReady(
        f"本件原由{former.by.name}签发，作实质性修改后应当报原签批人复审，或者报主要负责人。"
    )


def _is_slip(old: Text, new: Text) -> bool:
    """A few characters; never the outcome, a promised day or the openness, however short."""
    worded = {name: getattr(new, name) for name in ("title", "recipient", "body", "copies", "note")}
    if replace(old, **worded) != new:
        return False
    before, after = (
        "\n".join((text.title, text.recipient, normalised(text.body), text.copies, text.note))
        for text in (old, new)
    )
    rows = compare(before, after)
    return not moved_characters(rows) and changed_characters(rows) <= SLIP


def awaits_chief(reply: Reply) -> bool:
    """Whether only the person in charge may sign it."""
    is_key = reply.assignment.proposal.is_key
    return needs_chief(is_key=is_key, reply_kind=ReplyKind(reply.kind))
