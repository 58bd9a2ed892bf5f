"""The columns of the ledger, as the ledgers in use have them; telephone numbers are left out."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, QuerySet

from ..models import (
    Assignment,
    Feedback,
    Proposal,
    Reply,
    RequestState,
    Signatory,
    SignatoryAnswer,
)
from ..rules.states import ENDED, SETTLED, AssignmentState
from ..rules.words import ContactWay, Openness, Outcome, Part, Satisfaction

Cell = str | int | date | None


@dataclass(frozen=True)
class Line:
    """One part with everything around it, read in advance."""

    part: Assignment
    reply: Reply | None
    feedback: Feedback | None

    @property
    def proposal(self) -> Proposal:
        return self.part.proposal

    def signed(self) -> list[Signatory]:
        """The deputies behind the proposal, the leading one first."""
        everybody = self.proposal.signatories.all()
        return [one for one in everybody if one.answer != SignatoryAnswer.DECLINED]


def lines(rows: QuerySet[Assignment], *, chunk: int) -> Iterator[Line]:
    """These parts as lines, read in chunks, each in the same number of queries."""
    for part in _with_everything(rows).order_by("proposal_id", "pk").iterator(chunk_size=chunk):
        reply = _reply_of(part)
        yield Line(part, reply, _feedback_on(part, reply))


def _with_everything(rows: QuerySet[Assignment]) -> QuerySet[Assignment]:
    replies = (
        Reply.objects.live()
        .with_newest()
        .select_related("signed_by")
        .prefetch_related(Prefetch("feedback", Feedback.objects.filter(superseded=False)))
        .order_by("round")
    )
    parts = Assignment.objects.select_related("unit").prefetch_related(Prefetch("replies", replies))
    return rows.select_related(
        "proposal__session", "proposal__merged_into", "unit", "lead_office", "handler"
    ).prefetch_related(
        "proposal__signatories__deputy",
        Prefetch("proposal__assignments", parts),
        "assisting_offices",
        "contacts",
        "hand_backs",
        "extensions",
        "rehandlings",
    )


def _reply_of(part: Assignment) -> Reply | None:
    """The newest document the part answers with; 合办 parts share one."""
    siblings = [
        one
        for one in part.proposal.assignments.all()
        if one.pk == part.pk or (part.part == one.part == Part.JOINT)
    ]
    replies = [reply for one in siblings for reply in one.replies.all()]
    return max(replies, key=lambda reply: (reply.round, reply.pk), default=None)


def _feedback_on(part: Assignment, reply: Reply | None) -> Feedback | None:
    """What the leading deputy answered: that is the one that counts."""
    leads = {
        one.deputy_id
        for one in part.proposal.signatories.all()
        if one.answer == SignatoryAnswer.LEAD
    }
    found = [one for one in reply.feedback.all() if one.deputy_id in leads] if reply else []
    return found[-1] if found else None


Value = Callable[[Line, int, date], Cell]


@dataclass(frozen=True)
class Column:
    """One column: its head, its width in characters, and what stands in it."""

    label: str
    width: int
    value: Value


def _of(read: Callable[[Line], Cell]) -> Value:
    return lambda line, _number, _today: read(line)


def _on_reply(name: str) -> Value:
    return _of(lambda line: getattr(line.reply, name) if line.reply else None)


def _yes(holds: bool) -> str:
    return "是" if holds else "否"


def _names(people: Iterable[object]) -> str:
    return "、".join(str(one) for one in people)


def _assists(line: Line) -> str:
    others = line.proposal.assignments.all()
    return _names(one.unit for one in others if one.part == Part.ASSIST and one.state not in ENDED)


def _extended_to(line: Line) -> Cell:
    granted = [
        one.new_due_on for one in line.part.extensions.all() if one.result == RequestState.GRANTED
    ]
    return max(granted, default=None)


def _ways(line: Line) -> str:
    ways = dict.fromkeys(ContactWay(one.way).label for one in line.part.contacts.all())
    return "、".join(ways)


def _overdue(line: Line, _number: int, today: date) -> str:
    part = line.part
    if part.counts_overdue:
        return "逾期后批准延期，计超期"
    if part.answered_on:
        return "逾期办复" if part.is_late else "否"
    runs = AssignmentState(part.state) not in SETTLED
    return "在办超期" if runs and part.due_on < today else "否"


def _word(words: type[Outcome] | type[Openness] | type[Satisfaction], value: str | None) -> str:
    return words(value).label if value else ""


def _satisfaction(name: str) -> Value:
    return _of(
        lambda line: _word(Satisfaction, getattr(line.feedback, name)) if line.feedback else ""
    )


def _lead(line: Line) -> Signatory | None:
    return next((one for one in line.signed() if one.answer == SignatoryAnswer.LEAD), None)


def _first(read: Callable[[Signatory], str]) -> Value:
    def value(line: Line, _number: int, _today: date) -> Cell:
        lead = _lead(line)
        return read(lead) if lead else ""

    return value


COLUMNS: tuple[Column, ...] = (
    Column("序号", 6, lambda _line, number, _today: number),
    Column("届次", 22, _of(lambda line: line.proposal.session.name)),
    Column("案类", 10, _of(lambda line: line.proposal.get_kind_display())),
    Column("编号", 8, _of(lambda line: line.proposal.number)),
    Column("案由", 48, _of(lambda line: line.proposal.title)),
    Column("类别", 16, _of(lambda line: line.proposal.category)),
    Column("提交日期", 12, _of(lambda line: line.proposal.submitted_on)),
    Column("提出人性质", 11, _first(lambda lead: lead.deputy.get_kind_display())),
    Column("第一提出人", 12, _first(lambda lead: lead.deputy.name)),
    Column(
        "联名人",
        20,
        _of(
            lambda line: _names(
                one.deputy for one in line.signed() if one.answer == SignatoryAnswer.JOINED
            )
        ),
    ),
    Column("是否同意公开", 9, _of(lambda line: _yes(line.proposal.openness_consent))),
    Column("是否重点", 9, _of(lambda line: _yes(line.proposal.is_key))),
    Column(
        "并案",
        12,
        _of(
            lambda line: (
                f"并入{line.proposal.merged_into.case_number}" if line.proposal.merged_into else ""
            )
        ),
    ),
    Column("受理日期", 12, _of(lambda line: line.proposal.accepted_on)),
    Column("交办日期", 12, _of(lambda line: line.proposal.forwarded_on)),
    Column("分办日期", 12, _of(lambda line: line.part.handed_out_on)),
    Column("办理方式", 12, _of(lambda line: line.proposal.get_mode_display())),
    Column("承办方式", 9, _of(lambda line: line.part.get_part_display())),
    Column("承办单位", 20, _of(lambda line: line.part.unit.short_name)),
    Column("会办单位", 28, _of(_assists)),
    Column("办理时限", 12, _of(lambda line: line.part.due_on)),
    Column("原定时限", 12, _of(lambda line: line.part.original_due_on)),
    Column("签收日期", 12, _of(lambda line: line.part.signed_for_on)),
    Column("主办处室", 16, _of(lambda line: _names([line.part.lead_office or ""]))),
    Column("会办处室", 16, _of(lambda line: _names(line.part.assisting_offices.all()))),
    Column("经办人", 10, _of(lambda line: line.part.handler.name if line.part.handler else "")),
    Column("退办次数", 9, _of(lambda line: len(line.part.hand_backs.all()))),
    Column("延期后时限", 12, _of(_extended_to)),
    Column("沟通方式", 14, _of(_ways)),
    Column(
        "沟通日期",
        12,
        _of(lambda line: max((one.held_on for one in line.part.contacts.all()), default=None)),
    ),
    Column("发文字号", 22, _on_reply("number")),
    Column(
        "签发人",
        10,
        _of(lambda line: _names([line.reply.signed_by or ""]) if line.reply else ""),
    ),
    Column("签发日期", 12, _on_reply("signed_on")),
    Column("成文日期", 12, _on_reply("dated")),
    Column("印发日期", 12, _on_reply("issued_on")),
    Column("送达日期", 12, _on_reply("delivered_on")),
    Column("办复日期", 12, _of(lambda line: line.part.answered_on)),
    Column("办理结果", 12, _of(lambda line: _word(Outcome, line.part.outcome))),
    Column("承诺解决时限", 12, _of(lambda line: line.part.promised_on)),
    Column(
        "公开属性",
        12,
        _of(lambda line: _word(Openness, line.reply.openness if line.reply else "")),
    ),
    Column("公开日期", 12, _on_reply("published_on")),
    Column("公开网址", 30, _on_reply("published_at")),
    Column("反馈日期", 12, _of(lambda line: line.feedback.given_on if line.feedback else None)),
    Column("办理态度", 10, _satisfaction("attitude")),
    Column("办理结果意见", 12, _satisfaction("result")),
    Column("是否重办", 9, _of(lambda line: _yes(bool(line.part.rehandlings.all())))),
    Column("状态", 14, _of(lambda line: AssignmentState(line.part.state).label)),
    Column("是否超期", 10, _overdue),
)
