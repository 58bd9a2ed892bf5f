"""A due day told day by day, as lines for a terminal."""

from collections.abc import Iterator

from ..rules.deadlines import Due, TermDay, walk
from ..rules.words import Unit
from ..rules.workdays import Calendar

_WEEKDAYS = "一二三四五六日"


def told(reckoned: Due, calendar: Calendar, *, base_event: str) -> Iterator[str]:
    """The base event, the term with its article, every day on the way, and the end."""
    term = reckoned.term
    yield f"起算：{reckoned.start}（{base_event}），当日不计入（民法典第二百零一条）"
    yield f"期限：{term}（{term.article or '内部约定，无法定条款'}）"
    for day in walk(reckoned, calendar):
        yield _line(day)
    yield f"届满：{reckoned.computed_on}" + (
        "（按月计算，到期月的对应日或者月末日，民法典第二百零二条）"
        if term.unit is Unit.MONTH
        else ""
    )
    if reckoned.rolled:
        yield f"顺延：届满日为休息日，顺延至 {reckoned.due_on}（民法典第二百零三条）"
    elif term.unit is not Unit.WORKDAY:
        yield "顺延：无" if term.roll_forward else "顺延：本规则不顺延"
    if reckoned.provisional:
        yield "暂定：期限涉及放假安排尚未公布的年份，仅按周一至周五推算，公布后重新计算"


def _line(day: TermDay) -> str:
    number = f"{day.number:>4}" if day.counts else "   -"
    notes = [day.mark.label, day.name, "年份未公布" if day.provisional else ""]
    weekday = f"周{_WEEKDAYS[day.on.weekday()]}"
    return f"{number}  {day.on} {weekday}  " + "  ".join(note for note in notes if note)
