"""Who sees what: one row in and one row out for every role; the rest does not exist for them."""

from collections.abc import Callable

import pytest

from correspondence.management.life import Life
from correspondence.models import Assignment, Deputy, Proposal, Reply, RoleGrant, User
from correspondence.rules.states import AssignmentState as A
from correspondence.rules.states import ReplyState as R
from correspondence.rules.words import Mode, Role
from tests import grid
from tests.factories import handed_out, part, registered
from tests.grid import named
from tests.people import Cast, person
from tests.walk import walk_to

pytestmark = pytest.mark.django_db

INSIDE = ("liaison", "reviewer", "leader", "chief", "seal_keeper", "archivist")
OF_THE_CASE = {
    *INSIDE,
    "office_head",
    "handler",
    "colleague",  # the handlers of the leading office stand in for one another
    *(f"assist.{name}" for name in INSIDE),
    "congress_office",
    "congress_colleague",
    "handing_out_office",
    "supervisor",
    "deputy",
    "auditor",
}


def who_sees(cast: Cast, life: Life) -> set[str]:
    return {
        name
        for name in grid.EVERYBODY
        if Proposal.objects.visible_to(named(cast, name)).filter(pk=life.pk).exists()
    }


def who_reads(cast: Cast, reply: Reply) -> set[str]:
    return {
        name
        for name in grid.EVERYBODY
        if Reply.objects.visible_to(named(cast, name)).filter(pk=reply.pk).exists()
    }


def test_a_draft_is_its_deputys_own(cast: Cast) -> None:
    assert who_sees(cast, registered(cast)) == {"deputy", "auditor"}


def test_an_invited_deputy_sees_what_to_sign(cast: Cast) -> None:
    life = registered(cast, deputies=[cast.lead_deputy, cast.second_deputy])
    life.submit()
    assert {"deputy", "joint_deputy", "congress_office"} <= who_sees(cast, life)


def test_before_it_is_forwarded_no_unit_knows_of_it(cast: Cast) -> None:
    life = registered(cast)
    life.submit()
    congress = {"congress_office", "congress_colleague"}
    assert who_sees(cast, life) == {"deputy", "auditor"} | congress


def test_a_motion_is_seen_by_the_office_of_the_conference_alone(cast: Cast) -> None:
    life = registered(cast, conference=True)
    life.submit()
    assert who_sees(cast, life) == {"conference_office", "other_deputy", "auditor"}


def test_a_case_is_seen_by_its_units_and_by_nobody_of_another(cast: Cast) -> None:
    life = handed_out(cast, Mode.LEAD_ASSIST)
    walk_to(life.work(cast.unit), A.IN_PROGRESS)
    assert who_sees(cast, life) == OF_THE_CASE


def test_an_office_sees_what_was_dispatched_to_it(cast: Cast) -> None:
    life = handed_out(cast)
    life.work(cast.unit).sign_for()
    assert "office_head" not in who_sees(cast, life)
    life.work(cast.unit).dispatch()
    assert {"office_head", "handler"} <= who_sees(cast, life)
    assert "other_head" not in who_sees(cast, life)


def test_whoever_is_asked_to_cosign_sees_the_case(cast: Cast) -> None:
    work = part(cast, R.OFFICE_APPROVAL)
    assert "cosigner" not in who_sees(cast, work.life)
    work.paper.approve([cast.cosigner])
    assert "cosigner" in who_sees(cast, work.life)


def test_a_unit_that_handed_back_still_sees_what_it_did(cast: Cast) -> None:
    work = part(cast, A.HAND_BACK_REQUESTED)
    work.grant_hand_back(cast.stranger.unit)
    assert {"liaison", "stranger.liaison"} <= who_sees(cast, work.life)


