"""What a person arranges for the own reminders: read, stand-in, calendar feed."""

from datetime import date, datetime
from hashlib import sha256
from secrets import token_urlsafe

from django.db import transaction
from django.db.models import Q

from ..models import Absence, CoSignature, Feed, Reminder, User
from ..rules.words import DeadlineKind
from .act import Act
from .errors import NotReady
from .news import question_key
from .record import keep, remove


def read_all(user: User, *, at: datetime) -> int:
    """Everything under this person's bell counts as read; returns how many lines that were."""
    return Reminder.objects.noticed_by(user).filter(read_at__isnull=True).update(read_at=at)


def read_answered(one: CoSignature, *, at: datetime) -> None:
    """Being asked to co-sign is no news any more to whoever has answered, or stands in for them."""
    asked = Q(stage=question_key(one)) | Q(recipient=one.cosigner_id)
    Reminder.objects.filter(
        asked,
        assignment=one.reply.assignment_id,
        kind=DeadlineKind.COSIGN,
        read_at__isnull=True,
    ).update(read_at=at)


@transaction.atomic
def cover(stand_in: User, *, from_on: date, until_on: date, act: Act) -> Absence:
    """Somebody stands in for whoever acts, from one day to another (AB 角)."""
    if stand_in.pk == act.by.pk:
        raise NotReady("请选择本人以外的人员。", field="stand_in")
    if not act.day <= until_on >= from_on:
        raise NotReady("结束日期不能早于开始日期，也不能早于今天。", field="until_on")
    same = Absence.objects.filter(user=act.by, from_on__lte=until_on, until_on__gte=from_on)
    if same.exists():
        raise NotReady("这段时间已有代岗安排，请先撤销。", field="from_on")
    absence = Absence(user=act.by, stand_in=stand_in, from_on=from_on, until_on=until_on)
    keep(absence, act, "代岗安排")
    return absence


@transaction.atomic
def uncover(absence_id: int, *, act: Act) -> None:
    """The person is back, or will not be away after all. Raises Absence.DoesNotExist."""
    remove(Absence.objects.get(pk=absence_id, user=act.by), act, "撤销代岗安排")


def open_feed(user: User, *, at: datetime) -> str:
    """A new secret address for the own due days; the former one ends. Kept only as a digest."""
    token = token_urlsafe(32)
    Feed.objects.update_or_create(
        user=user,
        defaults={"token_sha256": digest_of(token), "made_at": at, "read_at": None},
    )
    return token


def close_feed(user: User) -> None:
    """Nobody reads this person's due days by an address any more."""
    Feed.objects.filter(user=user).delete()


def reader_of(token: str, *, at: datetime) -> User | None:
    """Whose due days this address shows, if it is still open and the person still active."""
    feed = Feed.objects.filter(token_sha256=digest_of(token), user__is_active=True).first()
    if feed is None:
        return None
    feed.read_at = at
    feed.save(update_fields=["read_at"])
    return feed.user


def digest_of(token: str) -> str:
    return sha256(token.encode()).hexdigest()
