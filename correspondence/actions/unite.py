"""Saving on top of somebody else's version: both changes stay, or a person decides."""

from ..models import Reply, TextVersion
from ..rules.merging import merge
from ..rules.texts import Text, tidy
from .errors import Collision, NotReady


def united(reply: Reply, text: Text, base: int | None) -> Text:
    """The text to save: `text` itself, or put together with what was saved since its base.

    `base` is the number of the version the text started from; None means the latest. Raises
    Collision where both changed the same, and NotReady if there is no such version.
    """
    latest = reply.latest
    if base is None or base == latest.number:
        return text
    try:
        start = reply.versions.get(number=base)
    except TextVersion.DoesNotExist as unknown:
        raise NotReady("页面已经过期，请刷新后再保存。") from unknown
    text = tidy(text)
    together = merge(start.text, text, latest.text)
    if not together.settled:
        raise Collision(text, start, latest, together)
    return together.text()
