"""The ledger as lines: what is written is read back, and nothing else is let through."""

from collections.abc import Iterable
from dataclasses import replace

import pytest

from correspondence.rules import evidence
from correspondence.rules.evidence import as_line, check
from correspondence.rules.ledger import End
from tests.rules.chains import CHAIN, LAST


def read_back(lines: Iterable[str]) -> tuple[int, str] | None:
    return check(evidence.links(line.encode() for line in lines), end=LAST)


def test_lines_read_back_are_the_entries_that_were_written() -> None:
    assert list(evidence.links(f"{as_line(one)}\n".encode() for one in CHAIN)) == CHAIN
    assert read_back(map(as_line, CHAIN)) is None


@pytest.mark.parametrize("serial", range(1, len(CHAIN) + 1))
def test_a_byte_changed_anywhere_names_its_line(serial: int) -> None:
    lines = [as_line(one) for one in CHAIN]
    line = lines[serial - 1]
    for place in range(len(line)):
        lines[serial - 1] = f"{line[:place]}{'7' if line[place] != '7' else '8'}{line[place + 1 :]}"
        found = read_back(lines)
        # A serial that was changed names itself.
        assert found, place
        assert found[0] == serial or "序号" in found[1]


@pytest.mark.parametrize(
    "line",
    [
        "",
        "{",
        "[]",
        "[" * 100_000,
        as_line(CHAIN[0]).replace('"content":', '"content": '),
        as_line(CHAIN[0]).replace('{"serial"', '{"label":"签发","serial"'),
        as_line(CHAIN[0]).replace('"act":"number"', '"act":"seal","act":"number"'),
        as_line(replace(CHAIN[0], content={**CHAIN[0].content, "serial": 9})),
    ],
)
def test_a_line_that_the_site_would_not_write_is_named(line: str) -> None:
    found = read_back([line, *map(as_line, CHAIN[1:])])
    assert found == (1, "这一行不是系统写下的原样")


def test_a_line_taken_out_names_the_one_behind_it() -> None:
    assert read_back(map(as_line, [CHAIN[0], *CHAIN[2:]])) == (3, "序号应为 2，有记录缺失")


def test_an_end_that_was_cut_off_or_added_to_is_named() -> None:
    assert check(CHAIN[:-1], end=LAST) == (4, "系统登记的末条为第 4 号，现存最后一条为第 3 号")
    assert check(CHAIN, end=End(3, CHAIN[2].hash)) == (
        4,
        "系统登记的末条为第 3 号，现存最后一条为第 4 号",
    )
    other = End(4, "f" * 64)
    assert check(CHAIN, end=other) == (4, "校验值与系统登记的末条校验值不符")
