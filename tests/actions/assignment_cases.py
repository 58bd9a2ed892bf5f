"""Every move a person can make on a unit's part in a proposal."""

from collections.abc import Callable

from correspondence.actions import (
    assign,
    contact,
    draft,
    extend,
    feedback,
    hand_back,
    opinion,
    suspend,
)
from correspondence.actions.feedback import Answer
from correspondence.management.paper import Draft
from correspondence.management.work import Work
from correspondence.models import Assignment
from correspondence.rules.moves import AssignmentMove as Move
from correspondence.rules.states import AssignmentState as State
from correspondence.rules.words import ContactWay, Mode, Outcome, Satisfaction
from tests.actions.cases import Case
from tests.factories import CAP, MONDAY, TUESDAY, assisting_part, handed_out, part
from tests.people import Cast
from tests.walk import walk_to

CONTENT = Answer(attitude=Satisfaction.SATISFIED, result=Satisfaction.BASICALLY_SATISFIED)
PROMISE = Draft(outcome=Outcome.PLANNED, promised_on=CAP)


def walked(
    state: State, *steps: Callable[[Work], object], text: Draft | None = None
) -> Callable[[Cast], Assignment]:
    def make(cast: Cast) -> Assignment:
        work = part(cast, state, text=text)
        for step in steps:
            step(work)
        return work.assignment

    return make


def _assisting(state: State) -> Callable[[Cast], Assignment]:
    return lambda cast: assisting_part(cast, state).assignment


def _ask_extension(work: Work) -> None:
    work.ask_extension(CAP, "论证尚未完成。")


def _allow_suspension(work: Work) -> None:
    rules = work.assignment.proposal.session.profile
    rules.suspension_allowed = True
    rules.save()


def _answered_to_two(cast: Cast) -> Assignment:
    deputies = [cast.lead_deputy, cast.second_deputy]
    return part(cast, State.REPLIED, deputies=deputies).assignment


def _on_paper(cast: Cast) -> Assignment:
    """Answered to a deputy without an account, whose paper has been entered."""
    work = part(cast, State.REPLIED, deputies=[cast.third_deputy])
    feedback.record_paper(
        work.pk,
        deputy=cast.third_deputy,
        answer=CONTENT,
        given_on=MONDAY,
        act=work.life.clock.act(cast.congress_colleague),
    )
    return work.assignment


def _waited_for(cast: Cast) -> Assignment:
    life = handed_out(cast, Mode.LEAD_ASSIST)
    walk_to(life.work(cast.unit), State.IN_PROGRESS)
    return life.work(cast.assist.unit).assignment


HAND_BACK = {"basis": "机构职能规定", "signed_by": "主任", "suggested_unit": None}


def _talk(cast: Cast) -> contact.Talk:
    return contact.Talk(
        deputy=cast.lead_deputy,
        way=ContactWay.VISIT,
        held_on=TUESDAY,
        opinion="赞同。",
        place="会议室",
    )


