"""Duties that one person must not hold together, and rights that end with what they rest on."""

import pytest
from django.core.exceptions import PermissionDenied

from correspondence import access
from correspondence.actions import feedback, intake
from correspondence.management.life import Life
from correspondence.models import RoleGrant, User
from correspondence.rules.moves import AssignmentMove, ProposalMove, ReplyMove
from correspondence.rules.states import AssignmentState as A
from correspondence.rules.states import ProposalState as P
from correspondence.rules.states import ReplyState as R
from correspondence.rules.words import Mode, Role
from tests import grid
from tests.actions.assignment_cases import CONTENT, PROMISE
from tests.factories import MONDAY, handed_out, part, registered
from tests.grid import may, named
from tests.people import Cast
from tests.walk import walk_to

pytestmark = pytest.mark.django_db


def decline(life: Life, by: User) -> None:
    intake.decline(life.pk, act=life.clock.act(by))


@pytest.mark.parametrize(
    ("state", "role", "move"),
    [
        (R.OFFICE_APPROVAL, Role.OFFICE_HEAD, ReplyMove.APPROVE),
        (R.REVIEW, Role.REVIEWER, ReplyMove.PASS_REVIEW),
        (R.LEADER_APPROVAL, Role.LEADER, ReplyMove.REFER),
        (R.LEADER_APPROVAL, Role.LEADER, ReplyMove.SIGN_OFF),
        (R.LEADER_APPROVAL, Role.CHIEF, ReplyMove.SIGN_OFF),
        (R.CHIEF_APPROVAL, Role.CHIEF, ReplyMove.SIGN_OFF),
        (R.NUMBERED, Role.SEAL_KEEPER, ReplyMove.SEAL),
    ],
)
def test_a_drafter_never_approves_signs_or_seals_the_own_text(
    cast: Cast, state: R, role: Role, move: ReplyMove
) -> None:
    reply = part(cast, state).paper.reply
    RoleGrant.objects.create(user=cast.handler, role=role)
    drafter = User.objects.get(pk=cast.handler.pk)
    assert move not in {step.move for step in access.open_moves(drafter, reply)}
    with pytest.raises(PermissionDenied, match="拟稿人不能"):
        access.require(drafter, reply, move)


def test_a_leader_decides_only_once_somebody_has_objected(cast: Cast) -> None:
    paper = part(cast, R.COSIGNING).paper
    assert not may(cast.leader, paper.reply, ReplyMove.OVERRIDE)
    paper.object_to(cast.cosigner, "经费未落实。")
    assert may(cast.leader, paper.reply, ReplyMove.OVERRIDE)
    assert may(cast.chief, paper.reply, ReplyMove.OVERRIDE)
    assert not may(cast.office_head, paper.reply, ReplyMove.OVERRIDE)


def test_whoever_has_answered_is_not_asked_again(cast: Cast) -> None:
    paper = part(cast, R.OFFICE_APPROVAL).paper
    paper.approve([cast.cosigner, cast.other_head])
    paper.cosign(cast.cosigner)
    assert not may(cast.cosigner, paper.reply, ReplyMove.AGREE)
    assert not may(cast.cosigner, paper.reply, ReplyMove.OBJECT)
    assert may(cast.other_head, paper.reply, ReplyMove.AGREE)


def test_whoever_recorded_the_paper_does_not_confirm_it(cast: Cast) -> None:
    work = part(cast, A.REPLIED)
    act = work.life.clock.act(cast.congress_office)
    feedback.record_paper(
        work.pk, deputy=cast.lead_deputy, answer=CONTENT, given_on=MONDAY, act=act
    )
    move = AssignmentMove.CONFIRM_FEEDBACK
    assert may(cast.congress_colleague, work.assignment, move)
    with pytest.raises(PermissionDenied, match="登记人以外的人"):
        access.require(cast.congress_office, work.assignment, move)


def test_motions_belong_to_the_office_of_the_conference(cast: Cast) -> None:
    life = registered(cast, conference=True)
    life.submit()
    assert may(cast.conference_office, life.proposal, ProposalMove.ACCEPT)
    assert not access.open_moves(cast.congress_office, life.proposal)


@pytest.mark.parametrize("name", ["deputy", "joint_deputy"])
def test_each_deputy_behind_a_proposal_answers_in_the_own_way(cast: Cast, name: str) -> None:
    work = part(cast, A.REPLIED, deputies=[cast.lead_deputy, cast.second_deputy])
    moves = {step.move for step in access.open_moves(named(cast, name), work.assignment)}
    own = {"deputy": AssignmentMove.GIVE_FEEDBACK, "joint_deputy": AssignmentMove.JOIN_FEEDBACK}
    assert moves == {own[name]}


def test_a_deputy_who_declined_to_sign_has_no_part_in_it(cast: Cast) -> None:
    life = registered(cast, deputies=[cast.lead_deputy, cast.second_deputy])
    life.submit()
    assert may(cast.joint_deputy, life.proposal, ProposalMove.DECLINE)
    decline(life, cast.joint_deputy)
    life.accept("0049")
    life.forward()
    life.hand_out(Mode.SOLE, [cast.unit])
    walk_to(life.work(cast.unit), A.REPLIED)
    assert not access.open_moves(cast.joint_deputy, life.work(cast.unit).assignment)


def test_an_invitation_is_answered_once(cast: Cast) -> None:
    life = registered(cast, deputies=[cast.lead_deputy, cast.second_deputy, cast.member])
    life.submit()
    decline(life, cast.joint_deputy)
    assert life.proposal.state == P.SUBMITTED
    assert not access.open_moves(cast.joint_deputy, life.proposal)


def test_the_supervisor_of_a_unit_nudges_the_own_unit_only(cast: Cast) -> None:
    life = handed_out(cast, Mode.SEPARATE)
    RoleGrant.objects.create(user=cast.colleague, role=Role.SUPERVISOR)
    own = User.objects.get(pk=cast.colleague.pk)
    assert may(own, life.work(cast.unit).assignment, AssignmentMove.NUDGE)
    assert not may(own, life.work(cast.assist.unit).assignment, AssignmentMove.NUDGE)


def test_only_what_was_promised_is_tracked(cast: Cast) -> None:
    work = part(cast, A.REPLIED, text=PROMISE)
    assert may(cast.liaison, work.assignment, AssignmentMove.TRACK)


def test_nothing_moves_the_draft_of_a_part_that_has_ended(cast: Cast) -> None:
    work = part(cast, R.REVIEW)
    work.life.withdraw()
    assert work.assignment.state == A.CANCELLED
    assert not [
        name for name in grid.EVERYBODY if access.open_moves(named(cast, name), work.paper.reply)
    ]


def test_a_person_who_has_left_has_no_rights(cast: Cast) -> None:
    work = part(cast, A.PENDING)
    left = User.objects.get(pk=cast.liaison.pk)
    left.is_active = False
    assert access.hats(left, work.assignment) == frozenset()
