"""分办, 签收 and the way inside the unit, with the due days that start on the way."""

from collections.abc import Callable
from datetime import date

import pytest

from correspondence.actions import assign
from correspondence.actions.assign import Share
from correspondence.actions.errors import NotReady
from correspondence.management.life import Life
from correspondence.models import Assignment, CalendarDay, Office, User
from correspondence.rules.states import AssignmentState as A
from correspondence.rules.states import ProposalState as P
from correspondence.rules.words import DeadlineKind, Mode, Part
from tests.evidence import nothing_changes
from tests.factories import DUE_ON, MONDAY, TUESDAY, handed_out, part, registered
from tests.people import Cast, act

pytestmark = pytest.mark.django_db


@pytest.fixture
def forwarded(cast: Cast) -> Life:
    life = registered(cast)
    life.take_in("0049")
    return life


def hand_out(life: Life, cast: Cast, mode: Mode, *parts: Part, due_on: date | None = None) -> None:
    units = [cast.unit, cast.assist.unit, cast.stranger.unit]
    shares = [Share(unit, one) for unit, one in zip(units, parts, strict=False)]
    by = act(cast.handing_out_office, MONDAY)
    assign.hand_out(life.pk, mode=mode, shares=shares, due_on=due_on, act=by)


def due_days(assignment: Assignment) -> dict[str, date]:
    return dict(assignment.deadlines.filter(superseded=False).values_list("kind", "due_on"))


@pytest.mark.parametrize(
    ("mode", "parts"),
    [
        (Mode.SOLE, [Part.SOLE]),
        (Mode.LEAD_ASSIST, [Part.LEAD, Part.ASSIST]),
        (Mode.LEAD_ASSIST, [Part.LEAD, Part.ASSIST, Part.ASSIST]),
        (Mode.JOINT, [Part.JOINT, Part.JOINT]),
        (Mode.SEPARATE, [Part.SEPARATE, Part.SEPARATE, Part.SEPARATE]),
    ],
)
def test_every_way_of_handling_has_its_parts(
    cast: Cast, forwarded: Life, mode: Mode, parts: list[Part]
) -> None:
    hand_out(forwarded, cast, mode, *parts)
    found = forwarded.proposal
    assert (found.state, found.mode) == (P.ASSIGNED, mode)
    assert list(found.assignments.values_list("part", flat=True)) == parts


@pytest.mark.parametrize(
    ("mode", "parts"),
    [
        (Mode.SOLE, []),
        (Mode.SOLE, [Part.SOLE, Part.SOLE]),
        (Mode.SOLE, [Part.LEAD]),
        (Mode.SOLE, [Part.SOLE, Part.ASSIST]),
        (Mode.LEAD_ASSIST, [Part.LEAD]),
        (Mode.LEAD_ASSIST, [Part.ASSIST, Part.ASSIST]),
        (Mode.LEAD_ASSIST, [Part.LEAD, Part.LEAD, Part.ASSIST]),
        (Mode.JOINT, [Part.JOINT]),
        (Mode.SEPARATE, [Part.SEPARATE]),
    ],
)
def test_parts_that_do_not_fit_are_refused(
    cast: Cast, forwarded: Life, mode: Mode, parts: list[Part]
) -> None:
    with nothing_changes(), pytest.raises(NotReady):
        hand_out(forwarded, cast, mode, *parts)


def test_a_unit_cannot_both_lead_and_assist(cast: Cast, forwarded: Life) -> None:
    shares = [Share(cast.unit, Part.LEAD), Share(cast.unit, Part.ASSIST)]
    by = act(cast.handing_out_office, MONDAY)
    with nothing_changes(), pytest.raises(NotReady, match="会办单位不能同时是主办单位"):
        assign.hand_out(forwarded.pk, mode=Mode.LEAD_ASSIST, shares=shares, act=by)


def test_the_terms_of_receipt_and_reply_run_from_the_hand_out(cast: Cast) -> None:
    assignment = handed_out(cast).work(cast.unit).assignment
    assert due_days(assignment) == {"receipt": date(2026, 3, 4), "reply": DUE_ON}
    assert (assignment.due_on, assignment.original_due_on) == (DUE_ON, DUE_ON)


def test_a_deadline_keeps_all_that_led_to_it(cast: Cast) -> None:
    deadline = handed_out(cast).work(cast.unit).assignment.deadlines.get(kind="reply")
    assert (deadline.base_on, deadline.base_event) == (MONDAY, "handed_out")
    assert (deadline.amount, deadline.unit, deadline.article) == (3, "month", "第十九条")
    assert (deadline.computed_on, deadline.profile) == (DUE_ON, "上海市")


def test_a_day_off_on_record_moves_the_due_day(cast: Cast) -> None:
    CalendarDay.objects.create(day=DUE_ON, is_workday=False, name="台风停工", source="通知")
    deadline = handed_out(cast).work(cast.unit).assignment.deadlines.get(kind="reply")
    assert (deadline.computed_on, deadline.due_on) == (DUE_ON, date(2026, 6, 3))


