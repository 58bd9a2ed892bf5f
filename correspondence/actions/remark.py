"""意见 on passages of a text: asked, answered, settled; none of it changes the text."""

from django.core.exceptions import PermissionDenied

from ..models import Remark, RemarkAnswer, Reply
from ..rules.anchors import locate
from ..rules.moves import ReplyMove
from .act import Act
from .errors import NotReady, WrongState
from .move import making
from .news import told_of_answer
from .record import keep


def ask(reply_id: int, *, words: str, act: Act, quote: str = "", paragraph: int = 0) -> Remark:
    """Say something about these words of the latest text, or without any about all of it.

    Raises NotReady if the words do not stand in the text.
    """
    with making(Reply, reply_id, ReplyMove.REMARK, act) as reply:
        version = reply.latest
        place = locate(version.body, quote, paragraph) if quote else None
        if quote and place is None:
            raise NotReady("正文中没有这段文字，请重新选取（限在一段之内）。", field="quote")
        remark = Remark(
            reply=reply,
            by=act.by,
            at=act.at,
            version=version,
            paragraph=place.paragraph if place else 0,
            start=place.start if place else 0,
            quote=quote,
            words=words,
        )
        keep(remark, act, "提出意见")
    return remark


def answer(reply_id: int, *, remark_id: int, words: str, act: Act) -> RemarkAnswer:
    """The drafter answers. Raises WrongState if it has been settled meanwhile."""
    with making(Reply, reply_id, ReplyMove.ANSWER_REMARK, act) as reply:
        remark = _open(reply, remark_id, ReplyMove.ANSWER_REMARK)
        said = RemarkAnswer(remark=remark, reply=reply, by=act.by, at=act.at, words=words)
        keep(said, act, "答复意见")
        told_of_answer(remark, str(said.pk), "您对文稿提的意见已有答复", act)
    return said


def resolve(reply_id: int, *, remark_id: int, act: Act) -> Remark:
    """Whoever asked, or the drafter, calls it settled. Raises WrongState if it is already."""
    with making(Reply, reply_id, ReplyMove.RESOLVE_REMARK, act) as reply:
        remark = _open(reply, remark_id, ReplyMove.RESOLVE_REMARK)
        if act.by.pk not in {remark.by_id, reply.assignment.handler_id}:
            raise PermissionDenied("只有提出人和经办人可以了结意见。")
        remark.resolved_at, remark.resolved_by = act.at, act.by
        keep(remark, act, act.reason or "意见已了结")
        told_of_answer(remark, f"settled-{remark.pk}", "您对文稿提的意见已由经办人了结", act)
    return remark


def _open(reply: Reply, remark_id: int, move: ReplyMove) -> Remark:
    remark = reply.remarks.unresolved().filter(pk=remark_id).first()
    if remark is None:
        raise WrongState(reply, move)
    return remark
