"""The planted seeds: every proposal where its row says, lawfully, and once only."""

import csv
import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pypdfium2
import pytest
from django.conf import settings
from pytest_django import DjangoDbBlocker, Settings

from correspondence.actions.act import SHANGHAI
from correspondence.management.evidence import faults
from correspondence.management.seeding import checked, plant
from correspondence.models import (
    Assignment,
    DocumentNumber,
    Extension,
    Feedback,
    LedgerEntry,
    Proposal,
    Rehandling,
    Reply,
    SeriesYear,
    TextVersion,
    User,
)
from correspondence.rules.deadlines import add_months
from correspondence.rules.words import GRANTABLE, PROMISED, Outcome, Part, ReplyKind, Role
from tests.evidence import everything

FOLDER = Path(settings.BASE_DIR, "seeds")
ROWS = list(csv.DictReader((FOLDER / "proposals.csv").read_text(encoding="utf-8").splitlines()))
#: Target → the states of the proposal, of its first answering part and of that unit's document.
STANDS = {
    "draft": ("draft", "", ""),
    "submitted": ("in_review", "", ""),
    "returned": ("returned", "", ""),
    "refused": ("refused", "", ""),
    "withdrawn": ("withdrawn", "", ""),
    "merged": ("merged", "", ""),
    "accepted": ("accepted", "", ""),
    "forwarded": ("forwarded", "", ""),
    "pending_receipt": ("assigned", "pending", ""),
    "hand_back_requested": ("assigned", "hand_back_requested", ""),
    "handed_back": ("assigned", "handed_back", ""),
    "signed_for": ("assigned", "signed_for", ""),
    "dispatched": ("assigned", "dispatched", ""),
    "in_progress": ("assigned", "in_progress", ""),
    "overdue": ("assigned", "in_progress", ""),
    "extension_requested": ("assigned", "in_progress", ""),
    "extended": ("assigned", "in_progress", ""),
    "opinion_sent": ("assigned", "in_progress", ""),
    "drafting": ("assigned", "in_progress", "draft"),
    "office_approval": ("assigned", "in_approval", "office_approval"),
    "cosigning": ("assigned", "in_approval", "cosigning"),
    "objected": ("assigned", "in_approval", "cosigning"),
    "reviewing": ("assigned", "in_approval", "review"),
    "leader_approval": ("assigned", "in_approval", "leader_approval"),
    "chief_approval": ("assigned", "in_approval", "chief_approval"),
    "signed": ("assigned", "in_approval", "signed"),
    "rechecked": ("assigned", "in_approval", "rechecked"),
    "numbered": ("assigned", "in_approval", "numbered"),
    "sealed": ("assigned", "in_approval", "sealed"),
    "issued": ("assigned", "in_approval", "issued"),
    "delivered": ("replied", "replied", "delivered"),
    "published": ("replied", "replied", "published"),
    "feedback_done": ("closed", "feedback_done", "delivered"),
    "dissatisfied": ("closed", "feedback_done", "delivered"),
    "tracking": ("tracking", "tracking", "delivered"),
    "rehandling": ("rehandling", "rehandling", "delivered"),
    "rehandled": ("replied", "replied", "delivered"),
    "archived": ("archived", "archived", "archived"),
}


@pytest.fixture(scope="module", autouse=True)
def _planted(module_database: DjangoDbBlocker) -> None:
    """Once for all tests here; the module's transaction takes it away again."""
    plant(checked(FOLDER), FOLDER)


pytestmark = pytest.mark.django_db


def _proposal(row: dict[str, str]) -> Proposal:
    return Proposal.objects.get(session__name=row["session"], title=row["title"])


def _published() -> Reply:
    return Reply.objects.get(number="沪科建复〔2023〕15号")


def _answers() -> Iterator[Reply]:
    """Documents to deputies that have at least been signed."""
    signed = Reply.objects.exclude(kind=ReplyKind.ASSIST_OPINION).filter(signed_on__isnull=False)
    return signed.select_related("assignment__proposal").iterator()


