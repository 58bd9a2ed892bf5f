"""反馈 and what follows: only the deputy's side writes it; two people enter what is on paper."""

from datetime import date, timedelta

import pytest

from correspondence.actions import feedback
from correspondence.actions.errors import NotReady, WrongState
from correspondence.actions.feedback import Answer
from correspondence.management.work import Work
from correspondence.models import Feedback, Rehandling, Reply
from correspondence.rules.states import AssignmentState as A
from correspondence.rules.states import ProposalState as P
from correspondence.rules.states import ReplyState as R
from correspondence.rules.words import Mode, ReplyKind, Satisfaction
from tests.actions.assignment_cases import CONTENT, PROMISE
from tests.evidence import nothing_changes
from tests.factories import CAP, MONDAY, TUESDAY, part
from tests.people import Cast, act
from tests.walk import walk_to

pytestmark = pytest.mark.django_db

ANGRY = Answer(
    attitude=Satisfaction.SATISFIED, result=Satisfaction.DISSATISFIED, comment="没有时间表。"
)


def give(cast: Cast, work: Work, answer: Answer = CONTENT) -> None:
    feedback.give(work.pk, answer=answer, act=act(cast.deputy, TUESDAY))


def record(cast: Cast, work: Work, **options: date) -> None:
    feedback.record_paper(
        work.pk,
        deputy=cast.lead_deputy,
        answer=CONTENT,
        given_on=options.get("given_on", TUESDAY),
        act=act(cast.congress_office, TUESDAY),
    )


def confirm(cast: Cast, work: Work) -> None:
    feedback.confirm_paper(work.pk, act=act(cast.congress_colleague, TUESDAY))


def test_an_answer_is_kept_as_the_deputy_gave_it(cast: Cast) -> None:
    give(cast, part(cast, A.REPLIED), ANGRY)
    kept = Feedback.objects.get()
    assert (kept.deputy, kept.recorded_by, kept.source) == (cast.lead_deputy, cast.deputy, "online")
    assert (kept.result, kept.comment, kept.given_on) == ("dissatisfied", "没有时间表。", TUESDAY)


def test_silence_is_no_answer(cast: Cast) -> None:
    assert not part(cast, R.DELIVERED).paper.reply.feedback.exists()


@pytest.mark.parametrize("what", ["attitude", "result"])
def test_dissatisfaction_says_what_is_wrong(cast: Cast, what: str) -> None:
    work = part(cast, A.REPLIED)
    words = {"attitude": Satisfaction.SATISFIED, "result": Satisfaction.SATISFIED}
    wordless = Answer(**words | {what: Satisfaction.DISSATISFIED}, comment=" ")
    with nothing_changes(), pytest.raises(NotReady) as refused:
        give(cast, work, wordless)
    assert refused.value.field == "comment"


def test_a_change_of_mind_is_a_new_row_beside_the_old_one(cast: Cast) -> None:
    work = part(cast, A.REPLIED)
    give(cast, work)
    give(cast, work, ANGRY)
    kept = list(Feedback.objects.values_list("result", "superseded"))
    assert kept == [("basically_satisfied", True), ("dissatisfied", False)]


def test_a_joint_deputys_answer_stands_beside_the_leading_ones(cast: Cast) -> None:
    work = part(cast, A.REPLIED, deputies=[cast.lead_deputy, cast.second_deputy])
    feedback.join(work.pk, answer=ANGRY, act=act(cast.joint_deputy, TUESDAY))
    assert work.assignment.state == A.REPLIED
    give(cast, work)
    assert work.assignment.state == A.FEEDBACK_DONE
    assert Feedback.objects.filter(superseded=False).count() == 2


def test_paper_counts_once_a_second_person_has_seen_it(cast: Cast) -> None:
    work = part(cast, A.REPLIED)
    record(cast, work)
    assert work.assignment.state == A.REPLIED
    confirm(cast, work)
    kept = Feedback.objects.get()
    assert (kept.source, kept.recorded_by) == ("paper", cast.congress_office)
    assert (kept.confirmed_by, work.assignment.state) == (cast.congress_colleague, A.FEEDBACK_DONE)


def test_there_is_nothing_to_confirm_before_it_is_recorded(cast: Cast) -> None:
    work = part(cast, A.REPLIED)
    with nothing_changes(), pytest.raises(WrongState):
        confirm(cast, work)


