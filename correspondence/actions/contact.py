"""沟通 with the deputy, and 催办 from those who oversee."""

from collections.abc import Collection
from dataclasses import dataclass, fields
from datetime import date

from ..models import Assignment, Contact, Deputy, Nudge
from ..rules.moves import AssignmentMove
from ..rules.words import ContactWay
from . import remind
from .act import Act
from .errors import NotReady
from .move import making
from .record import keep


@dataclass(frozen=True, kw_only=True)
class Talk:
    """What goes on record of a talk: with whom, how, when, who took part, what was said."""

    deputy: Deputy
    way: ContactWay
    held_on: date
    opinion: str
    place: str = ""
    attendees: str = ""
    promises: str = ""


class Recorded(NotReady):
    """A talk with the same deputy on the same day is on record, and was not known of."""

    def __init__(self, talks: Collection[Contact]) -> None:
        said = [
            f"{one.recorded_by}已登记 {one.held_on} 与{one.deputy.salutation}的沟通"
            f"（{ContactWay(one.way).label}）。"
            for one in talks
        ]
        super().__init__(*said, "确是另一次沟通的，请核对后点“仍要登记”。")
        self.talks = talks


def record(assignment_id: int, talk: Talk, *, act: Act, known: Collection[int] = ()) -> Assignment:
    """登记沟通: who spoke with the deputy, how, and what the deputy said.

    Raises Recorded if there is one of that day beside those `known`, by key.
    """
    with making(Assignment, assignment_id, AssignmentMove.RECORD_CONTACT, act) as assignment:
        if talk.held_on > act.day:
            raise NotReady("沟通日期不能晚于今天。", field="held_on")
        if not assignment.proposal.signatories.filter(deputy=talk.deputy).exists():
            raise NotReady("请选择提出本件的代表（委员）。", field="deputy")
        same = assignment.contacts.filter(deputy=talk.deputy, held_on=talk.held_on)
        beside = same.select_related("deputy", "recorded_by")
        if unknown := [one for one in beside if one.pk not in known]:
            raise Recorded(unknown)
        values = {field.name: getattr(talk, field.name) for field in fields(talk)}
        keep(Contact(assignment=assignment, recorded_by=act.by, **values), act)
    return assignment


def nudge(assignment_id: int, *, act: Act) -> Assignment:
    """催办, once a day at most; it goes out with the next round of reminders."""
    with making(Assignment, assignment_id, AssignmentMove.NUDGE, act) as assignment:
        if assignment.nudges.filter(by=act.by, sent_on=act.day).exists():
            raise NotReady("您今天已催办过本件。")
        nudge = Nudge(assignment=assignment, by=act.by, sent_on=act.day, demand=act.reason)
        keep(nudge, act)
        remind.pass_on(nudge, now=act.at)
    return assignment