@pytest.mark.parametrize("row", ROWS, ids=[row["title"][2:10] for row in ROWS])
def test_a_proposal_stands_where_its_row_says(row: dict[str, str]) -> None:
    proposal = _proposal(row)
    part = proposal.assignments.exclude(part=Part.ASSIST).order_by("pk").first()
    reply = part.replies.order_by("round").last() if part else None
    stands = (proposal.state, part.state if part else "", reply.state if reply else "")
    assert stands == STANDS[row["target"]]


def test_every_target_is_reached_by_some_row() -> None:
    assert {row["target"] for row in ROWS} == set(STANDS)


DAYS: dict[str, Callable[[Proposal], date | None]] = {
    "submitted_on": lambda proposal: proposal.submitted_on,
    "accepted_on": lambda proposal: proposal.accepted_on,
    "forwarded_on": lambda proposal: proposal.forwarded_on,
    "handed_out_on": lambda proposal: proposal.assignments.earliest("pk").handed_out_on,
    "signed_for_on": lambda proposal: proposal.assignments.earliest("pk").signed_for_on,
}


@pytest.mark.parametrize("column", DAYS)
def test_the_days_are_those_of_the_rows(column: str) -> None:
    dated = [row for row in ROWS if row[column]]
    found = {row["title"]: str(DAYS[column](_proposal(row))) for row in dated}
    assert found == {row["title"]: row[column] for row in dated}


def test_the_targets_details_are_there() -> None:
    assert Reply.objects.filter(cosignatures__verdict="objected").count() == 1
    assert Extension.objects.filter(result="granted").get().new_due_on == date(2026, 12, 31)
    assert Extension.objects.filter(result="asked").get().new_due_on == date(2027, 1, 29)
    taken = Assignment.objects.get(replaces__state="handed_back")
    assert (taken.unit.code, taken.state) == ("wjw", "signed_for")
    assert Proposal.objects.filter(state="merged", merged_into__number="0018").count() == 1


# --- C.7, the invariants ---


def test_nothing_happened_before_what_it_rests_on() -> None:
    for reply in _answers():
        part = reply.assignment
        days = [part.proposal.submitted_on, part.proposal.accepted_on, part.proposal.forwarded_on]
        days += [part.handed_out_on, part.signed_for_on, _day("submit", reply), reply.signed_on]
        days += [reply.rechecked_on, reply.numbered_on, reply.sealed_on, reply.issued_on]
        days += [reply.delivered_on, *reply.feedback.values_list("given_on", flat=True)]
        known = [day for day in days if day]
        assert known == sorted(known), reply


def _day(act: str, reply: Reply) -> date:
    entry = LedgerEntry.objects.filter(subject="reply", subject_id=reply.pk, act=act).earliest("at")
    return entry.at.astimezone(SHANGHAI).date()


def test_a_document_is_dated_on_the_day_it_was_signed() -> None:
    assert all(reply.dated == reply.signed_on for reply in _answers())


def test_numbers_run_without_a_gap_in_the_order_of_their_days() -> None:
    drawn = defaultdict(list)
    for number in DocumentNumber.objects.order_by("drawn_on", "pk"):
        drawn[number.series_id, number.year].append(number.serial)
    for counter in SeriesYear.objects.all():
        serials = drawn[counter.series_id, counter.year]
        assert serials == list(range(counter.began_after + 1, counter.last_serial + 1))


def test_extensions_stay_below_the_cap_and_the_deputy_was_told() -> None:
    for extension in Extension.objects.all():
        assert extension.new_due_on <= add_months(extension.assignment.handed_out_on, 6)
    granted = Extension.objects.get(result="granted")
    assert granted.decided_by in User.objects.holding(Role.HANDING_OUT_OFFICE)
    assert granted.deputy_told_on


def test_only_answers_have_a_class_a_promise_its_day_and_a_reference_its_reason() -> None:
    for version in TextVersion.objects.select_related("reply"):
        if version.reply.signed_on:
            opinion = version.reply.kind == ReplyKind.ASSIST_OPINION
            assert bool(version.outcome) != opinion or version.number == 1
            assert (version.outcome in PROMISED) == bool(version.promised_on)
            assert version.outcome != Outcome.NOTED or version.outcome_reason


