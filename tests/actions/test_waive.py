"""豁免: a finding is set aside with a reason, until its passage changes; 核稿 asks for it."""

from dataclasses import replace

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from correspondence.actions import draft, review, waive
from correspondence.actions.errors import NotReady, WrongState
from correspondence.letters import Checked, checked
from correspondence.management.paper import Draft
from correspondence.models import LedgerEntry, Reply, Waiver
from correspondence.rules.states import ReplyState as R
from tests.evidence import assert_ledger_holds, assert_signed, nothing_changes
from tests.factories import TUESDAY, part
from tests.people import Cast, act

pytestmark = pytest.mark.django_db

FLAW = "我们认为很好!会继续努力。"
REASON = "引用代表原话，不宜改动。"


def flawed(cast: Cast, state: R = R.REVIEW, more: str = FLAW) -> Reply:
    return part(cast, state, text=Draft(body=f"{Draft.body}\n{more}")).paper.reply


def open_findings(reply: Reply) -> list[Checked]:
    return [one for one in checked(reply, reply.latest.text) if one.blocks]


def waived(cast: Cast, reply: Reply) -> Waiver:
    mark = open_findings(reply)[0].mark
    by = cast.reviewer if reply.state == R.REVIEW else cast.handler
    return waive.waive(reply.pk, finding=mark, act=act(by, TUESDAY, REASON))


def rewritten(cast: Cast, reply: Reply, body: str) -> None:
    text = replace(reply.latest.text, body=body)
    draft.save(reply.pk, text=text, act=act(cast.handler, TUESDAY))


def test_review_is_not_passed_while_a_finding_stands(cast: Cast) -> None:
    reply = flawed(cast)
    with nothing_changes(), pytest.raises(NotReady) as refused:
        review.pass_review(reply.pk, act=act(cast.reviewer, TUESDAY))
    assert "1 处问题（正文第 2 段）" in refused.value.problems[0]


def test_a_reason_lets_it_pass(cast: Cast) -> None:
    reply = flawed(cast)
    waiver = waived(cast, reply)
    passed = review.pass_review(reply.pk, act=act(cast.reviewer, TUESDAY))
    assert passed.state == R.LEADER_APPROVAL
    assert (waiver.by, waiver.reason, waiver.passage) == (cast.reviewer, REASON, FLAW)
    assert (waiver.rule, waiver.version) == ("T02", reply.latest)


def test_it_is_signed_and_in_the_ledger(cast: Cast) -> None:
    waiver = waived(cast, flawed(cast))
    assert_signed(waiver, act(cast.reviewer, TUESDAY, REASON))
    entry = LedgerEntry.objects.order_by("serial").last()
    assert entry is not None
    assert (entry.act, entry.reason, entry.actor) == ("waive", REASON, cast.reviewer)
    assert_ledger_holds()


def test_the_drafters_reason_holds_at_review(cast: Cast) -> None:
    reply = flawed(cast, R.DRAFT)
    waived(cast, reply)
    assert open_findings(reply) == []


def test_it_ends_when_its_passage_changes(cast: Cast) -> None:
    reply = flawed(cast, R.DRAFT)
    waived(cast, reply)
    rewritten(cast, reply, f"{Draft.body}\n{FLAW.replace('继续', '更加')}")
    assert len(open_findings(reply)) == 1


def test_it_holds_when_only_other_passages_change(cast: Cast) -> None:
    reply = flawed(cast, R.DRAFT)
    waived(cast, reply)
    rewritten(cast, reply, f"另有一段说明。\n{Draft.body}\n{FLAW}")
    assert open_findings(reply) == []


def test_it_comes_back_with_the_very_passage(cast: Cast) -> None:
    reply = flawed(cast, R.DRAFT)
    before = reply.latest.text.body
    waived(cast, reply)
    rewritten(cast, reply, Draft.body)
    rewritten(cast, reply, before)
    assert open_findings(reply) == []


