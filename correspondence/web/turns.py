"""Where a part of a proposal stands, whose turn it is, and since when: for many parts at once."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import F, Max

from ..actions.act import day_of
from ..models import Assignment, CoSignature, LedgerEntry, Reply, RoleGrant
from ..rules.lifecycle import Weight, steps_from
from ..rules.states import AssignmentState, ReplyState
from ..rules.words import RELATIONS, ReplyKind, Role

#: More names than this are counted instead.
NAMED = 2
#: Of several who may take a step, the one from whom it is expected comes first.
_NEAREST = sorted(
    (role for role in Role if role not in RELATIONS), key=lambda role: role is Role.CONGRESS_OFFICE
)
_WITH_DOCUMENT = (AssignmentState.IN_PROGRESS, AssignmentState.IN_APPROVAL)


@dataclass(frozen=True)
class Turn:
    """Where it stands, who has to act, and the day it came there."""

    state: AssignmentState | ReplyState
    document: str
    who: str
    since: date


class Turns:
    """The turns of these parts, in a handful of queries however many there are."""

    def __init__(self, parts: Iterable[Assignment]) -> None:
        self.parts = list(parts)
        self.replies = self._replies()
        self.holders = self._holders()
        self.cosigners, self.objectors = self._cosigners()
        self.since = self._since("assignment", [part.pk for part in self.parts])
        self.reply_since = self._since("reply", [one.pk for one in self.replies.values()])

    def of(self, part: Assignment) -> Turn:
        """Where this part stands."""
        reply = self.replies.get(part.pk) if part.state in _WITH_DOCUMENT else None
        if reply is None:
            state = AssignmentState(part.state)
            since = self.since.get(part.pk, part.handed_out_on)
            return Turn(state, "", self._who(part, None, state), since)
        stage = ReplyState(reply.state)
        since = self.reply_since.get(reply.pk, part.handed_out_on)
        who = self._who(part, reply, stage)
        return Turn(stage, ReplyKind(reply.kind).label, who, since)

    def _who(
        self, part: Assignment, reply: Reply | None, state: AssignmentState | ReplyState
    ) -> str:
        roles = _roles_in(state)
        if roles == [Role.COSIGNER] and not self._names(part, reply, Role.COSIGNER):
            # Everybody has answered and somebody is against it: a leader decides.
            roles = [Role.LEADER, Role.CHIEF]
        for role in roles:
            if names := self._names(part, reply, role):
                return _listed(names)
        return roles[0].label if roles else ""

    def _names(self, part: Assignment, reply: Reply | None, role: Role) -> list[str]:
        match role:
            case Role.HANDLER:
                return [part.handler.name] if part.handler else []
            case Role.COSIGNER:
                return self.cosigners.get(reply.pk, []) if reply else []
            case Role.OFFICE_HEAD:
                return [
                    grant.user.name
                    for grant in self.holders.get((part.unit_id, role), [])
                    if grant.user.office_id == part.lead_office_id
                ]
            case _:
                # Whoever disagrees does not decide about it (`access`).
                against = self.objectors.get(reply.pk, set()) if reply else set()
                holders = self.holders.get((part.unit_id, role), [])
                return [grant.user.name for grant in holders if grant.user_id not in against]

    def _replies(self) -> dict[int, Reply]:
        """The document in hand of each part; one of a former round is out of hand."""
        now = Reply.objects.live().filter(round=F("assignment__round"))
        return {reply.assignment_id: reply for reply in now.filter(assignment__in=self.parts)}

    def _holders(self) -> dict[tuple[int, Role], list[RoleGrant]]:
        units = {part.unit_id for part in self.parts}
        grants = RoleGrant.objects.filter(user__unit__in=units, user__is_active=True)
        found: dict[tuple[int, Role], list[RoleGrant]] = {}
        for grant in grants.select_related("user").order_by("user_id"):
            if grant.user.unit_id is not None:
                found.setdefault((grant.user.unit_id, Role(grant.role)), []).append(grant)
        return found

    def _cosigners(self) -> tuple[dict[int, list[str]], dict[int, set[int]]]:
        """Of each document who is asked to co-sign, and who disagrees."""
        found = CoSignature.objects.waiting() | CoSignature.objects.objections()
        asked: dict[int, list[str]] = {}
        against: dict[int, set[int]] = {}
        for one in found.filter(reply__in=self.replies.values()).select_related("cosigner"):
            if one.is_waiting:
                asked.setdefault(one.reply_id, []).append(one.cosigner.name)
            else:
                against.setdefault(one.reply_id, set()).add(one.cosigner_id)
        return asked, against

    def _since(self, subject: str, pks: list[int]) -> dict[int, date]:
        """The day of the last change of state, from the ledger."""
        moved = (
            LedgerEntry.objects.filter(subject=subject, subject_id__in=pks)
            .exclude(source=F("target"))
            .order_by()
            .values("subject_id")
            .annotate(last=Max("at"))
        )
        return {one["subject_id"]: day_of(one["last"]) for one in moved}


def _roles_in(state: AssignmentState | ReplyState) -> list[Role]:
    """The roles that can take the next lawful step, those nearest to the work first."""
    for step in steps_from(state):
        people = [role for role in _NEAREST if role in step.roles]
        if step.weight is Weight.MAIN and people:
            return people
    return []


def _listed(names: list[str]) -> str:
    if len(names) <= NAMED:
        return "、".join(names)
    return f"{'、'.join(names[:NAMED])}等 {len(names)} 人"
