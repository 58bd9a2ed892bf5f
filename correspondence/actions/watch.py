"""Whether the machinery that plans and sends is alive."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from ..models import Heartbeat

#: The program that says when, and those that do.
BEAT, WORKER = "beat", "worker"
NAMES = {BEAT: "定时程序", WORKER: "后台程序"}
#: Signs of life are kept this often at most.
PULSE = timedelta(seconds=20)


def seen(part: str, *, at: datetime) -> None:
    """Keep that a part was alive at this moment."""
    fresh = Heartbeat.objects.filter(part=part, seen_at__gt=at - PULSE)
    if not fresh.exists():
        Heartbeat.objects.update_or_create(part=part, defaults={"seen_at": at})


def silent(now: datetime, *, patience: timedelta, since: datetime) -> Iterator[str]:
    """Which parts have given no sign of life for longer than patience, in words.

    A part never seen counts from `since`, the moment the one who asks was started.
    """
    last = dict(Heartbeat.objects.values_list("part", "seen_at"))
    for part, name in NAMES.items():
        sign = last.get(part)
        if now - (sign or since) <= patience:
            continue
        minutes = int((now - (sign or since)) / timedelta(minutes=1))
        yield f"{name}已 {minutes} 分钟没有动静" if sign else f"{name}从未运行"
