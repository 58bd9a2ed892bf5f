"""Who may: the roles a person has toward one row, and the moves that follow from the table.

A granted role counts only where it belongs: a liaison of another unit is nobody here. Auditors
and administrators have no row in the table, and that is the whole implementation.
"""

from collections.abc import Callable

from django.core.exceptions import PermissionDenied

from .models import (
    Assignment,
    Proposal,
    Reply,
    Signatory,
    SignatoryAnswer,
    StandardParagraph,
    UnitKind,
    User,
    situations,
)
from .models.proposal import TAKES_IN, UNIT_ROLES
from .models.signature import agreement_of, objections_to
from .rules.lifecycle import AnyMove, AnyState, Step, step_from, steps_from
from .rules.moves import AssignmentMove, ProposalMove, ReplyMove
from .rules.states import ENDED, AssignmentState, ProposalState, ReplyState
from .rules.words import Part, Role, Void

Row = Proposal | Assignment | Reply


def hats(user: User, row: Row) -> frozenset[Role]:
    """The roles this person has toward this row."""
    if not user.is_active:
        return frozenset()
    match row:
        case Proposal():
            found = _hats_on_proposal(user, row)
        case Assignment():
            found = _hats_on_proposal(user, row.proposal) | _hats_on_assignment(user, row)
        case Reply():
            found = _hats_on_assignment(user, row.assignment) | _hats_on_reply(user, row)
    return frozenset(found)


def open_moves(user: User, row: Row) -> list[Step]:
    """The steps this person may take from where the row stands, main ones first."""
    mine = hats(user, row)
    return [
        step
        for step in steps_from(state_of(row))
        if step.roles & mine
        and situations.allows(row, step.move)
        and not _hindrance(user, row, step.move)
    ]


def moves_open_to(user: User, row: Row) -> set[AnyMove]:
    """The moves of those steps."""
    return {step.move for step in open_moves(user, row)}


def is_open(row: Row, move: AnyMove) -> bool:
    """Whether the row stands where this move starts, whoever asks."""
    return step_from(row.state, move) is not None and situations.allows(row, move)


def require(user: User, row: Row, move: AnyMove) -> None:
    """Raise PermissionDenied unless this person may make this move on this row."""
    step = step_from(row.state, move)
    if step is None or not step.roles & hats(user, row):
        raise PermissionDenied("您没有办理这一步的权限。")
    if reason := _hindrance(user, row, move):
        raise PermissionDenied(reason)


def writes_paragraph(user: User, paragraph: StandardParagraph) -> bool:
    """Whether this person may change or remove a standard paragraph, as it stands."""
    if paragraph.owner_id:
        return paragraph.owner_id == user.pk
    if user.unit_id != paragraph.unit_id:
        return False
    own_office = paragraph.office_id is not None and paragraph.office_id == user.office_id
    return user.holds(Role.LIAISON) or (user.holds(Role.OFFICE_HEAD) and own_office)


def adopts_paragraph(user: User, paragraph: StandardParagraph) -> bool:
    """Whether this person decides on a paragraph that was proposed to the office."""
    if not paragraph.proposed or user.unit_id != paragraph.unit_id:
        return False
    own_office = paragraph.office_id == user.office_id
    return user.holds(Role.LIAISON) or (user.holds(Role.OFFICE_HEAD) and own_office)


def sees_making(user: User, reply: Reply) -> bool:
    """A document's way through the house is the house's own, its co-signers' and the auditors'."""
    own = user.unit_id is not None and user.unit_id == reply.assignment.unit_id
    return own or user.holds(Role.AUDITOR) or reply.cosignatures.filter(cosigner=user).exists()


def state_of(row: Row) -> AnyState:
    """The state of a row with its label and tone."""
    match row:
        case Proposal():
            return ProposalState(row.state)
        case Assignment():
            return AssignmentState(row.state)
        case Reply():
            return ReplyState(row.state)


def _hindrance(user: User, row: Row, move: AnyMove) -> str:
    """Why this person in particular may not, although the role may; empty if nothing hinders."""
    hindrance = _HINDRANCES.get(move)
    return hindrance(user, row) if hindrance else ""


def _hats_on_proposal(user: User, proposal: Proposal) -> set[Role]:
    found = set()
    for signatory in _own_signatures(user, proposal):
        if signatory.answer != SignatoryAnswer.DECLINED:
            leads = signatory.answer == SignatoryAnswer.LEAD
            found.add(Role.DEPUTY if leads else Role.JOINT_DEPUTY)
    kind = user.unit.kind if user.unit else ""
    if user.holds(Role.CONGRESS_OFFICE) and TAKES_IN.get(kind) == proposal.session.body:
        found.add(Role.CONGRESS_OFFICE)
    if user.holds(Role.HANDING_OUT_OFFICE) and kind == UnitKind.HANDING_OUT_OFFICE:
        found.add(Role.HANDING_OUT_OFFICE)
    return found


def _own_signatures(user: User, proposal: Proposal) -> list[Signatory]:
    deputy = getattr(user, "deputy", None) if user.holds(Role.DEPUTY) else None
    if deputy is None:
        return []
    return [one for one in proposal.signatories.all() if one.deputy_id == deputy.pk]


