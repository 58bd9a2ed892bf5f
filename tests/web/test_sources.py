"""What stands beside a text: earlier replies, standard paragraphs, opinions of assisting units."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from correspondence.management.paper import Draft
from correspondence.management.work import Work
from correspondence.models import Reply, StandardParagraph
from correspondence.rules.states import AssignmentState, ReplyState
from correspondence.rules.words import Mode
from tests import factories
from tests.people import Cast
from tests.walk import walk_to
from tests.web.pressing import look

pytestmark = pytest.mark.django_db

EARLIER = Draft(body="您提出的建议收悉。\n一、扩大创新券适用范围\n已将跨区使用纳入细则。\n感谢您！")


def issued(cast: Cast, number: str = "0012") -> Reply:
    work = factories.handed_out(cast, number=number).work(cast.unit)
    walk_to(work, ReplyState.ISSUED, EARLIER)
    return work.paper.reply


def drafted(cast: Cast) -> Reply:
    return factories.part(cast, ReplyState.DRAFT).paper.reply


def test_replies_to_alike_proposals_stand_first_without_asking(cast: Cast) -> None:
    before, reply = issued(cast), drafted(cast)
    page = look(cast.handler, f"/replies/{reply.pk}/earlier/").content.decode()
    assert before.number in page
    assert f"/replies/{reply.pk}/earlier/{before.pk}/" in page


def test_words_find_them_too_and_are_marked(cast: Cast) -> None:
    before, reply = issued(cast), drafted(cast)
    page = look(cast.handler, f"/replies/{reply.pk}/earlier/?q=跨区使用").content.decode()
    assert before.number in page
    assert "<mark>跨区使用</mark>" in page
    missed = look(cast.handler, f"/replies/{reply.pk}/earlier/?q=渔业").content.decode()
    assert "没有含有“渔业”" in missed


def test_an_opened_reply_gives_each_paragraph_with_its_source(cast: Cast) -> None:
    before, reply = issued(cast), drafted(cast)
    page = look(cast.handler, f"/replies/{reply.pk}/earlier/{before.pk}/").content.decode()
    assert 'data-insert="已将跨区使用纳入细则。"' in page
    assert f'data-source="{before.number}第3段"' in page


def test_nobody_reads_here_what_is_closed_elsewhere(cast: Cast) -> None:
    before, reply = issued(cast), drafted(cast)
    draft = factories.handed_out(cast, number="0077").work(cast.unit)
    walk_to(draft, ReplyState.DRAFT)
    closed = draft.paper.reply
    assert look(cast.handler, f"/replies/{reply.pk}/earlier/{closed.pk}/").status_code == 404
    for url in ("earlier", f"earlier/{before.pk}", "paragraphs", "opinions", "word"):
        assert look(cast.stranger.handler, f"/replies/{reply.pk}/{url}/").status_code == 404


def test_the_list_asks_the_same_number_of_questions_for_one_and_for_many(cast: Cast) -> None:
    reply, counts = drafted(cast), []
    for number in ("0012", "0013", "0014"):
        issued(cast, number)
        with CaptureQueriesContext(connection) as asked:
            look(cast.handler, f"/replies/{reply.pk}/earlier/")
        counts.append(len(asked))
    assert counts[0] == counts[-1]


def test_standard_paragraphs_stand_ready(cast: Cast) -> None:
    StandardParagraph.objects.create(unit=cast.unit, label="结尾", text="感谢您的关心。")
    page = look(cast.handler, f"/replies/{drafted(cast).pk}/paragraphs/").content.decode()
    assert 'data-insert="感谢您的关心。"' in page


def test_an_opinion_is_quoted_with_the_name_of_its_unit(cast: Cast) -> None:
    life = factories.handed_out(cast, Mode.LEAD_ASSIST)
    lead, assist = life.work(cast.unit), life.work(cast.assist.unit)
    walk_to(lead, AssignmentState.IN_PROGRESS)
    lead.talk()
    lead.paper.start()
    frame = "关于《建议》收悉，现将会办意见函告如下：\n{}\n以上意见供你单位统一答复代表时参考。"
    said = frame.format("我委建议贵委分步实施。")
    walk_to(assist, AssignmentState.OPINION_SENT, Draft(body=said))
    page = look(cast.handler, f"/replies/{lead.paper.reply.pk}/opinions/").content.decode()
    assert 'data-insert="市发展改革委认为：该委建议我委分步实施。"' in page
    assert "以上意见供" not in page


def test_an_opinion_is_written_without_a_tab_to_quote_it_from(cast: Cast) -> None:
    def tabs(work: Work) -> list[str]:
        user = work.assignment.handler
        assert user is not None
        page = look(user, f"/replies/{work.paper.reply.pk}/save/")
        return [panel["name"] for panel in page.context["panels"]]

    opinion = factories.assisting_part(cast, ReplyState.DRAFT)
    assert "opinions" not in tabs(opinion)
    lead = opinion.life.work(cast.unit)
    walk_to(lead, AssignmentState.IN_PROGRESS)
    lead.paper.start()
    assert "opinions" in tabs(lead)


def test_a_missing_opinion_says_when_it_is_due(cast: Cast) -> None:
    life = factories.handed_out(cast, Mode.LEAD_ASSIST)
    lead = life.work(cast.unit)
    walk_to(lead, AssignmentState.IN_PROGRESS)
    lead.paper.start()
    page = look(cast.handler, f"/replies/{lead.paper.reply.pk}/opinions/").content.decode()
    assert "会办意见尚未收到" in page
    assert "不再等待" in page
