"""One unit's part in a proposal, walked through real actions from 签收 to 归档."""

from datetime import date
from typing import TYPE_CHECKING

from ..actions import assign, contact, extend, feedback, hand_back, opinion, suspend
from ..actions.feedback import Answer
from ..models import Assignment, Deputy, Office, SignatoryAnswer, Unit, User
from ..rules.states import AssignmentState
from ..rules.words import ContactWay, Part, Role, Satisfaction
from .paper import Paper

if TYPE_CHECKING:
    from .life import Life

CONTENT = Answer(attitude=Satisfaction.SATISFIED, result=Satisfaction.SATISFIED)


class Work:
    """One unit's part, from 签收 to 归档; every method is one act of the person whose act it is."""

    def __init__(self, assignment_id: int, life: "Life") -> None:
        self.pk, self.life = assignment_id, life
        self._cast, self._clock = life.cast, life.clock
        self.paper = Paper(assignment_id, life.cast, life.clock)

    @property
    def assignment(self) -> Assignment:
        """The assignment as it stands in the database."""
        return self.paper.assignment

    @property
    def state(self) -> AssignmentState:
        return AssignmentState(self.assignment.state)

    def sign_for(self) -> None:
        assign.sign_for(self.pk, act=self._clock.act(self._one(Role.LIAISON)))

    def ask_hand_back(self, reason: str = "不属于本单位职责范围。") -> None:
        hand_back.ask(
            self.pk,
            basis="本单位职能配置、内设机构和人员编制规定",
            signed_by=self._one(Role.CHIEF).name,
            suggested_unit=None,
            act=self._clock.act(self._one(Role.LIAISON), reason),
        )

    def grant_hand_back(self, unit: Unit | None = None) -> None:
        """同意退办, handing the part on to this unit."""
        hand_back.grant(self.pk, unit=unit, act=self._clock.act(self._decider(), "同意。"))

    def dispatch(self, office: Office | None = None) -> None:
        """To this office, else to the first one that has a head and a handler."""
        unit = self.paper.unit
        lead = office or next(iter(self._cast.working_offices(unit)), None)
        if lead is None:
            raise LookupError(f"{unit}没有可以承办的处室")
        act = self._clock.act(self._one(Role.LIAISON), "请阅办。")
        assign.dispatch(self.pk, lead=lead, assisting=(), act=act)

    def begin(self) -> None:
        """确定经办人, after a dispatch as after a decision to handle again."""
        handler = self._cast.one(Role.HANDLER, office=self.assignment.lead_office)
        assign.begin(self.pk, handler=handler, act=self._clock.act(self._head()))

    def talk(
        self,
        said: str = "介绍了提出的背景，赞同办理思路，希望按时落实。",
        way: ContactWay = ContactWay.PHONE,
    ) -> None:
        """登记沟通 with the leading deputy, on the day it was held, beside any on record."""
        act = self._clock.act(self._handler())
        deputy = self._lead_deputy()
        talk = contact.Talk(deputy=deputy, way=way, held_on=act.day, opinion=said)
        before = self.assignment.contacts.values_list("pk", flat=True)
        contact.record(self.pk, talk, act=act, known=list(before))

    def waive(self, reason: str = "办理时限临近，会办意见随后补充。") -> None:
        """不再等待 this assisting unit, said by the leading one."""
        opinion.waive(self.pk, act=self._clock.act(self._lead_handler(), reason))

    def accept_opinion(self) -> None:
        opinion.accept(self.pk, act=self._clock.act(self._lead_handler()))

    def ask_extension(self, until: date, reason: str, progress: str = "正在调研论证。") -> None:
        extend.ask(
            self.pk,
            until=until,
            progress=progress,
            signed_by=self._one(Role.CHIEF).name,
            act=self._clock.act(self._one(Role.LIAISON), reason),
        )

    def grant_extension(self) -> None:
        extend.grant(self.pk, act=self._clock.act(self._decider(), "同意延期。"))

    def tell_extension(self) -> None:
        extend.tell(self.pk, act=self._clock.act(self._one(Role.LIAISON)))

    def suspend(self, reason: str = "等待国家有关标准出台。") -> None:
        suspend.suspend(self.pk, act=self._clock.act(self._decider(), reason))

    def resume(self, reason: str = "有关标准已经出台。") -> None:
        suspend.resume(self.pk, act=self._clock.act(self._decider(), reason))

    def answer(self, said: Answer = CONTENT) -> None:
        """反馈 of the leading deputy: online, or on paper where there is no account."""
        deputy = self._lead_deputy()
        account = self._cast.account(deputy)
        if account:
            feedback.give(self.pk, answer=said, act=self._clock.act(account))
            return
        clerk, checker, *_ = self._staff()
        act = self._clock.act(clerk)
        feedback.record_paper(self.pk, deputy=deputy, answer=said, given_on=act.day, act=act)
        feedback.confirm_paper(self.pk, act=self._clock.act(checker))

    def rehandle(self, reason: str = "代表对办理结果不满意，请再作研究办理。") -> None:
        act = self._clock.act(self._staff()[0], reason)
        feedback.rehandle(self.pk, act=act)

    def follow_up(self) -> None:
        """启动再次答复, once the promise has been kept."""
        feedback.follow_up(self.pk, act=self._clock.act(self._head()))

    def nudge(self, demand: str = "请抓紧办理，按期答复。") -> None:
        contact.nudge(self.pk, act=self._clock.act(self._decider(), demand))

    def track(self) -> None:
        feedback.track(self.pk, act=self._clock.act(self._one(Role.LIAISON)))

    def archive(self) -> None:
        feedback.archive(self.pk, act=self._clock.act(self._one(Role.ARCHIVIST)))

    def _lead_deputy(self) -> Deputy:
        signed = self.assignment.proposal.signatories.select_related("deputy")
        return signed.get(answer=SignatoryAnswer.LEAD).deputy

    def _lead_handler(self) -> User:
        """Who receives the opinions: the handler of the leading part, or at first its liaison."""
        leads = self.assignment.proposal.assignments.binding().select_related("handler", "unit")
        lead = leads.get(part=Part.LEAD)
        return lead.handler or self._cast.one(Role.LIAISON, unit=lead.unit)

    def _staff(self) -> list[User]:
        return self._cast.staff_of(self.assignment.proposal.session)

    def _handler(self) -> User:
        return self._cast.handler_of(self.assignment)

    def _head(self) -> User:
        return self._cast.one(Role.OFFICE_HEAD, office=self.assignment.lead_office)

    def _decider(self) -> User:
        return self._cast.one(Role.HANDING_OUT_OFFICE)

    def _one(self, role: Role) -> User:
        return self._cast.one(role, unit=self.paper.unit)
