"""Who may do what when, written down by hand: state → name in the cast → moves.

Whoever is not named may do nothing. `congress` stands for both clerks of that office, `watch`
for the two who may nudge.
"""

from operator import attrgetter

from django.core.exceptions import PermissionDenied

from correspondence import access
from correspondence.access import Row
from correspondence.models import User
from correspondence.rules.lifecycle import AnyMove
from correspondence.rules.states import AssignmentState as A
from correspondence.rules.states import ProposalState as P
from correspondence.rules.states import ReplyState as R
from tests.people import Cast

Grid = dict[str, dict[str, str]]

CONGRESS = ("congress_office", "congress_colleague")
WATCH = ("handing_out_office", "supervisor")
#: Every name in the cast that has an account.
OWN = (
    "liaison",
    "office_head",
    "handler",
    "colleague",
    "other_head",
    "cosigner",
    "reviewer",
    "leader",
    "chief",
    "seal_keeper",
    "archivist",
)
EVERYBODY = (
    *OWN,
    *(f"assist.{name}" for name in OWN),
    *(f"stranger.{name}" for name in OWN),
    *CONGRESS,
    *WATCH,
    "conference_office",
    "auditor",
    "sysadmin",
    "secadmin",
    "deputy",
    "joint_deputy",
    "other_deputy",
)

PROPOSAL: Grid = {
    P.DRAFT: {"deputy": "submit", "congress": "submit"},
    P.SUBMITTED: {"joint_deputy": "join decline", "deputy": "withdraw", "congress": "withdraw"},
    P.IN_REVIEW: {"deputy": "withdraw", "congress": "accept return refuse withdraw"},
    P.RETURNED: {"deputy": "submit withdraw", "congress": "submit withdraw"},
    P.REFUSED: {},
    P.ACCEPTED: {"deputy": "withdraw", "congress": "merge forward withdraw"},
    P.MERGED: {"congress": "unmerge"},
    P.FORWARDED: {
        "handing_out_office": "hand_out",
        "deputy": "withdraw",
        "congress": "withdraw",
    },
    P.ASSIGNED: {"deputy": "withdraw", "congress": "withdraw"},
    P.REPLIED: {},
    P.FEEDBACK_DONE: {},
    P.REHANDLING: {},
    P.TRACKING: {},
    P.CLOSED: {},
    P.ARCHIVED: {},
    P.WITHDRAWN: {},
}

#: One unit alone; no reply has been started, and nothing has been promised.
ASSIGNMENT: Grid = {
    A.PENDING: {"liaison": "sign_for", "watch": "nudge"},
    A.SIGNED_FOR: {"liaison": "request_hand_back dispatch ask_extension", "watch": "nudge"},
    A.HAND_BACK_REQUESTED: {
        "liaison": "withdraw_hand_back",
        "congress": "grant_hand_back refuse_hand_back",
        "handing_out_office": "grant_hand_back refuse_hand_back nudge",
        "supervisor": "nudge",
    },
    A.HANDED_BACK: {},
    A.DISPATCHED: {
        "liaison": "ask_extension",
        "office_head": "begin return_dispatch",
        "watch": "nudge",
    },
    A.IN_PROGRESS: {
        "liaison": "ask_extension",
        "office_head": "record_contact",
        "handler": "start_reply record_contact",
        "watch": "nudge",
    },
    A.IN_APPROVAL: {"liaison": "ask_extension", "watch": "nudge"},
    A.REPLIED: {"deputy": "give_feedback", "congress": "record_feedback", "archivist": "archive"},
    A.FEEDBACK_DONE: {"deputy": "give_feedback", "congress": "rehandle", "archivist": "archive"},
    A.REHANDLING: {"office_head": "begin", "watch": "nudge"},
    A.TRACKING: {"office_head": "follow_up"},
    A.ARCHIVED: {},
    A.CANCELLED: {},
}

#: The assisting unit's part, while the leading unit is at work.
_WAIVE = dict.fromkeys(("liaison", "office_head", "handler"), "waive_opinion nudge")
_DECIDE = dict.fromkeys(_WAIVE, "accept_opinion send_back_opinion")
ASSISTING: Grid = {
    A.PENDING: {"assist.liaison": "sign_for", "watch": "nudge", **_WAIVE},
    A.SIGNED_FOR: {"assist.liaison": "request_hand_back dispatch", "watch": "nudge", **_WAIVE},
    A.DISPATCHED: {
        "assist.office_head": "begin return_dispatch",
        "watch": "nudge",
        **_WAIVE,
    },
    A.IN_PROGRESS: {"assist.handler": "start_reply", "watch": "nudge", **_WAIVE},
    A.IN_APPROVAL: {"watch": "nudge", **_WAIVE},
    A.OPINION_SENT: _DECIDE,
    A.OPINION_ACCEPTED: {"assist.archivist": "archive"},
    A.ARCHIVED: {},
}

REPLY: Grid = {
    R.DRAFT: {"handler": "save submit arrange waive"},
    R.OFFICE_APPROVAL: {"handler": "take_back", "office_head": "approve send_back remark waive"},
    R.COSIGNING: {
        "handler": "arrange",
        "cosigner": "agree object remark",
        "office_head": "send_back arrange remark",
    },
    R.REVIEW: {
        "reviewer": "pass_review send_back send_back_to_office remark waive",
        "cosigner": "withdraw_signature",
    },
    R.LEADER_APPROVAL: {
        "leader": "sign_off refer send_back send_back_to_review send_back_to_office remark",
        "chief": "sign_off remark",
    },
    R.CHIEF_APPROVAL: {
        "chief": "sign_off send_back send_back_to_review send_back_to_office remark"
    },
    R.SIGNED: {"reviewer": "recheck correct return_for_signing"},
    R.RECHECKED: {"liaison": "number"},
    R.NUMBERED: {"liaison": "void_number", "seal_keeper": "seal"},
    R.SEALED: {"liaison": "issue"},
    R.ISSUED: {"liaison": "deliver", "chief": "revoke"},
    R.DELIVERED: {"liaison": "publish", "chief": "revoke"},
    R.PUBLISHED: {"chief": "revoke"},
    R.ARCHIVED: {},
    R.REVOKED: {},
}


def allowed(grid: Grid, state: str) -> dict[str, set[str]]:
    """Name in the cast → the moves written down for it, groups told apart."""
    groups = {"congress": CONGRESS, "watch": WATCH}
    found: dict[str, set[str]] = {}
    for name, moves in grid[state].items():
        for one in groups.get(name, (name,)):
            found.setdefault(one, set()).update(moves.split())
    return found


def named(cast: Cast, name: str) -> User:
    person: User = attrgetter(name)(cast)
    return person


def may(person: User, row: Row, move: AnyMove) -> bool:
    """What the one door asks."""
    if not access.is_open(row, move):
        return False
    try:
        access.require(person, row, move)
    except PermissionDenied:
        return False
    return True
