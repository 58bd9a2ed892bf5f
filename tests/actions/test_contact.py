"""沟通 with the deputy, and 催办 from those who oversee."""

from dataclasses import replace
from datetime import timedelta

import pytest

from correspondence.actions import contact
from correspondence.actions.errors import NotReady
from correspondence.models import Deputy, Reminder
from correspondence.rules.states import AssignmentState as A
from correspondence.rules.words import ContactWay
from tests.evidence import nothing_changes
from tests.factories import MONDAY, TUESDAY, part
from tests.people import Cast, act

pytestmark = pytest.mark.django_db


def test_a_talk_is_kept_with_who_how_and_what_was_said(cast: Cast) -> None:
    work = part(cast, A.IN_PROGRESS)
    contact.record(
        work.pk,
        contact.Talk(
            deputy=cast.lead_deputy,
            way=ContactWay.VISIT,
            held_on=MONDAY,
            opinion="希望明确时间表。",
            place="示例路1号",
            attendees="经办人、处长",
            promises="年底前回访。",
        ),
        act=act(cast.office_head, TUESDAY),
    )
    talk = work.assignment.contacts.get()
    assert (talk.deputy, talk.way, talk.held_on) == (cast.lead_deputy, "visit", MONDAY)
    assert (talk.opinion, talk.recorded_by) == ("希望明确时间表。", cast.office_head)
    assert (talk.place, talk.attendees) == ("示例路1号", "经办人、处长")
    assert talk.promises == "年底前回访。"


def record(cast: Cast, deputy: Deputy, days_ahead: int) -> None:
    contact.record(
        part(cast, A.IN_PROGRESS).pk,
        contact.Talk(
            deputy=deputy,
            way=ContactWay.PHONE,
            held_on=TUESDAY + timedelta(days=days_ahead),
            opinion="同意。",
        ),
        act=act(cast.handler, TUESDAY),
    )


def test_nobody_has_talked_tomorrow(cast: Cast) -> None:
    with pytest.raises(NotReady) as refused:
        record(cast, cast.lead_deputy, 1)
    assert refused.value.field == "held_on"


def test_a_talk_is_with_a_deputy_behind_the_proposal(cast: Cast) -> None:
    with pytest.raises(NotReady) as refused:
        record(cast, cast.member, 0)
    assert refused.value.field == "deputy"


def test_two_talks_of_one_day_are_recorded_on_purpose_alone(cast: Cast) -> None:
    work = part(cast, A.IN_PROGRESS)
    talk = contact.Talk(
        deputy=cast.lead_deputy, way=ContactWay.PHONE, held_on=TUESDAY, opinion="同意。"
    )
    contact.record(work.pk, talk, act=act(cast.handler, TUESDAY))
    with nothing_changes(), pytest.raises(contact.Recorded, match=r"2026-03-03.*杨彩虹代表.*电话"):
        contact.record(work.pk, talk, act=act(cast.office_head, TUESDAY))
    first = work.assignment.contacts.get()
    contact.record(work.pk, talk, act=act(cast.office_head, TUESDAY), known=[first.pk])
    contact.record(work.pk, replace(talk, held_on=MONDAY), act=act(cast.handler, TUESDAY))
    assert work.assignment.contacts.count() == 3


def test_a_nudge_says_what_is_demanded(cast: Cast) -> None:
    work = part(cast, A.PENDING)
    contact.nudge(work.pk, act=act(cast.supervisor, TUESDAY, "请今日签收。"))
    nudge = work.assignment.nudges.get()
    assert (nudge.by, nudge.sent_on, nudge.demand) == (cast.supervisor, TUESDAY, "请今日签收。")


def test_a_nudge_reaches_the_people_who_work_on_it(cast: Cast) -> None:
    work = part(cast, A.IN_PROGRESS)
    contact.nudge(work.pk, act=act(cast.supervisor, TUESDAY))
    reached = Reminder.objects.filter(assignment=work.pk, stage__startswith="nudge")
    names = {one.recipient.username for one in reached}
    assert names == {"kw.liaison", "kw.office_head", "kw.handler"}


def test_one_person_nudges_once_a_day(cast: Cast) -> None:
    work = part(cast, A.PENDING)
    contact.nudge(work.pk, act=act(cast.supervisor, TUESDAY))
    with nothing_changes(), pytest.raises(NotReady, match="今天已催办"):
        contact.nudge(work.pk, act=act(cast.supervisor, TUESDAY))
    contact.nudge(work.pk, act=act(cast.handing_out_office, TUESDAY))
    contact.nudge(work.pk, act=act(cast.supervisor, TUESDAY + timedelta(days=1)))
    assert work.assignment.nudges.count() == 3