@pytest.mark.parametrize("role", [Role.LIAISON, Role.REVIEWER, Role.SUPERVISOR, Role.OFFICE_HEAD])
def test_a_role_without_a_unit_sees_nothing(cast: Cast, role: Role) -> None:
    registered(cast).submit()
    handed_out(cast)
    nobody = person("nobody", None, role)
    assert not Proposal.objects.visible_to(nobody).exists()
    assert not Assignment.objects.visible_to(nobody).exists()
    assert not Reply.objects.visible_to(nobody).exists()


@pytest.mark.parametrize("role", [Role.CONGRESS_OFFICE, Role.HANDING_OUT_OFFICE])
def test_an_office_that_answers_sees_no_more_for_a_role_of_those_who_hand_out(
    cast: Cast, role: Role
) -> None:
    life = handed_out(cast)
    RoleGrant.objects.create(user=cast.stranger.liaison, role=role)
    misplaced = User.objects.get(pk=cast.stranger.liaison.pk)
    assert not Proposal.objects.visible_to(misplaced).filter(pk=life.pk).exists()


def test_every_part_of_a_visible_case_is_visible(cast: Cast) -> None:
    life = handed_out(cast, Mode.LEAD_ASSIST)
    assert Assignment.objects.visible_to(cast.assist.liaison).count() == 2
    assert not Assignment.objects.visible_to(cast.stranger.liaison).exists()
    assert life.proposal.assignments.count() == 2


def test_a_draft_reply_is_read_in_its_unit_only(cast: Cast) -> None:
    reply = part(cast, R.REVIEW, Mode.LEAD_ASSIST).paper.reply
    unit = {*INSIDE, "office_head", "handler", "colleague", "cosigner"}
    assert who_reads(cast, reply) == unit | {"auditor"}


def test_an_issued_reply_is_read_by_all_who_see_the_case(cast: Cast) -> None:
    reply = part(cast, R.DELIVERED, Mode.LEAD_ASSIST).paper.reply
    assert who_reads(cast, reply) == OF_THE_CASE | {"cosigner", "assist.cosigner"} | {
        f"assist.{name}" for name in ("office_head", "handler", "colleague")
    }


def test_an_opinion_is_not_for_the_deputy(cast: Cast) -> None:
    work = part(cast, R.DELIVERED, Mode.LEAD_ASSIST)
    opinion = work.life.work(cast.assist.unit).paper.reply
    readers = who_reads(cast, opinion)
    assert "deputy" not in readers
    assert {"handler", "liaison", "assist.handler", "supervisor"} <= readers


@pytest.mark.parametrize("kind", [Proposal, Assignment, Reply])
def test_an_administrator_sees_no_business(
    cast: Cast, kind: type[Proposal | Assignment | Reply]
) -> None:
    part(cast, R.DELIVERED)
    assert not kind.objects.visible_to(cast.sysadmin).exists()
    assert not kind.objects.visible_to(cast.secadmin).exists()
    assert kind.objects.visible_to(cast.auditor).exists()


@pytest.mark.parametrize(
    ("find", "units"),
    [
        (lambda cast: cast.supervisor, {"kw", "fgw"}),
        (lambda cast: cast.handing_out_office, {"kw", "fgw"}),
        (lambda cast: cast.liaison, {"kw"}),
        (lambda cast: cast.stranger.liaison, set()),
    ],
)
def test_a_unit_oversees_itself_and_those_who_hand_out_oversee_all(
    cast: Cast, find: Callable[[Cast], User], units: set[str]
) -> None:
    handed_out(cast, Mode.LEAD_ASSIST)
    seen = Assignment.objects.overseen_by(find(cast))
    assert {one.unit.code for one in seen} == units


def test_a_deputy_is_addressed_by_kind(cast: Cast) -> None:
    delegation = Deputy(name="浦东新区代表团", kind="delegation")
    assert [one.salutation for one in (cast.lead_deputy, cast.member, delegation)] == [
        "杨彩虹代表",
        "陈喆委员",
        "浦东新区代表团",
    ]
