"""Two people press at the same moment: one wins, the other is told, and it is written down once."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from correspondence.actions import contact, cosign, draft, review
from correspondence.management.paper import Paper
from correspondence.management.walk import walk_to
from correspondence.models import Deadline, DocumentNumber, LedgerEntry, Reminder, Reply
from correspondence.rules.states import AssignmentState as A
from correspondence.rules.states import ReplyState as R
from correspondence.rules.words import DeadlineKind
from tests.evidence import assert_ledger_holds
from tests.factories import TUESDAY, handed_out, part, registered
from tests.people import Cast, act, gather
from tests.racing import opponents, race, rivals

pytestmark = pytest.mark.django_db(transaction=True)
#: Where the reply to a case handed out on TUESDAY is due, until a notice makes it a day off.
OFF, DAY = date(2026, 6, 3), timedelta(days=1)


@pytest.fixture
def people() -> Cast:
    """The cast, committed: rivals see only what is committed."""
    return gather()


def signed_and_reworded(cast: Cast) -> Paper:
    """Signed by one of two who are asked, then reworded, and both are asked again."""
    paper = part(cast, R.OFFICE_APPROVAL).paper
    head, groups = act(cast.office_head, TUESDAY), [[cast.cosigner, cast.other_head]]
    review.approve(paper.reply.pk, groups=groups, act=head)
    cosign.agree(paper.reply.pk, opinion="", act=act(cast.cosigner, TUESDAY))
    review.send_back(paper.reply.pk, act=act(cast.office_head, TUESDAY, "请再斟酌。"))
    text = paper.reply.latest.text
    text = replace(text, body=text.body.replace("认真", "逐条"))
    draft.save(paper.reply.pk, text=text, act=act(cast.handler, TUESDAY))
    draft.submit(paper.reply.pk, act=act(cast.handler, TUESDAY))
    review.approve(paper.reply.pk, groups=groups, act=head)
    return paper


def replies(cast: Cast, count: int, state: R) -> list[Reply]:
    works = [handed_out(cast, number=f"{1 + index:04}").work(cast.unit) for index in range(count)]
    for work in works:
        walk_to(work, state)
    return [work.paper.reply for work in works]


def test_of_two_who_sign_at_once_one_signs_and_one_is_told(people: Cast, tmp_path: Path) -> None:
    rows = replies(people, 6, R.LEADER_APPROVAL)
    entries, kept = LedgerEntry.objects.count(), Reply.history.count()
    with rivals("sign_off", [people.leader, people.chief], tmp_path) as two:
        answers = [sorted(race(two, [reply.pk, reply.pk])) for reply in rows]
    assert answers == [["WrongState", "signed"]] * 6
    assert LedgerEntry.objects.count() == entries + 6
    assert Reply.history.count() == kept + 6
    assert_ledger_holds()


def test_two_senders_send_each_reminder_once(people: Cast, tmp_path: Path) -> None:
    for index in range(4):
        work = handed_out(people, number=f"{1 + index:04}").work(people.unit)
        walk_to(work, A.IN_PROGRESS)
        contact.nudge(work.pk, act=act(people.supervisor, TUESDAY))
    with rivals("send", [people.liaison, people.handler], tmp_path) as two:
        sent = " ".join(race(two, ["now", "now"])).split()
    assert sorted(map(int, sent)) == sorted(Reminder.objects.values_list("pk", flat=True))
    assert set(Reminder.objects.values_list("state", flat=True)) == {"sent"}


@pytest.mark.parametrize(("hand_out", "apply"), [("0 1", "0.5 0"), ("0.5 0", "0 1")])
def test_a_case_handed_out_while_a_notice_is_applied_gets_the_new_day(
    people: Cast, tmp_path: Path, hand_out: str, apply: str
) -> None:
    handed_out(people).work(people.unit)
    waiting = registered(people)
    waiting.take_in("0050")
    two = [("hand_out", people.handing_out_office), ("apply_notice", people.sysadmin)]
    with opponents(two, tmp_path) as started:
        answers = race(started, [f"{waiting.pk} {hand_out}", f"{OFF} {apply}"])
    assert answers == ["handed out", "applied"]
    due = Deadline.objects.get(
        assignment__proposal=waiting.pk, kind=DeadlineKind.REPLY, superseded=False
    )
    assert (due.due_on, due.assignment.due_on) == (OFF + DAY, OFF + DAY)
    assert_ledger_holds()


@pytest.mark.parametrize("pause", [0, 0.1, 0.3])
def test_no_signature_given_again_is_bound_to_a_text_its_owner_did_not_see(
    people: Cast, tmp_path: Path, pause: float
) -> None:
    paper = signed_and_reworded(people)
    seen = paper.reply.latest.digest
    two = [("sign_again", people.cosigner), ("reword", people.handler)]
    with opponents(two, tmp_path) as started:
        answers = race(started, [f"{paper.reply.pk} {seen} {pause}", paper.reply.pk])
    assert answers[1] == "reworded"
    latest = paper.reply.latest.digest
    given = paper.reply.cosignatures.filter(cosigner=people.cosigner).exclude(digest="")
    assert latest not in given.values_list("digest", flat=True)
    assert not given.filter(voided_at__isnull=True).exists()
    assert given.filter(digest=seen).count() == (answers[0] == "signed")
    assert_ledger_holds()


@pytest.mark.postgres
def test_acts_on_different_cases_lose_no_link_of_the_chain(people: Cast, tmp_path: Path) -> None:
    rows = replies(people, 8, R.LEADER_APPROVAL)
    before = LedgerEntry.objects.count()
    with rivals("sign_off", [people.leader] * 4, tmp_path) as four:
        for turn in (rows[:4], rows[4:]):
            assert race(four, [reply.pk for reply in turn]) == ["signed"] * 4
    assert LedgerEntry.objects.count() == before + 8
    assert_ledger_holds()


@pytest.mark.postgres
def test_two_hundred_numbers_drawn_by_eight_are_different_and_have_no_gap(
    people: Cast, tmp_path: Path
) -> None:
    rows = replies(people, 8, R.RECHECKED)
    with rivals("draw", [people.liaison] * 8, tmp_path) as eight:
        assert race(eight, [f"{reply.pk} 25" for reply in rows]) == ["drawn"] * 8
    serials = DocumentNumber.objects.order_by("serial").values_list("serial", flat=True)
    assert list(serials) == list(range(1, 201))
    live = Reply.objects.filter(state=R.NUMBERED).values_list("number", flat=True)
    assert len(set(live)) == 8
    assert_ledger_holds()