def test_taken_back_it_counts_again(cast: Cast) -> None:
    reply = flawed(cast)
    waiver = waived(cast, reply)
    taken = waive.withdraw(
        reply.pk, waiver_id=waiver.pk, act=act(cast.reviewer, TUESDAY, "应当修改。")
    )
    assert taken.withdrawn_by == cast.reviewer
    assert taken.history.count() == 2
    assert len(open_findings(reply)) == 1


def test_it_is_taken_back_once(cast: Cast) -> None:
    reply = flawed(cast, R.REVIEW, f"{FLAW}真好!是的。")
    waiver = waived(cast, reply)
    waived(cast, reply)
    said = act(cast.reviewer, TUESDAY, "应当修改。")
    waive.withdraw(reply.pk, waiver_id=waiver.pk, act=said)
    with nothing_changes(), pytest.raises(WrongState):
        waive.withdraw(reply.pk, waiver_id=waiver.pk, act=said)


def test_words_being_typed_are_looked_at_before_they_are_saved(cast: Cast) -> None:
    reply = part(cast, R.DRAFT).paper.reply
    typed = replace(reply.latest.text, body=FLAW)
    mark = next(one.mark for one in checked(reply, typed) if one.blocks)
    waive.waive(reply.pk, finding=mark, text=typed, act=act(cast.handler, TUESDAY, REASON))
    rewritten(cast, reply, FLAW)
    assert open_findings(reply) == []


def test_without_a_reason_it_is_refused(cast: Cast) -> None:
    reply = flawed(cast)
    mark = open_findings(reply)[0].mark
    with nothing_changes(), pytest.raises(NotReady) as refused:
        waive.waive(reply.pk, finding=mark, act=act(cast.reviewer, TUESDAY, "  "))
    assert refused.value.field == "reason"


@pytest.mark.parametrize("mark", ["", "0" * 64])
def test_a_finding_that_is_not_there_is_refused(cast: Cast, mark: str) -> None:
    reply = flawed(cast)
    with nothing_changes(), pytest.raises(NotReady):
        waive.waive(reply.pk, finding=mark, act=act(cast.reviewer, TUESDAY, REASON))


def test_a_mark_of_secrecy_stops_it_whatever_anybody_says(cast: Cast) -> None:
    reply = flawed(cast, R.REVIEW, "机密★1年")
    found = next(one for one in open_findings(reply) if one.finding.rule == "L15")
    with nothing_changes(), pytest.raises(NotReady, match="不得豁免"):
        waive.waive(reply.pk, finding=found.mark, act=act(cast.reviewer, TUESDAY, REASON))


def test_once_is_enough(cast: Cast) -> None:
    reply = flawed(cast)
    waiver = waived(cast, reply)
    with nothing_changes(), pytest.raises(NotReady, match="已经豁免"):
        waive.waive(reply.pk, finding=waiver.mark, act=act(cast.reviewer, TUESDAY, REASON))


def test_nobody_sets_findings_aside_in_anothers_hands(cast: Cast) -> None:
    reply = flawed(cast)
    mark = open_findings(reply)[0].mark
    for person in (cast.handler, cast.office_head, cast.leader, cast.auditor):
        with nothing_changes(), pytest.raises(PermissionDenied):
            waive.waive(reply.pk, finding=mark, act=act(person, TUESDAY, REASON))


@pytest.mark.parametrize("change", [{"reason": ""}, {"withdrawn_at": "2026-03-03T10:00:00Z"}])
def test_the_database_wants_a_reason_and_who_took_it_back(
    cast: Cast, change: dict[str, str]
) -> None:
    waiver = waived(cast, flawed(cast))
    with pytest.raises(IntegrityError), transaction.atomic():
        Waiver.objects.filter(pk=waiver.pk).update(**change)


def test_the_database_keeps_one_live_waiver_of_a_finding(cast: Cast) -> None:
    waiver = waived(cast, flawed(cast))
    waiver.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        waiver.save()
