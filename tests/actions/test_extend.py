"""延期: asked by the unit, granted up to the cap, told to the deputy; the old day is kept."""

from datetime import date, timedelta

import pytest

from correspondence.actions import extend
from correspondence.actions.errors import NotReady
from correspondence.management.work import Work
from correspondence.models import RequestState
from correspondence.rules.states import AssignmentState as A
from tests.evidence import nothing_changes
from tests.factories import CAP, DUE_ON, TUESDAY, part
from tests.people import Cast, act

pytestmark = pytest.mark.django_db


def ask(cast: Cast, work: Work, until: date, on: date = TUESDAY) -> None:
    extend.ask(
        work.pk,
        until=until,
        progress="正在论证。",
        signed_by="傅清野",
        act=act(cast.liaison, on, "涉及面广。"),
    )


def grant(cast: Cast, work: Work, on: date = TUESDAY) -> None:
    extend.grant(work.pk, act=act(cast.handing_out_office, on, "同意。"))


def test_a_request_moves_nothing_yet(cast: Cast) -> None:
    work = part(cast, A.IN_PROGRESS)
    ask(cast, work, CAP)
    asked = work.assignment.extensions.get()
    assert (asked.old_due_on, asked.new_due_on, asked.result) == (DUE_ON, CAP, RequestState.ASKED)
    assert work.assignment.due_on == DUE_ON


@pytest.mark.parametrize("until", [DUE_ON, CAP + timedelta(days=1), TUESDAY])
def test_an_extension_lies_after_the_due_day_and_within_six_months(cast: Cast, until: date) -> None:
    work = part(cast, A.IN_PROGRESS)
    with nothing_changes(), pytest.raises(NotReady) as refused:
        ask(cast, work, until)
    assert refused.value.field == "until"


def test_an_extension_is_not_asked_into_the_past(cast: Cast) -> None:
    work = part(cast, A.IN_PROGRESS)
    with nothing_changes(), pytest.raises(NotReady):
        ask(cast, work, DUE_ON + timedelta(days=1), on=DUE_ON + timedelta(days=9))


def test_a_grant_replaces_the_due_day_and_keeps_the_old_one(cast: Cast) -> None:
    work = part(cast, A.IN_PROGRESS)
    ask(cast, work, CAP)
    grant(cast, work)
    assert (work.assignment.due_on, work.assignment.original_due_on) == (CAP, DUE_ON)
    kept = work.assignment.deadlines.filter(kind="reply").values_list("due_on", "superseded")
    assert list(kept) == [(DUE_ON, True), (CAP, False)]


def test_a_grant_says_who_granted_it_and_whether_it_came_late(cast: Cast) -> None:
    work = part(cast, A.IN_PROGRESS)
    ask(cast, work, CAP)
    grant(cast, work, on=DUE_ON + timedelta(days=1))
    granted = work.assignment.extensions.get()
    assert (granted.decided_by, granted.granted_late) == (cast.handing_out_office, True)


def test_a_grant_on_the_due_day_is_in_time(cast: Cast) -> None:
    work = part(cast, A.IN_PROGRESS)
    ask(cast, work, CAP)
    grant(cast, work, on=DUE_ON)
    assert not work.assignment.extensions.get().granted_late


def test_one_extension_is_all_there_is(cast: Cast) -> None:
    work = part(cast, A.IN_PROGRESS)
    ask(cast, work, DUE_ON + timedelta(days=10))
    grant(cast, work)
    with nothing_changes(), pytest.raises(NotReady, match="至多批准 1 次"):
        ask(cast, work, CAP)


def test_a_refused_request_may_be_made_again(cast: Cast) -> None:
    work = part(cast, A.IN_PROGRESS)
    ask(cast, work, CAP)
    extend.refuse(work.pk, act=act(cast.congress_office, TUESDAY, "请按期答复。"))
    refused = work.assignment.extensions.get()
    assert (refused.result, refused.decision) == (RequestState.REFUSED, "请按期答复。")
    assert work.assignment.due_on == DUE_ON
    ask(cast, work, CAP)


def test_that_the_deputy_was_told_is_on_record(cast: Cast) -> None:
    work = part(cast, A.IN_PROGRESS)
    ask(cast, work, CAP)
    grant(cast, work)
    extend.tell(work.pk, act=act(cast.liaison, TUESDAY + timedelta(days=1)))
    assert work.assignment.extensions.get().deputy_told_on == TUESDAY + timedelta(days=1)
