"""A State Council notice as lines of CSV: which days are off, which weekend days are worked."""

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from io import StringIO

COLUMNS = ("day", "is_workday", "name")
#: What a column is called in Chinese; a file may use either.
CALLED = {
    "day": "日期",
    "is_workday": "上班",
    "name": "节日",
    "source": "通知名称",
    "notice_number": "文号",
}
#: How a notice is written down, by the beginning of a real one; its days fit no other year.
_EXAMPLE = "国务院办公厅关于2026年部分节假日安排的通知,国办发明电〔2025〕7号"
TEMPLATE = "\n".join(
    [
        ",".join(CALLED.values()),
        f"2026-01-01,否,元旦,{_EXAMPLE}",
        f"2026-01-02,否,元旦,{_EXAMPLE}",
        f"2026-01-04,是,元旦调休,{_EXAMPLE}",
        "",
    ]
)
#: What is kept of a name, a source and a notice number: characters at most.
LONGEST = {"name": 40, "source": 120, "notice_number": 40}
_WORDS = {
    "true": True, "1": True, "yes": True, "上班": True, "是": True,
    "false": False, "0": False, "no": False, "放假": False, "否": False,
}  # fmt: skip
#: 2027-01-01, as spreadsheets like it 2027/1/1, as people write it 2027年1月1日.
_DAY = re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})|(\d{4})年(\d{1,2})月(\d{1,2})日", re.ASCII)
Row = dict[str, str | None]


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

    Columns: day, is_workday, name, or what these are called in Chinese; a source and a notice
    number may follow and are not read here.
    """
    found: dict[date, NoticeDay] = {}
    problems = []
    for number, row in _rows(text):
        try:
            one = _day(row, year)
        except ValueError as wrong:
            problems.append(f"第 {number} 行：{wrong}")
            continue
        if one.day in found:
            problems.append(f"第 {number} 行：日期 {one.day} 重复")
        found[one.day] = one
    if problems:
        raise BadNotice(problems)
    if not found:
        raise BadNotice(["没有任何日期"])
    return list(found.values())


def source_of(text: str) -> tuple[str, str]:
    """The source and the notice number the first line names, empty where it names none."""
    _, row = next(_rows(text), (0, Row()))
    return _cell(row, "source"), _cell(row, "notice_number")


def _rows(text: str) -> Iterator[tuple[int, Row]]:
    """The lines below the heading with their numbers. Raises BadNotice if it is no such table."""
    # Whatever ends a line on the machine that wrote it, it ends here.
    lines = StringIO(text.lstrip("\ufeff"), newline=None)
    # What is copied out of a spreadsheet has tabs between its cells.
    rows = csv.DictReader(lines, delimiter="\t" if "\t" in text.partition("\n")[0] else ",")
    try:
        columns = {words: column for column, words in CALLED.items()}
        rows.fieldnames = [columns.get(name.strip(), name) for name in rows.fieldnames or ()]
        missing = [CALLED[name] for name in COLUMNS if name not in rows.fieldnames]
        if missing:
            raise BadNotice([f"第 1 行：缺少列 {'、'.join(missing)}"])
        for row in rows:
            yield rows.line_num, row
    except csv.Error as broken:
        raise BadNotice([f"第 {rows.line_num} 行：引号没有配对，不是正确的 CSV"]) from broken


def _day(row: Row, year: int) -> NoticeDay:
    """Raises ValueError with what is wrong."""
    text, word, name = (_cell(row, column) for column in COLUMNS)
    day = _date(text)
    if day is None:
        raise ValueError(f"日期“{text}”有误，应为 2027-01-01 这样的日期")
    if day.year != year:
        raise ValueError(f"日期 {day} 不在 {year} 年")
    works = _WORDS.get(word.lower())
    if works is None:
        raise ValueError(f"上班“{word}”有误，应为“是”（上班）或“否”（放假）")
    if not name:
        raise ValueError("缺少节日名称")
    for column, most in LONGEST.items():
        cell = _cell(row, column)
        if len(cell) > most:
            raise ValueError(f"{CALLED[column]}有 {len(cell)} 字，不能超过 {most} 字")
        if not cell.isprintable():
            raise ValueError(f"{CALLED[column]}含有换行或者不可见的字符")
    return NoticeDay(day, works, name)


def _date(text: str) -> date | None:
    found = _DAY.fullmatch(text)
    if found is None:
        return None
    year, month, day = (int(part) for part in found.groups() if part and part.isdigit())
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _cell(row: Row, column: str) -> str:
    return (row.get(column) or "").strip()
