"""运行情况: whether beat and workers live, and whose address does not take what is sent."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from ..actions import outbox
from ..actions.watch import NAMES
from ..models import Heartbeat, Quiet, Reminder, ReminderState
from .gate import keeping
from .health import silence
from .request import SignedIn

#: More failures than this are one failure of something bigger.
LONGEST = 100


@keeping("watch")
@require_safe
def index(request: SignedIn) -> HttpResponse:
    """Signs of life, quiet hours, and what could not be delivered to whom."""
    now = timezone.now()
    last = dict(Heartbeat.objects.values_list("part", "seen_at"))
    failed = Reminder.objects.exclude(last_error="").exclude(
        state__in=[ReminderState.SENT, ReminderState.CANCELLED]
    )
    context = {
        "silent": silence(now),
        "parts": [{"name": name, "seen_at": last.get(part)} for part, name in NAMES.items()],
        "quiet": Quiet.objects.first(),
        "is_quiet": outbox.is_quiet(now),
        "failed": failed.select_related("recipient__unit", "recipient__address", "digest").order_by(
            "recipient", "-pk"
        )[:LONGEST],
    }
    return render(request, "watch/index.html", context)
