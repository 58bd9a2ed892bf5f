"""What is kept, and what the database itself forbids."""

from .assignment import ANSWERING, Assignment, AssistingOffice
from .contact import Contact, Nudge
from .deadline import Alarm, Deadline, Override, Suspension
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
from .notice import Absence, Address, Feed, Heartbeat, Quiet
from .paragraph import StandardParagraph
from .people import Office, RoleGrant, Unit, UnitKind, User
from .proposal import Deputy, DeputyKind, Proposal, Session, Signatory, SignatoryAnswer
from .remark import Remark, RemarkAnswer
from .reminder import Digest, DigestKind, Outgoing, Reminder, ReminderState
from .reply import Reply, TextVersion
from .request import Extension, HandBack, RequestState
from .rule import CalendarDay, ReassignClock, ReminderStage, RuleProfile, RuleTerm
from .saved_view import SavedView
from .search import SearchEntry
from .signature import Approval, CoSignature
from .versioned import Versioned
from .waiver import Waiver
from .working import Presence, WorkingText

__all__ = [
    "ANSWERING",
    "Absence",
    "Address",
    "Alarm",
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
    "Digest",
    "DigestKind",
    "DocumentNumber",
    "Extension",
    "Feed",
    "Feedback",
    "FeedbackSource",
    "HandBack",
    "Heartbeat",
    "IssuedDocument",
    "LedgerEntry",
    "LedgerHead",
    "Nudge",
    "NumberSeries",
    "Office",
    "Outgoing",
    "Override",
    "Presence",
    "Proposal",
    "Quiet",
    "ReassignClock",
    "Rehandling",
    "Remark",
    "RemarkAnswer",
    "Reminder",
    "ReminderStage",
    "ReminderState",
    "Reply",
    "RequestState",
    "RoleGrant",
    "RuleProfile",
    "RuleTerm",
    "SavedView",
    "SearchEntry",
    "SeriesUse",
    "SeriesYear",
    "Session",
    "Signatory",
    "SignatoryAnswer",
    "StandardParagraph",
    "Suspension",
    "TextVersion",
    "Unit",
    "UnitKind",
    "User",
    "Versioned",
    "Waiver",
    "WorkingText",
]
