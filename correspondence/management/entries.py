"""Rows of proposals.csv as values, and whether what they tell could lawfully have happened."""

from collections.abc import Iterator
from dataclasses import dataclass, fields
from datetime import date
from pathlib import Path

from ..rules.words import PROMISED, Mode, Outcome, ProposalKind, RefusalReason, Satisfaction
from ..rules.workdays import Calendar
from .tables import Problem, Row
from .targets import Target

#: The published reply has its own file: it is read as it was published.
PUBLISHED = {("市十六届人大一次会议", "0049"): "reply-2023-15.txt"}
#: Columns in the order in which what they date must have happened.
ORDER = (
    "submitted_on",
    "accepted_on",
    "forwarded_on",
    "handed_out_on",
    "signed_for_on",
    "answered_on",
    "feedback_on",
    "rehandle_ordered_on",
    "rehandled_on",
)
#: Columns that must be filled from a target on.
FROM = {
    "submitted_on": Target.SUBMITTED,
    "handed_out_on": Target.PENDING_RECEIPT,
    "signed_for_on": Target.HAND_BACK_REQUESTED,
    "outcome": Target.DRAFTING,
    "answered_on": Target.DELIVERED,
}
ANSWERED = {
    Target.FEEDBACK_DONE,
    Target.DISSATISFIED,
    Target.TRACKING,
    Target.REHANDLING,
    Target.REHANDLED,
    Target.ARCHIVED,
}
#: Columns that must be filled at these targets and empty at all others.
ONLY: dict[str, set[Target]] = {
    "refusal_reason": {Target.REFUSED},
    "merged_into": {Target.MERGED},
    "reassigned_to": {Target.HANDED_BACK},
    "extended_to": {Target.EXTENSION_REQUESTED, Target.EXTENDED},
    "feedback_on": ANSWERED,
    "feedback_attitude": ANSWERED,
    "feedback_result": ANSWERED,
    "rehandle_ordered_on": {Target.REHANDLING, Target.REHANDLED},
    "rehandled_on": {Target.REHANDLED},
}
REASONED = {
    Target.RETURNED,
    Target.REFUSED,
    Target.WITHDRAWN,
    Target.MERGED,
    Target.HAND_BACK_REQUESTED,
    Target.HANDED_BACK,
    Target.EXTENSION_REQUESTED,
    Target.EXTENDED,
    Target.OBJECTED,
    Target.DISSATISFIED,
    Target.REHANDLING,
    Target.REHANDLED,
}
UNITS = {Mode.SOLE: 1, Mode.LEAD_ASSIST: 1, Mode.JOINT: 2, Mode.SEPARATE: 2}


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One proposal as proposals.csv tells it; the fields are its columns."""

    number: str
    session: str
    kind: ProposalKind
    title: str
    category: str
    deputies: list[str]
    openness_consent: bool
    key: bool
    submitted_on: date | None
    accepted_on: date | None
    forwarded_on: date | None
    handed_out_on: date | None
    mode: Mode | None
    lead_units: list[str]
    lead_office: str
    assist_units: list[str]
    target: Target
    outcome: Outcome | None
    outcome_reason: str
    text: str
    reached_on: date
    signed_for_on: date | None
    answered_on: date | None
    promised_on: date | None
    feedback_on: date | None
    feedback_attitude: Satisfaction | None
    feedback_result: Satisfaction | None
    rehandle_ordered_on: date | None
    rehandled_on: date | None
    extended_to: date | None
    merged_into: str
    reassigned_to: str
    refusal_reason: RefusalReason | None
    reason: str

    @classmethod
    def of(cls, row: Row) -> "Entry":
        return cls(**{field.name: row[field.name] for field in fields(cls)})

    @property
    def stem(self) -> str:
        """The name its text files share: rd16-4-0018."""
        return Path(self.text).stem

    @property
    def writes(self) -> bool:
        """Whether the answering unit has begun to write."""
        return self.target.reaches(Target.DRAFTING)

    @property
    def files(self) -> Iterator[str]:
        """Every text file this proposal needs."""
        yield self.text
        if self.writes:
            yield self.reply_file(self.lead_units[0])
            if self.mode is Mode.SEPARATE:
                yield from (self.reply_file(unit) for unit in self.lead_units[1:])
        if self.target is Target.REHANDLED:
            yield self.second_reply_file
        if self.writes or self.target is Target.OPINION_SENT:
            yield from (self.opinion_file(unit) for unit in self.assist_units)

    def reply_file(self, unit: str) -> str:
        """The reply of a unit; the first unit's carries the bare name."""
        if published := PUBLISHED.get((self.session, self.number)):
            return published
        suffix = "" if unit == self.lead_units[0] else f"-{unit}"
        return f"replies/{self.stem}{suffix}.txt"

    @property
    def second_reply_file(self) -> str:
        return f"replies/{self.stem}-2.txt"

    def opinion_file(self, unit: str) -> str:
        return f"opinions/{self.stem}-{unit}.txt"


