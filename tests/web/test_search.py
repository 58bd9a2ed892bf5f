"""The search of the top bar."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from correspondence.rules.states import ReplyState
from tests import factories
from tests.people import Cast
from tests.web.pressing import look

pytestmark = pytest.mark.django_db


def test_cases_and_issued_replies_are_found_with_the_words_marked(cast: Cast) -> None:
    reply = factories.part(cast, ReplyState.ISSUED).paper.reply
    page = look(cast.handler, "/search/?q=创新券").content.decode()
    assert f"/replies/{reply.pk}/" in page
    assert f"/proposals/{reply.assignment.proposal_id}/" in page
    assert "<mark>" in look(cast.handler, f"/search/?q={reply.latest.body[:3]}").content.decode()


def test_the_bar_keeps_what_was_searched_for_and_not_what_a_list_is_filtered_by(cast: Cast) -> None:
    bar = 'name="q"\n             value="创新券"'
    assert bar in look(cast.handler, "/search/?q=创新券").content.decode()
    assert bar not in look(cast.handler, "/proposals/?q=创新券").content.decode()


def test_the_kinds_can_be_looked_at_apart(cast: Cast) -> None:
    reply = factories.part(cast, ReplyState.ISSUED).paper.reply
    only = look(cast.handler, "/search/?q=创新券&kind=proposals").content.decode()
    assert f'href="/replies/{reply.pk}/"' not in only


def test_what_one_may_not_see_is_not_found(cast: Cast) -> None:
    factories.part(cast, ReplyState.ISSUED)
    assert "没有找到" in look(cast.stranger.liaison, "/search/?q=创新券").content.decode()


@pytest.mark.parametrize(
    "words", ["", "%20", "，。", "%27%22%20OR%201", "%F0%AB%9F%B9", "a" * 3000]
)
def test_no_words_break_the_search(cast: Cast, words: str) -> None:
    assert look(cast.handler, f"/search/?q={words}").status_code == 200


def test_the_page_asks_the_same_number_of_questions_for_one_row_and_for_many(cast: Cast) -> None:
    counts = []
    for number in ("0049", "0050", "0051"):
        factories.handed_out(cast, number=number)
        with CaptureQueriesContext(
            connection,
        ) as asked:
            look(cast.liaison, "/search/?q=创新券")
        counts.append(len(asked))
    assert counts[0] == counts[-1]


def test_the_top_bar_leads_here(cast: Cast) -> None:
    assert 'action="/search/"' in look(cast.handler, "/my-work/").content.decode()
