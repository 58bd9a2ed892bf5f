"""The digest of a text: the same for the same page, another for every changed character."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from correspondence.rules.texts import Text, digest, normalised

TEXT = Text(
    title="对市十六届人大一次会议第0049号代表建议的答复",
    recipient="杨彩虹代表",
    body="您提出的建议收悉。\n一、基本情况",
    copies="市政府办公厅建议提案处",
    outcome="resolved",
    openness="public",
)


def test_equal_texts_have_equal_digests() -> None:
    assert digest(TEXT) == digest(replace(TEXT))


def test_the_digest_never_changes_between_releases() -> None:
    """Signatures kept in the database are bound to it."""
    expected = "b91ab64b6aee59ee4017a0feb576f6105610bc88181cdef71e2ee22509fc0039"
    assert digest(Text(title="题", recipient="人", body="文")) == expected


@pytest.mark.parametrize(
    "other",
    [
        replace(TEXT, title="对市十六届人大一次会议第0048号代表建议的答复"),
        replace(TEXT, recipient="杨彩红代表"),
        replace(TEXT, body="您提出的建议收悉。\n一、基本情况。"),
        replace(TEXT, body="您提出的建议收悉。一、基本情况"),
        replace(TEXT, copies=""),
        replace(TEXT, note="联系人：沈某"),
        replace(TEXT, outcome="noted"),
        replace(TEXT, outcome_reason="条件所限"),
        replace(TEXT, promised_on=date(2026, 12, 31)),
        replace(TEXT, openness="withheld"),
        replace(TEXT, openness_reason="内部事务"),
    ],
)
def test_whatever_a_signer_vouches_for_changes_the_digest(other: Text) -> None:
    assert digest(other) != digest(TEXT)


def test_text_moved_from_one_field_to_another_changes_the_digest() -> None:
    assert digest(replace(TEXT, copies="", note=TEXT.copies)) != digest(TEXT)


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("一\r\n二", "一\n二"),
        ("　　您好。\n\n\n　　再见。 ", "您好。\n再见。"),
        ("\n\n", ""),
        ("中间 有空格", "中间 有空格"),
    ],
)
def test_a_body_is_stored_without_what_no_reader_sees(typed: str, stored: str) -> None:
    assert normalised(typed) == stored


@given(st.text(alphabet="一二。 \t\r\n　", max_size=60))
def test_storing_twice_changes_nothing(body: str) -> None:
    assert normalised(normalised(body)) == normalised(body)
