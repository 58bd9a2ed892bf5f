"""Long lists in pages: what the foot says, and what it costs to say it."""

import pytest
from django.db.models import QuerySet
from django.http import Http404, HttpRequest
from django.test import RequestFactory
from pytest_django import DjangoAssertNumQueries

from correspondence.models import Proposal
from correspondence.web import pager
from tests import factories
from tests.people import Cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def rows(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> QuerySet[Proposal]:
    """Three proposals, one a page, of which two are counted."""
    monkeypatch.setattr(pager, "ROWS_A_PAGE", 1)
    monkeypatch.setattr(pager, "COUNTED", 2)
    for number in ("0101", "0102", "0103"):
        factories.handed_out(cast, number=number)
    return Proposal.objects.order_by("number")


def page(number: int) -> HttpRequest:
    return RequestFactory().get("/", {"page": number})


@pytest.mark.parametrize("number", [1, 2, 3])
def test_both_ways_give_the_same_rows_and_the_same_foot(
    rows: QuerySet[Proposal], number: int
) -> None:
    shown, foot = pager.cut(page(number), rows)
    assert [one.number for one in shown] == [f"010{number}"]
    assert foot == {
        "summary": f"第 {number}–{number} 件，共 2+ 件",
        "previous": number - 1 or None,
        "next": number + 1 if number < 3 else None,
    }
    assert pager.cut_by_key(page(number), rows, Proposal.objects.all()) == (shown, foot)


def test_few_rows_are_counted_to_the_last(
    rows: QuerySet[Proposal], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pager, "COUNTED", 3)
    for _, foot in (
        pager.cut(page(2), rows),
        pager.cut_by_key(page(2), rows, Proposal.objects.all()),
    ):
        assert foot["summary"] == "第 2–2 件，共 3 件"


def test_a_page_behind_the_last_does_not_exist(rows: QuerySet[Proposal]) -> None:
    with pytest.raises(Http404):
        pager.cut(page(4), rows)
    with pytest.raises(Http404):
        pager.cut_by_key(page(4), rows, Proposal.objects.all())


def test_behind_as_many_as_are_counted_nothing_is_counted_again(
    rows: QuerySet[Proposal], django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(2):
        pager.cut(page(2), rows)
    with django_assert_num_queries(1):
        pager.cut(page(3), rows)


def test_by_key_the_rows_are_looked_for_once(
    rows: QuerySet[Proposal], django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(2) as asked:
        pager.cut_by_key(page(3), rows, Proposal.objects.all())
    assert "OFFSET 2" in asked.captured_queries[0]["sql"]
