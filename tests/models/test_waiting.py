"""What waits, asked of the database, is what the table and `access` say, for everybody."""

from collections import Counter
from collections.abc import Iterator
from datetime import date

import pytest
from pytest_django import DjangoAssertNumQueries

from correspondence.access import Row, open_moves
from correspondence.actions import cosign
from correspondence.models import Assignment, Proposal, Reply, User
from correspondence.models.contact import owes_talk
from correspondence.models.waiting import (
    DRAFT_OPINION,
    Waiting,
    assignments_waiting_for,
    proposals_waiting_for,
    replies_waiting_for,
)
from correspondence.rules.lifecycle import Weight
from correspondence.rules.moves import AssignmentMove, ReplyMove
from correspondence.rules.states import AssignmentState as A
from correspondence.rules.states import ReplyState as R
from correspondence.rules.words import Mode, Role
from tests import factories, grid
from tests.grid import named
from tests.people import Cast, act
from tests.walk import walk_to

pytestmark = pytest.mark.django_db

WALKS: tuple[tuple[Mode, A | R], ...] = (
    *((Mode.SOLE, state) for state in A if state not in {A.OPINION_SENT, A.OPINION_ACCEPTED}),
    *((Mode.SOLE, state) for state in R if state != R.REVOKED),
    (Mode.LEAD_ASSIST, A.IN_PROGRESS),
    (Mode.JOINT, A.IN_PROGRESS),
    (Mode.JOINT, R.COSIGNING),
)


@pytest.fixture(scope="module")
def town(cast: Cast) -> None:
    """A case in every state, in several ways of handling."""
    factories.registered(cast)
    for number, (mode, state) in enumerate(WALKS):
        walk_to(factories.handed_out(cast, mode, number=f"{number}").work(cast.unit), state)
    life = factories.handed_out(cast, Mode.LEAD_ASSIST, number="900")
    walk_to(life.work(cast.unit), A.IN_PROGRESS)
    walk_to(life.work(cast.assist.unit), A.OPINION_SENT)
    for series, state in (("910", R.DRAFT), ("911", R.COSIGNING), ("912", R.REVIEW)):
        ended = factories.handed_out(cast, number=series)
        walk_to(ended.work(cast.unit), state)
        ended.withdraw()
    for series, others in (("901", []), ("902", [cast.leader]), ("903", [cast.other_head])):
        paper = factories.handed_out(cast, number=series).work(cast.unit)
        walk_to(paper, R.OFFICE_APPROVAL)
        paper.paper.approve([cast.cosigner, *others])
        paper.paper.object_to(cast.cosigner, "经费未落实。")
    own = factories.handed_out(cast, number="904").work(cast.unit)
    walk_to(own, R.OFFICE_APPROVAL)
    own.paper.approve([cast.leader, cast.other_head])
    own.paper.object_to(cast.leader, "职责不清。")


def waitings(cast: Cast, name: str) -> Iterator[tuple[type[Row], Waiting]]:
    person = named(cast, name)
    yield Proposal, proposals_waiting_for(person)
    yield Assignment, assignments_waiting_for(person)
    yield Reply, replies_waiting_for(person)


def works_on(person: User, row: Row) -> Iterator[str]:
    """What the table and `access` give this person to do on a row: the talk, and the main step."""
    part = row if isinstance(row, Assignment) else None
    handles = part and part.handler_id == person.pk and person.holds(Role.HANDLER)
    if part and handles and part.state == A.IN_PROGRESS and owes_talk(part):
        yield AssignmentMove.RECORD_CONTACT.value
    main = [step for step in open_moves(person, row) if step.weight is Weight.MAIN]
    for step in main[:1]:
        opinion = step.move is AssignmentMove.START_REPLY and part and not part.answers
        yield DRAFT_OPINION if opinion else step.move.value


@pytest.mark.parametrize("name", grid.EVERYBODY)
def test_what_is_found_is_what_may_be_done(cast: Cast, town: None, name: str) -> None:
    person = named(cast, name)
    for model, waiting in waitings(cast, name):
        found = {row.pk for row in waiting.found()}
        rows: list[Row] = list(model._default_manager.all())
        doable = {row.pk for row in rows if any(works_on(person, row))}
        assert found <= doable, (model, [row for row in rows if row.pk in found - doable])
        if name not in PASSED_BY:
            assert found == doable, (model, [row for row in rows if row.pk in doable - found])


#: Of a lead's assisting opinions the handler is told; head and liaison may act but are not asked.
PASSED_BY = ("office_head", "liaison")


@pytest.mark.parametrize("name", grid.EVERYBODY)
def test_the_counts_are_those_of_the_rows(cast: Cast, town: None, name: str) -> None:
    person = named(cast, name)
    for _, waiting in waitings(cast, name):
        keys = [key for row in waiting.found() for key in works_on(person, row)]
        assert Counter(one.key for one in waiting.waits) == Counter(keys)


def test_a_disagreement_waits_for_the_leaders_until_one_decides(cast: Cast, town: None) -> None:
    asked, objected = (
        Reply.objects.get(assignment__proposal__number=number) for number in ("902", "904")
    )
    for leader in (cast.leader, cast.chief):
        waits = [one.pk for one in replies_waiting_for(leader).waits if one.key == "override"]
        # Whoever is asked to co-sign as well does that first; who disagrees does not decide.
        assert len(waits) == (2 if leader == cast.leader else 4)
        assert (asked.pk in waits) is (objected.pk in waits) is (leader == cast.chief)
    cosign.override(asked.pk, act=act(cast.chief, factories.TUESDAY, "已协调。"))
    assert asked.pk not in {one.pk for one in replies_waiting_for(cast.chief).waits}


def test_an_opinion_is_other_work_than_a_reply(cast: Cast, town: None) -> None:
    waiting = assignments_waiting_for(cast.handler)
    assert AssignmentMove.START_REPLY.value in waiting.wanted
    assert DRAFT_OPINION in waiting.wanted


def test_what_is_answered_waits_behind_what_is_due(cast: Cast, town: None) -> None:
    waits = replies_waiting_for(cast.liaison).waits
    days = [one.due_on for one in waits]
    assert days == sorted(days, key=lambda day: day or date.max)
    assert {one.key for one in waits if one.due_on is None} == {ReplyMove.PUBLISH.value}


def test_all_that_waits_is_asked_for_once(
    cast: Cast, town: None, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    waiting = assignments_waiting_for(cast.handler)
    with django_assert_num_queries(1):
        assert len(waiting.waits) > 1
        assert waiting.waits
