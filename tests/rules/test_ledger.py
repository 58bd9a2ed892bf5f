"""The chain of the ledger: every tampering shows, and where it shows first."""

from collections.abc import Mapping
from dataclasses import replace

import pytest

from correspondence.rules.ledger import GENESIS, Link, chain_hash, first_break


def chained(*contents: Mapping[str, object]) -> list[Link]:
    links: list[Link] = []
    for serial, content in enumerate(contents, start=1):
        previous = links[-1].hash if links else GENESIS
        links.append(Link(serial, content, previous, chain_hash(previous, content)))
    return links


CHAIN = chained({"act": "签收"}, {"act": "分派处室"}, {"act": "签发", "who": 7})


def test_an_empty_ledger_and_an_untouched_one_hold() -> None:
    assert first_break([]) is None
    assert first_break(CHAIN) is None


def test_a_rewritten_content_shows_at_its_entry() -> None:
    forged = [CHAIN[0], replace(CHAIN[1], content={"act": "退办"}), CHAIN[2]]
    assert first_break(forged) == (2, "内容与校验值不符")


def test_a_rewritten_entry_with_a_fresh_hash_shows_at_the_next_one() -> None:
    content = {"act": "退办"}
    forged = replace(CHAIN[1], content=content, hash=chain_hash(CHAIN[0].hash, content))
    assert first_break([CHAIN[0], forged, CHAIN[2]]) == (3, "与上一条记录不衔接")


def test_a_missing_entry_shows() -> None:
    assert first_break([CHAIN[0], CHAIN[2]]) == (3, "序号应为 2，有记录缺失")


def test_a_missing_beginning_shows() -> None:
    assert first_break(CHAIN[1:]) == (2, "序号应为 1，有记录缺失")


def test_two_entries_that_changed_places_show() -> None:
    assert first_break([CHAIN[1], CHAIN[0], CHAIN[2]]) == (2, "序号应为 1，有记录缺失")


def test_an_invented_beginning_shows() -> None:
    other = "f" * 64
    forged = Link(1, {"act": "签收"}, other, chain_hash(other, {"act": "签收"}))
    assert first_break([forged]) == (1, "与上一条记录不衔接")


def test_the_hash_does_not_depend_on_the_order_of_the_fields() -> None:
    assert chain_hash(GENESIS, {"a": 1, "b": 2}) == chain_hash(GENESIS, {"b": 2, "a": 1})


@pytest.mark.parametrize("other", [{"a": "1"}, {"a": 2}, {"b": 1}, {"a": 1, "b": None}, {}])
def test_the_hash_depends_on_every_field(other: dict[str, object]) -> None:
    assert chain_hash(GENESIS, other) != chain_hash(GENESIS, {"a": 1})


def test_the_hash_never_changes_between_releases() -> None:
    """An old ledger must still verify, also outside the system."""
    expected = "1c4da3bedb0b99a9699bbbfdc9feae1000e85edf88441cba4d7301b9c371cd47"
    assert chain_hash(GENESIS, {"act": "签收", "serial": 1}) == expected
