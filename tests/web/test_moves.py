"""Every role tries the moves of every state over HTTP: the table's own work, nothing else does."""

import re
from typing import Any

import pytest
from django.db import transaction
from django.test import Client

from correspondence.access import is_open, open_moves
from correspondence.models import Assignment, LedgerEntry, Proposal, Reply, User
from correspondence.rules.moves import AssignmentMove, ProposalMove, ReplyMove
from correspondence.rules.states import AssignmentState, ReplyState
from tests import factories
from tests.actions.test_cosign import asked
from tests.actions.test_draft import waiting
from tests.people import Cast
from tests.web.pressing import address, look, press, signed_in

pytestmark = pytest.mark.django_db

REFUSED = {403, 404, 409}
#: A move that is open answers with its result, or with what is missing from an empty form.
TAKEN = {302, 422}
Visitors = list[tuple[User, Client]]


@pytest.fixture(scope="module")
def visitors(cast: Cast) -> Visitors:
    """One signed-in person of every role, and a stranger."""
    people = [
        *[getattr(cast, name) for name in ("liaison", "office_head", "handler", "cosigner")],
        *[getattr(cast, name) for name in ("reviewer", "leader", "chief", "seal_keeper")],
        *[cast.archivist, cast.supervisor, cast.auditor, cast.sysadmin, cast.secadmin],
        *[cast.deputy, cast.congress_office, cast.handing_out_office, cast.stranger.liaison],
    ]
    return [(person, signed_in(person)) for person in people]


def tried(client: Client, row: Any, move: str) -> tuple[int, int]:
    """Status of the answer and how many acts it left; whatever it did is undone."""
    before = LedgerEntry.objects.count()
    with transaction.atomic():
        seen = {"seen": row.latest.digest} if isinstance(row, Reply) else {}
        status = client.post(address(row, move), seen).status_code
        acts = LedgerEntry.objects.count() - before
        transaction.set_rollback(True)
    return status, acts


def check_row(visitors: Visitors, row: Any, moves: Any) -> None:
    """What the state allows is tried by everybody; what it does not, by the first who sees the row.

    A move out of season is refused before it is asked who makes it.
    """
    in_season = [move for move in moves if is_open(row, move)]
    tried_all = False
    for person, client in visitors:
        seen = type(row).objects.visible_to(person).filter(pk=row.pk).exists()
        mine = {step.move for step in open_moves(person, row)} if seen else set()
        # To whom the row does not exist, one move is as good as the others.
        some = (in_season if tried_all else list(moves)) if seen else list(moves)[:1]
        tried_all = tried_all or seen
        for move in some:
            status, acts = tried(client, row, move)
            case = f"{person} {row.state} {move}: {status}"
            if move in mine:
                assert status in TAKEN, case
            else:
                assert (status in REFUSED, acts) == (True, 0), case
    assert tried_all


@pytest.mark.parametrize("state", list(ReplyState))
def test_only_the_table_moves_a_reply(cast: Cast, visitors: Visitors, state: ReplyState) -> None:
    factories.part(cast, state)
    check_row(visitors, Reply.objects.latest("pk"), ReplyMove)


@pytest.mark.parametrize(
    "state",
    [
        state
        for state in AssignmentState
        if state not in {AssignmentState.OPINION_SENT, AssignmentState.OPINION_ACCEPTED}
    ],
)
def test_only_the_table_moves_an_assignment(
    cast: Cast, visitors: Visitors, state: AssignmentState
) -> None:
    check_row(visitors, factories.part(cast, state).assignment, AssignmentMove)


@pytest.mark.parametrize("state", [AssignmentState.OPINION_SENT, AssignmentState.OPINION_ACCEPTED])
def test_only_the_table_moves_an_assisting_part(
    cast: Cast, visitors: Visitors, state: AssignmentState
) -> None:
    check_row(visitors, factories.assisting_part(cast, state).assignment, AssignmentMove)


def test_only_the_table_moves_a_proposal(cast: Cast, visitors: Visitors) -> None:
    life = factories.registered(cast)
    check_row(visitors, Proposal.objects.get(), ProposalMove)
    life.take_in("0049")
    check_row(visitors, Proposal.objects.get(), ProposalMove)


def test_the_slower_of_two_reads_that_somebody_was_faster(cast: Cast) -> None:
    row = factories.part(cast, AssignmentState.PENDING).assignment
    assert press(cast.liaison, row, "sign_for").status_code == 302
    answer = press(cast.liaison, row, "sign_for")
    assert answer.status_code == 409
    assert "已被他人处理" in answer.content.decode()
    assert "已签收" in answer.content.decode()