@pytest.mark.parametrize("day", [MONDAY - timedelta(days=1), TUESDAY + timedelta(days=1)])
def test_paper_is_dated_between_the_delivery_and_today(cast: Cast, day: date) -> None:
    work = part(cast, A.REPLIED)
    with nothing_changes(), pytest.raises(NotReady) as refused:
        record(cast, work, given_on=day)
    assert refused.value.field == "given_on"


def test_paper_is_from_a_deputy_who_signed(cast: Cast) -> None:
    work = part(cast, A.REPLIED)
    by = act(cast.congress_office, TUESDAY)
    with nothing_changes(), pytest.raises(NotReady) as refused:
        feedback.record_paper(
            work.pk, deputy=cast.third_deputy, answer=CONTENT, given_on=TUESDAY, act=by
        )
    assert refused.value.field == "deputy"


@pytest.mark.parametrize("by_letter", [True, False])
def test_one_answer_to_a_joint_document_counts_for_every_unit(cast: Cast, by_letter: bool) -> None:
    life = part(cast, A.REPLIED, Mode.JOINT).life
    second = life.work(cast.assist.unit)
    if by_letter:
        record(cast, second)
        confirm(cast, second)
    else:
        give(cast, second)
    assert set(life.proposal.assignments.values_list("state", flat=True)) == {A.FEEDBACK_DONE}
    assert (life.proposal.state, Feedback.objects.count()) == (P.CLOSED, 1)


def test_separate_answers_are_judged_one_by_one(cast: Cast) -> None:
    work = part(cast, A.REPLIED, Mode.SEPARATE)
    walk_to(work.life.work(cast.assist.unit), A.REPLIED)
    give(cast, work)
    assert work.life.work(cast.assist.unit).state is A.REPLIED
    assert work.life.proposal.state == P.REPLIED


def test_handling_again_is_a_decision_with_a_month_to_answer(cast: Cast) -> None:
    work = part(cast, A.FEEDBACK_DONE)
    by = act(cast.congress_office, TUESDAY, "请再作研究。")
    feedback.rehandle(work.pk, act=by)
    decision = Rehandling.objects.get()
    assert (decision.round, decision.decided_by) == (2, cast.congress_office)
    assert (decision.decided_on, decision.reason) == (TUESDAY, "请再作研究。")
    assert (work.assignment.due_on, work.assignment.answered_on) == (date(2026, 4, 3), None)
    assert work.life.proposal.state == P.REHANDLING


def test_the_second_answer_stands_beside_the_first(cast: Cast) -> None:
    work = part(cast, A.REHANDLING)
    walk_to(work, R.DELIVERED)
    kinds = Reply.objects.filter(assignment=work.pk).values_list("round", "kind", "state")
    assert list(kinds) == [
        (1, ReplyKind.REPLY, R.DELIVERED),
        (2, ReplyKind.FOLLOW_UP_REPLY, R.DELIVERED),
    ]
    assert work.life.proposal.state == P.REPLIED


def test_the_second_answer_is_judged_on_its_own(cast: Cast) -> None:
    work = part(cast, A.REHANDLING)
    walk_to(work, R.DELIVERED)
    give(cast, work)
    assert Feedback.objects.latest("id").reply.round == 2
    assert not Feedback.objects.filter(superseded=True).exists()


def test_what_was_not_promised_is_not_tracked(cast: Cast) -> None:
    work = part(cast, A.REPLIED)
    with nothing_changes(), pytest.raises(WrongState):
        feedback.track(work.pk, act=act(cast.liaison, TUESDAY))


def test_a_promise_is_tracked_and_then_answered_again(cast: Cast) -> None:
    work = part(cast, A.FEEDBACK_DONE, text=PROMISE)
    feedback.track(work.pk, act=act(cast.liaison, TUESDAY))
    assert work.life.proposal.state == P.TRACKING
    feedback.follow_up(work.pk, act=act(cast.office_head, TUESDAY))
    assert (work.assignment.round, work.assignment.due_on) == (2, CAP)
    walk_to(work, R.DELIVERED)
    assert work.paper.reply.kind == ReplyKind.FOLLOW_UP_REPLY


def test_archiving_closes_the_part_and_its_documents(cast: Cast) -> None:
    work = part(cast, A.FEEDBACK_DONE)
    feedback.archive(work.pk, act=act(cast.archivist, TUESDAY))
    assert (work.state, work.life.proposal.state) == (A.ARCHIVED, P.ARCHIVED)
    assert work.paper.state is R.ARCHIVED
