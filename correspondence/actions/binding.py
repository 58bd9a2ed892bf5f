"""What is signed is what was read: the version an answer is bound to."""

from ..models import Approval, CoSignature, Reply, TextVersion
from .act import Act
from .errors import NotReady


def version_read(reply: Reply, act: Act) -> TextVersion:
    """The latest version, if it is what the person had before them; inside a move.

    Raises NotReady if the text has changed since the page was shown.
    """
    version = reply.latest
    if act.seen and act.seen != version.digest:
        raise NotReady(
            f"您打开本页以后正文又有改动，现为第 {version.number} 版。请看过改动后再办理。"
        )
    return version


def voided_by(reply: Reply, version: TextVersion) -> list[CoSignature | Approval]:
    """The answers and approvals that hold now and would not on this version's text."""
    signed: list[CoSignature | Approval] = [
        *reply.cosignatures.answered().select_related("cosigner"),
        *reply.approvals.live().select_related("by"),
    ]
    return [one for one in signed if one.digest != version.digest]
