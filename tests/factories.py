"""Rows walked into their state through real actions: no test lives where the site cannot go."""

from collections.abc import Sequence
from datetime import date

from correspondence.management.cast import Cast as Actors
from correspondence.management.clock import Clock
from correspondence.management.life import Life
from correspondence.management.paper import Draft
from correspondence.management.work import Work
from correspondence.models import Deputy
from correspondence.rules.states import AssignmentState, ReplyState
from correspondence.rules.words import Mode
from tests.people import Cast
from tests.walk import walk_to

#: The Monday on which everything here is walked, and the day after, on which tests act.
MONDAY, TUESDAY = date(2026, 3, 2), date(2026, 3, 3)
#: Three months after the hand-out on MONDAY, and the last day of an extension.
DUE_ON, CAP = date(2026, 6, 2), date(2026, 9, 2)
TITLE = "关于优化科技创新券使用范围的建议"


def registered(cast: Cast, *, deputies: Sequence[Deputy] = (), conference: bool = False) -> Life:
    """A draft of the leading deputy, or of the member on the conference's side."""
    default = cast.member if conference else cast.lead_deputy
    return Life.registered(
        Actors.everybody(),
        Clock(MONDAY),
        session=cast.conference if conference else cast.session,
        title=TITLE,
        text="一、背景情况\n二、问题及分析\n三、具体建议",
        deputies=deputies or [default],
        category="科技",
    )


def handed_out(
    cast: Cast,
    mode: Mode = Mode.SOLE,
    *,
    deputies: Sequence[Deputy] = (),
    conference: bool = False,
    number: str = "0049",
    is_key: bool = False,
) -> Life:
    """A proposal in the hands of its units: the cast's own unit first, then the assisting one."""
    life = registered(cast, deputies=deputies, conference=conference)
    life.take_in(number, is_key=is_key)
    units = {
        Mode.SOLE: ([cast.unit], []),
        Mode.LEAD_ASSIST: ([cast.unit], [cast.assist.unit]),
        Mode.JOINT: ([cast.unit, cast.assist.unit], []),
        Mode.SEPARATE: ([cast.unit, cast.assist.unit], []),
    }
    lead, assist = units[mode]
    life.hand_out(mode, lead, assist)
    return life


def part(
    cast: Cast,
    state: AssignmentState | ReplyState,
    mode: Mode = Mode.SOLE,
    *,
    text: Draft | None = None,
    deputies: Sequence[Deputy] = (),
    is_key: bool = False,
) -> Work:
    """The part of the cast's own unit, it or its document walked to this state."""
    life = handed_out(cast, mode, deputies=deputies, is_key=is_key)
    work = life.work(cast.unit)
    walk_to(work, state, text)
    return work


def assisting_part(cast: Cast, state: AssignmentState | ReplyState) -> Work:
    """The part of the assisting unit, while the leading one is at work."""
    life = handed_out(cast, Mode.LEAD_ASSIST)
    walk_to(life.work(cast.unit), AssignmentState.IN_PROGRESS)
    work = life.work(cast.assist.unit)
    walk_to(work, state)
    return work
