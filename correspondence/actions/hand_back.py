"""退办 (上海市代表建议规定第十四条): within seven working days, decided by those who hand out."""

from django.db import transaction

from ..models import Assignment, HandBack, Proposal, RequestState, Unit
from ..rules.moves import AssignmentMove
from ..rules.words import DeadlineKind, Part
from .act import Act
from .assign import Share, create
from .errors import NotReady
from .move import derive, making
from .reckon import meet
from .record import keep


def ask(
    assignment_id: int,
    *,
    basis: str,
    signed_by: str,
    suggested_unit: Unit | None,
    act: Act,
) -> Assignment:
    """Ask to hand the part back; after the term only the handing-out office can still reassign."""
    with making(Assignment, assignment_id, AssignmentMove.REQUEST_HAND_BACK, act) as assignment:
        deadline = assignment.deadlines.get(kind=DeadlineKind.HAND_BACK, superseded=False)
        if act.day > deadline.due_on:
            raise NotReady(f"申请退办的期限已于 {deadline.due_on} 届满，请与交办机构联系。")
        if suggested_unit and suggested_unit.pk == assignment.unit_id:
            raise NotReady("建议承办单位不能是本单位。", field="suggested_unit")
        request = HandBack(
            assignment=assignment,
            reason=act.reason,
            basis=basis,
            suggested_unit=suggested_unit,
            signed_by=signed_by,
            asked_on=act.day,
        )
        keep(request, act)
    return assignment


def grant(assignment_id: int, *, unit: Unit | None, act: Act) -> Assignment:
    """同意退办: the part ends here; its successor goes to another unit in the same breath.

    Without a unit an assisting part is dropped, and an answering one waits to be handed out anew.
    """
    with transaction.atomic():
        with making(Assignment, assignment_id, AssignmentMove.GRANT_HAND_BACK, act) as assignment:
            _decide(assignment, RequestState.GRANTED, act)
            for kind in DeadlineKind:
                meet(assignment, kind, act)
        if unit:
            _hand_on(assignment, unit, act)
    return assignment


def refuse(assignment_id: int, *, act: Act) -> Assignment:
    """不同意退办, with the reason."""
    with making(Assignment, assignment_id, AssignmentMove.REFUSE_HAND_BACK, act) as assignment:
        _decide(assignment, RequestState.REFUSED, act)
    return assignment


def withdraw(assignment_id: int, *, act: Act) -> Assignment:
    """The unit takes its request back."""
    with making(Assignment, assignment_id, AssignmentMove.WITHDRAW_HAND_BACK, act) as assignment:
        _decide(assignment, RequestState.WITHDRAWN, act)
    return assignment


def _decide(assignment: Assignment, result: RequestState, act: Act) -> None:
    request = assignment.hand_backs.get(result=RequestState.ASKED)
    request.result, request.decided_by, request.decided_on = result, act.by, act.day
    request.decision = act.reason
    keep(request, act)


def _hand_on(assignment: Assignment, unit: Unit, act: Act) -> None:
    # Read again: the move that ended the part has just changed the proposal's state.
    proposal = Proposal.objects.get(pk=assignment.proposal_id)
    if proposal.assignments.binding().filter(unit=unit).exists():
        raise NotReady(f"{unit} 已有本件的承办任务，请另选单位。", field="unit")
    share = Share(unit, Part(assignment.part), assignment.share_note)
    create(proposal, share, act, replaces=assignment)
    derive(proposal, act)
