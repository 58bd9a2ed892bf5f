"""The chain of acts as an auditor reads it: filtered, in pages, and checked."""

from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import connection

from correspondence.actions import number
from correspondence.models import LedgerEntry, LedgerHead, NumberSeries
from correspondence.rules.states import AssignmentState, ReplyState
from correspondence.web import audit_acts
from tests.factories import MONDAY, handed_out, part
from tests.people import Cast, act
from tests.web.pressing import look

pytestmark = pytest.mark.django_db


def lines(cast: Cast, query: str = "") -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = look(cast.auditor, f"/audit/ledger/?{query}").context["lines"]
    return found


def tamper(sql: str) -> None:
    """Go behind the back of the site, past what the database forbids."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL session_replication_role = replica")
        else:
            cursor.execute("DROP TRIGGER correspondence_ledgerentry_append_only")
        cursor.execute(sql)


def test_an_act_is_told_with_its_states_and_what_it_changed(cast: Cast) -> None:
    part(cast, AssignmentState.SIGNED_FOR)
    [line, *_] = lines(cast)
    assert (line["entry"].label, line["source"], line["target"]) == ("签收", "待签收", "已签收")
    assert (line["who"], line["unit"]) == (cast.liaison.name, "市科委")
    assert ("签收日期", str(MONDAY)) in [(one.label, one.after) for one in line["changes"]]


@pytest.mark.parametrize(
    ("query", "count"),
    [("act=签收", 1), ("q=0049&act=签收", 1), ("q=0050", 0), ("person=liaison", 1)],
)
def test_acts_are_found_by_case_name_and_person(cast: Cast, query: str, count: int) -> None:
    part(cast, AssignmentState.SIGNED_FOR)
    assert len(lines(cast, query)) == count


def test_a_whole_chain_passes(cast: Cast) -> None:
    part(cast, ReplyState.REVIEW)
    page = look(cast.auditor, "/audit/ledger/")
    assert page.context["verdict"].flaws == {}
    assert "校验通过" in page.content.decode()


SIGNED_OVER = ("subject", "act", "label", "source", "target", "reason")
FIELDS_OF_AN_ACT = {field.name for field in LedgerEntry._meta.concrete_fields}


def test_every_field_of_an_act_is_covered_by_its_hash() -> None:
    covered = set(LedgerEntry(at=datetime.now(UTC), actor_id=1).content())
    assert FIELDS_OF_AN_ACT - covered == {"id", "previous_hash", "hash"}


@pytest.mark.parametrize("column", SIGNED_OVER)
def test_a_changed_entry_is_pointed_at(cast: Cast, column: str) -> None:
    handed_out(cast)
    tamper(f"UPDATE correspondence_ledgerentry SET {column} = 'reply' WHERE serial = 2")
    page = look(cast.auditor, "/audit/ledger/")
    assert page.context["verdict"].flaws == {2: "内容与校验值不符"}
    assert "第 2 条：内容与校验值不符" in page.content.decode()


def test_an_entry_of_a_kind_that_there_is_not_can_be_read_all_the_same(cast: Cast) -> None:
    handed_out(cast)
    tamper("UPDATE correspondence_ledgerentry SET subject = 'nonsense' WHERE serial = 2")
    page = look(cast.auditor, "/audit/ledger/")
    assert page.context["verdict"].flaws == {2: "内容与校验值不符"}
    assert "nonsense" in page.content.decode()


def test_a_missing_entry_shows_at_the_one_behind_it(cast: Cast) -> None:
    handed_out(cast)
    tamper("DELETE FROM correspondence_ledgerentry WHERE serial = 2")
    assert look(cast.auditor, "/audit/ledger/").context["verdict"].flaws == {3: "前一条记录缺失"}


def test_an_end_that_was_cut_off_shows(cast: Cast) -> None:
    handed_out(cast)
    head = LedgerHead.objects.get()
    tamper(f"DELETE FROM correspondence_ledgerentry WHERE serial = {head.serial}")
    assert str(head.serial) in look(cast.auditor, "/audit/ledger/").context["verdict"].end


def test_pages_follow_one_another_both_ways(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    part(cast, AssignmentState.IN_PROGRESS)
    monkeypatch.setattr(audit_acts, "ROWS_A_PAGE", 3)
    first = look(cast.auditor, "/audit/ledger/").context
    second = look(cast.auditor, f"/audit/ledger/?page={first['pager']['next']}").context
    serials = [line["entry"].serial for line in (*first["lines"], *second["lines"])]
    newest = LedgerHead.objects.get().serial
    assert serials == list(range(newest, newest - 6, -1))
    back = look(cast.auditor, f"/audit/ledger/?page={second['pager']['previous']}").context
    assert [line["entry"].serial for line in back["lines"]] == serials[:3]
    assert first["pager"]["previous"] == ""


def test_an_act_on_a_setting_is_told_by_its_name(cast: Cast) -> None:
    series = NumberSeries.objects.first()
    assert series is not None
    why = act(cast.sysadmin, MONDAY, "启用前已编至14号")
    number.begin_at(series, year=2026, serial=14, act=why)
    [line] = lines(cast)
    assert (line["name"], line["subject"]) == (series.issuer_code, "机关代字")
    assert LedgerEntry.objects.count() == 1
