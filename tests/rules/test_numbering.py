"""发文字号: 〔〕, no leading zeros, and nothing that only looks like a number."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from correspondence.rules.numbering import NUMBER, format_number, gaps


def test_the_published_number() -> None:
    assert format_number("沪科建复", 2023, 15) == "沪科建复〔2023〕15号"


@pytest.mark.parametrize(
    "number", ["沪科建复〔2023〕15号", "静府督复〔2018〕1号", "普绿容〔2019〕44号"]
)
def test_published_numbers_have_the_form(number: str) -> None:
    assert NUMBER.fullmatch(number)


@pytest.mark.parametrize(
    "wrong",
    [
        "沪科建复〔2023〕015号",  # 虚位
        "沪科建复〔2023〕0号",
        "沪科建复[2023]15号",
        "沪科建复（2023）15号",
        "沪科建复〔2023〕第15号",
        "沪科建复〔23〕15号",
        "沪科建复〔2023〕15",
        "复〔2023〕15号",
        "HK〔2023〕15号",
        "沪科建复〔2023〕15号\n",
        "沪科建复〔20２３〕1５号",  # full-width digits
        "",
    ],
)
def test_another_form_is_none(wrong: str) -> None:
    assert not NUMBER.fullmatch(wrong)


@pytest.mark.parametrize(
    ("code", "year", "serial"), [("沪", 2023, 1), ("沪科建复", 23, 1), ("沪科建复", 2023, 0)]
)
def test_no_wrong_number_is_ever_written(code: str, year: int, serial: int) -> None:
    with pytest.raises(ValueError, match="不合规范"):
        format_number(code, year, serial)


@given(st.integers(1900, 2099), st.integers(1, 10**6))
def test_what_is_written_has_the_form(year: int, serial: int) -> None:
    assert NUMBER.fullmatch(format_number("沪科建复", year, serial))


@pytest.mark.parametrize(
    ("drawn", "missing"),
    [(set(), []), ({1, 2, 3}, []), ({2}, [1]), ({1, 2, 5, 7}, [3, 4, 6])],
)
def test_gaps_are_found(drawn: set[int], missing: list[int]) -> None:
    assert gaps(drawn) == missing
