"""The database itself refuses what must not be, whoever writes to it and by whatever way."""

from datetime import timedelta
from typing import Any

import pytest
from django.apps import apps
from django.db import DatabaseError, IntegrityError, models, transaction
from django.db.models import F

from correspondence.models import (
    Assignment,
    AssistingOffice,
    CoSignature,
    Deadline,
    Delivery,
    Deputy,
    DocumentNumber,
    Extension,
    Feedback,
    HandBack,
    IssuedDocument,
    LedgerEntry,
    NumberSeries,
    Office,
    Proposal,
    Rehandling,
    Reminder,
    Reply,
    RoleGrant,
    RuleTerm,
    SeriesUse,
    SeriesYear,
    Signatory,
    TextVersion,
    Unit,
)
from tests.factories import MONDAY, TUESDAY

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("world")]

BEFORE = MONDAY - timedelta(days=1)
Change = dict[str, Any]

#: What is tried on the first row of a model, and the constraint that refuses it.
REFUSED: list[tuple[type[models.Model], Change, str]] = [
    (Proposal, {"submitted_on": TUESDAY}, "accepted_after_submission"),
    (Proposal, {"forwarded_on": BEFORE}, "forwarded_after_acceptance"),
    (Proposal, {"number": ""}, "accepted_has_number"),
    (Proposal, {"refused_on": TUESDAY}, "refusal_has_reason"),
    (Proposal, {"merged_into": F("id")}, "proposal_not_merged_into_itself"),
    (Assignment, {"signed_for_on": BEFORE}, "signed_for_after_hand_out"),
    (Assignment, {"answered_on": BEFORE}, "answered_after_receipt"),
    (Assignment, {"part": "assist"}, "assist_has_no_outcome"),
    (Reply, {"signed_by": F("drafter")}, "drafter_never_signs"),
    (Reply, {"sealed_by": F("drafter")}, "drafter_never_seals"),
    (Reply, {"signed_by": None}, "signed_has_signer"),
    (Reply, {"signed_on": None, "dated": None}, "signed_has_signer"),
    (Reply, {"dated": TUESDAY}, "dated_when_signed"),
    (Reply, {"rechecked_on": BEFORE}, "rechecked_after_signing"),
    (Reply, {"numbered_on": BEFORE}, "numbered_after_recheck"),
    (Reply, {"sealed_on": BEFORE}, "sealed_after_numbering"),
    (Reply, {"issued_on": BEFORE}, "issued_after_sealing"),
    (Reply, {"delivered_on": BEFORE}, "delivered_after_issue"),
    (Reply, {"rechecked_on": None}, "number_after_recheck"),
    (Reply, {"pdf_sha256": ""}, "issued_has_pdf_and_number"),
    (Reply, {"number": ""}, "issued_has_pdf_and_number"),
    (Reply, {"kind": "assist_opinion"}, "opinion_has_no_outcome"),
    (Reply, {"outcome": ""}, "signed_reply_has_outcome"),
    (Reply, {"outcome": "planned"}, "promise_has_a_day"),
    (Reply, {"outcome": "resolving"}, "promise_has_a_day"),
    (CoSignature, {"digest": ""}, "cosignature_names_its_text"),
    (CoSignature, {"group": 0}, "cosign_groups_from_one"),
    (CoSignature, {"verdict": "objected", "opinion": ""}, "objection_has_reason"),
    (Feedback, {"result": "dissatisfied"}, "dissatisfaction_has_comment"),
    (Feedback, {"attitude": "dissatisfied"}, "dissatisfaction_has_comment"),
    (Feedback, {"confirmed_by": F("recorded_by")}, "paper_confirmed_by_another"),
    (DocumentNumber, {"voided_on": TUESDAY}, "void_has_reason"),
    (Delivery, {"way": ""}, "delivery_has_way"),
    (Extension, {"new_due_on": F("old_due_on")}, "extension_is_later"),
    (Reminder, {"state": "sent"}, "sent_has_time"),
]
#: What a second row like the first one, but for this, is refused by.
VOIDED = {"voided_on": TUESDAY, "void_reason": "打印有误"}
TWICE: list[tuple[type[models.Model], Change, str]] = [
    (Office, {"name": "另一个"}, "office_code_once_a_unit"),
    (RoleGrant, {}, "role_granted_once"),
    (RuleTerm, {"amount": 9}, "term_once_a_profile"),
    (Proposal, {"title": "另一件"}, "proposal_number_once"),
    (Signatory, {"position": 9, "answer": "joined"}, "deputy_signs_once"),
    (Signatory, {"deputy": "third", "answer": "joined"}, "signatory_position_once"),
    (Signatory, {"deputy": "third", "position": 9}, "one_lead_deputy"),
    (Assignment, {"part": "separate"}, "one_live_part_a_unit"),
    (Assignment, {"unit": "jyw"}, "one_lead_unit"),
    (AssistingOffice, {}, "office_assists_once"),
    (Deadline, {"amount": 9}, "one_live_deadline_a_kind"),
    (Reply, {"number": "沪科建复〔2026〕99号"}, "one_live_reply_a_round"),
    (Reply, {"round": 9}, "reply_number_once"),
    (TextVersion, {"body": "另一份"}, "version_number_once"),
    (CoSignature, {}, "one_live_cosignature"),
    (Feedback, {"comment": "再说一次"}, "one_live_feedback"),
    (Rehandling, {"reason": "再来"}, "one_decision_a_round"),
    (NumberSeries, {}, "issuer_code_once_a_unit"),
    (SeriesUse, {}, "series_use_once"),
    (SeriesYear, {"last_serial": 9}, "one_counter_a_year"),
    (DocumentNumber, VOIDED, "serial_once"),
    (DocumentNumber, {"serial": 99}, "one_live_number"),
    (Delivery, {"receipt": "再送"}, "delivered_once_each"),
    (Reminder, {"wording": "再催"}, "reminded_once"),
    (HandBack, {"reason": "再问"}, "one_open_hand_back"),
    (Extension, {"reason": "再问"}, "one_open_extension"),
]


