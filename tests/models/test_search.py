"""What is written can be found, by those who may see it and by nobody else."""

from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection

from correspondence.actions.search import index_proposal
from correspondence.models import Proposal, SearchEntry, User
from correspondence.rules.states import ReplyState
from tests import factories
from tests.people import Cast

pytestmark = pytest.mark.django_db


def found(user: User, words: str) -> list[str]:
    entries = SearchEntry.objects.visible_to(user).saying(words)
    return ["reply" if entry.reply_id else "proposal" for entry in entries]


def test_every_pair_of_a_title_finds_its_proposal(cast: Cast) -> None:
    factories.handed_out(cast)
    pairs = [factories.TITLE[at : at + 2] for at in range(len(factories.TITLE) - 1)]
    assert all(found(cast.liaison, pair) == ["proposal"] for pair in pairs)


def test_a_phrase_is_found_only_where_it_stands_in_one_piece(cast: Cast) -> None:
    factories.handed_out(cast)
    assert found(cast.liaison, "科技创新券使用") == ["proposal"]
    assert found(cast.liaison, "科技使用创新券") == []
    assert found(cast.liaison, "使用 科技") == ["proposal"]


@pytest.mark.parametrize("words", ["0049", "第0049号", "杨彩虹", "科技"])
def test_number_deputy_and_words_all_lead_to_the_case(cast: Cast, words: str) -> None:
    factories.handed_out(cast)
    assert found(cast.liaison, words) == ["proposal"]


def test_a_reply_is_found_from_its_issue_until_it_is_revoked(cast: Cast) -> None:
    paper = factories.part(cast, ReplyState.SEALED).paper
    words = paper.reply.latest.body[:4]
    assert found(cast.deputy, words) == []
    paper.issue()
    assert found(cast.deputy, words) == ["reply"]
    assert found(cast.deputy, paper.reply.number) == ["reply"]
    paper.deliver()
    paper.revoke()
    assert found(cast.deputy, words) == []


def test_nobody_finds_what_they_may_not_see(cast: Cast) -> None:
    reply = factories.part(cast, ReplyState.ISSUED).paper.reply
    assert found(cast.handler, reply.number) == ["reply"]
    for outsider in (cast.stranger.liaison, cast.other_deputy, cast.sysadmin):
        assert found(outsider, reply.number) == []
        assert found(outsider, "科技") == []


def test_the_index_can_be_made_anew(cast: Cast) -> None:
    factories.part(cast, ReplyState.ISSUED)
    before = set(SearchEntry.objects.values_list("proposal", "reply", "plain"))
    call_command("reindex", stdout=StringIO())
    assert set(SearchEntry.objects.values_list("proposal", "reply", "plain")) == before
    assert sorted(found(cast.handler, "科技")) == ["proposal", "reply"]


def test_a_changed_text_is_found_by_its_new_words_only(cast: Cast) -> None:
    factories.registered(cast)
    proposal = Proposal.objects.get()
    proposal.text = "完全不同的内容"
    index_proposal(proposal, factories.MONDAY)
    assert SearchEntry.objects.saying("不同").count() == 1
    assert SearchEntry.objects.saying("具体").count() == 0


def test_the_index_is_asked_and_not_the_table(cast: Cast) -> None:
    plan = SearchEntry.objects.saying("科技").explain()
    if connection.vendor == "sqlite":
        assert "VIRTUAL TABLE INDEX" in plan


def test_titles_that_share_a_telling_pair_are_alike(cast: Cast) -> None:
    factories.part(cast, ReplyState.ISSUED)
    assert SearchEntry.objects.replies().about("关于扩大创新券适用地区的建议").count() == 1
    assert SearchEntry.objects.replies().about("关于加强道路养护的建议").count() == 0
