"""分办, 签收, and the way inside the unit to the person who works on it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from ..models import (
    Assignment,
    AssistingOffice,
    Office,
    Override,
    Proposal,
    RuleProfile,
    Unit,
    User,
)
from ..rules.moves import AssignmentMove, ProposalMove
from ..rules.words import BaseEvent, DeadlineKind, Mode, Part, Role
from .act import Act
from .errors import NotReady
from .move import making
from .reckon import Decided, kept_clock, meet, rule_on, set_deadline, start_from, term_end
from .record import enter, keep, remove

#: Which parts a way of handling consists of, and how many units may have each.
SHAPES: dict[Mode, dict[Part, tuple[int, int]]] = {
    Mode.SOLE: {Part.SOLE: (1, 1)},
    Mode.LEAD_ASSIST: {Part.LEAD: (1, 1), Part.ASSIST: (1, 20)},
    Mode.JOINT: {Part.JOINT: (2, 20)},
    Mode.SEPARATE: {Part.SEPARATE: (2, 20)},
}


@dataclass(frozen=True)
class Share:
    """One unit's part as it is handed out."""

    unit: Unit
    part: Part
    note: str = ""


def hand_out(
    proposal_id: int,
    *,
    mode: Mode,
    shares: Sequence[Share],
    act: Act,
    due_on: date | None = None,
    due_reason: str = "",
) -> Proposal:
    """分办: give every unit its part. Raises NotReady where the parts do not fit the mode.

    A unified `due_on` later than the statutory one needs `due_reason`.
    """
    with making(Proposal, proposal_id, ProposalMove.HAND_OUT, act) as proposal:
        _check_shares(mode, [*_standing(proposal), *shares])
        later = _later_than_due(proposal, due_on, due_reason, act)
        proposal.mode = mode
        for share in shares:
            create(proposal, share, act, due_on=due_on, later=later)
    return proposal


def create(
    proposal: Proposal,
    share: Share,
    act: Act,
    *,
    due_on: date | None = None,
    later: Decided | None = None,
    replaces: Assignment | None = None,
) -> Assignment:
    """One unit's part with its due days; runs inside the move that hands it out.

    `later` is a day decided for those who answer although it lies after the statutory one.
    """
    unified = due_on or proposal.session.due_on
    if unified and unified < act.day:
        unified = None
    assignment = Assignment(
        proposal=proposal,
        unit=share.unit,
        part=share.part,
        share_note=share.note,
        handed_out_on=act.day,
        handed_out_by=act.by,
        due_on=act.day,
        original_due_on=act.day,
        internal_days=_internal_days(proposal, share.unit, act),
        replaces=replaces,
    )
    keep(assignment, act, "分办")
    _start_clocks(assignment, act, unified, later)
    keep(assignment, act, "分办")
    enter(assignment, act, name="assign", label="分办到单位", proposal=proposal, target="pending")
    return assignment


def _internal_days(proposal: Proposal, unit: Unit, act: Act) -> int:
    """How many days ahead of its due days the unit wants to be done: as it says, else the rules."""
    if unit.internal_days is not None:
        return unit.internal_days
    rules: RuleProfile = proposal.session.profile.on(act.day)
    return rules.internal_days


def _start_clocks(
    assignment: Assignment, act: Act, unified: date | None, later: Decided | None
) -> None:
    set_deadline(assignment, DeadlineKind.RECEIPT, "receipt", act.day, act)
    kind = assignment.due_kind
    # Until it is signed for, an assisting unit's month is reckoned from the hand-out.
    deadline = set_deadline(
        assignment,
        kind,
        kind.value,
        kept_clock(assignment, kind) or act.day,
        act,
        no_later_than=unified,
        instead=later if assignment.answers else None,
    )
    start_from(assignment, deadline)


