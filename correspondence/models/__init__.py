"""What is kept, and what the database itself forbids."""

from .assignment import ANSWERING, Assignment, AssistingOffice
from .contact import Contact, Nudge
from .deadline import Deadline
from .feedback import Feedback, FeedbackSource, Rehandling
from .issue import (
    Delivery,
    DocumentNumber,
    IssuedDocument,
    NumberSeries,
    SeriesUse,
    SeriesYear,
)
from .ledger import LedgerEntry, LedgerHead
from .people import Office, RoleGrant, Unit, UnitKind, User
from .proposal import Deputy, DeputyKind, Proposal, Session, Signatory, SignatoryAnswer
from .reminder import Reminder, ReminderState
from .reply import Approval, CoSignature, Reply, TextVersion
from .request import Extension, HandBack, RequestState
from .rule import CalendarDay, ReminderStage, RuleProfile, RuleTerm
from .versioned import Versioned

__all__ = [
    "ANSWERING",
    "Approval",
    "Assignment",
    "AssistingOffice",
    "CalendarDay",
    "CoSignature",
    "Contact",
    "Deadline",
    "Delivery",
    "Deputy",
    "DeputyKind",
    "DocumentNumber",
    "Extension",
    "Feedback",
    "FeedbackSource",
    "HandBack",
    "IssuedDocument",
    "LedgerEntry",
    "LedgerHead",
    "Nudge",
    "NumberSeries",
    "Office",
    "Proposal",
    "Rehandling",
    "Reminder",
    "ReminderStage",
    "ReminderState",
    "Reply",
    "RequestState",
    "RoleGrant",
    "RuleProfile",
    "RuleTerm",
    "SeriesUse",
    "SeriesYear",
    "Session",
    "Signatory",
    "SignatoryAnswer",
    "TextVersion",
    "Unit",
    "UnitKind",
    "User",
    "Versioned",
]
