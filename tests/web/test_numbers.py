"""发文字号登记: every number with what became of it, and every gap, loudly."""

import pytest

from correspondence.models import DocumentNumber, SeriesYear
from correspondence.rules.states import ReplyState
from tests.factories import part
from tests.people import Cast
from tests.web.pressing import look

pytestmark = pytest.mark.django_db


def drawn(cast: Cast) -> DocumentNumber:
    """A number that was drawn for a reply and not used yet."""
    return part(cast, ReplyState.NUMBERED).paper.reply.numbers.get()


def page(cast: Cast, query: str = "") -> str:
    text: str = look(cast.liaison, f"/numbers/?{query}").content.decode()
    return text


def test_a_number_is_listed_with_its_document(cast: Cast) -> None:
    number = drawn(cast)
    shown = page(cast)
    assert number.text in shown
    assert "已编号" in shown
    assert "第0049号" in shown
    assert "缺号 " not in shown


def test_a_void_number_stays_with_its_reason(cast: Cast) -> None:
    number = drawn(cast)
    number.voided_on, number.void_reason = number.drawn_on, "版面有误，重新编号"
    number.save()
    assert "作废" in page(cast)
    assert "版面有误，重新编号" in page(cast)


def test_a_gap_is_said_loudly(cast: Cast) -> None:
    number = drawn(cast)
    SeriesYear.objects.filter(series=number.series).update(last_serial=4)
    number.serial = 3
    number.save()
    shown = page(cast)
    assert 'role="alert"' in shown
    assert "缺号 3 个" in shown
    for serial in (1, 2, 4):
        assert f"沪科建复〔2026〕{serial}号" in shown


def test_numbers_given_before_the_system_came_are_no_gap(cast: Cast) -> None:
    number = drawn(cast)
    SeriesYear.objects.filter(series=number.series).update(began_after=14, last_serial=15)
    number.serial = 15
    number.save()
    assert "缺号 " not in page(cast)
    assert "自第 15 号起在本系统编号" in page(cast)


def test_the_register_is_narrowed_by_series_and_year(cast: Cast) -> None:
    number = drawn(cast)
    assert number.text in page(cast, f"series={number.series_id}&year=2026")
    other = cast.unit.series.exclude(pk=number.series_id).get()
    assert number.text not in page(cast, f"series={other.pk}")
    assert "没有符合条件" in page(cast, "year=1999")


def test_a_unit_sees_its_own_numbers_and_an_auditor_all(cast: Cast) -> None:
    number = drawn(cast)
    assert number.text not in look(cast.stranger.liaison, "/numbers/").content.decode()
    assert number.text in look(cast.auditor, "/numbers/").content.decode()
    assert look(cast.handler, "/numbers/").status_code == 404
