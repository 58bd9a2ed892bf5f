"""会签时限: from the rules, shown to whoever is asked, reminded of, and news of being asked."""

from datetime import date, timedelta
from functools import partial

import pytest

from correspondence.actions import arrange, cosign, intake, outbox, remind, review
from correspondence.management.paper import Paper
from correspondence.models import Absence, CoSignature, Reminder, ReminderStage, User
from correspondence.rules.states import ReplyState as R
from correspondence.rules.words import DeadlineKind
from tests.actions.test_cosign import agree, asked, asked_again, changed, rearrange
from tests.factories import TUESDAY
from tests.people import Cast, act, at

pytestmark = pytest.mark.django_db

WEDNESDAY, THURSDAY, FRIDAY = (TUESDAY + timedelta(days=one) for one in (1, 2, 3))
MONDAY_AFTER, TUESDAY_AFTER = TUESDAY + timedelta(days=6), TUESDAY + timedelta(days=7)


@pytest.fixture
def ladder(cast: Cast) -> None:
    rungs = (("cosign-1wd", -1, "cosigner", 0), ("cosign-0", 0, "cosigner", 0))
    late = ("cosign-late", 1, "cosigner;office_head", 2)
    for key, offset, roles, repeat in (*rungs, late):
        ReminderStage(
            key=key,
            deadline=DeadlineKind.COSIGN,
            offset=offset,
            unit="wd",
            wording=key,
            recipients=roles,
            repeat_amount=repeat,
        ).save()


def due_days(paper: Paper) -> dict[User, date | None]:
    return {one.cosigner: one.due_on for one in paper.reply.cosignatures.live()}


def reminded(stage: str) -> set[User]:
    rows = Reminder.objects.filter(stage=stage).select_related("recipient")
    return {one.recipient for one in rows}


def told(word: str) -> set[User]:
    rows = Reminder.objects.filter(stage__startswith=f"{outbox.NEWS_STAGE}{word}-")
    return {one.recipient for one in rows.select_related("recipient")}


def run(*days: date) -> None:
    for day in days:
        remind.plan(day, now=at(day))


def set_days(cast: Cast, days: int) -> None:
    cast.session.profile.cosign_days = days
    cast.session.profile.save()


def test_whoever_is_asked_has_two_working_days(cast: Cast) -> None:
    paper = asked(cast, [cast.cosigner], [cast.chief])
    assert due_days(paper) == {cast.cosigner: THURSDAY, cast.chief: None}


def test_the_next_group_has_its_own_days_from_when_it_is_asked(cast: Cast) -> None:
    paper = asked(cast, [cast.cosigner], [cast.chief])
    cosign.agree(paper.reply.pk, opinion="", act=act(cast.cosigner, FRIDAY))
    assert due_days(paper)[cast.chief] == TUESDAY_AFTER


def test_the_rules_say_how_many(cast: Cast) -> None:
    set_days(cast, 4)
    assert due_days(asked(cast, [cast.cosigner]))[cast.cosigner] == MONDAY_AFTER


def test_without_a_number_in_the_rules_there_is_no_day(cast: Cast) -> None:
    set_days(cast, 0)
    assert due_days(asked(cast, [cast.cosigner]))[cast.cosigner] is None


def test_sent_back_and_approved_again_the_days_begin_anew(cast: Cast) -> None:
    paper = asked(cast, [cast.cosigner])
    review.send_back(paper.reply.pk, act=act(cast.office_head, FRIDAY, "请再斟酌。"))
    paper.submit()
    review.approve(paper.reply.pk, groups=[[cast.cosigner]], act=act(cast.office_head, FRIDAY))
    assert due_days(paper)[cast.cosigner] == TUESDAY_AFTER


def test_nobody_is_reminded_to_co_sign_what_a_withdrawal_has_ended(
    cast: Cast, ladder: None
) -> None:
    paper = asked(cast, [cast.cosigner])
    news = Reminder.objects.get(stage__startswith=f"{outbox.NEWS_STAGE}ask-")
    assert not outbox.is_over(news)
    deputy = act(cast.deputy, TUESDAY, "另行提出。")
    intake.withdraw(paper.assignment.proposal_id, act=deputy)
    run(WEDNESDAY, THURSDAY, FRIDAY)
    assert not reminded("cosign-0") | reminded("cosign-late")
    assert outbox.is_over(Reminder.objects.get(pk=news.pk))


def test_the_history_says_by_when(cast: Cast) -> None:
    one = asked(cast, [cast.cosigner]).reply.cosignatures.get()
    assert one.history.first().due_on == THURSDAY


def test_the_ladder_reminds_of_it_once_a_rung(cast: Cast, ladder: None) -> None:
    asked(cast, [cast.cosigner])
    run(TUESDAY)
    assert not reminded("cosign-1wd")
    run(WEDNESDAY, WEDNESDAY)
    assert reminded("cosign-1wd") == {cast.cosigner}
    run(THURSDAY, FRIDAY, FRIDAY)
    assert reminded("cosign-0") == {cast.cosigner}
    assert reminded("cosign-late") == {cast.cosigner, cast.office_head}
    run(TUESDAY_AFTER)
    assert reminded("cosign-late-2") == {cast.cosigner, cast.office_head}
    assert Reminder.objects.filter(kind=DeadlineKind.COSIGN, stage="cosign-1wd").count() == 1


