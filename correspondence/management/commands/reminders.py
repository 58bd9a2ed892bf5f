"""manage.py reminders --plan 30: what will go out in the coming days, to whom.

With --rewind the ladder is looked at again for every open due day, after it has been changed.
"""

from argparse import ArgumentParser
from datetime import date, timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from ...actions import remind, remind_cosign
from ...actions.act import day_of
from ...actions.addressees import Addressees
from ...actions.remind import Ladder
from ...models import Alarm, Assignment, CalendarDay
from ...rules.reminding import stages_reached
from ...rules.words import DeadlineKind
from ..piping import until_the_reader_leaves

LONGEST = 400


class Command(BaseCommand):
    help = "列出今后若干天将要发出的提醒（不含尚未发生的延期、答复等变化）。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--plan", type=int, metavar="DAYS", help="今后多少天，如 30")
        parser.add_argument(
            "--rewind", action="store_true", help="提醒节点改动后，重新查看全部时限"
        )

    @until_the_reader_leaves()
    def handle(self, *_: Any, **options: Any) -> None:
        today = day_of(timezone.now())
        if options["rewind"]:
            self.stdout.write(f"将重新查看 {remind.rewind(today)} 个时限。")
        if options["plan"] is None:
            if not options["rewind"]:
                raise CommandError("请用 --plan 天数 或者 --rewind。")
            return
        if not 0 < options["plan"] <= LONGEST:
            raise CommandError(f"天数应为 1 至 {LONGEST}。")
        self._list(today, today + timedelta(days=options["plan"]))

    def _list(self, today: date, last: date) -> None:
        lines = sorted(self._lines(today, last))
        for day, case, wording, names in lines:
            self.stdout.write(f"{day}  {case}  {wording}  → {names}")
        self.stdout.write(f"{today} 至 {last} 共 {len(lines)} 项提醒。")

    def _lines(self, today: date, last: date) -> list[tuple[date, str, str, str]]:
        ladder, people = Ladder(), Addressees(today)
        calendar = CalendarDay.objects.as_calendar()
        alarms = [
            one for one in Alarm.objects.filter(rings_on__lte=last).as_ringing() if not one.is_over
        ]
        cases = _cases({one.assignment_id for one in alarms})
        found = []
        for alarm in alarms:
            for reached in stages_reached(
                ladder.of(alarm.kind),
                due_on=alarm.due_on,
                since=alarm.since,
                today=last,
                calendar=calendar,
            ):
                told = people.of(alarm, ladder.roles[reached.stage.key])
                names = "、".join(one.name for one in told)
                case = cases[alarm.assignment_id]
                found.append((max(reached.day, today), case, reached.stage.wording, names))
        return found + [
            (
                max(one.reached.day, today),
                _case(one.signature.reply.assignment),
                one.reached.stage.wording,
                "、".join(person.name for person in one.people),
            )
            for one in remind_cosign.asked(
                last,
                rungs=ladder.of(DeadlineKind.COSIGN),
                roles=ladder.roles,
                people=people,
                calendar=calendar,
            )
            if one.reached.day >= today
        ]


def _case(part: Assignment) -> str:
    return f"{part.proposal.session}{part.proposal.case_number}"


def _cases(wanted: set[int]) -> dict[int, str]:
    """市十六届人大一次会议第0049号, by the part it is asked for."""
    parts = Assignment.objects.select_related("proposal__session").in_bulk(wanted)
    return {pk: _case(one) for pk, one in parts.items()}
