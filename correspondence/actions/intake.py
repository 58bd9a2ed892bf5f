"""受理: from a deputy's text to a numbered proposal handed to the government side."""

from collections.abc import Sequence

from django.db import transaction

from ..models import Deputy, Proposal, Session, Signatory, SignatoryAnswer
from ..rules.lifecycle import step_from
from ..rules.moves import AssignmentMove, ProposalMove
from ..rules.words import Body, ProposalKind, RefusalReason
from .act import Act
from .errors import NotReady
from .move import follow, making
from .record import enter, keep
from .search import index_proposal

KINDS = {Body.CONGRESS: ProposalKind.SUGGESTION, Body.CONFERENCE: ProposalKind.MOTION}


def register(
    *,
    session: Session,
    title: str,
    text: str,
    deputies: Sequence[Deputy],
    act: Act,
    category: str = "",
    openness_consent: bool = True,
) -> Proposal:
    """Keep a new proposal as a draft; the first deputy leads, the others are invited to join."""
    if not deputies:
        raise NotReady("请选择提出建议的代表（委员）。", field="deputies")
    with transaction.atomic():
        proposal = Proposal(
            session=session,
            kind=KINDS[Body(session.body)],
            title=title,
            text=text,
            category=category,
            openness_consent=openness_consent,
            filed_by=act.by,
        )
        keep(proposal, act, "登记")
        _set_signatories(proposal, deputies, act)
        enter(proposal, act, name="register", label="登记", proposal=proposal)
        index_proposal(proposal, act.day)
    return proposal


def submit(proposal_id: int, *, act: Act) -> Proposal:
    """Hand the text in; with invited deputies it waits for their answers first."""
    with making(Proposal, proposal_id, ProposalMove.SUBMIT, act) as proposal:
        if not proposal.text.strip():
            raise NotReady("正文不能为空。", field="text")
        proposal.submitted_on = proposal.submitted_on or act.day
        proposal.returned_on = None
    return proposal


def amend(proposal_id: int, *, title: str, text: str, act: Act) -> Proposal:
    """Change a draft or a returned text and hand it in (again)."""
    with making(Proposal, proposal_id, ProposalMove.SUBMIT, act) as proposal:
        proposal.title, proposal.text = title, text
        index_proposal(proposal, act.day)
        proposal.submitted_on = proposal.submitted_on or act.day
        proposal.returned_on = None
    return proposal


def join(proposal_id: int, *, act: Act) -> Proposal:
    """A joint deputy puts the own name under the proposal."""
    return _answer(proposal_id, ProposalMove.JOIN, SignatoryAnswer.JOINED, act)


def decline(proposal_id: int, *, act: Act) -> Proposal:
    """A joint deputy does not wish to sign."""
    return _answer(proposal_id, ProposalMove.DECLINE, SignatoryAnswer.DECLINED, act)


def accept(proposal_id: int, *, number: str, is_key: bool, act: Act) -> Proposal:
    """受理（立案）: the proposal gets its number, kept as written, leading zeros and all."""
    with making(Proposal, proposal_id, ProposalMove.ACCEPT, act) as proposal:
        same = Proposal.objects.filter(
            session=proposal.session, kind=proposal.kind, number=number
        ).exclude(pk=proposal.pk)
        if same.exists():
            raise NotReady(f"本届次已有第{number}号，请改用其他编号。", field="number")
        proposal.number, proposal.is_key, proposal.accepted_on = number, is_key, act.day
        index_proposal(proposal, act.day)
    return proposal


def send_back(proposal_id: int, *, act: Act) -> Proposal:
    """退回代表修改, with the reason."""
    with making(Proposal, proposal_id, ProposalMove.RETURN, act) as proposal:
        proposal.returned_on = act.day
    return proposal


def refuse(proposal_id: int, *, ground: RefusalReason, act: Act) -> Proposal:
    """不予受理 (上海市代表建议规定第八条), with the ground and an explanation to the deputy."""
    with making(Proposal, proposal_id, ProposalMove.REFUSE, act) as proposal:
        proposal.refused_on, proposal.refusal_reason = act.day, ground
    return proposal


def merge(proposal_id: int, *, into: Proposal, act: Act) -> Proposal:
    """并案: handled together with another one, yet answered on its own."""
    with making(Proposal, proposal_id, ProposalMove.MERGE, act) as proposal:
        if into.pk == proposal.pk or into.session_id != proposal.session_id:
            raise NotReady("只能并入同一届次的另一件建议。", field="into")
        if into.merged_into_id or not into.accepted_on:
            raise NotReady("只能并入已受理且未并案的建议。", field="into")
        proposal.merged_into = into
    return proposal


def unmerge(proposal_id: int, *, act: Act) -> Proposal:
    """撤销并案."""
    with making(Proposal, proposal_id, ProposalMove.UNMERGE, act) as proposal:
        proposal.merged_into = None
    return proposal


def forward(proposal_id: int, *, act: Act) -> Proposal:
    """交办 to the government system; the clock of the reply starts here."""
    with making(Proposal, proposal_id, ProposalMove.FORWARD, act) as proposal:
        proposal.forwarded_on = act.day
    return proposal


def withdraw(proposal_id: int, *, act: Act) -> Proposal:
    """撤回 (第十条): all who signed must agree; the work of every unit ends.

    What a unit has already answered stands.
    """
    with making(Proposal, proposal_id, ProposalMove.WITHDRAW, act) as proposal:
        for assignment in proposal.assignments.all():
            if step_from(assignment.state, AssignmentMove.CANCEL):
                follow(assignment, AssignmentMove.CANCEL, act)
        proposal.withdrawn_on = act.day
    return proposal


def _answer(proposal_id: int, move: ProposalMove, answer: SignatoryAnswer, act: Act) -> Proposal:
    with making(Proposal, proposal_id, move, act) as proposal:
        invited = proposal.signatories.get(deputy__user=act.by, answer=SignatoryAnswer.INVITED)
        invited.answer = answer
        keep(invited, act)
    return proposal


def _set_signatories(proposal: Proposal, deputies: Sequence[Deputy], act: Act) -> None:
    for position, deputy in enumerate(dict.fromkeys(deputies), start=1):
        # A deputy without an account has signed on paper.
        online = deputy.user_id is not None
        invited = SignatoryAnswer.INVITED if online else SignatoryAnswer.JOINED
        answer = SignatoryAnswer.LEAD if position == 1 else invited
        keep(Signatory(proposal=proposal, deputy=deputy, position=position, answer=answer), act)
