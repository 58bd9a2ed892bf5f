"""A State Council notice as lines of CSV: which days are off, which weekend days are worked."""

import csv
from dataclasses import dataclass
from datetime import date
from io import StringIO

COLUMNS = ("day", "is_workday", "name")
_WORDS = {
    "true": True, "1": True, "yes": True, "上班": True, "是": True,
    "false": False, "0": False, "no": False, "放假": False, "否": False,
}  # fmt: skip


@dataclass(frozen=True)
class NoticeDay:
    """One day of a notice."""

    day: date
    is_workday: bool
    name: str


class BadNotice(Exception):
    """Lines that cannot be taken, each with its number and the reason; nothing of it counts."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("；".join(problems))
        self.problems = problems


def read_notice(text: str, *, year: int) -> list[NoticeDay]:
    """The days of one year's notice. Raises BadNotice with every line that is wrong and why.

    Columns: day, is_workday, name; a source and a notice number may follow and are not read here.
    """
    rows = csv.DictReader(StringIO(text.lstrip("\ufeff")))
    missing = [name for name in COLUMNS if name not in (rows.fieldnames or ())]
    if missing:
        raise BadNotice([f"第 1 行：缺少列 {'、'.join(missing)}"])
    found: dict[date, NoticeDay] = {}
    problems = []
    for row in rows:
        try:
            one = _day(row, year)
        except ValueError as wrong:
            problems.append(f"第 {rows.line_num} 行：{wrong}")
            continue
        if one.day in found:
            problems.append(f"第 {rows.line_num} 行：日期 {one.day} 重复")
        found[one.day] = one
    if problems:
        raise BadNotice(problems)
    if not found:
        raise BadNotice(["没有任何日期"])
    return list(found.values())


def source_of(text: str) -> tuple[str, str]:
    """The source and the notice number the first line names, empty where it names none."""
    row = next(csv.DictReader(StringIO(text.lstrip("\ufeff"))), {})
    return ((row.get("source") or "").strip(), (row.get("notice_number") or "").strip())


def _day(row: dict[str, str | None], year: int) -> NoticeDay:
    """Raises ValueError with what is wrong."""
    values = {name: (row.get(name) or "").strip() for name in COLUMNS}
    text = values["day"]
    try:
        day = date.fromisoformat(text) if len(text) == 10 else None
    except ValueError:
        day = None
    if day is None:
        raise ValueError(f"日期“{text}”有误，应为 2027-01-01 这样的日期")
    if day.year != year:
        raise ValueError(f"日期 {day} 不在 {year} 年")
    works = _WORDS.get(values["is_workday"].lower())
    if works is None:
        raise ValueError(
            f"is_workday“{values['is_workday']}”有误，应为 true（上班）或 false（放假）"
        )
    if not values["name"]:
        raise ValueError("缺少名称（name）")
    return NoticeDay(day, works, values["name"])
