"""会办意见 as the leading unit receives it: used, sent back to be completed, or not waited for."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from correspondence.actions import contact, draft, opinion
from correspondence.actions.errors import WrongState
from correspondence.actions.outbox import NEWS_STAGE
from correspondence.models import Assignment, Reminder, Reply
from correspondence.rules.states import AssignmentState as A
from correspondence.rules.states import ReplyState as R
from tests.evidence import nothing_changes
from tests.factories import MONDAY, TUESDAY, assisting_part
from tests.people import Cast, act
from tests.walk import walk_to

pytestmark = pytest.mark.django_db


def test_a_sent_opinion_stops_the_clock_of_its_unit(cast: Cast) -> None:
    work = assisting_part(cast, A.OPINION_SENT)
    deadline = work.assignment.deadlines.get(kind="opinion", superseded=False)
    assert (deadline.met_on, work.assignment.answered_on) == (MONDAY, MONDAY)
    assert (deadline.due_on, work.assignment.outcome) == (date(2026, 4, 2), "")


def test_an_opinion_sent_back_is_written_anew(cast: Cast) -> None:
    work = assisting_part(cast, A.OPINION_SENT)
    opinion.send_back(work.pk, act=act(cast.handler, TUESDAY, "没有实质内容。"))
    assignment = work.assignment
    assert (assignment.round, assignment.answered_on) == (2, None)
    assert assignment.deadlines.get(kind="opinion", superseded=False).met_on is None
    walk_to(work, A.OPINION_SENT)
    numbers = Reply.objects.filter(assignment=work.pk).values_list("round", "number")
    assert list(numbers) == [(1, "沪发改建会〔2026〕1号"), (2, "沪发改建会〔2026〕2号")]


def test_an_opinion_written_anew_starts_from_the_one_sent_back(cast: Cast) -> None:
    work = assisting_part(cast, A.OPINION_SENT)
    former = work.paper.reply.latest
    opinion.send_back(work.pk, act=act(cast.handler, TUESDAY, "没有实质内容。"))
    anew = draft.start(work.pk, act=act(cast.assist.handler, TUESDAY))
    assert former.openness
    assert anew.latest.text == former.text


def test_whoever_wrote_an_opinion_learns_that_it_was_sent_back(cast: Cast) -> None:
    work = assisting_part(cast, A.OPINION_SENT)
    opinion.send_back(work.pk, act=act(cast.handler, TUESDAY, "没有实质内容。"))
    news = Reminder.objects.get(stage__startswith=f"{NEWS_STAGE}opinion-")
    assert (news.recipient, news.wording) == (
        cast.assist.handler,
        "会办意见被退回，请补充后重新送出",
    )
    assert news.due_on == work.assignment.due_on


def test_a_waived_opinion_says_why(cast: Cast) -> None:
    work = assisting_part(cast, A.IN_PROGRESS)
    opinion.waive(work.pk, act=act(cast.handler, TUESDAY, "时限将至。"))
    assert work.assignment.waived_reason == "时限将至。"
    with nothing_changes(), pytest.raises(WrongState):
        opinion.waive(work.pk, act=act(cast.handler, TUESDAY, "再说一次"))


def test_a_waived_unit_may_still_send_its_opinion(cast: Cast) -> None:
    work = assisting_part(cast, A.IN_PROGRESS)
    opinion.waive(work.pk, act=act(cast.handler, TUESDAY, "时限将至。"))
    walk_to(work, A.OPINION_ACCEPTED)
    assert work.paper.reply.state == R.DELIVERED


def test_an_opinion_sent_back_has_its_whole_term_again(cast: Cast) -> None:
    work = assisting_part(cast, A.OPINION_SENT)
    day = date(2026, 3, 20)
    opinion.send_back(work.pk, act=act(cast.handler, day, "没有实质内容。"))
    deadline = work.assignment.deadlines.get(kind="opinion", superseded=False)
    assert (deadline.base_on, deadline.due_on) == (day, date(2026, 4, 20))
    assert work.assignment.due_on == deadline.due_on


def test_the_leading_unit_nudges_an_assisting_one_but_not_itself(cast: Cast) -> None:
    work = assisting_part(cast, A.IN_PROGRESS)
    contact.nudge(work.pk, act=act(cast.handler, TUESDAY, "请抓紧提出会办意见。"))
    assert work.assignment.nudges.get().by == cast.handler
    lead = Assignment.objects.get(proposal=work.assignment.proposal, part="lead")
    with nothing_changes(), pytest.raises(PermissionDenied):
        contact.nudge(lead.pk, act=act(cast.handler, TUESDAY, "请抓紧。"))
