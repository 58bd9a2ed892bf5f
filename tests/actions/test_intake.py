"""受理: from a deputy's text to a numbered proposal in the hands of the government side."""

import pytest

from correspondence.actions import intake
from correspondence.actions.errors import NotReady
from correspondence.models import Proposal, SignatoryAnswer
from correspondence.rules.states import AssignmentState as A
from correspondence.rules.states import ProposalState as P
from correspondence.rules.states import ReplyState as R
from correspondence.rules.words import Mode, ProposalKind, RefusalReason
from tests.evidence import nothing_changes, one_entry
from tests.factories import MONDAY, TUESDAY, handed_out, part, registered
from tests.people import Cast, act
from tests.walk import walk_to

pytestmark = pytest.mark.django_db


def test_a_new_proposal_is_a_draft_whose_first_deputy_leads(cast: Cast) -> None:
    life = registered(cast, deputies=[cast.lead_deputy, cast.second_deputy, cast.third_deputy])
    answers = list(life.proposal.signatories.values_list("deputy__name", "answer"))
    assert life.proposal.state == P.DRAFT
    assert answers == [
        ("杨彩虹", SignatoryAnswer.LEAD),
        ("陆知行", SignatoryAnswer.INVITED),
        ("王璟昇", SignatoryAnswer.JOINED),  # without an account: has signed on paper
    ]


def test_registering_is_entered_in_the_ledger(cast: Cast) -> None:
    with one_entry():
        registered(cast)


def test_a_deputy_named_twice_signs_once(cast: Cast) -> None:
    life = registered(cast, deputies=[cast.lead_deputy, cast.lead_deputy])
    assert life.proposal.signatories.count() == 1


def test_the_kind_follows_from_the_body(cast: Cast) -> None:
    assert registered(cast).proposal.kind == ProposalKind.SUGGESTION
    assert registered(cast, conference=True).proposal.kind == ProposalKind.MOTION


def test_a_proposal_without_a_deputy_is_not_kept(cast: Cast) -> None:
    with nothing_changes(), pytest.raises(NotReady, match="请选择") as refused:
        intake.register(
            session=cast.session,
            title="无人提出",
            text="正文",
            deputies=[],
            act=act(cast.congress_office, MONDAY),
        )
    assert refused.value.field == "deputies"


def test_an_empty_text_is_not_handed_in(cast: Cast) -> None:
    proposal = registered(cast).proposal
    proposal.text = " \n"
    proposal.save()
    with nothing_changes(), pytest.raises(NotReady, match="正文不能为空"):
        intake.submit(proposal.pk, act=act(cast.deputy, TUESDAY))


def test_with_invited_deputies_it_waits_for_the_last_answer(cast: Cast) -> None:
    invited = [cast.lead_deputy, cast.second_deputy, cast.member]
    life = registered(cast, deputies=invited)
    life.submit()
    assert life.proposal.state == P.SUBMITTED
    intake.join(life.pk, act=act(cast.joint_deputy, TUESDAY))
    assert life.proposal.state == P.SUBMITTED
    intake.decline(life.pk, act=act(cast.other_deputy, TUESDAY))
    assert life.proposal.state == P.IN_REVIEW


def test_a_returned_text_keeps_the_day_it_was_first_handed_in(cast: Cast) -> None:
    life = registered(cast)
    life.submit()
    life.send_back()
    intake.amend(life.pk, title="新的案由", text="新的正文", act=act(cast.deputy, TUESDAY))
    found = life.proposal
    assert (found.title, found.submitted_on, found.returned_on) == ("新的案由", MONDAY, None)


def test_a_number_is_given_once_a_session(cast: Cast) -> None:
    handed_out(cast, number="0049")
    life = registered(cast)
    life.submit()
    with nothing_changes(), pytest.raises(NotReady, match="本届次已有第0049号"):
        life.accept("0049")


def test_a_number_keeps_its_leading_zeros(cast: Cast) -> None:
    assert handed_out(cast, number="009").proposal.case_number == "第009号"


def test_a_refusal_names_its_ground(cast: Cast) -> None:
    life = registered(cast)
    life.submit()
    life.refuse(RefusalReason.JUDICIAL_CASE, "属于具体司法案件。")
    found = life.proposal
    assert (found.refused_on, found.refusal_reason) == (MONDAY, "judicial_case")


def accepted(cast: Cast, number: str) -> Proposal:
    life = registered(cast)
    life.submit()
    life.accept(number)
    return life.proposal


def test_a_proposal_is_merged_into_an_accepted_one_only(cast: Cast) -> None:
    child, parent = accepted(cast, "0001"), accepted(cast, "0002")
    office = act(cast.congress_office, TUESDAY, "内容相近。")
    for wrong in (child, registered(cast).proposal):
        with nothing_changes(), pytest.raises(NotReady):
            intake.merge(child.pk, into=wrong, act=office)
    intake.merge(child.pk, into=parent, act=office)
    with nothing_changes(), pytest.raises(NotReady, match="未并案"):
        intake.merge(parent.pk, into=Proposal.objects.get(pk=child.pk), act=office)


def test_withdrawing_ends_the_work_of_every_unit(cast: Cast) -> None:
    life = handed_out(cast, Mode.LEAD_ASSIST)
    walk_to(life.work(cast.assist.unit), A.OPINION_SENT)
    life.withdraw()
    states = set(life.proposal.assignments.values_list("state", flat=True))
    assert (life.proposal.state, states) == (P.WITHDRAWN, {A.CANCELLED})


def test_withdrawing_leaves_the_drafts_as_they_are(cast: Cast) -> None:
    work = part(cast, R.REVIEW)
    work.life.withdraw()
    assert work.paper.state is R.REVIEW


def test_withdrawing_leaves_what_has_been_answered(cast: Cast) -> None:
    life = handed_out(cast, Mode.SEPARATE)
    walk_to(life.work(cast.unit), A.REPLIED)
    assert life.proposal.state == P.ASSIGNED
    life.withdraw()
    states = dict(life.proposal.assignments.values_list("unit__code", "state"))
    assert states == {"kw": A.REPLIED, "fgw": A.CANCELLED}
