"""签发 and 复核: who signs what, what may still be corrected, and what goes back."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from correspondence.actions import sign
from correspondence.actions.act import Act
from correspondence.actions.errors import NotReady
from correspondence.management.paper import Draft, Paper
from correspondence.models import RoleGrant, User
from correspondence.rules.states import AssignmentState as A
from correspondence.rules.states import ReplyState as R
from correspondence.rules.words import Mode, Outcome, Role
from tests.evidence import nothing_changes
from tests.factories import CAP, MONDAY, TUESDAY, part
from tests.people import Cast, act

pytestmark = pytest.mark.django_db


def test_the_day_of_signing_is_the_date_of_the_document(cast: Cast) -> None:
    paper = part(cast, R.LEADER_APPROVAL).paper
    sign.sign_off(paper.reply.pk, act=act(cast.leader, TUESDAY, "同意。"))
    reply = paper.reply
    assert (reply.signed_by, reply.signed_on, reply.dated) == (cast.leader, TUESDAY, TUESDAY)


def test_a_late_evening_in_utc_is_the_next_day_in_shanghai(cast: Cast) -> None:
    paper = part(cast, R.LEADER_APPROVAL).paper
    late = Act(by=cast.leader, at=datetime(2026, 3, 3, 16, 30, tzinfo=UTC))
    assert sign.sign_off(paper.reply.pk, act=late).dated == date(2026, 3, 4)


def test_a_key_case_is_signed_by_the_person_in_charge(cast: Cast) -> None:
    paper = part(cast, R.LEADER_APPROVAL, is_key=True).paper
    with nothing_changes(), pytest.raises(NotReady, match="须由主要负责人签发"):
        sign.sign_off(paper.reply.pk, act=act(cast.leader, TUESDAY))
    sign.refer(paper.reply.pk, act=act(cast.leader, TUESDAY))
    sign.sign_off(paper.reply.pk, act=act(cast.chief, TUESDAY))
    assert paper.reply.signed_by == cast.chief


def test_the_person_in_charge_signs_a_key_case_directly(cast: Cast) -> None:
    paper = part(cast, R.LEADER_APPROVAL, is_key=True).paper
    sign.sign_off(paper.reply.pk, act=act(cast.chief, TUESDAY))
    assert paper.reply.signed_by == cast.chief


def test_a_second_answer_is_signed_by_the_person_in_charge(cast: Cast) -> None:
    work = part(cast, A.REHANDLING)
    work.begin()
    work.paper.start()
    work.paper.write(Draft())
    for step in (Paper.submit, Paper.approve, Paper.cosign, Paper.review):
        step(work.paper)
    with nothing_changes(), pytest.raises(NotReady, match="须由主要负责人签发"):
        sign.sign_off(work.paper.reply.pk, act=act(cast.leader, TUESDAY))


def test_a_joint_document_bears_the_day_of_its_last_signature(cast: Cast) -> None:
    paper = part(cast, R.LEADER_APPROVAL, Mode.JOINT).paper
    assert all(one.answered_at for one in paper.reply.cosignatures.all())
    sign.sign_off(paper.reply.pk, act=act(cast.leader, TUESDAY))
    assert paper.reply.dated == TUESDAY > MONDAY


@pytest.fixture
def signed(cast: Cast) -> Paper:
    """Signed on MONDAY, not yet rechecked."""
    return part(cast, R.SIGNED).paper


def correct(cast: Cast, paper: Paper, **change: object) -> None:
    text = replace(paper.reply.latest.text, **change)  # type: ignore[arg-type] # any of its fields
    sign.correct(paper.reply.pk, text=text, act=act(cast.reviewer, TUESDAY, "改正错字"))


def test_a_slip_is_corrected_and_endorsed_by_the_checker(cast: Cast, signed: Paper) -> None:
    body = signed.reply.latest.body
    correct(cast, signed, body=body.replace("落实", "落细"))
    endorsed = signed.reply.approvals.filter(voided_at__isnull=True).get()
    assert (endorsed.by, endorsed.move) == (cast.reviewer, "correct")
    assert endorsed.digest == signed.reply.latest.digest
    assert signed.reply.signed_by == cast.leader


def test_more_than_a_slip_goes_back_to_be_signed_again(cast: Cast, signed: Paper) -> None:
    body = signed.reply.latest.body
    with nothing_changes(), pytest.raises(NotReady, match="实质性修改"):
        correct(cast, signed, body=f"{body}\n我委将再安排专项资金一亿元，予以重点支持和保障。")


def test_many_slips_are_no_slip(cast: Cast, signed: Paper) -> None:
    body = signed.reply.latest.body
    correct(cast, signed, body=f"{body}\n我委将再安排专项资金")
    with nothing_changes(), pytest.raises(NotReady, match="实质性修改"):
        correct(cast, signed, body=f"{body}\n我委将再安排专项资金一亿元以上给予大力支持")


@pytest.mark.parametrize(
    "change",
    [
        {"outcome": Outcome.NOTED, "outcome_reason": "条件所限"},
        {"outcome": Outcome.PLANNED, "promised_on": CAP},
        {"openness": "withheld", "openness_reason": "内部"},
    ],
)
def test_a_decision_is_never_a_slip_of_the_pen(
    cast: Cast, signed: Paper, change: dict[str, object]
) -> None:
    with nothing_changes(), pytest.raises(NotReady, match="实质性修改"):
        correct(cast, signed, **change)


def test_another_recipient_is_no_slip(cast: Cast, signed: Paper) -> None:
    with nothing_changes(), pytest.raises(NotReady, match="实质性修改"):
        correct(
            cast, signed, recipient="市人大常委会办公厅和全体有关人大代表同志们并请转告有关方面"
        )


def test_what_goes_back_has_nobodys_approval_any_more(cast: Cast, signed: Paper) -> None:
    sign.return_for_signing(signed.reply.pk, act=act(cast.reviewer, TUESDAY, "须补充内容。"))
    reply = signed.reply
    assert (reply.state, reply.signed_by, reply.signed_on, reply.dated) == (
        "draft",
        None,
        None,
        None,
    )
    assert not reply.approvals.filter(voided_at__isnull=True).exists()
    assert reply.assignment.state == A.IN_PROGRESS


def test_the_recheck_is_on_record(cast: Cast, signed: Paper) -> None:
    sign.recheck(signed.reply.pk, act=act(cast.reviewer, TUESDAY))
    assert signed.reply.rechecked_on == TUESDAY
    assert signed.reply.approvals.filter(move="recheck", by=cast.reviewer).exists()


def test_a_corrected_text_passes_the_recheck(cast: Cast, signed: Paper) -> None:
    correct(cast, signed, body=signed.reply.latest.body.replace("落实", "落细"))
    sign.recheck(signed.reply.pk, act=act(cast.reviewer, TUESDAY))
    assert signed.state is R.RECHECKED


def test_a_moved_clause_is_no_slip(cast: Cast, signed: Paper) -> None:
    body = "本单位高度重视，已经制定措施并落实到位，认真研究了所提意见。"
    with nothing_changes(), pytest.raises(NotReady, match="实质性修改"):
        correct(cast, signed, body=body)


def signed_again(cast: Cast, paper: Paper) -> None:
    """Returned after signing, changed in substance, and taken as far as the leader again."""
    sign.return_for_signing(paper.reply.pk, act=act(cast.reviewer, TUESDAY, "须补充内容。"))
    paper.write(Draft(body="本单位另外安排了专项资金，并已经全部拨付到位。"))
    for step in (Paper.submit, Paper.approve, Paper.cosign, Paper.review):
        step(paper)


def test_a_change_of_substance_goes_back_to_whoever_signed(cast: Cast, signed: Paper) -> None:
    signed_again(cast, signed)
    RoleGrant.objects.create(user=cast.colleague, role=Role.LEADER)
    other = User.objects.get(pk=cast.colleague.pk)
    with nothing_changes(), pytest.raises(NotReady, match="原签批人复审"):
        sign.sign_off(signed.reply.pk, act=act(other, TUESDAY))
    sign.sign_off(signed.reply.pk, act=act(cast.leader, TUESDAY))
    assert signed.state is R.SIGNED


def test_the_person_in_charge_signs_what_a_deputy_head_had_signed(
    cast: Cast, signed: Paper
) -> None:
    signed_again(cast, signed)
    sign.sign_off(signed.reply.pk, act=act(cast.chief, TUESDAY))
    assert signed.reply.signed_by == cast.chief


def test_a_return_is_on_record_with_its_reason_and_version(cast: Cast, signed: Paper) -> None:
    sign.return_for_signing(signed.reply.pk, act=act(cast.reviewer, TUESDAY, "须补充内容。"))
    kept = signed.reply.approvals.get(move="return_for_signing")
    assert (kept.by, kept.opinion, kept.version) == (
        cast.reviewer,
        "须补充内容。",
        signed.reply.latest,
    )
    assert kept.voided_at is not None
