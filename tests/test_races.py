"""Two people press at the same moment: one wins, the other is told, and it is written down once."""

from pathlib import Path

import pytest

from correspondence.actions import contact
from correspondence.management.walk import walk_to
from correspondence.models import DocumentNumber, LedgerEntry, Reminder, Reply
from correspondence.rules.states import AssignmentState as A
from correspondence.rules.states import ReplyState as R
from tests.evidence import assert_ledger_holds
from tests.factories import TUESDAY, handed_out
from tests.people import Cast, act, gather
from tests.racing import race, rivals

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def people() -> Cast:
    """The cast, committed: rivals see only what is committed."""
    return gather()


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
