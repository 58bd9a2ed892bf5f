"""What a decision does to a due day: unified days, extensions, reassignment, suspension."""

from datetime import date, timedelta

import pytest

from correspondence.actions import assign, extend, hand_back, suspend
from correspondence.actions.assign import Share
from correspondence.actions.errors import NotReady, WrongState
from correspondence.management.paper import Draft
from correspondence.models import Assignment, CalendarDay, Deadline, Override
from correspondence.rules.states import AssignmentState as State
from correspondence.rules.words import BaseEvent, DeadlineKind, Mode, Outcome, Part
from tests.factories import CAP, DUE_ON, MONDAY, part, registered
from tests.people import Cast, act
from tests.walk import walk_to

pytestmark = pytest.mark.django_db
REASON = "涉及面广，需要统筹多个部门。"


def live(assignment: Assignment, kind: DeadlineKind = DeadlineKind.REPLY) -> Deadline:
    found: Deadline = assignment.deadlines.get(kind=kind, superseded=False)
    return found


def rules(cast: Cast, **settings: object) -> None:
    for name, value in settings.items():
        setattr(cast.session.profile, name, value)
    cast.session.profile.save()


def hand_out(cast: Cast, due_on: date, due_reason: str = "") -> Assignment:
    life = registered(cast)
    life.take_in("0049")
    proposal = assign.hand_out(
        life.pk,
        mode=Mode.SOLE,
        shares=[Share(cast.unit, Part.SOLE)],
        due_on=due_on,
        due_reason=due_reason,
        act=act(cast.handing_out_office, MONDAY),
    )
    return proposal.assignments.get()


def test_an_earlier_unified_day_counts_and_says_who_laid_it_down(cast: Cast) -> None:
    deadline = live(hand_out(cast, date(2026, 5, 12)))
    assert (deadline.due_on, deadline.override) == (date(2026, 5, 12), Override.UNIFIED)
    assert deadline.decided_by == cast.handing_out_office
    assert deadline.computed_on == DUE_ON


def test_a_later_unified_day_is_refused_without_a_reason(cast: Cast) -> None:
    with pytest.raises(NotReady, match="晚于法定时限 2026-06-02") as refused:
        hand_out(cast, DUE_ON + timedelta(days=1))
    assert refused.value.field == "due_reason"


def test_a_later_unified_day_counts_with_a_reason(cast: Cast) -> None:
    later = DUE_ON + timedelta(days=9)
    assignment = hand_out(cast, later, REASON)
    assert assignment.due_on == live(assignment).due_on == later
    assert live(assignment).override_reason == REASON


def test_no_more_extensions_than_the_rules_allow(cast: Cast) -> None:
    work = part(cast, State.IN_PROGRESS)
    for until in (date(2026, 7, 1), date(2026, 8, 3)):
        rules(cast, max_extensions=2)
        work.ask_extension(until, REASON)
        work.grant_extension()
    with pytest.raises(NotReady, match="至多批准 2 次"):
        work.ask_extension(CAP, REASON)
    assert work.assignment.due_on == date(2026, 8, 3)
    assert work.assignment.original_due_on == DUE_ON


@pytest.mark.parametrize(("day", "late"), [(DUE_ON, False), (DUE_ON + timedelta(days=1), True)])
def test_a_grant_after_the_due_day_is_marked(cast: Cast, day: date, late: bool) -> None:
    work = part(cast, State.IN_PROGRESS)
    work.ask_extension(CAP, REASON)
    extend.grant(work.pk, act=act(cast.handing_out_office, day, "同意。"))
    assert work.assignment.extensions.get().granted_late is late


def test_rules_can_forbid_late_grants(cast: Cast) -> None:
    rules(cast, late_grants_allowed=False)
    work = part(cast, State.IN_PROGRESS)
    work.ask_extension(CAP, REASON)
    with pytest.raises(NotReady, match="不允许逾期后批准"):
        extend.grant(work.pk, act=act(cast.handing_out_office, DUE_ON + timedelta(days=1)))


@pytest.mark.parametrize(
    ("setting", "base", "due_on"),
    [("restart", date(2026, 3, 16), date(2026, 6, 16)), ("keep", MONDAY, DUE_ON)],
)
def test_reassignment_restarts_or_keeps_the_clock(
    cast: Cast, setting: str, base: date, due_on: date
) -> None:
    rules(cast, clock_on_reassign=setting)
    work = part(cast, State.SIGNED_FOR)
    work.ask_hand_back()
    decision = act(cast.handing_out_office, date(2026, 3, 16), "改派。")
    hand_back.grant(work.pk, unit=cast.assist.unit, act=decision)
    successor = Assignment.objects.get(replaces=work.pk)
    assert (live(successor).base_on, successor.due_on) == (base, due_on)
    assert live(successor, DeadlineKind.RECEIPT).base_on == date(2026, 3, 16)


def test_only_rules_that_allow_it_let_a_clock_stand_still(cast: Cast) -> None:
    work = part(cast, State.IN_PROGRESS)
    with pytest.raises(WrongState):
        suspend.suspend(work.pk, act=act(cast.handing_out_office, MONDAY, REASON))