CASES = [
    Case(Move.SIGN_FOR, walked(State.PENDING), "liaison", assign.sign_for, State.SIGNED_FOR),
    Case(
        Move.REQUEST_HAND_BACK,
        walked(State.SIGNED_FOR),
        "liaison",
        hand_back.ask,
        State.HAND_BACK_REQUESTED,
        lambda _cast, _row: dict(HAND_BACK),
    ),
    Case(
        Move.GRANT_HAND_BACK,
        walked(State.HAND_BACK_REQUESTED),
        "handing_out_office",
        hand_back.grant,
        State.HANDED_BACK,
        lambda _cast, _row: {"unit": None},
    ),
    Case(
        Move.REFUSE_HAND_BACK,
        walked(State.HAND_BACK_REQUESTED),
        "congress_office",
        hand_back.refuse,
        State.SIGNED_FOR,
    ),
    Case(
        Move.WITHDRAW_HAND_BACK,
        walked(State.HAND_BACK_REQUESTED),
        "liaison",
        hand_back.withdraw,
        State.SIGNED_FOR,
    ),
    Case(
        Move.DISPATCH,
        walked(State.SIGNED_FOR),
        "liaison",
        assign.dispatch,
        State.DISPATCHED,
        lambda cast, _row: {"lead": cast.office, "assisting": [cast.other_office]},
    ),
    Case(
        Move.RETURN_DISPATCH,
        walked(State.DISPATCHED),
        "office_head",
        assign.return_dispatch,
        State.SIGNED_FOR,
    ),
    Case(
        Move.BEGIN,
        walked(State.DISPATCHED),
        "office_head",
        assign.begin,
        State.IN_PROGRESS,
        lambda cast, _row: {"handler": cast.colleague},
    ),
    Case(
        Move.BEGIN,
        walked(State.REHANDLING),
        "office_head",
        assign.begin,
        State.IN_PROGRESS,
        lambda cast, _row: {"handler": cast.handler},
    ),
    Case(
        Move.RECORD_CONTACT,
        walked(State.IN_PROGRESS),
        "handler",
        contact.record,
        State.IN_PROGRESS,
        lambda cast, _row: {"talk": _talk(cast)},
    ),
    Case(Move.START_REPLY, walked(State.IN_PROGRESS), "handler", draft.start, State.IN_PROGRESS),
    Case(Move.WAIVE_OPINION, _waited_for, "handler", opinion.waive, State.PENDING),
    Case(Move.NUDGE, walked(State.PENDING), "supervisor", contact.nudge, State.PENDING),
    Case(
        Move.ASK_EXTENSION,
        walked(State.IN_PROGRESS),
        "liaison",
        extend.ask,
        State.IN_PROGRESS,
        lambda _cast, _row: {"until": CAP, "progress": "正在调研。", "signed_by": "主任"},
    ),
    Case(
        Move.GRANT_EXTENSION,
        walked(State.IN_PROGRESS, _ask_extension),
        "handing_out_office",
        extend.grant,
        State.IN_PROGRESS,
    ),
    Case(
        Move.REFUSE_EXTENSION,
        walked(State.IN_PROGRESS, _ask_extension),
        "congress_office",
        extend.refuse,
        State.IN_PROGRESS,
    ),
    Case(
        Move.TELL_EXTENSION,
        walked(State.IN_PROGRESS, _ask_extension, Work.grant_extension),
        "liaison",
        extend.tell,
        State.IN_PROGRESS,
    ),
    Case(
        Move.SUSPEND,
        walked(State.IN_PROGRESS, _allow_suspension),
        "handing_out_office",
        suspend.suspend,
        State.IN_PROGRESS,
    ),
    Case(
        Move.RESUME,
        walked(State.IN_PROGRESS, _allow_suspension, Work.suspend),
        "congress_office",
        suspend.resume,
        State.IN_PROGRESS,
    ),
    Case(
        Move.ACCEPT_OPINION,
        _assisting(State.OPINION_SENT),
        "handler",
        opinion.accept,
        State.OPINION_ACCEPTED,
    ),
    Case(
        Move.SEND_BACK_OPINION,
        _assisting(State.OPINION_SENT),
        "office_head",
        opinion.send_back,
        State.IN_PROGRESS,
    ),
    Case(
        Move.GIVE_FEEDBACK,
        walked(State.REPLIED),
        "deputy",
        feedback.give,
        State.FEEDBACK_DONE,
        lambda _cast, _row: {"answer": CONTENT},
    ),
    Case(
        Move.JOIN_FEEDBACK,
        _answered_to_two,
        "joint_deputy",
        feedback.join,
        State.REPLIED,
        lambda _cast, _row: {"answer": CONTENT},
    ),
    Case(
        Move.RECORD_FEEDBACK,
        walked(State.REPLIED),
        "congress_office",
        feedback.record_paper,
        State.REPLIED,
        lambda cast, _row: {"deputy": cast.lead_deputy, "answer": CONTENT, "given_on": TUESDAY},
    ),
    Case(
        Move.CONFIRM_FEEDBACK,
        _on_paper,
        "congress_office",
        feedback.confirm_paper,
        State.FEEDBACK_DONE,
    ),
    Case(
        Move.REHANDLE,
        walked(State.FEEDBACK_DONE),
        "congress_office",
        feedback.rehandle,
        State.REHANDLING,
    ),
    Case(
        Move.TRACK, walked(State.REPLIED, text=PROMISE), "liaison", feedback.track, State.TRACKING
    ),
    Case(
        Move.FOLLOW_UP,
        walked(State.TRACKING),
        "office_head",
        feedback.follow_up,
        State.IN_PROGRESS,
    ),
    Case(Move.ARCHIVE, walked(State.FEEDBACK_DONE), "archivist", feedback.archive, State.ARCHIVED),
]
#: What stays open after it has been done once.
REPEATABLE = {Move.RECORD_CONTACT, Move.GIVE_FEEDBACK, Move.JOIN_FEEDBACK, Move.NUDGE}
