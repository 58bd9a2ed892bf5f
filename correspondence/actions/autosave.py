"""Never lose text: what is being typed is kept for its writer, and for nobody else.

A working text is no version: it proves nothing, voids nothing and has no history. It goes when
its writer saves it as a version or discards it, and in no other way: not when the document moves
on, and not when the writer may no longer change it.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction

from .. import access
from ..models import Presence, Reply, TextVersion, User, WorkingText
from ..rules.decisions import WRITING
from ..rules.texts import LONGEST_BODY, LONGEST_LINE, Text
from .act import Act
from .errors import Elsewhere, TooLong

#: Somebody whose page has not been heard of for this long has gone.
GONE_AFTER = timedelta(seconds=45)
#: Pages not heard of for this long will never be again.
FORGOTTEN_AFTER = timedelta(days=2)


@dataclass(frozen=True, kw_only=True)
class Page:
    """One open editor: its name, and the mark of the working text it has seen, if any.

    `left` is the page that stood in the same window before it: reloading opens no second window.
    """

    token: str
    knows: str = ""
    left: str = ""


@dataclass(frozen=True, kw_only=True)
class Typed:
    """What stands in an editor: `base` is the version it started from, `serial` counts sendings."""

    text: Text
    base: int
    serial: int
    reason: str = ""


def keep(reply_id: int, *, typed: Typed, page: Page, act: Act) -> WorkingText | None:
    """Keep what stands in an editor; None if there is nothing that the latest version lacks.

    Raises TooLong, PermissionDenied, or Elsewhere if another page of the same person has written
    since this one looked. A page that was opened lawfully may still keep its text after the
    document has moved on.
    """
    _require_fits(typed)
    with _alone(act.by):
        presence = _present(reply_id, page, act)
        presence.typed_at = act.at
        presence.save()
        row = unsaved(act.by, reply_id)
        if presence.finished or _is_late(row, page, typed):
            return row
        if row is not None and row.text != typed.text and not _knows(page, row):
            raise Elsewhere(row)
        return _written(row or WorkingText(reply_id=reply_id, user=act.by), typed, page, act)


def discard(reply_id: int, *, page: Page, act: Act) -> None:
    """Throw one's own working text away, unless another page has written to it since."""
    with _alone(act.by):
        row = unsaved(act.by, reply_id)
        if row is not None and not _knows(page, row):
            raise Elsewhere(row)
        if row is not None:
            row.delete()


def finish(version: TextVersion, *, page: Page, act: Act) -> None:
    """After a version was saved: the page's own working text goes, whatever it still sends."""
    if page.token:
        Presence.objects.update_or_create(
            reply=version.reply,
            user=act.by,
            token=page.token,
            defaults={"seen_at": act.at, "finished": True},
        )
    row = unsaved(act.by, version.reply_id)
    if row is not None and (_knows(page, row) or not row.differs_from(version)):
        row.delete()


def arrive(reply_id: int, *, page: Page, act: Act) -> list[Presence]:
    """A page says that it is open; answers the other pages with the same text, one's own too."""
    with _alone(act.by):
        _present(reply_id, page, act).save()
        presences = Presence.objects.filter(reply=reply_id)
        presences.filter(seen_at__lt=act.at - FORGOTTEN_AFTER).delete()
    here = presences.filter(seen_at__gte=act.at - GONE_AFTER, finished=False)
    return list(here.exclude(token__in=[page.token, page.left]).select_related("user"))


def unsaved(user: User, reply_id: int) -> WorkingText | None:
    """This person's own working text of a reply."""
    return WorkingText.objects.filter(reply=reply_id, user=user).first()


def may_write(user: User, reply: Reply) -> bool:
    """Whether the editor is open to this person now."""
    for move in WRITING:
        if access.is_open(reply, move):
            try:
                access.require(user, reply, move)
            except PermissionDenied:
                continue
            return True
    return False


@contextmanager
def _alone(person: User) -> Iterator[None]:
    """One request of a person after the other: their pages write to one row."""
    with transaction.atomic():
        User.objects.select_for_update().get(pk=person.pk)
        yield


def _present(reply_id: int, page: Page, act: Act) -> Presence:
    """The page's own row. Only who may write gets one; who has one keeps it."""
    known = Presence.objects.filter(reply=reply_id, token=page.token, user=act.by).first()
    if known is None:
        reply = Reply.objects.get(pk=reply_id)
        if not page.token or not may_write(act.by, reply):
            raise PermissionDenied("您现在不能修改这份文稿。")
        known = Presence(reply=reply, user=act.by, token=page.token)
    known.seen_at = act.at
    return known


def _knows(page: Page, row: WorkingText) -> bool:
    """Whether a page wrote what stands here, or has seen it."""
    return page.token == row.token or page.knows == row.mark


def _is_late(row: WorkingText | None, page: Page, typed: Typed) -> bool:
    """A request that was overtaken by a later one of the same page."""
    return row is not None and row.token == page.token and row.serial >= typed.serial


def _written(row: WorkingText, typed: Typed, page: Page, act: Act) -> WorkingText | None:
    row.base, row.serial, row.token = typed.base, typed.serial, page.token
    row.reason, row.saved_at = typed.reason, act.at
    for name in Text.__dataclass_fields__:
        setattr(row, name, getattr(typed.text, name))
    if row.base == row.reply.latest.number and not row.differs_from(row.reply.latest):
        if row.pk:
            row.delete()
        return None
    row.save()
    return row


def _require_fits(typed: Typed) -> None:
    """Everything has a limit, and the limit is named."""
    text = typed.text
    if len(text.body) > LONGEST_BODY:
        raise TooLong("正文", len(text.body), LONGEST_BODY)
    for name, label in LINE_LABELS.items():
        value = getattr(text, name)
        if len(value) > LONGEST_LINE:
            raise TooLong(label, len(value), LONGEST_LINE)
    if len(typed.reason) > LONGEST_LINE:
        raise TooLong("修改说明", len(typed.reason), LONGEST_LINE)


LINE_LABELS = {
    "title": "标题",
    "recipient": "主送",
    "copies": "抄送",
    "note": "附注",
    "outcome_reason": "留作参考的说明",
    "openness_reason": "不主动公开的理由",
}
