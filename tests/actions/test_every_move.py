"""What holds for every move: it leads where the table says, is signed, and refuses the rest."""

from collections.abc import Callable, Iterator

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction

from correspondence.actions.errors import WrongState
from correspondence.models import LedgerEntry, User
from correspondence.rules.lifecycle import ASSIGNMENT_STEPS, PROPOSAL_STEPS, REPLY_STEPS
from correspondence.rules.words import Role
from tests.actions import assignment_cases, proposal_cases, reply_cases
from tests.actions.cases import Case, Scene, set_up
from tests.evidence import assert_ledger_holds, assert_signed, nothing_changes
from tests.people import Cast, act

pytestmark = pytest.mark.django_db

CASES = [*proposal_cases.CASES, *assignment_cases.CASES, *reply_cases.CASES]
REPEATABLE = assignment_cases.REPEATABLE | reply_cases.REPEATABLE


def watchers(cast: Cast) -> list[User]:
    """Who audits or administers, or belongs to another proposal."""
    administrators = [cast.auditor, cast.sysadmin, cast.secadmin]
    return [*administrators, cast.other_deputy, cast.conference_office]


def same_roles_elsewhere(cast: Cast) -> list[User]:
    other = cast.stranger
    people = [other.liaison, other.office_head, other.handler, other.reviewer, other.leader]
    return [*people, other.chief, other.seal_keeper, other.archivist]


@pytest.fixture(scope="module", params=CASES, ids=str)
def scene(request: pytest.FixtureRequest, cast: Cast) -> Iterator[Scene]:
    """Each case is walked to its start once; its tests run in savepoints from there."""
    case: Case = request.param
    with transaction.atomic():
        yield set_up(case, cast)
        transaction.set_rollback(True)


def test_every_move_a_person_can_make_has_a_case() -> None:
    steps = (*PROPOSAL_STEPS, *ASSIGNMENT_STEPS, *REPLY_STEPS)
    made_by_people = {repr(step.move) for step in steps if Role.SYSTEM not in step.roles}
    assert {repr(case.move) for case in CASES} == made_by_people


def test_the_move_leads_where_it_should(scene: Scene) -> None:
    assert scene.play().state == scene.case.to


def test_the_history_says_who_when_and_why(scene: Scene) -> None:
    assert_signed(scene.play(), scene.act)


def test_one_entry_in_the_ledger_says_what_was_done(scene: Scene) -> None:
    last = LedgerEntry.objects.count()
    row = scene.play()
    entry = LedgerEntry.objects.get(
        serial__gt=last, act=scene.case.move.value, subject=row._meta.model_name
    )
    assert (entry.subject_id, entry.actor, entry.at) == (row.pk, scene.person, scene.act.at)
    assert (entry.source, entry.reason) == (scene.row.state, scene.act.reason)
    assert_ledger_holds()


def test_the_second_press_finds_the_move_gone(scene: Scene) -> None:
    scene.play()
    if scene.case.move in REPEATABLE:
        return
    with nothing_changes(), pytest.raises(WrongState, match="已被他人处理"):
        scene.play()


@pytest.mark.parametrize("who", [watchers, same_roles_elsewhere])
def test_whoever_it_is_not_for_is_refused_and_nothing_changes(
    scene: Scene, who: Callable[[Cast], list[User]]
) -> None:
    with nothing_changes():
        for person in who(scene.cast):
            with pytest.raises(PermissionDenied):
                scene.play(act(person, scene.act.day))


def test_a_person_who_has_left_is_refused(scene: Scene) -> None:
    left = User.objects.get(pk=scene.person.pk)
    left.is_active = False
    with nothing_changes(), pytest.raises(PermissionDenied):
        scene.play(act(left, scene.act.day))
