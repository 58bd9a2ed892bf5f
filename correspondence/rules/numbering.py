"""发文字号: issuer code, year in 〔〕, running number without leading zeros.

Source: 党政机关公文处理工作条例 article 9(五); GB/T 9704-2012, 7.2.5.
"""

import re

NUMBER = re.compile(
    r"(?P<code>[\u4e00-\u9fa5]{2,12})〔(?P<year>(?:19|20)\d{2})〕(?P<serial>[1-9]\d*)号",
    re.ASCII,  # a full-width digit is no digit here
)


def format_number(code: str, year: int, serial: int) -> str:
    """沪科建复, 2023, 15 → 沪科建复〔2023〕15号."""
    number = f"{code}〔{year}〕{serial}号"
    if not NUMBER.fullmatch(number):
        raise ValueError(f"发文字号不合规范：{number}")
    return number


def gaps(serials: set[int]) -> list[int]:
    """Numbers missing between 1 and the highest one drawn."""
    return sorted(set(range(1, max(serials, default=0) + 1)) - serials)
