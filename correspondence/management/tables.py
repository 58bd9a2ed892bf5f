"""Reads a CSV table and says what is wrong with it: file and line, column, reason."""

import csv
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from ..rules.words import Word

Reader = Callable[[str], Any]


@dataclass(frozen=True)
class Problem:
    """One thing to put right."""

    file: str
    line: int
    column: str
    reason: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}，{self.column}：{self.reason}"


class SeedError(Exception):
    """Nothing was planted: every problem found, with file, line and column."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = list(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))


@dataclass(frozen=True)
class Row:
    """One line of a table with its values as the readers made them."""

    file: str
    line: int
    values: Mapping[str, Any]

    def __getitem__(self, column: str) -> Any:
        return self.values[column]

    def problem(self, column: str, reason: str) -> Problem:
        return Problem(self.file, self.line, column, reason)


@dataclass(frozen=True)
class Table:
    """How a table is meant: its columns with their readers, and which of them never repeat."""

    name: str
    columns: Mapping[str, Reader]
    unique: tuple[tuple[str, ...], ...]
    #: Column → (table, column) it must be found in; a list must be found there item by item.
    references: Mapping[str, tuple[str, str]]

    @property
    def file(self) -> str:
        return f"{self.name}.csv"


# --- Readers: text → value, or ValueError with the reason in Chinese ---


def required(text: str) -> str:
    if not text:
        raise ValueError("不能为空")
    return text


def free(text: str) -> str:
    return text


def day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ValueError(f"“{text}”不是日期，应写作 2023-05-11") from None


def flag(text: str) -> bool:
    if text not in ("true", "false"):
        raise ValueError(f"“{text}”应为 true 或 false")
    return text == "true"


def whole(text: str) -> int:
    try:
        return int(text)
    except ValueError:
        raise ValueError(f"“{text}”不是整数") from None


def word(words: type[Word]) -> Reader:
    """One word of a closed set, by its stored value."""

    def read(text: str) -> Word:
        try:
            return words(text)
        except ValueError:
            known = "、".join(one.value for one in words)
            raise ValueError(f"“{text}”不在可用的值之内：{known}") from None

    return read


def many(reader: Reader = required) -> Reader:
    """Values separated by semicolons; an empty cell is an empty list."""
    return lambda text: [reader(part) for part in text.split(";")] if text else []


def maybe(reader: Reader) -> Reader:
    """None for an empty cell."""
    return lambda text: reader(text) if text else None


# --- Reading ---


def read(table: Table, folder: Path) -> tuple[list[Row], list[Problem]]:
    """The good rows of a table, and every problem of the others."""
    try:
        text = (folder / table.file).read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        return [], [Problem(table.file, 0, "文件", "没有找到")]
    except UnicodeDecodeError as wrong:
        return [], [Problem(table.file, 0, "文件", f"不是 UTF-8 编码（第 {wrong.start} 字节）")]
    lines = csv.reader(text.splitlines())
    header = next(lines, [])
    if header != list(table.columns):
        wanted = ",".join(table.columns)
        return [], [Problem(table.file, 1, "表头", f"应为 {wanted}")]
    rows: list[Row] = []
    problems: list[Problem] = []
    for cells in lines:
        row, wrong_cells = _row(table, lines.line_num, cells)
        problems += wrong_cells
        if row:
            rows.append(row)
    return rows, problems + _repeated(table, rows)


def _row(table: Table, line: int, cells: list[str]) -> tuple[Row | None, list[Problem]]:
    if len(cells) != len(table.columns):
        reason = f"应有 {len(table.columns)} 列，现有 {len(cells)} 列"
        return None, [Problem(table.file, line, "整行", reason)]
    values: dict[str, Any] = {}
    problems = []
    for (column, reader), cell in zip(table.columns.items(), cells, strict=True):
        try:
            values[column] = reader(cell.strip())
        except ValueError as reason:
            problems.append(Problem(table.file, line, column, str(reason)))
    return (None if problems else Row(table.file, line, values)), problems


def _repeated(table: Table, rows: list[Row]) -> list[Problem]:
    problems = []
    for columns in table.unique:
        seen: dict[tuple[Any, ...], int] = {}
        for row in rows:
            key = tuple(row[column] for column in columns)
            if key in seen:
                problems.append(row.problem("、".join(columns), f"与第 {seen[key]} 行重复"))
            elif any(key):
                seen[key] = row.line
    return problems


def dangling(table: Table, rows: Mapping[str, list[Row]]) -> list[Problem]:
    """Cells that name a row of another table which is not there."""
    problems = []
    for column, (other, name) in table.references.items():
        known = {row[name] for row in rows[other]}
        for row in rows[table.name]:
            cell = row[column]
            named = cell if isinstance(cell, list) else [cell] if cell else []
            problems += [
                row.problem(column, f"{other}.csv 中没有“{one}”")
                for one in named
                if one not in known
            ]
    return problems
