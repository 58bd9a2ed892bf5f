"""Whether the site works, for those who watch it from outside; nothing confidential is said."""

import logging
from datetime import timedelta

from django.db import Error
from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from ..models import Reminder

logger = logging.getLogger(__name__)

#: Workers look every minute; a reminder that has waited this long has no worker.
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
    long_ago = timezone.now() - PATIENCE
    try:
        waiting = Reminder.objects.sendable(long_ago).filter(planned_at__lte=long_ago).exists()
    except Error:
        logger.exception("the database does not answer")
        return "数据库没有应答"
    return "提醒队列停滞：有提醒超过十分钟没有发出" if waiting else ""