def test_who_is_not_satisfied_says_why_and_a_second_round_was_decided() -> None:
    unhappy = Feedback.objects.filter(result="dissatisfied")
    assert unhappy.count() == 3
    assert all(feedback.comment for feedback in unhappy)
    rounds = Assignment.objects.filter(round=2, part__in=["sole", "lead"])
    assert {part.pk for part in rounds} == set(
        Rehandling.objects.values_list("assignment", flat=True)
    )


def test_the_evidence_holds_and_time_never_runs_back() -> None:
    assert list(faults()) == []
    moments = list(LedgerEntry.objects.order_by("serial").values_list("at", flat=True))
    assert moments == sorted(moments)
    hours = {moment.astimezone(SHANGHAI).hour for moment in moments}
    assert min(hours) >= 9
    assert max(hours) < 18


def test_every_change_of_a_proposal_names_its_person() -> None:
    for model in (Proposal, Assignment, Reply):
        assert not model.history.filter(history_user=None).exists()
        assert not model.history.filter(history_change_reason=None).exists()


# --- People ---


def test_there_is_one_demo_account_for_each_role() -> None:
    roles = [role for person in User.objects.demo() for role in person.roles]
    assert sorted(roles) == sorted(GRANTABLE)


def test_only_demo_accounts_can_be_signed_in_to(settings: Settings) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
    demo = list(User.objects.demo())
    assert [one for one in User.objects.order_by("pk") if one.has_usable_password()] == demo
    assert demo[-1].check_password("demo-2023")


# --- The published reply ---


def test_the_published_reply_is_issued_word_for_word() -> None:
    published = (FOLDER / "reply-2023-15.txt").read_text(encoding="utf-8")
    pages = pypdfium2.PdfDocument(bytes(_published().issued_document.pdf))
    text = "".join(
        re.sub(r"—\s*\d+\s*—\s*$", "", page.get_textpage().get_text_range()) for page in pages
    )
    assert re.sub(r"\s", "", text) == re.sub(r"\s", "", published)


def test_the_published_reply_has_its_own_days_number_and_imprint() -> None:
    reply = _published()
    days = {reply.dated, reply.signed_on, reply.numbered_on, reply.issued_on, reply.delivered_on}
    assert days == {date(2023, 5, 11)}
    letter = reply.issued_document.letter
    assert letter["number"] == "沪科建复〔2023〕15号"
    assert letter["copies"] == ["市政府办公厅建议提案处", "市人大代表工作处"]
    assert letter["printer"] == "上海市科委办公室"
    assert (letter["dated"], letter["printed_on"]) == ("2023-05-11", "2023-05-11")


def test_the_published_reply_went_through_every_hand() -> None:
    acts = LedgerEntry.objects.filter(subject="reply", subject_id=_published().pk)
    order = ["start", "save", "save", "submit", "approve", "agree", "agree", "finish_cosigning"]
    order += ["pass_review", "sign_off", "recheck", "number", "seal", "issue", "deliver"]
    found = acts.order_by("serial").values_list("act", flat=True)
    assert [act for act in found if act in order] == [*order, "deliver"]


def test_the_numbers_before_the_published_one_are_accounted_for() -> None:
    entry = LedgerEntry.objects.get(act="begin_at")
    assert entry.reason == "系统启用前已编至14号"
    assert SeriesYear.objects.get(began_after=14).series.issuer_code == "沪科建复"


# --- Once only ---


def test_planting_a_second_time_changes_nothing() -> None:
    before = everything()
    assert plant(checked(FOLDER), FOLDER) == 0
    assert everything() == before


def test_every_number_of_a_law_names_its_article() -> None:
    """Sichuan's rules were only found as a report; whoever puts them to use is told so."""
    rules = csv.DictReader((FOLDER / "rules.csv").read_text(encoding="utf-8").splitlines())
    for rule in rules:
        unfounded = rule["note"].startswith(("内部约定", "该规定未载明", "参照代表建议"))
        unchecked = rule["profile"] == "SC-2024" and "条文号未核实" in rule["note"]
        assert (
            unfounded or unchecked or re.search(r"》第[一二三四五六七八九十]+条$", rule["article"])
        )
