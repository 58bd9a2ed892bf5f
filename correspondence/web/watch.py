"""运行情况: whether beat and workers live, and whose address does not take what is sent."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from ..actions import outbox
from ..actions.watch import NAMES
from ..models import Digest, Heartbeat, Quiet, Reminder, User
from .gate import keeping
from .health import silence
from .request import SignedIn

#: More failures than this are one failure of something bigger.
LONGEST = 500


@keeping("watch")
@require_safe
def index(request: SignedIn) -> HttpResponse:
    """Signs of life, quiet hours, and what could not be delivered to whom."""
    now = timezone.now()
    last = dict(Heartbeat.objects.values_list("part", "seen_at"))
    context = {
        "alive": len(last) == len(NAMES) and not silence(now),
        "parts": [{"name": name, "seen_at": last.get(part)} for part, name in NAMES.items()],
        "quiet": Quiet.objects.first(),
        "is_quiet": outbox.is_quiet(now),
        "failed": _failed(),
    }
    return render(request, "watch/index.html", context)


@keeping("watch")
@require_POST
def retry(request: SignedIn, pk: int) -> HttpResponse:
    """What could not be delivered to this person is tried again at once."""
    person = get_object_or_404(User, pk=pk)
    count = outbox.retry(person.pk)
    messages.success(request, f"{person} 的 {count} 封提醒将立即重试，结果稍后可见。")
    return redirect("watch")


def _failed() -> list[dict[str, object]]:
    """A line for every person whose address took nothing: the newest reason, how often, when next.

    What a digest gathers is one message.
    """
    needed = ("recipient__unit", "recipient__address")
    digests = Digest.objects.failed().select_related(*needed).order_by("-pk")[:LONGEST]
    reminders = Reminder.objects.failed().select_related(*needed).order_by("-pk")[:LONGEST]
    lines: dict[int, dict[str, object]] = {}
    counts: dict[int, int] = {}
    rows: list[Digest | Reminder] = [*digests, *reminders]
    for row in rows:
        counts[row.recipient_id] = counts.get(row.recipient_id, 0) + 1
        lines.setdefault(
            row.recipient_id,
            {
                "person": row.recipient,
                "reason": row.last_error,
                "attempts": row.attempts,
                "retry_at": row.retry_at,
            },
        )
    return [line | {"count": counts[pk]} for pk, line in lines.items()]
