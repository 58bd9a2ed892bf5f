"""登记编号: one gapless row for each issuer code and year, and nothing that vanishes from it."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from correspondence.actions import number, sign
from correspondence.actions.errors import NotReady
from correspondence.models import DocumentNumber, NumberSeries, Reply, SeriesUse
from correspondence.rules.numbering import gaps
from correspondence.rules.states import ReplyState as R
from correspondence.rules.words import Mode
from tests.evidence import nothing_changes, one_entry
from tests.factories import MONDAY, TUESDAY, handed_out, part
from tests.people import Cast, act
from tests.walk import walk_to

pytestmark = pytest.mark.django_db


@pytest.fixture
def rechecked(cast: Cast) -> Reply:
    return part(cast, R.RECHECKED).paper.reply


def draw(cast: Cast, reply: Reply, day: date = TUESDAY) -> str:
    return number.assign(reply.pk, act=act(cast.liaison, day)).number


def another(cast: Cast, case: str) -> Reply:
    work = handed_out(cast, number=case).work(cast.unit)
    walk_to(work, R.RECHECKED)
    return work.paper.reply


def test_the_first_number_of_a_year_is_one(cast: Cast, rechecked: Reply) -> None:
    assert draw(cast, rechecked) == "沪科建复〔2026〕1号"
    rechecked.refresh_from_db()
    assert (rechecked.numbered_on, rechecked.state) == (TUESDAY, R.NUMBERED)


def test_numbers_follow_one_another(cast: Cast, rechecked: Reply) -> None:
    drawn = [draw(cast, rechecked), draw(cast, another(cast, "0050"))]
    assert drawn == ["沪科建复〔2026〕1号", "沪科建复〔2026〕2号"]


def test_every_year_begins_with_one(cast: Cast, rechecked: Reply) -> None:
    draw(cast, rechecked)
    assert draw(cast, another(cast, "0050"), date(2027, 1, 4)) == "沪科建复〔2027〕1号"


def test_opinions_have_a_row_of_their_own(cast: Cast, rechecked: Reply) -> None:
    draw(cast, rechecked)
    life = handed_out(cast, Mode.LEAD_ASSIST, number="0050")
    opinion = life.work(cast.assist.unit)
    walk_to(opinion, R.NUMBERED)
    assert opinion.paper.reply.number == "沪发改建会〔2026〕1号"


def test_a_drawn_number_says_who_drew_it_for_what(cast: Cast, rechecked: Reply) -> None:
    draw(cast, rechecked)
    drawn = DocumentNumber.objects.get(text="沪科建复〔2026〕1号")
    assert (drawn.reply, drawn.drawn_by, drawn.drawn_on) == (rechecked, cast.liaison, TUESDAY)


def test_looking_at_the_next_number_does_not_draw_it(cast: Cast, rechecked: Reply) -> None:
    with nothing_changes():
        assert number.preview(rechecked, TUESDAY) == "沪科建复〔2026〕1号"
    draw(cast, rechecked)
    assert number.preview(rechecked, TUESDAY) == "沪科建复〔2026〕2号"


def test_a_voided_number_stays_visible_and_is_not_given_again(cast: Cast, rechecked: Reply) -> None:
    draw(cast, rechecked)
    number.void(rechecked.pk, act=act(cast.liaison, TUESDAY, "拟稿有误"))
    assert draw(cast, rechecked) == "沪科建复〔2026〕2号"
    voided = DocumentNumber.objects.get(serial=1)
    assert (voided.voided_on, voided.void_reason) == (TUESDAY, "拟稿有误")
    assert gaps(set(DocumentNumber.objects.values_list("serial", flat=True))) == []


def test_a_voided_number_leaves_the_reply_without_one(cast: Cast, rechecked: Reply) -> None:
    draw(cast, rechecked)
    reply = number.void(rechecked.pk, act=act(cast.liaison, TUESDAY, "拟稿有误"))
    assert (reply.state, reply.number, reply.numbered_on) == (R.RECHECKED, "", None)


def test_a_refused_draw_leaves_no_gap(cast: Cast, rechecked: Reply) -> None:
    with nothing_changes(), pytest.raises(PermissionDenied):
        number.assign(rechecked.pk, act=act(cast.handler, TUESDAY))
    assert draw(cast, rechecked) == "沪科建复〔2026〕1号"


def test_a_unit_without_a_series_is_told_so(cast: Cast, rechecked: Reply) -> None:
    SeriesUse.objects.filter(series__unit=cast.unit).delete()
    with nothing_changes(), pytest.raises(NotReady, match="尚未设置此类文件的机关代字"):
        draw(cast, rechecked)


def test_numbers_given_on_paper_are_continued(cast: Cast, rechecked: Reply) -> None:
    series = NumberSeries.objects.get(issuer_code="沪科建复")
    by = act(cast.sysadmin, MONDAY, "系统启用前已编至14号")
    with one_entry():
        number.begin_at(series, year=2026, serial=14, act=by)
    assert draw(cast, rechecked) == "沪科建复〔2026〕15号"


def test_a_row_that_has_begun_is_not_moved(cast: Cast, rechecked: Reply) -> None:
    draw(cast, rechecked)
    series = NumberSeries.objects.get(issuer_code="沪科建复")
    with nothing_changes(), pytest.raises(NotReady, match="已经编到1号"):
        number.begin_at(series, year=2026, serial=99, act=act(cast.sysadmin, TUESDAY, "续接"))


def test_only_an_administrator_continues_numbers(cast: Cast) -> None:
    series = NumberSeries.objects.get(issuer_code="沪科建复")
    with nothing_changes(), pytest.raises(PermissionDenied):
        number.begin_at(series, year=2026, serial=9, act=act(cast.liaison, TUESDAY, "续接"))


def test_a_document_that_went_back_to_be_signed_has_drawn_no_number(cast: Cast) -> None:
    reply = part(cast, R.SIGNED).paper.reply
    sign.return_for_signing(reply.pk, act=act(cast.reviewer, TUESDAY, "须补充。"))
    assert not DocumentNumber.objects.exists()