def sign_for(assignment_id: int, *, act: Act) -> Assignment:
    """签收: from here run the terms for handing back and for an assist opinion."""
    with making(Assignment, assignment_id, AssignmentMove.SIGN_FOR, act) as assignment:
        assignment.signed_for_on = act.day
        meet(assignment, DeadlineKind.RECEIPT, act)
        start = _since(assignment, "hand_back", act)
        set_deadline(assignment, DeadlineKind.HAND_BACK, "hand_back", start, act)
        if not assignment.answers and not kept_clock(assignment, DeadlineKind.OPINION):
            start = _since(assignment, "opinion", act)
            opinion = set_deadline(assignment, DeadlineKind.OPINION, "opinion", start, act)
            start_from(assignment, opinion)
    return assignment


def _since(assignment: Assignment, term_key: str, act: Act) -> date:
    """Where a term that the receipt sets off begins: some rules count it from the hand-out."""
    rules = assignment.proposal.session.profile
    rule = rule_on(rules, assignment.proposal, term_key, act.day)
    return assignment.handed_out_on if rule.base_event == BaseEvent.HANDED_OUT else act.day


def dispatch(
    assignment_id: int, *, lead: Office, assisting: Sequence[Office], act: Act
) -> Assignment:
    """拟办、批示、分派: exactly one leading office, any number of assisting ones."""
    with making(Assignment, assignment_id, AssignmentMove.DISPATCH, act) as assignment:
        offices = [lead, *assisting]
        if any(office.unit_id != assignment.unit_id for office in offices):
            raise NotReady("只能分派给本单位的处室。", field="lead")
        if lead in assisting:
            raise NotReady("主办处室不能同时是会办处室。", field="assisting")
        assignment.lead_office = lead
        for former in AssistingOffice.objects.filter(assignment=assignment):
            remove(former, act)
        for office in assisting:
            keep(AssistingOffice(assignment=assignment, office=office), act)
        meet(assignment, DeadlineKind.HAND_BACK, act)
    return assignment


def return_dispatch(assignment_id: int, *, act: Act) -> Assignment:
    """处室申请改派: back to the liaison, with the reason."""
    with making(Assignment, assignment_id, AssignmentMove.RETURN_DISPATCH, act) as assignment:
        assignment.lead_office = None
    return assignment


def begin(assignment_id: int, *, handler: User, act: Act) -> Assignment:
    """确定经办人: one person of the leading office works on it from here."""
    with making(Assignment, assignment_id, AssignmentMove.BEGIN, act) as assignment:
        if handler.office_id != assignment.lead_office_id or not handler.holds(Role.HANDLER):
            raise NotReady("请选择本处室的经办人。", field="handler")
        assignment.handler = handler
    return assignment


def _standing(proposal: Proposal) -> list[Share]:
    """The parts that stand although another unit handed its own back."""
    parts = proposal.assignments.binding().select_related("unit")
    return [Share(part.unit, Part(part.part)) for part in parts]


def _check_shares(mode: Mode, shares: Sequence[Share]) -> None:
    units = [share.unit for share in shares]
    if len(set(units)) != len(units):
        raise NotReady("同一单位在一件建议中只能有一种承办方式；会办单位不能同时是主办单位。")
    for part, (least, most) in SHAPES[mode].items():
        count = sum(1 for share in shares if share.part is part)
        if not least <= count <= most:
            wanted = f"{least} 家" if least == most else f"{least} 至 {most} 家"
            raise NotReady(f"{mode.label}应有{part.label}单位 {wanted}，现为 {count} 家。")
    if any(share.part not in SHAPES[mode] for share in shares):
        raise NotReady(f"{mode.label}没有这种承办方式，请重新选择。")


def _later_than_due(
    proposal: Proposal, due_on: date | None, reason: str, act: Act
) -> Decided | None:
    """A unified day may be earlier than the statutory one; later only with a reason (A.6.7)."""
    if due_on is None:
        return None
    if due_on <= act.day:
        raise NotReady("统一时限应晚于今天。", field="due_on")
    statutory = term_end(proposal, "reply", act.day).due_on
    if due_on <= statutory:
        return None
    if not reason.strip():
        raise NotReady(
            f"统一时限晚于法定时限 {statutory}，请写明理由，或者改为不晚于该日。",
            field="due_reason",
        )
    return Decided(on=due_on, override=Override.UNIFIED, reason=reason.strip())