def _hats_on_assignment(user: User, assignment: Assignment) -> set[Role]:
    found = set()
    if user.unit_id == assignment.unit_id:
        found |= {role for role in UNIT_ROLES if user.holds(role)}
    if (
        user.holds(Role.OFFICE_HEAD)
        and user.office_id
        and user.office_id == assignment.lead_office_id
    ):
        found.add(Role.OFFICE_HEAD)
    if user.holds(Role.HANDLER) and user.pk == assignment.handler_id:
        found.add(Role.HANDLER)
    if user.holds(Role.SUPERVISOR) and _oversees(user, assignment):
        found.add(Role.SUPERVISOR)
    if assignment.part == Part.ASSIST and user.holds(Role.HANDLER, Role.OFFICE_HEAD, Role.LIAISON):
        parts = assignment.proposal.assignments.all()
        leads = [one for one in parts if one.part == Part.LEAD and one.state not in ENDED]
        if any(_hats_on_assignment(user, lead) & _LEAD_WORKERS for lead in leads):
            found.add(Role.LEAD_HANDLER)
    return found


def _oversees(user: User, assignment: Assignment) -> bool:
    """A supervisor of an answering unit watches that unit, one of a handing-out body all."""
    return user.unit_id == assignment.unit_id or bool(user.unit and user.unit.kind != UnitKind.UNIT)


_LEAD_WORKERS = {Role.HANDLER, Role.OFFICE_HEAD, Role.LIAISON}


def _hats_on_reply(user: User, reply: Reply) -> set[Role]:
    asked = any(
        one.cosigner_id == user.pk and one.asked_at and one.voided_for != Void.LEFT_OUT
        for one in reply.cosignatures.all()
    )
    return {Role.COSIGNER} if asked else set()


def _not_asked(user: User, row: Row) -> str:
    """An answer is given when one's group has been asked, and once."""
    questions = row.cosignatures.all() if isinstance(row, Reply) else ()
    own = [one for one in questions if one.cosigner_id == user.pk and one.voided_at is None]
    if any(one.is_waiting for one in own):
        return ""
    answered = any(one.asked_at for one in own)
    return "您已经会签过，要改意见，请先撤回会签。" if answered else "尚未轮到您会签。"


def _agreed_to_nothing(user: User, row: Row) -> str:
    """Only an agreement that a change of the text voided can be given again as it was."""
    if reason := _not_asked(user, row):
        return reason
    agreed = isinstance(row, Reply) and agreement_of(user, row) is not None
    return "" if agreed else "您还没有会签过这份文稿，请阅读全文后会签。"


def _overtaken(user: User, row: Row) -> str:
    """A signature is withdrawn before the next step is taken on the strength of it."""
    given = list(row.cosignatures.answered()) if isinstance(row, Reply) else []
    own = next((one for one in given if one.cosigner_id == user.pk), None)
    if own is None:
        return "您没有可以撤回的会签。"
    later = any(one.group > own.group for one in given)
    return "后一组已经会签，不能再撤回；请与拟稿人联系。" if later else ""


def _asked_nothing(user: User, row: Row) -> str:
    """Whoever asked, or the drafter, calls an opinion settled."""
    if not isinstance(row, Reply) or row.assignment.handler_id == user.pk:
        return ""
    own = row.remarks.unresolved().filter(by=user).exists()
    return "" if own else "只有提出人和经办人可以了结意见。"


def _answered_it(user: User, row: Row) -> str:
    """An invitation to sign jointly is answered once."""
    asked = isinstance(row, Proposal) and any(
        one.answer == SignatoryAnswer.INVITED for one in _own_signatures(user, row)
    )
    return "" if asked else "您已经答复过这份联名邀请。"


def _drafted_it(user: User, row: Row) -> str:
    """公文处理条例 18, 22: whoever drafted a text does not approve, sign or seal it."""
    drafted = isinstance(row, Reply) and row.drafter_id == user.pk
    return "拟稿人不能审核、签发或用印自己起草的文稿。" if drafted else ""


def _decides_own_case(user: User, row: Row) -> str:
    """Whoever disagrees does not decide about it: they withdraw it, or somebody else decides."""
    if reason := _drafted_it(user, row):
        return reason
    objections = objections_to(row) if isinstance(row, Reply) else ()
    own = any(one.cosigner_id == user.pk for one in objections)
    return "您本人会签不同意，不能裁定；可以撤回会签，或者请其他领导裁定。" if own else ""


def _recorded_it(user: User, row: Row) -> str:
    """Paper feedback needs a second pair of eyes."""
    recorded = isinstance(row, Assignment) and any(
        one.recorded_by_id == user.pk for one in row.unconfirmed_feedback
    )
    return "纸质反馈须由登记人以外的人复核。" if recorded else ""


_HINDRANCES: dict[AnyMove, Callable[[User, Row], str]] = {
    ProposalMove.JOIN: _answered_it,
    ProposalMove.DECLINE: _answered_it,
    ReplyMove.APPROVE: _drafted_it,
    ReplyMove.SIGN_AGAIN: _agreed_to_nothing,
    ReplyMove.AGREE: _not_asked,
    ReplyMove.OBJECT: _not_asked,
    ReplyMove.WITHDRAW_SIGNATURE: _overtaken,
    ReplyMove.RESOLVE_REMARK: _asked_nothing,
    ReplyMove.OVERRIDE: _decides_own_case,
    ReplyMove.PASS_REVIEW: _drafted_it,
    ReplyMove.SIGN_OFF: _drafted_it,
    ReplyMove.REFER: _drafted_it,
    ReplyMove.SEAL: _drafted_it,
    AssignmentMove.CONFIRM_FEEDBACK: _recorded_it,
}
