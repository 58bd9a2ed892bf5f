"""Why something came back to be written again: a draft from above, an opinion from the lead."""

from collections.abc import Iterable

from django.db.models import Q

from ..access import Row
from ..models import Assignment, LedgerEntry, Reply
from ..rules.moves import AssignmentMove, ReplyMove
from ..rules.states import AssignmentState, ReplyState
from ..rules.words import Part

#: Acts that send a draft back, and an opinion.
_DRAFT_BACK = (ReplyMove.SEND_BACK.value, ReplyMove.RETURN_FOR_SIGNING.value)
_OPINION_BACK = AssignmentMove.SEND_BACK_OPINION.value


class Returned:
    """The reasons for some rows, read at once; none for what has gone out again since."""

    def __init__(self, rows: Iterable[Row]) -> None:
        """Read the reasons for the drafts and the opinions among these rows."""
        listed = list(rows)
        drafts = [row.pk for row in listed if _is_draft(row)]
        parts = [part.pk for part in map(_asked_again, listed) if part is not None]
        acts = (*_DRAFT_BACK, ReplyMove.SUBMIT.value)
        asked = Q(subject="reply", subject_id__in=drafts, act__in=acts)
        asked |= Q(subject="assignment", subject_id__in=parts, act=_OPINION_BACK)
        entries = LedgerEntry.objects.filter(asked).order_by("serial")
        last = {(one.subject, one.subject_id): one for one in entries}
        self._reasons = {key: one.reason for key, one in last.items() if one.act != acts[-1]}

    def why(self, row: Row) -> str:
        """The reason for a row; empty if it did not come back."""
        own = self._reasons.get(("reply", row.pk), "") if isinstance(row, Reply) else ""
        part = _asked_again(row)
        return own or (self._reasons.get(("assignment", part.pk), "") if part else "")


def _is_draft(row: Row) -> bool:
    return isinstance(row, Reply) and row.state == ReplyState.DRAFT


def _asked_again(row: Row) -> Assignment | None:
    """The assisting part of a row whose unit is writing its opinion once more."""
    part = row.assignment if isinstance(row, Reply) and _is_draft(row) else row
    if not isinstance(part, Assignment) or part.part != Part.ASSIST or part.round == 1:
        return None
    return part if part.state == AssignmentState.IN_PROGRESS else None
