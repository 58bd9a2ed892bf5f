"""Whether the site works, for those who watch it from outside; nothing confidential is said."""

import logging
from datetime import datetime, timedelta

from django.conf import settings
from django.db import Error
from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from ..actions import outbox, watch
from ..models import Reminder

logger = logging.getLogger(__name__)

#: When this process began to serve: what has never shown itself is missed from here on.
STARTED = timezone.now()
#: Workers look every minute; a reminder that has waited this long, while they are not to be
#: quiet, has no worker.
PATIENCE = timedelta(minutes=10)


@never_cache
@require_safe
def health(request: HttpRequest) -> JsonResponse:
    """200 when the database answers and reminders are being sent, else 503 with the reason."""
    del request
    if reason := _trouble():
        return JsonResponse({"status": "trouble", "reason": reason}, status=503)
    return JsonResponse({"status": "ok"})


def _trouble() -> str:
    """What does not work; empty if all does."""
    now = timezone.now()
    long_ago = now - PATIENCE
    try:
        dead = silence(now)
        waiting = (
            not outbox.is_quiet(long_ago)
            and not outbox.is_quiet(now)
            and Reminder.objects.sendable(long_ago).filter(planned_at__lte=long_ago).exists()
        )
    except Error:
        logger.exception("the database does not answer")
        return "数据库没有应答"
    if dead:
        return "；".join(dead)
    return "提醒队列停滞：有提醒超过十分钟没有发出" if waiting else ""


def silence(now: datetime) -> list[str]:
    """Which parts of the machinery have been silent for too long, in words."""
    patience = timedelta(minutes=settings.SILENT_MINUTES)
    return list(watch.silent(now, patience=patience, since=STARTED))
