"""退办: within seven working days of receipt, decided by those who hand out."""

from datetime import date

import pytest

from correspondence.actions import hand_back
from correspondence.actions.errors import NotReady
from correspondence.management.work import Work
from correspondence.models import HandBack, RequestState, Unit
from correspondence.rules.states import AssignmentState as A
from correspondence.rules.states import ProposalState as P
from correspondence.rules.words import Mode, Part
from tests.evidence import nothing_changes
from tests.factories import TUESDAY, assisting_part, handed_out, part
from tests.people import Cast, act

pytestmark = pytest.mark.django_db

LAST_DAY, TOO_LATE = date(2026, 3, 11), date(2026, 3, 12)


def ask(cast: Cast, work: Work, day: date = TUESDAY, suggested: Unit | None = None) -> None:
    hand_back.ask(
        work.pk,
        basis="机构职能规定",
        signed_by="傅清野",
        suggested_unit=suggested,
        act=act(cast.liaison, day, "不属于本单位职责。"),
    )


def test_a_request_keeps_its_reason_its_basis_and_who_signed_it(cast: Cast) -> None:
    work = part(cast, A.SIGNED_FOR)
    ask(cast, work, LAST_DAY, cast.stranger.unit)
    request = HandBack.objects.get(assignment=work.pk)
    assert (request.reason, request.basis) == ("不属于本单位职责。", "机构职能规定")
    assert (request.signed_by, request.asked_on) == ("傅清野", LAST_DAY)
    assert (request.suggested_unit, request.result) == (cast.stranger.unit, RequestState.ASKED)


def test_after_the_term_it_is_too_late(cast: Cast) -> None:
    work = part(cast, A.SIGNED_FOR)
    with nothing_changes(), pytest.raises(NotReady, match="2026-03-11 届满"):
        ask(cast, work, TOO_LATE)


def test_a_unit_does_not_suggest_itself(cast: Cast) -> None:
    work = part(cast, A.SIGNED_FOR)
    with nothing_changes(), pytest.raises(NotReady) as refused:
        ask(cast, work, suggested=cast.unit)
    assert refused.value.field == "suggested_unit"


def test_a_granted_part_ends_and_its_successor_starts_anew(cast: Cast) -> None:
    work = part(cast, A.HAND_BACK_REQUESTED)
    by = act(cast.handing_out_office, TUESDAY, "同意调整。")
    hand_back.grant(work.pk, unit=cast.stranger.unit, act=by)
    new = work.assignment.replaced_by
    assert (new.unit, new.part, new.state) == (cast.stranger.unit, Part.SOLE, A.PENDING)
    assert (new.handed_out_on, new.due_on) == (TUESDAY, date(2026, 6, 3))
    assert work.life.proposal.state == P.ASSIGNED


def test_a_granted_part_has_no_open_deadline_left(cast: Cast) -> None:
    work = part(cast, A.HAND_BACK_REQUESTED)
    work.grant_hand_back(cast.stranger.unit)
    assert not work.assignment.deadlines.filter(superseded=False, met_on__isnull=True).exists()


def test_without_a_successor_the_case_waits_to_be_handed_out(cast: Cast) -> None:
    work = part(cast, A.HAND_BACK_REQUESTED)
    work.grant_hand_back()
    assert work.life.proposal.state == P.FORWARDED


def test_an_assisting_part_may_simply_end(cast: Cast) -> None:
    work = assisting_part(cast, A.HAND_BACK_REQUESTED)
    work.grant_hand_back()
    assert (work.state, work.life.proposal.state) == (A.HANDED_BACK, P.ASSIGNED)


def test_a_unit_that_has_a_part_already_gets_no_second_one(cast: Cast) -> None:
    life = handed_out(cast, Mode.LEAD_ASSIST)
    work = life.work(cast.unit)
    work.sign_for()
    work.ask_hand_back()
    with nothing_changes(), pytest.raises(NotReady, match="已有本件的承办任务") as refused:
        work.grant_hand_back(cast.assist.unit)
    assert refused.value.field == "unit"


def test_a_refusal_is_kept_and_the_unit_may_ask_again_in_time(cast: Cast) -> None:
    work = part(cast, A.HAND_BACK_REQUESTED)
    hand_back.refuse(work.pk, act=act(cast.congress_office, TUESDAY, "属于你单位职责。"))
    request = HandBack.objects.get(assignment=work.pk)
    assert (request.result, request.decision) == (RequestState.REFUSED, "属于你单位职责。")
    assert (request.decided_by, request.decided_on) == (cast.congress_office, TUESDAY)
    ask(cast, work)
    assert work.state is A.HAND_BACK_REQUESTED


def test_a_unit_may_think_better_of_it(cast: Cast) -> None:
    work = part(cast, A.HAND_BACK_REQUESTED)
    hand_back.withdraw(work.pk, act=act(cast.liaison, TUESDAY))
    assert HandBack.objects.get(assignment=work.pk).result == RequestState.WITHDRAWN
    assert work.state is A.SIGNED_FOR
