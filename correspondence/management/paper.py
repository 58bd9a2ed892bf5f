"""One document on its way from 拟稿 to 送达, as the people of its unit take it there."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from ..actions import cosign, draft, issue, number, review, sign, waive
from ..letters import checked
from ..models import Assignment, Reply, Unit, User
from ..rules.states import ReplyState
from ..rules.texts import Text
from ..rules.wording import needs_chief
from ..rules.words import DeliveryWay, Openness, Outcome, Part, ReplyKind, Role
from .cast import Cast
from .clock import Clock

WITHHELD = "会办意见属于过程性信息，依照《中华人民共和国政府信息公开条例》第十六条不予公开。"


@dataclass(frozen=True, kw_only=True)
class Draft:
    """What a drafter writes; title, recipient and copies follow from the case where empty."""

    body: str = "本单位高度重视，认真研究了所提意见，已经制定措施并落实到位。"
    outcome: Outcome = Outcome.RESOLVED
    outcome_reason: str = ""
    promised_on: date | None = None
    title: str = ""
    recipient: str = ""
    copies: str = ""

    def on(self, start: Text, kind: ReplyKind) -> Text:
        """This draft, laid over the text a reply of this kind starts from."""
        named = replace(
            start,
            body=self.body,
            title=self.title or start.title,
            recipient=self.recipient or start.recipient,
            copies=self.copies or start.copies,
        )
        if kind is ReplyKind.ASSIST_OPINION:
            return replace(named, openness=Openness.WITHHELD, openness_reason=WITHHELD)
        return replace(
            named,
            openness=Openness.PUBLIC,
            outcome=self.outcome,
            outcome_reason=self.outcome_reason,
            promised_on=self.promised_on,
        )


class Paper:
    """The document of one assignment; every method is one act of the person whose act it is."""

    def __init__(self, assignment_id: int, cast: Cast, clock: Clock) -> None:
        self._assignment_id = assignment_id
        self._cast, self._clock = cast, clock

    @cached_property
    def unit(self) -> Unit:
        """Whose document it is; a part never changes its unit."""
        return self.assignment.unit

    @property
    def assignment(self) -> Assignment:
        """The assignment as it stands in the database."""
        return Assignment.objects.get(pk=self._assignment_id)

    @property
    def reply(self) -> Reply:
        """The live document of the latest round."""
        return Reply.objects.live().filter(assignment=self._assignment_id).latest("round")

    @property
    def state(self) -> ReplyState:
        return ReplyState(self.reply.state)

    def start(self) -> None:
        draft.start(self._assignment_id, act=self._clock.act(self._handler()))

    def write(self, text: Draft, why: str = "") -> None:
        """Save this text as a new version."""
        reply = self.reply
        whole = text.on(reply.latest.text, ReplyKind(reply.kind))
        draft.save(reply.pk, text=whole, act=self._clock.act(self._handler(), why))

    def submit(self) -> None:
        draft.submit(self.reply.pk, act=self._clock.act(self._handler()))

    def approve(self, cosigners: Sequence[User] | None = None) -> None:
        """处室审核, asking two other offices to co-sign unless others are named."""
        assignment = self.assignment
        asked = self._asked(assignment) if cosigners is None else cosigners
        head = self._cast.one(Role.OFFICE_HEAD, office=assignment.lead_office)
        groups = [asked] if asked else []
        review.approve(self.reply.pk, groups=groups, act=self._clock.act(head, "同意。"))

    def cosign(self, cosigner: User | None = None, opinion: str = "") -> None:
        """This person agrees, or everybody still asked."""
        reply = self.reply
        for one in [cosigner] if cosigner else self.waiting_cosigners():
            cosign.agree(reply.pk, opinion=opinion, act=self._clock.act(one))

    def object_to(self, cosigner: User, reason: str) -> None:
        cosign.object_to(self.reply.pk, act=self._clock.act(cosigner, reason))

    def override(self, reason: str) -> None:
        cosign.override(self.reply.pk, act=self._clock.act(self._one(Role.LEADER), reason))

    def review(self) -> None:
        act = self._clock.act(self._one(Role.REVIEWER), "核稿无误。")
        review.pass_review(self.reply.pk, act=act)

    def waive(self, reason: str) -> None:
        """The reviewer sets aside, for one reason, all that 校核 still finds."""
        reply = self.reply
        for one in checked(reply, reply.latest.text):
            if one.blocks:
                act = self._clock.act(self._one(Role.REVIEWER), reason)
                waive.waive(reply.pk, finding=one.mark, act=act)

    def refer(self) -> None:
        sign.refer(self.reply.pk, act=self._clock.act(self._one(Role.LEADER), "同意，请审签。"))

    def sign_off(self) -> None:
        """签发, by the person in charge where the rules ask for it."""
        reply = self.reply
        is_key = reply.assignment.proposal.is_key
        chief = needs_chief(is_key=is_key, reply_kind=ReplyKind(reply.kind))
        if chief and reply.state == ReplyState.LEADER_APPROVAL:
            self.refer()
        at_chief = self.state is ReplyState.CHIEF_APPROVAL
        signer = self._one(Role.CHIEF if at_chief else Role.LEADER)
        sign.sign_off(reply.pk, act=self._clock.act(signer, "同意签发。"))

    def recheck(self) -> None:
        sign.recheck(self.reply.pk, act=self._clock.act(self._one(Role.REVIEWER)))

    def number(self) -> None:
        number.assign(self.reply.pk, act=self._clock.act(self._one(Role.LIAISON)))

    def seal(self) -> None:
        issue.seal(self.reply.pk, act=self._clock.act(self._one(Role.SEAL_KEEPER)))

    def issue(self) -> None:
        issue.issue(self.reply.pk, act=self._clock.act(self._one(Role.LIAISON)))

    def deliver(self) -> None:
        """To everybody at once: through the system, and by post to whoever has no account."""
        by_post = {True: DeliveryWay.POST, False: DeliveryWay.SYSTEM}
        waiting = list(self.reply.deliveries.filter(delivered_on__isnull=True))
        for offline, way in by_post.items():
            group = [
                one
                for one in waiting
                if (one.deputy is not None and one.deputy.user_id is None) is offline
            ]
            if group:
                act = self._clock.act(self._one(Role.LIAISON))
                issue.deliver(self.reply.pk, deliveries=group, way=way, act=act)

    def publish(self, address: str = "https://www.example.org/replies") -> None:
        act = self._clock.act(self._one(Role.LIAISON))
        issue.publish(self.reply.pk, address=address, act=act)

    def revoke(self, reason: str = "文件有误，撤销后重新印发。") -> None:
        issue.revoke(self.reply.pk, act=self._clock.act(self._one(Role.CHIEF), reason))

    def waiting_cosigners(self) -> list[User]:
        """The people who have been asked and whose answer on this text is still missing."""
        waiting = self.reply.cosignatures.waiting().select_related("cosigner")
        return [one.cosigner for one in waiting]

    def _asked(self, assignment: Assignment) -> list[User]:
        """Two other offices; a 合办 document also the leader of every other unit."""
        asked = self._cast.cosigners(assignment)
        if assignment.part == Part.JOINT:
            others = assignment.proposal.assignments.binding().filter(part=Part.JOINT)
            for other in others.exclude(pk=assignment.pk).select_related("unit"):
                asked.append(self._cast.one(Role.LEADER, unit=other.unit))
        return asked

    def _handler(self) -> User:
        return self._cast.handler_of(self.assignment)

    def _one(self, role: Role) -> User:
        return self._cast.one(role, unit=self.unit)
