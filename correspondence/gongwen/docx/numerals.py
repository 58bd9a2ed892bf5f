"""How Word writes a number in each of its formats."""

from collections.abc import Callable

_DIGITS = "〇一二三四五六七八九"
_LEGAL = "零壹贰叁肆伍陆柒捌玖"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"),
    (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_CIRCLES = (("①", 1, 20), ("㉑", 21, 35), ("㊱", 36, 50))


def numeral(number: int, style: str) -> str:
    """A number as a format of Word (`chineseCounting`, `decimal` …) writes it.

    A format that is not known writes Arabic digits; `none` writes nothing.
    """
    return _WRITERS.get(style, str)(number)


def counted(number: int, digits: str = _DIGITS, tens: str = "十百千") -> str:
    """Write 1 to 9999 as Chinese is counted: 十一, 一百零二; anything else in digits."""
    if not 0 < number < 10_000:
        return "".join(digits[int(digit)] for digit in str(max(number, 0)))
    written = ""
    figures = str(number)
    for at, figure in enumerate(figures):
        place = len(figures) - at - 1
        if figure != "0":
            written += digits[int(figure)] + (tens[place - 1] if place else "")
        elif int(figures[at:]) and not written.endswith("零"):
            written += "零"
    return written[1:] if digits == _DIGITS and written.startswith("一十") else written


def _legal(number: int) -> str:
    return counted(number, _LEGAL, "拾佰仟")


def _positional(number: int) -> str:
    return "".join(_DIGITS[int(digit)] for digit in str(number))


def circled(sign: str) -> str:
    """A character in a circle: ① where there is one, else in brackets."""
    number = int(sign) if sign.isascii() and sign.isdecimal() and len(sign) < 3 else -1
    found = _circled(number)
    return f"（{sign}）" if found == str(number) else found


def _circled(number: int) -> str:
    for first, low, high in _CIRCLES:
        if low <= number <= high:
            return chr(ord(first) + number - low)
    return str(number)


def _wide(number: int) -> str:
    return "".join(chr(ord("０") + int(digit)) for digit in str(number))


def _letter(number: int) -> str:
    return chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1) if number > 0 else ""


def _roman(number: int) -> str:
    written = ""
    for value, sign in _ROMAN:
        count, number = divmod(number, value)
        written += sign * min(count, 20)
    return written


def _row(signs: str) -> Callable[[int], str]:
    return lambda number: signs[(number - 1) % len(signs)] if number > 0 else ""


_WRITERS: dict[str, Callable[[int], str]] = {
    "none": lambda _: "",
    "decimalZero": lambda number: f"{number:02d}",
    "decimalFullWidth": _wide,
    "decimalFullWidth2": _wide,
    "decimalEnclosedCircle": _circled,
    "decimalEnclosedCircleChinese": _circled,
    "decimalEnclosedParen": lambda number: f"（{number}）",
    "decimalEnclosedFullstop": lambda number: f"{number}.",
    "chineseCounting": counted,
    "chineseCountingThousand": counted,
    "japaneseCounting": counted,
    "taiwaneseCounting": counted,
    "taiwaneseCountingThousand": counted,
    "koreanCounting": counted,
    "ideographDigital": _positional,
    "taiwaneseDigital": _positional,
    "japaneseDigitalTenThousand": counted,
    "chineseLegalSimplified": _legal,
    "ideographLegalTraditional": _legal,
    "ideographTraditional": _row(_STEMS),
    "ideographZodiac": _row(_BRANCHES),
    "lowerLetter": _letter,
    "upperLetter": lambda number: _letter(number).upper(),
    "lowerRoman": _roman,
    "upperRoman": lambda number: _roman(number).upper(),
    "ideographEnclosedCircle": lambda number: f"（{counted(number)}）",
}