@pytest.mark.parametrize(
    ("stopped", "resumed", "due_on"),
    [
        (date(2026, 3, 12), date(2026, 4, 13), date(2026, 7, 6)),  # 82 days left, rolled
        (date(2026, 3, 12), date(2026, 3, 12), DUE_ON),  # at once: nothing lost
        (DUE_ON, date(2026, 7, 1), date(2026, 7, 1)),  # on the last day: that day is left
    ],
)
def test_resuming_gives_back_the_days_that_were_left(
    cast: Cast, stopped: date, resumed: date, due_on: date
) -> None:
    rules(cast, suspension_allowed=True)
    work = part(cast, State.IN_PROGRESS)
    suspend.suspend(work.pk, act=act(cast.handing_out_office, stopped, REASON))
    suspend.resume(work.pk, act=act(cast.handing_out_office, resumed, "恢复。"))
    assert work.assignment.due_on == due_on
    assert live(work.assignment).base_event == BaseEvent.RESUMED
    assert work.assignment.suspended_on is None


def test_working_days_left_come_back_as_working_days(cast: Cast) -> None:
    rules(cast, suspension_allowed=True)
    work = part(cast, State.SIGNED_FOR)
    before = live(work.assignment, DeadlineKind.HAND_BACK).due_on
    suspend.suspend(work.pk, act=act(cast.handing_out_office, date(2026, 3, 5), REASON))
    suspend.resume(work.pk, act=act(cast.handing_out_office, date(2026, 4, 30), "恢复。"))
    calendar = CalendarDay.objects.as_calendar()
    after = live(work.assignment, DeadlineKind.HAND_BACK).due_on
    left = calendar.workdays_between(date(2026, 3, 5), before)
    assert calendar.workdays_between(date(2026, 4, 30), after) == left == 4


def test_an_extension_after_a_suspension_may_reach_as_much_later(cast: Cast) -> None:
    rules(cast, suspension_allowed=True)
    work = part(cast, State.IN_PROGRESS)
    suspend.suspend(work.pk, act=act(cast.handing_out_office, date(2026, 3, 12), REASON))
    suspend.resume(work.pk, act=act(cast.handing_out_office, date(2026, 3, 22), "恢复。"))
    with pytest.raises(NotReady, match="2026-09-12 之前"):
        extend.ask(
            work.pk,
            until=CAP + timedelta(days=11),
            progress="",
            signed_by="主任",
            act=act(cast.liaison, date(2026, 3, 23), REASON),
        )


def test_an_answer_ends_a_suspension(cast: Cast) -> None:
    rules(cast, suspension_allowed=True)
    work = part(cast, State.IN_PROGRESS)
    work.suspend()
    walk_to(work, State.REPLIED)
    assert work.assignment.suspended_on is None
    assert not work.assignment.suspensions.filter(resumed_on__isnull=True)


def test_a_promised_day_is_followed_until_it_is_reported(cast: Cast) -> None:
    text = Draft(outcome=Outcome.PLANNED, promised_on=CAP)
    work = part(cast, State.TRACKING, text=text)
    promised = live(work.assignment, DeadlineKind.COMMITMENT)
    assert (promised.due_on, promised.met_on) == (CAP, None)
    work.follow_up()
    walk_to(work, State.REPLIED, Draft(outcome=Outcome.RESOLVED))
    promised.refresh_from_db()
    assert promised.met_on is not None


def test_what_is_brought_between_sessions_follows_its_own_term(cast: Cast) -> None:
    cast.session.profile.terms.create(
        proposal_kind="suggestion",
        key="reply_recess",
        amount=2,
        unit="month",
        base_event=BaseEvent.HANDED_OUT,
        article="第九条",
    )
    assert part(cast, State.PENDING).assignment.due_on == date(2026, 5, 6)


def test_rules_can_count_the_hand_back_from_the_hand_out(cast: Cast) -> None:
    term = cast.session.profile.terms.get(key="hand_back", proposal_kind="suggestion")
    term.base_event = BaseEvent.HANDED_OUT
    term.save()
    work = part(cast, State.PENDING)
    assign.sign_for(work.pk, act=act(cast.liaison, date(2026, 3, 5)))
    deadline = live(work.assignment, DeadlineKind.HAND_BACK)
    assert (deadline.base_on, deadline.due_on) == (MONDAY, date(2026, 3, 11))


def test_a_later_version_of_the_rules_counts_for_terms_that_start_under_it(cast: Cast) -> None:
    rules = cast.session.profile
    newer = type(rules).objects.create(
        code=rules.code, name="新规定", effective_from=MONDAY, max_extensions=1
    )
    for term in rules.terms.all():
        newer.terms.create(
            proposal_kind=term.proposal_kind,
            key=term.key,
            unit=term.unit,
            article="新第九条",
            base_event=term.base_event,
            amount=4 if term.key == "reply" else term.amount,
        )
    deadline = live(part(cast, State.PENDING).assignment)
    assert (deadline.due_on, deadline.rule, deadline.profile) == (date(2026, 7, 2), newer, "新规定")
