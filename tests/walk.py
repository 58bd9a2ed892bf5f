"""The straight way to a state: every act that lies before it, done by whoever's act it is."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from correspondence.management.paper import Draft, Paper
from correspondence.management.work import Work
from correspondence.rules.states import AssignmentState, ReplyState
from correspondence.rules.words import Outcome, Part

A, R = AssignmentState, ReplyState

#: The act that leads on from each state of a document.
PAPER_STEPS: dict[ReplyState, Callable[[Paper], None]] = {
    R.DRAFT: Paper.submit,
    R.OFFICE_APPROVAL: Paper.approve,
    R.COSIGNING: Paper.cosign,
    R.REVIEW: Paper.review,
    R.LEADER_APPROVAL: Paper.sign_off,
    R.CHIEF_APPROVAL: Paper.sign_off,
    R.SIGNED: Paper.recheck,
    R.RECHECKED: Paper.number,
    R.NUMBERED: Paper.seal,
    R.SEALED: Paper.issue,
    R.ISSUED: Paper.deliver,
    R.DELIVERED: Paper.publish,
}
#: And of a part, as far as its unit works on it.
WORK_STEPS: dict[AssignmentState, Callable[[Work], None]] = {
    A.PENDING: Work.sign_for,
    A.SIGNED_FOR: Work.dispatch,
    A.DISPATCHED: Work.begin,
    A.REHANDLING: Work.begin,
    A.OPINION_SENT: Work.accept_opinion,
    A.REPLIED: Work.answer,
    A.FEEDBACK_DONE: Work.archive,
    A.OPINION_ACCEPTED: Work.archive,
}
#: Where a side step leaves the straight way: from which state, and by which act.
SIDE_STEPS: dict[AssignmentState, tuple[AssignmentState, Callable[[Work], None]]] = {
    A.HAND_BACK_REQUESTED: (A.SIGNED_FOR, Work.ask_hand_back),
    A.HANDED_BACK: (A.HAND_BACK_REQUESTED, Work.grant_hand_back),
    A.REHANDLING: (A.FEEDBACK_DONE, Work.rehandle),
    A.TRACKING: (A.FEEDBACK_DONE, Work.track),
}


def walk_to(work: Work, state: AssignmentState | ReplyState, text: Draft | None = None) -> None:
    """Take a unit's part, or its document, from where it stands to a state.

    Others come along as far as the law asks for it. Raises ValueError if no way leads there.
    """
    written = text or (_promise(work) if state is A.TRACKING else Draft())
    if isinstance(state, ReplyState):
        _walk_paper(work, state, written)
    elif state is A.CANCELLED:
        work.life.withdraw()
    else:
        _walk_work(work, state, written)


def _promise(work: Work) -> Draft:
    """Only what has been promised is tracked."""
    day = work.life.clock.day + timedelta(days=180)
    return Draft(outcome=Outcome.PLANNED, promised_on=day)


def _walk_work(work: Work, state: AssignmentState, text: Draft) -> None:
    if state in SIDE_STEPS:
        source, step = SIDE_STEPS[state]
        _walk_work(work, source, text)
        step(work)
        return
    while (here := work.state) is not state:
        if here in WORK_STEPS:
            WORK_STEPS[here](work)
        elif here in (A.IN_PROGRESS, A.IN_APPROVAL):
            paper_state = R.OFFICE_APPROVAL if state is A.IN_APPROVAL else R.DELIVERED
            _walk_paper(work, paper_state, text)
        else:
            raise ValueError(f"no way leads from {here} to {state}")


def _walk_paper(work: Work, state: ReplyState, text: Draft) -> None:
    paper = work.paper
    _make_ready(work, text)
    while (here := paper.state) is not state:
        if state is R.CHIEF_APPROVAL and here is R.LEADER_APPROVAL:
            paper.refer()
        elif state is R.REVOKED and here is R.DELIVERED:
            paper.revoke()
            return
        elif state is R.ARCHIVED and here is R.DELIVERED:
            _walk_work(work, A.ARCHIVED, text)
        elif here in PAPER_STEPS and here is not R.PUBLISHED:
            PAPER_STEPS[here](paper)
        else:
            raise ValueError(f"no way leads from {here} to {state}")


def _make_ready(work: Work, text: Draft) -> None:
    """A draft with this text, unless there is a document already, and all it must wait for."""
    assignment = work.assignment
    if assignment.replies.live().filter(round=assignment.round).exists():
        return
    _walk_work(work, A.IN_PROGRESS, text)
    if assignment.answers:
        work.talk()
        for other in work.life.works:
            _bring_along(other)
    work.paper.start()
    work.paper.write(replace(text, body=text.body + _opinions_taken_up(work)))


def _opinions_taken_up(work: Work) -> str:
    """A sentence for every assisting unit, whose opinion the reply of the lead must mention."""
    if work.assignment.part != Part.LEAD:
        return ""
    parts = [one.assignment for one in work.life.works]
    assisting = [part.unit for part in parts if part.part == Part.ASSIST]
    return "".join(f"{unit}的会办意见已经采纳。" for unit in assisting)


def _bring_along(other: Work) -> None:
    """An opinion must be in before the leading unit submits; a 合办 unit must be at work."""
    part, state = other.assignment.part, other.state
    if part == Part.ASSIST and state not in (A.OPINION_ACCEPTED, A.ARCHIVED):
        _walk_work(other, A.OPINION_ACCEPTED, Draft())
    elif part == Part.JOINT and state in (A.PENDING, A.SIGNED_FOR, A.DISPATCHED):
        _walk_work(other, A.IN_PROGRESS, Draft())
