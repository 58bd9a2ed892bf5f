"""manage.py explain_due CASE: why the due days of a case are the days they are.

CASE is the number of a proposal (with --session where several sessions have it) or, with
--assignment, the id of one unit's part.
"""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db.models import QuerySet

from ...models import Assignment, CalendarDay, Deadline, Proposal
from ...rules.words import BaseEvent, DeadlineKind, Part
from ...rules.workdays import Calendar
from ..piping import until_the_reader_leaves
from ..telling import told


class Command(BaseCommand):
    help = "逐日说明一件建议提案的各项时限：起算、依据、计入与不计入的日子、延期和调整。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("case", help="建议提案编号，如 0049；配合 --assignment 时为承办件编号")
        parser.add_argument("--session", default="", help="届次，如 市十六届人大一次会议")
        parser.add_argument("--assignment", action="store_true", help="按承办件编号查找")

    @until_the_reader_leaves()
    def handle(self, *_: Any, **options: Any) -> None:
        calendar = CalendarDay.objects.as_calendar()
        if options["assignment"]:
            parts = _part(options["case"])
        else:
            parts = _parts(options["case"], options["session"])
        for part in parts.select_related("unit", "proposal__session"):
            session, word = part.proposal.session, Part(part.part).label
            self.stdout.write(f"{session}{part.proposal.case_number} {part.unit}（{word}）")
            for deadline in part.deadlines.select_related("rule", "decided_by"):
                self._explain(deadline, calendar)

    def _explain(self, deadline: Deadline, calendar: Calendar) -> None:
        label = DeadlineKind(deadline.kind).label
        fate = "已被取代" if deadline.superseded else "现行"
        met = f"，{deadline.met_on} 完成" if deadline.met_on else ""
        self.stdout.write(f"\n[{label}] {deadline.due_on}（{fate}{met}）")
        if deadline.superseded:
            self._decided(deadline)
            return
        rule = deadline.rule.version if deadline.rule else deadline.profile
        self.stdout.write(f"规则：{rule}")
        event = BaseEvent(deadline.base_event).label
        for line in told(deadline.reckoned(calendar), calendar, base_event=event):
            self.stdout.write(line)
        self._decided(deadline)
        if day := deadline.internal_on:
            self.stdout.write(f"单位内部时限：{day}（提前 {deadline.assignment.internal_days} 天）")

    def _decided(self, deadline: Deadline) -> None:
        if deadline.decision:
            self.stdout.write(f"调整：{deadline.decision}")
        if deadline.suspended_on:
            self.stdout.write(f"中止：自 {deadline.suspended_on} 起停止计时")


def _part(text: str) -> QuerySet[Assignment]:
    found = Assignment.objects.filter(pk=int(text)) if text.isdecimal() else None
    if not found:
        raise CommandError(f"没有编号为 {text} 的承办件。")
    return found


def _parts(number: str, session: str) -> QuerySet[Assignment]:
    """The parts of the one proposal of this number. Raises CommandError for none or several."""
    wanted = number.removeprefix("第").removesuffix("号")
    if not wanted:
        raise CommandError("请给出建议提案的编号，如 0049。")
    found = Proposal.objects.filter(number=wanted).select_related("session")
    if session:
        found = found.filter(session__name=session)
    if not found:
        raise CommandError(f"没有第{wanted}号建议提案。")
    if len(found) > 1:
        names = "、".join(dict.fromkeys(str(one.session) for one in found))
        raise CommandError(f"第{wanted}号见于多个届次，请用 --session 指明：{names}。")
    parts = Assignment.objects.filter(proposal=found[0]).order_by("pk")
    if not parts:
        raise CommandError(f"第{wanted}号尚未分办，没有时限。")
    return parts
