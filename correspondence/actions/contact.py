"""沟通 with the deputy, and 催办 from those who oversee."""

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


def record(assignment_id: int, talk: Talk, *, act: Act) -> Assignment:
    """登记沟通: who spoke with the deputy, how, and what the deputy said."""
    with making(Assignment, assignment_id, AssignmentMove.RECORD_CONTACT, act) as assignment:
        if talk.held_on > act.day:
            raise NotReady("沟通日期不能晚于今天。", field="held_on")
        if not assignment.proposal.signatories.filter(deputy=talk.deputy).exists():
            raise NotReady("请选择提出本件的代表（委员）。", field="deputy")
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
