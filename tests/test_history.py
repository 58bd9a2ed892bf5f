"""Every change of every row that matters is kept: by whom, when, why, and beyond 32 bits."""

import pytest
from django.apps import apps
from django.db import models

from correspondence.actions import assign
from correspondence.actions.history import change_many
from correspondence.models import AssistingOffice, Versioned
from correspondence.rules.states import AssignmentState as A
from tests.evidence import assert_ledger_holds
from tests.factories import TUESDAY, part
from tests.people import Cast, act

OWN = list(apps.get_app_config("correspondence").get_models())
VERSIONED = [model for model in OWN if issubclass(model, Versioned)]
#: What an office decides or says, and so what an auditor asks about.
EVIDENCE = {
    "Approval",
    "Assignment",
    "AssistingOffice",
    "CalendarDay",
    "CoSignature",
    "Contact",
    "Deadline",
    "Delivery",
    "Deputy",
    "DocumentNumber",
    "Extension",
    "Feedback",
    "HandBack",
    "Nudge",
    "NumberSeries",
    "Office",
    "Proposal",
    "Rehandling",
    "Remark",
    "RemarkAnswer",
    "Reply",
    "RoleGrant",
    "RuleProfile",
    "RuleTerm",
    "Session",
    "Signatory",
    "Unit",
    "User",
    "Waiver",
}

#: Set up by administrators, not walked.
REFERENCE = {
    "CalendarDay",
    "Deputy",
    "NumberSeries",
    "Office",
    "RoleGrant",
    "RuleProfile",
    "RuleTerm",
    "Session",
    "Unit",
    "User",
    "Waiver",
}


def test_every_row_that_is_evidence_has_a_history() -> None:
    assert {model.__name__ for model in VERSIONED} >= EVIDENCE


@pytest.mark.parametrize("model", VERSIONED, ids=lambda model: model.__name__)
def test_its_history_counts_beyond_32_bits_and_takes_any_reason(model: type[Versioned]) -> None:
    fields = model.history.model._meta
    assert isinstance(fields.get_field("history_id"), models.BigAutoField)
    assert isinstance(fields.get_field("history_change_reason"), models.TextField)


@pytest.mark.django_db
def test_a_whole_life_is_signed_row_by_row(cast: Cast) -> None:
    """No row anywhere on the way was written without its author and moment."""
    part(cast, A.ARCHIVED)
    walked = [model for model in VERSIONED if model.__name__ in EVIDENCE - REFERENCE]
    unsigned = {
        model.__name__: model.history.filter(history_user__isnull=True).count() for model in walked
    }
    assert not {name: count for name, count in unsigned.items() if count}


@pytest.mark.django_db
def test_a_whole_life_leaves_a_ledger_that_holds(cast: Cast) -> None:
    part(cast, A.ARCHIVED)
    assert_ledger_holds()


@pytest.mark.django_db
def test_what_is_taken_away_leaves_its_history(cast: Cast) -> None:
    work = part(cast, A.SIGNED_FOR)
    liaison = act(cast.liaison, TUESDAY, "调整分工")
    assign.dispatch(work.pk, lead=cast.office, assisting=[cast.other_office], act=liaison)
    head = act(cast.office_head, TUESDAY, "不属本处")
    assign.return_dispatch(work.pk, act=head)
    assign.dispatch(work.pk, lead=cast.office, assisting=[], act=liaison)
    assert not AssistingOffice.objects.exists()
    gone = AssistingOffice.history.first()
    assert (gone.history_type, gone.history_user, gone.office) == (
        "-",
        cast.liaison,
        cast.other_office,
    )


@pytest.mark.django_db
def test_rows_written_in_bulk_leave_the_same_history_as_saved_ones(cast: Cast) -> None:
    work = part(cast, A.SIGNED_FOR)
    deadline = work.assignment.deadlines.get(kind="reply")
    saved = deadline.history.first()
    why = act(cast.sysadmin, TUESDAY, "放假安排调整")
    change_many([deadline], why, due_on=TUESDAY)
    written = deadline.history.first()
    assert (written.history_user, written.history_change_reason) == (cast.sysadmin, why.reason)
    assert (written.history_type, written.history_date) == ("~", why.at)
    assert [change.field for change in written.diff_against(saved).changes] == ["due_on"]