def first(model: type[models.Model]) -> models.Model:
    return model._default_manager.earliest("pk")


def meant(change: Change) -> Change:
    """Names put where a row is meant."""
    people = {"third": lambda: Deputy.objects.get(code="third-deputy")}
    units = {"jyw": lambda: Unit.objects.get(code="jyw")}
    known = people | units
    return {
        key: known[value]() if isinstance(value, str) and value in known else value
        for key, value in change.items()
    }


def blamed(error: IntegrityError, model: type[models.Model], name: str) -> bool:
    """PostgreSQL names the constraint; SQLite names a unique one by its columns."""
    (rule,) = [one for one in model._meta.constraints if one.name == name]
    fields = getattr(rule, "fields", ())
    columns = {field.name: field.attname for field in model._meta.concrete_fields}
    named = ", ".join(f"{model._meta.db_table}.{columns[one]}" for one in fields)
    return name in str(error) or str(error).endswith(f": {named}")


@pytest.mark.parametrize(("model", "change", "constraint"), REFUSED)
def test_the_database_refuses(model: type[models.Model], change: Change, constraint: str) -> None:
    rows = model._default_manager.filter(pk=first(model).pk)
    with pytest.raises(IntegrityError) as refused, transaction.atomic():
        rows.update(**change)
    assert blamed(refused.value, model, constraint)


@pytest.mark.parametrize(("model", "change", "constraint"), TWICE)
def test_the_database_refuses_a_second_one(
    model: type[models.Model], change: Change, constraint: str
) -> None:
    copy = first(model)
    copy.pk = None
    for name, value in meant(change).items():
        setattr(copy, name, value)
    with pytest.raises(IntegrityError) as refused, transaction.atomic():
        model._default_manager.bulk_create([copy])
    assert blamed(refused.value, model, constraint)


def test_every_constraint_of_these_models_has_been_tried() -> None:
    tried = {(model.__name__, name) for model, _, name in (*REFUSED, *TWICE)}
    models_tried = {name for name, _ in tried}
    written = {
        (model.__name__, rule.name)
        for model in apps.get_app_config("correspondence").get_models()
        for rule in model._meta.constraints
        if model.__name__ in models_tried
    }
    assert written == tried


@pytest.mark.parametrize("model", [IssuedDocument, LedgerEntry])
def test_evidence_exists_once(model: type[models.Model]) -> None:
    copy = first(model)
    copy.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        model._default_manager.bulk_create([copy])


@pytest.mark.parametrize(
    ("model", "change"),
    [
        (LedgerEntry, {"reason": "改一个字"}),
        (IssuedDocument, {"pdf": b"%PDF-1.7"}),
        (TextVersion, {"body": "改一个字"}),
    ],
)
def test_evidence_is_never_rewritten(model: type[models.Model], change: Change) -> None:
    rows = model._default_manager.filter(pk=first(model).pk)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        rows.update(**change)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        first(model).save()
