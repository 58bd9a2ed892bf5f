"""豁免 on the pages: in the editor as one types, beside the reviewer's decision, and on record."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from correspondence.actions import waive
from correspondence.letters import checked
from correspondence.models import Reply, User
from correspondence.rules.states import ReplyState as R
from tests.actions.test_waive import FLAW, REASON, flawed, open_findings, rewritten, waived
from tests.factories import TUESDAY, part
from tests.people import Cast, act
from tests.web.pressing import address, press, read
from tests.web.test_draft_preview import ask, drafted

pytestmark = pytest.mark.django_db


def in_editor(user: User, reply: Reply, **more: Any) -> Any:
    return ask(user, reply, "waivers", **drafted(reply, body=FLAW), **more)


def test_a_finding_is_set_aside_in_the_editor_before_the_text_is_saved(cast: Cast) -> None:
    reply = part(cast, R.DRAFT).paper.reply
    found = ask(cast.handler, reply, **drafted(reply, body=FLAW)).json()["findings"]
    mark = next(one["mark"] for one in found if one["rule"] == "T02")
    answer = in_editor(cast.handler, reply, finding=mark, why=REASON).json()
    assert answer["problem"] == ""
    shown = next(one for one in answer["findings"] if one["mark"] == mark)
    assert (shown["waived"]["by"], shown["waived"]["reason"]) == (cast.handler.name, REASON)
    taken = in_editor(cast.handler, reply, withdraw=shown["waived"]["pk"]).json()
    assert next(one for one in taken["findings"] if one["mark"] == mark)["waived"] is None


def test_the_editor_says_what_was_refused(cast: Cast) -> None:
    reply = part(cast, R.DRAFT).paper.reply
    found = ask(cast.handler, reply, **drafted(reply, body=FLAW)).json()["findings"]
    mark = found[0]["mark"]
    answer = in_editor(cast.handler, reply, finding=mark, why=" ").json()
    assert answer["problem"] == "请写明豁免的理由。"


def test_nobody_else_reaches_it_through_the_editor(cast: Cast) -> None:
    reply = part(cast, R.DRAFT).paper.reply
    assert in_editor(cast.office_head, reply, finding="0", why=REASON).status_code == 403
    assert in_editor(cast.other_deputy, reply, finding="0", why=REASON).status_code == 404
    assert not reply.waivers.exists()


def test_the_reviewer_sees_who_set_what_aside_and_why(cast: Cast) -> None:
    reply = flawed(cast, R.REVIEW, f"{FLAW}真好!是的。")
    waived(cast, reply)
    shown = read(cast.reviewer, address(reply, "pass_review"))
    assert REASON in shown
    assert "2 处，已豁免 1 处" in shown
    assert address(reply, "waive") in shown
    assert address(reply, "unwaive") in shown


def test_a_signer_sees_it_and_can_do_nothing_about_it(cast: Cast) -> None:
    reply = flawed(cast)
    waived(cast, reply)
    press(cast.reviewer, reply, "pass_review", seen=reply.latest.digest)
    shown = read(cast.leader, address(reply, "sign_off"))
    assert REASON in shown
    assert address(reply, "unwaive") not in shown


def test_the_refusal_leads_to_where_a_reason_is_given(cast: Cast) -> None:
    reply = flawed(cast)
    refused = press(cast.reviewer, reply, "pass_review", seen=reply.latest.digest)
    assert refused.status_code == 422
    assert address(reply, "waive") in refused.content.decode()


def test_a_reason_given_beside_the_decision_leads_back_to_it(cast: Cast) -> None:
    reply = flawed(cast)
    mark = open_findings(reply)[0].mark
    done = press(cast.reviewer, reply, "waive", finding=mark, reason=REASON, back="pass_review")
    assert done.url == f"{address(reply, 'pass_review')}#findings"
    pk = reply.waivers.get().pk
    again = press(cast.reviewer, reply, "unwaive", waiver=pk, back="pass_review")
    assert again.url == f"{address(reply, 'pass_review')}#findings"


def test_its_own_page_offers_what_still_stands(cast: Cast) -> None:
    reply = flawed(cast)
    assert "正文第 2 段：" in read(cast.reviewer, address(reply, "waive"))
    waived(cast, reply)
    assert "正文第 2 段：" not in read(cast.reviewer, address(reply, "waive"))


def test_the_document_keeps_them_on_record(cast: Cast) -> None:
    reply = flawed(cast)
    waiver = waived(cast, reply)
    waive.withdraw(reply.pk, waiver_id=waiver.pk, act=act(cast.reviewer, TUESDAY, "应改。"))
    shown = read(cast.reviewer, f"/replies/{reply.pk}/")
    assert REASON in shown
    assert "取消" in shown


def test_the_record_tells_which_reason_ended_with_its_passage(cast: Cast) -> None:
    reply = flawed(cast, R.DRAFT)
    waived(cast, reply)
    assert "不再有效" not in read(cast.handler, f"/replies/{reply.pk}/")
    rewritten(cast, reply, f"{reply.latest.body}另外改动。")
    assert "不再有效" in read(cast.handler, f"/replies/{reply.pk}/")


def test_before_submitting_only_what_still_stands_is_said(cast: Cast) -> None:
    reply = flawed(cast, R.DRAFT)
    assert "校核还有 1 处" in read(cast.handler, address(reply, "submit"))
    waived(cast, reply)
    assert "校核还有" not in read(cast.handler, address(reply, "submit"))


def test_an_auditor_finds_it(cast: Cast) -> None:
    waiver = waived(cast, flawed(cast))
    assert REASON in read(cast.auditor, f"/audit/waivers/{waiver.pk}/")


def test_findings_cost_the_same_however_many_were_set_aside(cast: Cast) -> None:
    reply = flawed(cast, R.DRAFT, f"{FLAW}真好!是的。")
    text = reply.latest.text
    with CaptureQueriesContext(connection) as before:
        checked(Reply.objects.get(pk=reply.pk), text)
    waived(cast, reply)
    waived(cast, reply)
    with CaptureQueriesContext(connection) as after:
        found = checked(Reply.objects.get(pk=reply.pk), text)
        assert all(one.waiver and one.waiver.by.name for one in found)
    assert len(after) == len(before)
