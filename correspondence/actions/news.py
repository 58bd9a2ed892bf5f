"""What a person should hear of without a due day: a line under the bell, and a message."""

from collections.abc import Iterable

from ..models import Reminder, Reply, User
from ..rules.words import DeadlineKind
from .act import Act
from .outbox import NEWS_STAGE


def told_of_return(reply: Reply, key: str, act: Act) -> None:
    """Whoever signed or approved it, and the drafter, learn that it goes back; inside a move.

    As in every message only the case and the act are named; the reason stands on the page.
    """
    signed = reply.cosignatures.answered().select_related("cosigner")
    approved = reply.approvals.filter(voided_at__isnull=True).select_related("by")
    people = {one.cosigner for one in signed} | {one.by for one in approved} | {reply.drafter}
    _tell(reply, people - {act.by}, f"back-{key}", "您签过的文稿已退回或被提出不同意见", act)


def _tell(reply: Reply, people: Iterable[User], key: str, wording: str, act: Act) -> None:
    part = reply.assignment
    for person in people:
        Reminder.objects.get_or_create(
            assignment=part,
            stage=f"{NEWS_STAGE}{key}",
            due_on=part.due_on,
            recipient=person,
            defaults={
                "kind": DeadlineKind.REPLY if part.answers else DeadlineKind.OPINION,
                "wording": wording,
                "planned_at": act.at,
                "reached_on": act.day,
            },
        )