def test_what_was_missed_is_caught_up_in_one_run(cast: Cast, ladder: None) -> None:
    asked(cast, [cast.cosigner])
    run(FRIDAY)
    for stage in ("cosign-1wd", "cosign-0", "cosign-late"):
        assert cast.cosigner in reminded(stage)


def test_only_those_who_have_not_answered_are_reminded(cast: Cast, ladder: None) -> None:
    paper = asked(cast, [cast.cosigner, cast.other_head], [cast.chief])
    agree(paper, cast.cosigner)
    run(WEDNESDAY, THURSDAY)
    assert reminded("cosign-0") == {cast.other_head}


def test_nobody_is_reminded_while_it_is_back_with_the_drafter(cast: Cast, ladder: None) -> None:
    paper = asked(cast, [cast.cosigner])
    review.send_back(paper.reply.pk, act=act(cast.office_head, TUESDAY, "请再斟酌。"))
    run(WEDNESDAY, THURSDAY, FRIDAY)
    assert not Reminder.objects.filter(stage__startswith="cosign-").exists()


def test_a_stand_in_is_reminded_for_whoever_is_away(cast: Cast, ladder: None) -> None:
    Absence(
        user=cast.cosigner, stand_in=cast.liaison, from_on=TUESDAY, until_on=TUESDAY_AFTER
    ).save()
    asked(cast, [cast.cosigner])
    run(WEDNESDAY)
    assert reminded("cosign-1wd") == {cast.liaison}
    assert told("ask") == {cast.liaison}


def test_an_answer_calls_off_what_has_not_gone_out(cast: Cast, ladder: None) -> None:
    paper = asked(cast, [cast.cosigner, cast.other_head])
    outbox.send(lambda _: None, now=partial(at, TUESDAY))
    run(WEDNESDAY)
    agree(paper, cast.cosigner)
    rows = Reminder.objects.filter(stage="cosign-1wd")
    assert {one.recipient for one in rows if outbox.is_over(one)} == {cast.cosigner}
    assert outbox.send(lambda _: None, now=partial(at, WEDNESDAY)) == 1
    assert rows.get(state="sent").recipient == cast.other_head


def test_asked_anew_one_is_not_reminded_of_the_old_day(cast: Cast, ladder: None) -> None:
    paper = asked(cast, [cast.cosigner])
    run(WEDNESDAY)
    review.send_back(paper.reply.pk, act=act(cast.office_head, FRIDAY, "请再斟酌。"))
    paper.submit()
    review.approve(paper.reply.pk, groups=[[cast.cosigner]], act=act(cast.office_head, FRIDAY))
    old = Reminder.objects.get(stage="cosign-1wd")
    assert (old.due_on, due_days(paper)[cast.cosigner]) == (THURSDAY, TUESDAY_AFTER)
    assert outbox.is_over(old)


def test_the_scan_does_not_look_at_what_is_far_away(cast: Cast, ladder: None) -> None:
    set_days(cast, 20)
    asked(cast, [cast.cosigner])
    run(WEDNESDAY, THURSDAY)
    assert CoSignature.objects.running().count() == 1
    assert not Reminder.objects.filter(stage__startswith="cosign-").exists()


def test_whoever_is_asked_learns_of_it_at_once(cast: Cast) -> None:
    paper = asked(cast, [cast.cosigner], [cast.chief])
    assert told("ask") == {cast.cosigner}
    agree(paper, cast.cosigner)
    assert told("ask") == {cast.cosigner, cast.chief}
    row = Reminder.objects.get(recipient=cast.cosigner)
    assert (row.wording, row.due_on) == ("有文稿请您会签", THURSDAY)
    assert row in Reminder.objects.noticed_by(cast.cosigner)


def test_asked_while_it_runs_one_learns_of_it_too(cast: Cast) -> None:
    paper = asked(cast, [cast.cosigner])
    rearrange(cast, paper, [cast.cosigner, cast.other_head])
    assert told("ask") == {cast.cosigner, cast.other_head}


def test_whose_signature_lapsed_learns_of_it(cast: Cast) -> None:
    paper = asked(cast, [cast.cosigner, cast.other_head])
    agree(paper, cast.cosigner)
    changed(cast, paper)
    assert told("lapse") == {cast.cosigner}


def test_a_save_without_a_change_tells_nobody(cast: Cast) -> None:
    paper = asked(cast, [cast.cosigner, cast.other_head])
    agree(paper, cast.cosigner)
    changed(cast, paper, "没有的话", "也没有")
    assert not told("lapse")


def test_asked_again_one_is_told_that_the_text_has_changed(cast: Cast) -> None:
    paper = asked(cast, [cast.cosigner, cast.other_head])
    agree(paper, cast.cosigner)
    asked_again(cast, changed(cast, paper))
    last = Reminder.objects.filter(recipient=cast.cosigner).latest("pk")
    assert last.wording == "文稿有改动，请您重新会签"
    assert arrange.planned(paper.reply) == [[cast.cosigner, cast.other_head]]
    assert paper.state is R.COSIGNING


def test_what_is_answered_is_no_news_any_more(cast: Cast) -> None:
    paper = asked(cast, [cast.cosigner, cast.other_head])
    agree(paper, cast.cosigner)
    unread = Reminder.objects.filter(read_at__isnull=True, kind=DeadlineKind.COSIGN)
    assert {one.recipient for one in unread} == {cast.other_head}
