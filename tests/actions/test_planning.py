"""Planning reminders: found by their alarms, each once, for those who are there."""

from datetime import date, datetime, timedelta
from functools import partial

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from correspondence.actions import digest, outbox, remind, suspend
from correspondence.actions.act import SHANGHAI
from correspondence.models import Absence, Alarm, Digest, DigestKind, Quiet, Reminder, ReminderState
from correspondence.rules.states import AssignmentState as State
from tests.factories import CAP, DUE_ON, MONDAY, handed_out, part
from tests.people import Cast, act, at

pytestmark = pytest.mark.django_db
MONTH_BEFORE = DUE_ON - timedelta(days=30)


def run(day: date) -> int:
    return remind.plan(day, now=at(day))


def up_to(day: date) -> int:
    """The runs of all days on which an alarm rings, as if beat had never stopped."""
    made = 0
    for number in range((day - MONDAY).days + 1):
        today = MONDAY + timedelta(days=number)
        if Alarm.objects.filter(rings_on__lte=today).exists():
            made += run(today)
            outbox.send(lambda _: None, now=partial(at, today))
    return made


def reminded(stage: str) -> set[str]:
    rows = Reminder.objects.filter(stage=stage)
    return set(rows.values_list("recipient__name", flat=True))


def test_a_stage_is_planned_on_its_day_and_not_before(cast: Cast) -> None:
    part(cast, State.IN_PROGRESS)
    up_to(MONTH_BEFORE - timedelta(days=1))
    assert not reminded("reply-30d")
    run(MONTH_BEFORE)
    assert reminded("reply-30d") == {"kw.liaison", "kw.office_head", "kw.handler"}


def test_a_run_repeated_plans_nothing_twice(cast: Cast) -> None:
    part(cast, State.IN_PROGRESS)
    up_to(MONTH_BEFORE)
    count = Reminder.objects.count()
    Alarm.objects.update(rings_on=MONDAY)
    assert run(MONTH_BEFORE) == 0
    assert Reminder.objects.count() == count


def test_a_run_costs_nothing_while_nothing_is_due(cast: Cast) -> None:
    part(cast, State.IN_PROGRESS)
    up_to(MONTH_BEFORE)
    with CaptureQueriesContext(connection) as few:
        run(MONTH_BEFORE)
    for number in ("0050", "0051", "0052"):
        handed_out(cast, number=number)
    run(MONTH_BEFORE)
    with CaptureQueriesContext(connection) as many:
        run(MONTH_BEFORE)
    assert len(many) == len(few)
    assert not Alarm.objects.filter(rings_on__lte=MONTH_BEFORE).exists()


def test_the_alarm_waits_for_the_next_rung(cast: Cast) -> None:
    work = part(cast, State.IN_PROGRESS)
    up_to(MONTH_BEFORE)
    alarm = Alarm.objects.get(deadline__assignment=work.pk, deadline__kind="reply")
    assert alarm.rings_on == DUE_ON - timedelta(days=7)


def test_what_is_answered_or_stands_still_rings_no_more(cast: Cast) -> None:
    cast.session.profile.suspension_allowed = True
    cast.session.profile.save()
    work = part(cast, State.IN_PROGRESS)
    suspend.suspend(work.pk, act=act(cast.handing_out_office, date(2026, 3, 12), "等待标准。"))
    up_to(DUE_ON)
    assert not Reminder.objects.filter(kind="reply").exists()
    suspend.resume(work.pk, act=act(cast.handing_out_office, DUE_ON, "恢复。"))
    run(work.assignment.due_on - timedelta(days=7))
    assert reminded("reply-7d")


def test_a_moved_due_day_calls_the_old_reminder_off_and_brings_new_ones(cast: Cast) -> None:
    work = part(cast, State.IN_PROGRESS)
    up_to(MONTH_BEFORE)
    work.ask_extension(CAP, "涉及面广。")
    work.grant_extension()
    run(DUE_ON - timedelta(days=7))
    assert not reminded("reply-7d")
    run(CAP - timedelta(days=30))
    states = Reminder.objects.filter(stage="reply-30d").values_list("due_on", "state").distinct()
    assert dict(states) == {DUE_ON: ReminderState.SENT, CAP: ReminderState.PENDING}