def test_a_move_is_shown_with_what_will_happen_before_it_is_made(cast: Cast) -> None:
    row = factories.part(cast, ReplyState.RECHECKED).paper.reply
    page = look(cast.liaison, address(row, "number")).content.decode()
    assert f"将编为：沪科建复〔{factories.TUESDAY.year}〕1号" in page


@pytest.mark.parametrize("move", ["grant_extension", "refuse_extension"])
def test_who_decides_about_an_extension_reads_what_is_asked_and_why(cast: Cast, move: str) -> None:
    work = factories.part(cast, AssignmentState.IN_PROGRESS)
    work.ask_extension(factories.CAP, "涉及面广。")
    page = look(cast.congress_office, address(work.assignment, move)).content.decode()
    for words in (str(factories.CAP), str(factories.DUE_ON), "涉及面广。"):
        assert words in page


@pytest.mark.parametrize("move", ["grant_hand_back", "refuse_hand_back"])
def test_who_decides_about_a_hand_back_reads_why_it_is_asked(cast: Cast, move: str) -> None:
    row = factories.part(cast, AssignmentState.HAND_BACK_REQUESTED).assignment
    page = look(cast.congress_office, address(row, move)).content.decode()
    asked = row.hand_backs.get()
    assert asked.reason in page
    assert asked.basis in page


def test_what_was_left_empty_is_asked_for_in_plain_words(cast: Cast) -> None:
    row = factories.part(cast, AssignmentState.IN_PROGRESS).assignment
    page = press(cast.handler, row, "record_contact").content.decode()
    assert "此项必填，请填写或者选择。" in page
    assert "字段" not in page


@pytest.mark.parametrize("path", ["/replies/1/unheard_of/", "/planets/1/submit/"])
def test_what_nobody_has_heard_of_does_not_exist(cast: Cast, path: str) -> None:
    assert look(cast.liaison, path).status_code == 404


def test_the_page_of_a_case_offers_just_the_open_moves(cast: Cast) -> None:
    row: Assignment = factories.part(cast, AssignmentState.PENDING).assignment
    own = look(cast.liaison, f"/proposals/{row.proposal_id}/").content.decode()
    other = look(cast.reviewer, f"/proposals/{row.proposal_id}/").content.decode()
    assert address(row, "sign_for") in own
    assert address(row, "sign_for") not in other


def test_who_answers_from_a_second_window_is_told_that_the_first_was_taken(cast: Cast) -> None:
    reply = asked(cast, [cast.cosigner, cast.other_head]).reply
    press(cast.cosigner, reply, "object", reason="理由甲")
    second = press(cast.cosigner, reply, "agree", reason="意见乙")
    assert second.status_code == 403
    assert "您已经会签过，要改意见，请先撤回会签。没有任何内容被改动。" in second.content.decode()
    assert reply.cosignatures.live().get(cosigner=cast.cosigner).opinion == "理由甲"


def test_who_may_not_make_a_move_is_led_back_to_its_row(cast: Cast) -> None:
    reply = factories.part(cast, ReplyState.DRAFT).paper.reply
    refused = press(cast.office_head, reply, "submit")
    page = refused.content.decode()
    assert refused.status_code == 403
    assert "您没有办理这一步的权限。" in page
    assert f'href="/replies/{reply.pk}/"' in page


def test_what_is_mended_on_another_page_leads_back_to_the_one_it_held_up(cast: Cast) -> None:
    reply = waiting(cast).paper.reply
    refused = press(cast.handler, reply, "submit").content.decode()
    here = address(reply, "submit")
    (way,) = re.findall(r'href="([^"]*/waive_opinion/[^"]*)"', refused)
    assert f'href="{here}">取消' in look(cast.handler, way).content.decode()
    taken = signed_in(cast.handler).post(way, {"reason": "会办单位来电：无意见。"})
    assert taken.headers["Location"] == here


@pytest.mark.parametrize(
    ("who", "whom"),
    [
        ("deputy", "代表工作机构"),
        ("handler", "本单位联络员"),
        ("liaison", "系统管理员"),
        ("auditor", "系统管理员"),
    ],
)
def test_everybody_is_sent_to_somebody_there_is(cast: Cast, who: str, whom: str) -> None:
    assert f"请联系{whom}。" in look(getattr(cast, who), "/proposals/999/").content.decode()


@pytest.mark.django_db
def test_whoever_starts_a_draft_starts_to_write(cast: Cast) -> None:
    part = factories.part(cast, AssignmentState.IN_PROGRESS).assignment
    answer = press(cast.handler, part, "start_reply")
    assert answer.headers["Location"] == f"/replies/{part.replies.get().pk}/save/"
