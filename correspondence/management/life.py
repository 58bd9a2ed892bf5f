"""A proposal's life, walked through real actions: nothing here writes a row itself.

`Life` is the proposal, `life.work(unit)` one unit's part in it, `work.paper` that unit's document.
The seed command and the tests walk the same way, each with a cast and a clock of its own.
"""

from collections.abc import Sequence

from ..actions import assign, intake
from ..actions.assign import Share
from ..models import Deputy, Proposal, Session, SignatoryAnswer, Unit, User
from ..rules.words import Mode, Part, RefusalReason, Role
from .cast import Cast
from .clock import Clock
from .work import Work

#: The part of the units that answer, by the way of handling.
ANSWERING = {
    Mode.SOLE: Part.SOLE,
    Mode.LEAD_ASSIST: Part.LEAD,
    Mode.JOINT: Part.JOINT,
    Mode.SEPARATE: Part.SEPARATE,
}


class Life:
    """A proposal from its draft to its hand-out; every method is one act, or says which ones."""

    def __init__(self, proposal: Proposal, cast: Cast, clock: Clock) -> None:
        self.pk = proposal.pk
        self.cast, self.clock = cast, clock

    @classmethod
    def registered(
        cls,
        cast: Cast,
        clock: Clock,
        *,
        session: Session,
        title: str,
        text: str,
        deputies: Sequence[Deputy],
        category: str = "",
        openness_consent: bool = True,
    ) -> "Life":
        """A new draft: by the leading deputy, or by the office that takes in what is on paper."""
        by = cast.account(deputies[0]) or cast.staff_of(session)[0]
        proposal = intake.register(
            session=session,
            title=title,
            text=text,
            deputies=deputies,
            act=clock.act(by),
            category=category,
            openness_consent=openness_consent,
        )
        return cls(proposal, cast, clock)

    @property
    def proposal(self) -> Proposal:
        """The proposal as it stands in the database."""
        return Proposal.objects.select_related("session").get(pk=self.pk)

    @property
    def works(self) -> list[Work]:
        """The binding parts, those that answer first."""
        parts = sorted(
            self.proposal.assignments.binding(), key=lambda one: (one.part == Part.ASSIST, one.pk)
        )
        return [Work(one.pk, self) for one in parts]

    def work(self, unit: Unit) -> Work:
        """The binding part of this unit."""
        part = self.proposal.assignments.binding().get(unit=unit)
        return Work(part.pk, self)

    def take_in(self, number: str, *, is_key: bool = False) -> None:
        """提交, 联名, 受理 and 交办 in one go."""
        self.submit()
        self.join()
        self.accept(number, is_key=is_key)
        self.forward()

    def submit(self) -> None:
        intake.submit(self.pk, act=self.clock.act(self._proposer()))

    def join(self) -> None:
        """Every deputy who was invited puts the own name under it."""
        invited = self.proposal.signatories.filter(answer=SignatoryAnswer.INVITED)
        for signatory in invited.select_related("deputy"):
            account = self.cast.account(signatory.deputy)
            if account is None:
                raise LookupError(f"{signatory.deputy}没有账号，不能在线确认联名")
            intake.join(self.pk, act=self.clock.act(account))

    def accept(self, number: str, *, is_key: bool = False) -> None:
        intake.accept(self.pk, number=number, is_key=is_key, act=self.clock.act(self._clerk()))

    def send_back(self, reason: str = "请补充具体建议。") -> None:
        intake.send_back(self.pk, act=self.clock.act(self._clerk(), reason))

    def refuse(self, ground: RefusalReason, reason: str = "不作为代表建议处理。") -> None:
        intake.refuse(self.pk, ground=ground, act=self.clock.act(self._clerk(), reason))

    def merge(self, into: Proposal, reason: str = "内容相近，并案办理。") -> None:
        intake.merge(self.pk, into=into, act=self.clock.act(self._clerk(), reason))

    def forward(self) -> None:
        intake.forward(self.pk, act=self.clock.act(self._clerk()))

    def withdraw(self, reason: str = "所提问题已经解决，申请撤回。") -> None:
        intake.withdraw(self.pk, act=self.clock.act(self._proposer(), reason))

    def hand_out(self, mode: Mode, lead: Sequence[Unit], assist: Sequence[Unit] = ()) -> None:
        """分办: the units that answer, and those that assist."""
        shares = [
            *(Share(unit, ANSWERING[mode], "请按期答复。") for unit in lead),
            *(Share(unit, Part.ASSIST, "请向主办单位提出会办意见。") for unit in assist),
        ]
        by = self.cast.one(Role.HANDING_OUT_OFFICE)
        assign.hand_out(self.pk, mode=mode, shares=shares, act=self.clock.act(by))

    def _proposer(self) -> User:
        """The leading deputy, or the office that acts for one without an account."""
        lead = self.proposal.signatories.select_related("deputy").get(answer=SignatoryAnswer.LEAD)
        return self.cast.account(lead.deputy) or self._clerk()

    def _clerk(self) -> User:
        return self.cast.staff_of(self.proposal.session)[0]
