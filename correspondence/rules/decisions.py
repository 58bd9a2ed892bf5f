"""Which moves of the table share one page: what is decided on a text, and what writes it."""

from .lifecycle import REPLY_STEPS, Weight
from .moves import ReplyMove

#: Approve or return: what is decided with the whole text before one's eyes, on one page.
DECISIONS: frozenset[ReplyMove] = frozenset(
    {
        ReplyMove.APPROVE,
        ReplyMove.SIGN_AGAIN,
        ReplyMove.AGREE,
        ReplyMove.OBJECT,
        ReplyMove.OVERRIDE,
        ReplyMove.PASS_REVIEW,
        ReplyMove.REFER,
        ReplyMove.SIGN_OFF,
        ReplyMove.SEND_BACK,
        ReplyMove.SEND_BACK_TO_REVIEW,
        ReplyMove.SEND_BACK_TO_OFFICE,
        ReplyMove.RETURN_FOR_SIGNING,
        ReplyMove.RECHECK,
    }
)

#: Decisions that go back, or against: they need a reason.
RETURNS: frozenset[ReplyMove] = frozenset(
    ReplyMove(step.move)
    for step in REPLY_STEPS
    if step.weight is Weight.BACK and step.move in DECISIONS
)

#: The moves whose page is the editor.
WRITING = (ReplyMove.SAVE, ReplyMove.CORRECT)
