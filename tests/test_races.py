"""Two people press at the same moment: one wins, the other is told, and it is written down once."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

import pytest

from correspondence.actions import contact, cosign, draft, review
from correspondence.management.paper import Paper
from correspondence.models import Deadline, DocumentNumber, LedgerEntry, Reminder, Reply
from correspondence.rules.states import AssignmentState as A
from correspondence.rules.states import ReplyState as R
from correspondence.rules.words import DeadlineKind
from tests.evidence import assert_ledger_holds
from tests.factories import TUESDAY, handed_out, part, registered
from tests.people import Cast, act, gather
from tests.racing import Rivals
from tests.walk import walk_to

pytestmark = pytest.mark.django_db(transaction=True)
#: Where the reply to a case handed out on TUESDAY is due, until a notice makes it a day off.
OFF, DAY = date(2026, 6, 3), timedelta(days=1)


@pytest.fixture(scope="module")
def rivals(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Rivals]:
    """The processes that race, started as they are first wanted."""
    started = Rivals(tmp_path_factory.mktemp("races"))
    yield started
    started.end()


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


def test_of_two_who_sign_at_once_one_signs_and_one_is_told(people: Cast, rivals: Rivals) -> None:
    rows = replies(people, 6, R.LEADER_APPROVAL)
    entries, kept = LedgerEntry.objects.count(), Reply.history.count()
    for reply in rows:
        answers = rivals.race(
            ("sign_off", people.leader, reply.pk), ("sign_off", people.chief, reply.pk)
        )
        assert sorted(answers) == ["WrongState", "signed"]
    assert LedgerEntry.objects.count() == entries + 6
    assert Reply.history.count() == kept + 6
    assert_ledger_holds()


def test_two_senders_send_each_reminder_once(people: Cast, rivals: Rivals) -> None:
    for index in range(4):
        work = handed_out(people, number=f"{1 + index:04}").work(people.unit)
        walk_to(work, A.IN_PROGRESS)
        contact.nudge(work.pk, act=act(people.supervisor, TUESDAY))
    answers = rivals.race(("send", people.liaison, "now"), ("send", people.handler, "now"))
    sent = " ".join(answers).split()
    assert sorted(map(int, sent)) == sorted(Reminder.objects.values_list("pk", flat=True))
    assert set(Reminder.objects.values_list("state", flat=True)) == {"sent"}


@pytest.mark.parametrize(("hand_out", "apply"), [("0 1", "0.5 0"), ("0.5 0", "0 1")])
def test_a_case_handed_out_while_a_notice_is_applied_gets_the_new_day(
    people: Cast, rivals: Rivals, hand_out: str, apply: str
) -> None:
    handed_out(people).work(people.unit)
    waiting = registered(people)
    waiting.take_in("0050")
    answers = rivals.race(
        ("hand_out", people.handing_out_office, f"{waiting.pk} {hand_out}"),
        ("apply_notice", people.sysadmin, f"{OFF} {apply}"),
    )
    assert answers == ["handed out", "applied"]
    due = Deadline.objects.get(
        assignment__proposal=waiting.pk, kind=DeadlineKind.REPLY, superseded=False
    )
    assert (due.due_on, due.assignment.due_on) == (OFF + DAY, OFF + DAY)
    assert_ledger_holds()


@pytest.mark.parametrize("pause", [0, 0.1, 0.3])
def test_no_signature_given_again_is_bound_to_a_text_its_owner_did_not_see(
    people: Cast, rivals: Rivals, pause: float
) -> None:
    paper = signed_and_reworded(people)
    seen = paper.reply.latest.digest
    answers = rivals.race(
        ("sign_again", people.cosigner, f"{paper.reply.pk} {seen} {pause}"),
        ("reword", people.handler, paper.reply.pk),
    )
    assert answers[1] == "reworded"
    latest = paper.reply.latest.digest
    given = paper.reply.cosignatures.filter(cosigner=people.cosigner).exclude(digest="")
    assert latest not in given.values_list("digest", flat=True)
    assert not given.filter(voided_at__isnull=True).exists()
    assert given.filter(digest=seen).count() == (answers[0] == "signed")
    assert_ledger_holds()


@pytest.mark.postgres
def test_acts_on_different_cases_lose_no_link_of_the_chain(people: Cast, rivals: Rivals) -> None:
    rows = replies(people, 8, R.LEADER_APPROVAL)
    before = LedgerEntry.objects.count()
    for turn in (rows[:4], rows[4:]):
        answers = rivals.race(*(("sign_off", people.leader, reply.pk) for reply in turn))
        assert answers == ["signed"] * 4
    assert LedgerEntry.objects.count() == before + 8
    assert_ledger_holds()


@pytest.mark.postgres
def test_two_hundred_numbers_drawn_by_eight_are_different_and_have_no_gap(
    people: Cast, rivals: Rivals
) -> None:
    rows = replies(people, 8, R.RECHECKED)
    answers = rivals.race(*(("draw", people.liaison, f"{reply.pk} 25") for reply in rows))
    assert answers == ["drawn"] * 8
    serials = DocumentNumber.objects.order_by("serial").values_list("serial", flat=True)
    assert list(serials) == list(range(1, 201))
    live = Reply.objects.filter(state=R.NUMBERED).values_list("number", flat=True)
    assert len(set(live)) == 8
    assert_ledger_holds()
