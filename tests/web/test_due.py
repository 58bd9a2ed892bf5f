"""The page that says why a due day is the day it is."""

import re
from datetime import date

import pytest
from django.test import Client

from correspondence.models import User
from correspondence.rules.states import AssignmentState as State
from tests.factories import CAP, handed_out, part
from tests.people import Cast

pytestmark = pytest.mark.django_db


def page(by: User, address: str, status: int = 200) -> str:
    client = Client()
    client.force_login(by)
    answer = client.get(address)
    assert answer.status_code == status
    return answer.content.decode()


def test_the_page_walks_from_the_event_to_the_due_day(cast: Cast) -> None:
    shown = page(cast.handler, f"/assignments/{part(cast, State.IN_PROGRESS).pk}/due/")
    assert "答复时限为什么是 2026年6月2日" in shown
    assert "第十九条" in shown
    assert 'due-day--due" title="到期日' in shown


def test_each_fact_is_told_once(cast: Cast) -> None:
    shown = page(cast.handler, f"/assignments/{part(cast, State.IN_PROGRESS).pk}/due/")
    assert shown.count("3个月") == 1
    assert shown.count("当日不计入") == 1


def test_days_that_do_not_count_are_named(cast: Cast) -> None:
    work = part(cast, State.SIGNED_FOR)
    deadline = work.assignment.deadlines.get(kind="hand_back")
    shown = page(cast.liaison, f"/assignments/{work.pk}/due/?of={deadline.pk}")
    assert "2026年3月7日 周六" in shown
    assert "休息日，不计入" in shown


def test_the_case_leads_to_the_page(cast: Cast) -> None:
    life = handed_out(cast)
    address = f"/assignments/{life.work(cast.unit).pk}/due/"
    assert address in page(cast.liaison, f"/proposals/{life.pk}/")


def test_former_days_stay_with_who_changed_them(cast: Cast) -> None:
    work = part(cast, State.IN_PROGRESS)
    work.ask_extension(CAP, "涉及面广。")
    work.grant_extension()
    shown = page(cast.handler, f"/assignments/{work.pk}/due/")
    assert "批准延期：2026-09-02" in shown
    assert "此前的时限" in shown
    assert "2026-06-02" in shown


def test_a_provisional_day_is_marked(cast: Cast) -> None:
    work = part(cast, State.PENDING)
    deadline = work.assignment.deadlines.get(kind="reply")
    deadline.due_on, deadline.provisional = date(2027, 2, 2), True
    deadline.save()
    assert "放假安排尚未公布" in page(cast.liaison, f"/assignments/{work.pk}/due/")


def test_a_deputy_reads_only_the_day_that_binds_the_unit(cast: Cast) -> None:
    work = part(cast, State.SIGNED_FOR)
    internal = work.assignment.deadlines.get(kind="receipt")
    address = f"/assignments/{work.pk}/due/"
    assert "答复时限" in page(cast.deputy, address)
    page(cast.deputy, f"{address}?of={internal.pk}", status=404)
    page(cast.other_deputy, address, status=404)


def test_the_units_own_people_see_their_internal_day_and_nobody_else(cast: Cast) -> None:
    address = f"/assignments/{part(cast, State.IN_PROGRESS).pk}/due/"
    for person in (cast.handler, cast.liaison, cast.leader):
        assert re.search(r"内部时限.{0,200}2026-05-18", page(person, address), re.DOTALL)
    assert "内部时限" not in page(cast.handing_out_office, address)


def test_a_unit_may_keep_another_internal_day_or_none(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    for days, internal in ((20, "2026-05-13"), (0, "")):
        monkeypatch.setattr(cast.unit, "internal_days", days)
        cast.unit.save()
        life = handed_out(cast, number=f"00{days}")
        shown = page(cast.liaison, f"/assignments/{life.work(cast.unit).pk}/due/")
        assert ("内部时限" in shown) is bool(internal)
        assert internal in shown


def test_a_term_too_short_for_it_has_no_internal_day(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cast.unit, "internal_days", 92)
    cast.unit.save()
    assert part(cast, State.PENDING).assignment.internal_due_on is None


def test_the_internal_day_stands_beside_the_statutory_one(cast: Cast) -> None:
    proposal = part(cast, State.IN_PROGRESS).assignment.proposal_id
    for address in (f"/proposals/{proposal}/", "/my-work/"):
        assert re.search(r"内部时限[^0-9]{0,40}2026-05-18", page(cast.handler, address)), address
    assert "内部时限" not in page(cast.handing_out_office, f"/proposals/{proposal}/")