def test_an_opinion_is_due_a_month_after_its_receipt(cast: Cast) -> None:
    work = handed_out(cast, Mode.LEAD_ASSIST).work(cast.assist.unit)
    assign.sign_for(work.pk, act=act(cast.assist.liaison, TUESDAY))
    assert due_days(work.assignment)["opinion"] == date(2026, 4, 3)
    assert work.assignment.due_on == date(2026, 4, 3)


def test_a_unified_day_counts_where_it_is_earlier(cast: Cast, forwarded: Life) -> None:
    hand_out(forwarded, cast, Mode.SOLE, Part.SOLE, due_on=date(2026, 5, 15))
    assignment = forwarded.work(cast.unit).assignment
    deadline = assignment.deadlines.get(kind=DeadlineKind.REPLY)
    assert assignment.due_on == deadline.due_on == date(2026, 5, 15)
    assert (deadline.computed_on, deadline.override_reason) == (DUE_ON, "交办机构统一规定的时限")


@pytest.mark.parametrize("day", [MONDAY, date(2026, 6, 3), date(2025, 1, 1)])
def test_a_unified_day_later_than_the_law_or_not_ahead_is_refused(
    cast: Cast, forwarded: Life, day: date
) -> None:
    with nothing_changes(), pytest.raises(NotReady, match="统一时限"):
        hand_out(forwarded, cast, Mode.SOLE, Part.SOLE, due_on=day)


def test_signing_meets_one_term_and_starts_another(cast: Cast) -> None:
    work = part(cast, A.SIGNED_FOR)
    assert work.assignment.signed_for_on == MONDAY
    assert work.assignment.deadlines.get(kind="receipt").met_on == MONDAY
    assert due_days(work.assignment)["hand_back"] == date(2026, 3, 11)


@pytest.mark.parametrize(
    ("offices", "field"),
    [
        (lambda cast: [cast.stranger.office], "lead"),
        (lambda cast: [cast.office, cast.stranger.office], "lead"),
        (lambda cast: [cast.office, cast.office], "assisting"),
    ],
)
def test_a_unit_dispatches_to_its_own_offices_one_of_which_leads(
    cast: Cast, offices: Callable[[Cast], list[Office]], field: str
) -> None:
    work = part(cast, A.SIGNED_FOR)
    lead, *assisting = offices(cast)
    with nothing_changes(), pytest.raises(NotReady) as refused:
        assign.dispatch(work.pk, lead=lead, assisting=assisting, act=act(cast.liaison, TUESDAY))
    assert refused.value.field == field


def test_another_dispatch_replaces_the_assisting_offices(cast: Cast) -> None:
    work = part(cast, A.SIGNED_FOR)
    liaison, head = act(cast.liaison, TUESDAY), act(cast.office_head, TUESDAY, "不属本处。")
    assign.dispatch(work.pk, lead=cast.office, assisting=[cast.other_office], act=liaison)
    assign.return_dispatch(work.pk, act=head)
    assign.dispatch(work.pk, lead=cast.office, assisting=[cast.general_office], act=liaison)
    assert list(work.assignment.assisting_offices.all()) == [cast.general_office]


@pytest.mark.parametrize(
    "find",
    [
        lambda cast: cast.stranger.handler,
        lambda cast: cast.other_head,
        lambda cast: cast.office_head,
    ],
)
def test_only_a_handler_of_the_leading_office_handles(
    cast: Cast, find: Callable[[Cast], User]
) -> None:
    work = part(cast, A.DISPATCHED)
    with nothing_changes(), pytest.raises(NotReady, match="请选择本处室的经办人"):
        assign.begin(work.pk, handler=find(cast), act=act(cast.office_head, TUESDAY))


@pytest.fixture
def lead_went_back(cast: Cast) -> Life:
    """The leading unit handed back; the assisting one is at work."""
    life = handed_out(cast, Mode.LEAD_ASSIST)
    life.work(cast.assist.unit).sign_for()
    lead = life.work(cast.unit)
    lead.sign_for()
    lead.ask_hand_back()
    lead.grant_hand_back()
    return life


def test_a_new_leading_unit_joins_the_one_that_assists(cast: Cast, lead_went_back: Life) -> None:
    assert lead_went_back.proposal.state == P.FORWARDED
    shares = [Share(cast.stranger.unit, Part.LEAD)]
    by = act(cast.handing_out_office, TUESDAY)
    assign.hand_out(lead_went_back.pk, mode=Mode.LEAD_ASSIST, shares=shares, act=by)
    parts = lead_went_back.proposal.assignments.binding().values_list("unit__code", "part")
    assert dict(parts) == {"fgw": Part.ASSIST, "jyw": Part.LEAD}


def test_a_unit_that_already_has_a_part_gets_no_second_one(
    cast: Cast, lead_went_back: Life
) -> None:
    shares = [Share(cast.stranger.unit, Part.LEAD), Share(cast.assist.unit, Part.ASSIST)]
    by = act(cast.handing_out_office, TUESDAY)
    with nothing_changes(), pytest.raises(NotReady, match="只能有一种承办方式"):
        assign.hand_out(lead_went_back.pk, mode=Mode.LEAD_ASSIST, shares=shares, act=by)
