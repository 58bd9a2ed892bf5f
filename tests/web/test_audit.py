"""审计: every change can be found, read and told as of a moment, and nothing can be pressed."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.apps import apps
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from correspondence.actions.record import keep
from correspondence.models import CalendarDay, Proposal, TextVersion, User, Versioned
from correspondence.rules.states import AssignmentState, ReplyState
from correspondence.web import audit_records
from correspondence.web.audit_kinds import KINDS, KINDS_BY_NAME
from correspondence.web.audit_records import Mark
from tests.factories import MONDAY, TITLE, TUESDAY, handed_out, part
from tests.people import Cast, act
from tests.web.pressing import look, signed_in

pytestmark = pytest.mark.django_db


def lines(cast: Cast, query: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = look(cast.auditor, f"/audit/?{query}").context["lines"]
    return found


def keys(answer: Any) -> list[str]:
    return [line["key"] for line in answer.context["lines"]]


def renamed(cast: Cast, title: str) -> Proposal:
    proposal = handed_out(cast).proposal
    proposal.title = title
    keep(proposal, act(cast.congress_office, TUESDAY), "代表来电更正")
    return proposal


def test_a_change_is_told_with_who_when_from_to_and_why(cast: Cast) -> None:
    renamed(cast, "关于科技创新券的建议")
    [line, *_] = lines(cast, "kind=proposals")
    assert (line["who"], line["why"]) == (cast.congress_office.name, "代表来电更正")
    [change] = line["changes"]
    assert (change.label, change.before, change.after) == ("案由", TITLE, "关于科技创新券的建议")


def test_values_are_shown_by_their_labels_and_names(cast: Cast) -> None:
    part(cast, AssignmentState.IN_PROGRESS)
    told = {
        change.label: change.after
        for line in lines(cast, "kind=assignments")
        for change in line["changes"]
    }
    assert (told["状态"], told["经办人"]) == ("待签收", cast.handler.name)
    assert told["主办处室"] == cast.office.name


def test_a_long_text_is_told_by_what_changed_in_it(cast: Cast) -> None:
    proposal = handed_out(cast).proposal
    proposal.text = "一、背景情况" * 20
    keep(proposal, act(cast.congress_office, TUESDAY))
    proposal.text += "补充。"
    keep(proposal, act(cast.congress_office, TUESDAY))
    [change] = lines(cast, "kind=proposals")[0]["changes"]
    assert [part.text for part in change.right if part.kind == "ins"] == ["补充。"]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("q=0049", True),
        ("q=第0049号", True),
        ("q=0050", False),
        ("q=科技创新券", True),
        ("kind=proposals&q=没有", False),
        ("person=congress_office", True),
        ("person=没有这个人", False),
        (f"since={TUESDAY}&until={TUESDAY}", True),
        (f"since={TUESDAY + timedelta(days=1)}&kind=proposals", False),
        (f"until={MONDAY - timedelta(days=1)}&kind=proposals", False),
        ("kind=proposals&field=title", True),
        ("kind=proposals&field=is_key&q=0049", True),
    ],
)
def test_records_are_found_by_case_person_period_and_field(
    cast: Cast, query: str, found: bool
) -> None:
    renamed(cast, "关于科技创新券的建议")
    assert bool(lines(cast, query)) is found


def test_a_field_finds_only_records_in_which_it_changed(cast: Cast) -> None:
    renamed(cast, "关于科技创新券的建议")
    told = lines(cast, "kind=proposals&field=title")
    assert [line["sort"] for line in told] == ["修改", "新建"]
    assert [line["sort"] for line in lines(cast, "kind=proposals&field=number")] == ["修改"]
    assert lines(cast, "kind=proposals&field=withdrawn_on") == []


def test_a_wrong_period_is_told_beside_the_field(cast: Cast) -> None:
    page = look(cast.auditor, "/audit/?since=2026-03-02&until=2026-03-01").content.decode()
    assert "截止日期应不早于起始日期" in page
    assert look(cast.auditor, "/audit/?since=abc&kind=nonsense&field=x").status_code == 200


def test_pages_follow_one_another_and_lose_nothing(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    part(cast, AssignmentState.IN_PROGRESS)
    client = signed_in(cast.auditor)
    whole = keys(client.get("/audit/?q=0049"))
    monkeypatch.setattr(audit_records, "ROWS_A_PAGE", 4)
    pages, mark, answer = [], "", None
    while answer is None or mark:
        answer = client.get(f"/audit/?q=0049&page={mark}")
        pages.append(keys(answer))
        mark = answer.context["pager"]["next"]
    assert [key for page in pages for key in page] == whole
    former = client.get(f"/audit/?q=0049&page={answer.context['pager']['previous']}")
    assert keys(former) == pages[-2]


@pytest.mark.parametrize("page", ["x", "before.1.2", "after.9.9.9", "before." + "9" * 40])
def test_a_page_that_is_none_shows_something_sensible(cast: Cast, page: str) -> None:
    handed_out(cast)
    assert look(cast.auditor, f"/audit/?page={page}").status_code == 200


def test_a_mark_beyond_all_time_is_none() -> None:
    assert Mark.read("9" * 18 + ".1.1") is None


def test_one_row_is_told_from_its_first_day_on(cast: Cast) -> None:
    proposal = renamed(cast, "关于科技创新券的建议")
    context = look(cast.auditor, f"/audit/proposals/{proposal.pk}/").context
    assert context["lines"][0]["sort"] == "新建"
    assert context["lines"][-1]["why"] == "代表来电更正"
    now = {pair["label"]: pair["value"] for pair in context["state"]}
    assert (now["案由"], now["届次"]) == ("关于科技创新券的建议", cast.session.name)


def test_one_row_is_shown_as_it_was_at_a_moment(cast: Cast) -> None:
    proposal = renamed(cast, "关于科技创新券的建议")
    url = f"/audit/proposals/{proposal.pk}/?at="
    then = look(cast.auditor, f"{url}{MONDAY}T23:59").context["state"]
    assert {"label": "案由", "value": TITLE} in then
    assert look(cast.auditor, f"{url}2020-01-01T00:00").context["state"] == []
    assert "请填写日期和时间" in look(cast.auditor, f"{url}昨天").content.decode()


def test_a_row_that_was_deleted_keeps_its_history(cast: Cast) -> None:
    day = CalendarDay.objects.create(day=MONDAY, is_workday=True, name="调休", source="通知")
    pk = day.pk
    day.delete()
    page = look(cast.auditor, f"/audit/calendar/{pk}/")
    assert [line["sort"] for line in page.context["lines"]] == ["新建", "删除"]
    assert "此时已经删除" in page.content.decode()


def test_text_versions_are_the_history_of_a_replys_text(cast: Cast) -> None:
    reply = part(cast, ReplyState.DRAFT).paper.reply
    context = look(cast.auditor, f"/audit/texts/{reply.pk}/").context
    assert len(context["lines"]) == TextVersion.objects.filter(reply=reply).count()


def test_what_was_typed_is_never_taken_for_a_page(cast: Cast) -> None:
    proposal = renamed(cast, "<script>alert(1)</script>")
    for url in ("/audit/", f"/audit/proposals/{proposal.pk}/", "/audit/ledger/"):
        assert "<script>alert" not in look(cast.auditor, url).content.decode()


def test_a_password_and_a_telephone_number_stay_hidden(cast: Cast) -> None:
    person = User.objects.get(pk=cast.handler.pk)
    person.set_password("sehr-geheim")
    person.phone = "13812345678"
    keep(person, act(cast.sysadmin, TUESDAY))
    for url in (f"/audit/people/{person.pk}/", f"/audit/deputies/{cast.lead_deputy.pk}/"):
        page = look(cast.auditor, url).content.decode()
        assert person.password not in page
        assert "13812345678" not in page
        assert cast.lead_deputy.phone not in page


@pytest.mark.parametrize(
    "url", ["/audit/", "/audit/ledger/", "/audit/ledger/evidence.zip", "/audit/proposals/1/"]
)
def test_nobody_but_an_auditor_finds_these_pages(cast: Cast, url: str) -> None:
    for name in ("handler", "supervisor", "congress_office", "deputy", "sysadmin", "secadmin"):
        assert look(getattr(cast, name), url).status_code == 404
    assert Client().get(url).status_code == 302


def test_nothing_can_be_pressed(cast: Cast) -> None:
    proposal = handed_out(cast).proposal
    client = signed_in(cast.auditor)
    for url in ("/audit/", "/audit/ledger/", f"/audit/proposals/{proposal.pk}/"):
        assert client.post(url).status_code == 405
        main = client.get(url).content.decode().split("<main", 1)[1].split("</main>")[0]
        assert re.findall(r'method="(\w+)"', main) == ["get"]
        assert not re.search(r"/(nudge|accept|withdraw|save|move)/|hx-post|/admin/", main)


def test_every_versioned_model_can_be_looked_into() -> None:
    versioned = {
        model._meta.model_name
        for model in apps.get_app_config("correspondence").get_models()
        if issubclass(model, Versioned)
    }
    assert versioned - set(KINDS_BY_NAME) == set()


def test_every_kind_has_its_page(cast: Cast) -> None:
    part(cast, AssignmentState.FEEDBACK_DONE)
    for key in KINDS:
        page = look(cast.auditor, f"/audit/?kind={key}&q=0049")
        assert page.status_code == 200, key
        for line in page.context["lines"][:1]:
            assert look(cast.auditor, line["url"]).status_code == 200, key


def test_the_index_costs_the_same_for_many_records(cast: Cast) -> None:
    counts = []
    for number in ("0101", "0102", "0103"):
        handed_out(cast, number=number)
        with CaptureQueriesContext(connection) as queries:
            look(cast.auditor, "/audit/?kind=assignments")
        counts.append(len(queries))
    assert counts[0] == counts[-1]