def test_whoever_is_away_is_covered(cast: Cast) -> None:
    part(cast, State.IN_PROGRESS)
    Absence.objects.create(
        user=cast.handler, stand_in=cast.colleague, from_on=MONTH_BEFORE, until_on=MONTH_BEFORE
    )
    up_to(DUE_ON - timedelta(days=7))
    assert reminded("reply-30d") == {"kw.liaison", "kw.office_head", "kw.colleague"}
    assert "kw.handler" in reminded("reply-7d")


def test_two_who_cover_each_other_are_still_reminded(cast: Cast) -> None:
    part(cast, State.IN_PROGRESS)
    for one, other in ((cast.handler, cast.colleague), (cast.colleague, cast.handler)):
        Absence.objects.create(
            user=one, stand_in=other, from_on=MONTH_BEFORE, until_on=MONTH_BEFORE
        )
    up_to(MONTH_BEFORE)
    assert {"kw.liaison", "kw.office_head"} < reminded("reply-30d")


def test_a_rung_that_finds_nobody_falls_to_the_liaison(cast: Cast) -> None:
    part(cast, State.PENDING)
    up_to(DUE_ON)
    assert reminded("reply-0") == {"kw.liaison"}


def test_beat_off_for_three_days_brings_one_digest_each(cast: Cast) -> None:
    part(cast, State.IN_PROGRESS)
    for number in ("0050", "0051", "0052"):
        handed_out(cast, number=number)
    up_to(DUE_ON - timedelta(days=1))
    late = DUE_ON + timedelta(days=2)
    run(late)
    assert Digest.objects.filter(recipient=cast.liaison).count() == 1
    assert not Reminder.objects.sendable(at(late)).filter(recipient=cast.liaison).exists()


def test_what_a_digest_gathers_is_sent_with_it_and_once(cast: Cast) -> None:
    part(cast, State.IN_PROGRESS)
    run(DUE_ON + timedelta(days=3))
    late = at(DUE_ON + timedelta(days=3))
    sent: list[Digest] = []
    for _ in range(2):
        outbox.send_digests(sent.append, now=lambda: late)
    assert len(sent) == len({one.recipient_id for one in sent}) > 1
    gathered = Reminder.objects.filter(digest__isnull=False)
    assert set(gathered.values_list("state", flat=True)) == {ReminderState.SENT}


def test_a_failed_digest_waits_and_keeps_its_reason(cast: Cast) -> None:
    def refuse(_: Digest) -> None:
        raise OSError("550 no such mailbox")

    part(cast, State.IN_PROGRESS)
    late = at(DUE_ON + timedelta(days=3))
    remind.plan(late.date(), now=late)
    outbox.send_digests(refuse, now=lambda: late)
    waiting = Digest.objects.get(recipient=cast.handler)
    assert (waiting.state, waiting.last_error) == (ReminderState.PENDING, "550 no such mailbox")
    assert waiting.retry_at == late + outbox.FIRST_PAUSE
    assert not waiting.reminders.filter(state=ReminderState.SENT).exists()


def test_supervisors_get_one_survey_a_week(cast: Cast) -> None:
    part(cast, State.IN_PROGRESS)
    sunday = date(2026, 3, 8)
    assert [digest.plan_weekly(sunday + timedelta(days=n), now=at(sunday)) for n in range(9)] == [
        1,
        1,
        0,
        0,
        0,
        0,
        0,
        0,
        1,
    ]
    assert set(Digest.objects.values_list("recipient__name", "kind")) == {
        ("supervisor", DigestKind.WEEKLY)
    }


@pytest.mark.parametrize(
    ("moment", "quiet"),
    [
        (datetime(2026, 3, 3, 19, 59, tzinfo=SHANGHAI), False),
        (datetime(2026, 3, 3, 20, 0, tzinfo=SHANGHAI), True),
        (datetime(2026, 3, 4, 7, 59, tzinfo=SHANGHAI), True),
        (datetime(2026, 3, 4, 8, 0, tzinfo=SHANGHAI), False),
        (datetime(2026, 3, 7, 10, 0, tzinfo=SHANGHAI), True),  # a Saturday
        (datetime(2026, 2, 28, 10, 0, tzinfo=SHANGHAI), False),  # a Saturday that makes up
    ],
)
def test_nobody_is_disturbed_in_quiet_hours(moment: datetime, quiet: bool) -> None:
    assert not outbox.is_quiet(moment)
    Quiet.objects.create()
    assert outbox.is_quiet(moment) is quiet