def check(rows: list[Row], *, workdays: list[Row], folder: Path) -> list[Problem]:
    """What cannot be walked, row by row."""
    overrides = {row["day"]: row["is_workday"] for row in workdays}
    calendar = Calendar(overrides)
    problems = []
    for row in rows:
        entry = Entry.of(row)
        for check_one in (_days, _shape, _gaps, _promises):
            problems += [row.problem(column, reason) for column, reason in check_one(entry)]
        problems += [
            row.problem(column, f"{row[column]} 不是工作日")
            for column in (*ORDER[1:], "reached_on")
            if row[column] and not calendar.is_workday(row[column])
        ]
        if not any(problem.line == row.line for problem in problems):
            problems += [
                row.problem("text", f"没有找到文件 {name}")
                for name in entry.files
                if not (folder / name).is_file()
            ]
    return problems


def _days(entry: Entry) -> Iterator[tuple[str, str]]:
    """C.7: 提出 ≤ 受理 ≤ 交办 ≤ 签收 ≤ … ≤ 反馈, and the target's day last."""
    before, latest = "", date.min
    for column in ORDER:
        day: date | None = getattr(entry, column)
        if day and day < latest:
            yield column, f"{day} 早于 {before} {latest}"
        if day:
            before, latest = column, day
    if entry.reached_on < latest:
        yield "reached_on", f"{entry.reached_on} 早于 {before} {latest}"


def _shape(entry: Entry) -> Iterator[tuple[str, str]]:
    if (entry.mode is None) != (entry.handed_out_on is None):
        yield "mode", "有分办日期才有办理方式，两栏应同时填写或同时留空"
    if entry.mode is None:
        return
    least = UNITS[entry.mode]
    if len(entry.lead_units) < least or (least == 1 and len(entry.lead_units) > 1):
        yield "lead_units", f"{entry.mode.label}的承办单位数不对，现有 {len(entry.lead_units)} 家"
    if bool(entry.assist_units) != (entry.mode is Mode.LEAD_ASSIST):
        yield "assist_units", "主办＋会办须有会办单位，其他办理方式不能有"
    if both := set(entry.lead_units) & set(entry.assist_units):
        yield "assist_units", f"{'、'.join(sorted(both))} 不能既主办又会办"


def _gaps(entry: Entry) -> Iterator[tuple[str, str]]:
    """Columns the target asks for, or has no use for."""
    target = entry.target
    wanted = {column for column, first in FROM.items() if target.reaches(first)}
    wanted |= {column for column, targets in ONLY.items() if target in targets}
    if target in REASONED:
        wanted.add("reason")
    for column in wanted:
        if not getattr(entry, column):
            yield column, f"target 为 {target.value} 时不能为空"
    for column in ONLY:
        if column not in wanted and getattr(entry, column):
            yield column, f"target 为 {target.value} 时应留空"


def _promises(entry: Entry) -> Iterator[tuple[str, str]]:
    """第十八条: a plan needs its day, 留作参考 its reason."""
    if (entry.outcome in PROMISED) != bool(entry.promised_on):
        yield "promised_on", "办理结果为正在解决或计划解决时填写，其他留空（第十八条）"
    if entry.outcome is Outcome.NOTED and not entry.outcome_reason:
        yield "outcome_reason", "办理结果为留作参考时不能为空（第十八条）"
