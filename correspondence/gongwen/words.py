"""What no line end may divide: numbers with their units, words of letters, marks with neighbours.

The rules are those of GB/T 15834-2011 clause 5 and of domain rule D.7.
"""

import re

OPENING = frozenset("（【《〈「『“‘〔￥№([{〖")
CLOSING = frozenset("，。、；：？！）】》〉」』”’〕·～—…％‰℃),.;:?!]}%〗")
_BOTH_WAYS = frozenset("/／")
"""分隔号: it ends no line and begins none (GB/T 15834, 5.1)."""
_SIGNS = frozenset("±≥≤≈")
"""Signs that no number is parted from."""
_STICKS_BEFORE, _STICKS_AFTER = CLOSING | _BOTH_WAYS, OPENING | _BOTH_WAYS | _SIGNS
_NAMED_UNITS = (
    "个工作日|个百分点|工作日|百分点|个月|小时|分钟|秒钟|公里|千米|厘米|毫米|微米|纳米|海里|公斤|公顷|公升"
    "|千克|毫克|微克|毫升|千瓦时|瓦时|千瓦|兆瓦|吉瓦|千伏安|千伏|毫安时|安时|毫安|兆赫|赫兹|摄氏度"
    "|人次|人天|车次|班次|批次|美元|欧元|英镑|日元|港元|港币|标箱|标准箱|平方公里|平方米|立方米"
)
_COUNTED = "年月日号个项件家名人岁天周次届吨里米亩元倍座台"
_HAN = r"\u3400-\u9fff"
_LETTER = r"A-Za-z0-9\u00c0-\u024f\u0370-\u03ff\u0400-\u04ff"
_NUMBER = r"\d++(?:[.,:/∶]\d++)*+"
_UNIT = rf"(?:{_NAMED_UNITS}|[kmcnμ]?[gmtWVALsh](?![{_LETTER}])|[{_HAN}])"
_TOGETHER = re.compile(
    rf"""
    ([\u3400-\u7b2b\u7b2d-\u9fff]++)               # plain Chinese but 第, one by one
    | 〔\d{{4}}〕第?\d+号?                           # the year and number of a document
    | [（(\[]\d{{4}}[）)\]]第?\d+号
    | [A-Z]{{2,}}(?:/[A-Z]+)?[ ]\d+(?:[-—.,]\d+)*  # the number of a standard, or of what follows
      (?:[%％‰℃°]|[余多几]?[十百千万亿]*[余多]?(?:{_NAMED_UNITS}|[{_COUNTED}]))?
    | (?:第[ ]?)?[-+±≥≤<>＞＜≈￥¥$€£]?               # a number or a range of numbers …
      {_NUMBER}(?:[-—–～~]{_NUMBER})*+(?![{_LETTER}]|[-+&_@/][{_LETTER}])
      (?:[%％‰℃°]                                   # … with its unit, or the word that follows
        |[ ]?[余多几]?[十百千万亿]*[余多]?{_UNIT}(?:/{_UNIT})?)?
    | [{_LETTER}]+(?:(?:[-'’./&+_@:~?=\#%]+|,(?=\d))[{_LETTER}]+)*[%％‰℃+\#]*
      (?:(?<=\d)[余多几]?[十百千万亿]*[余多]?{_UNIT})?
    | …+ | —+ | [ \t]+ | .
    """,
    re.VERBOSE | re.DOTALL,
)
_ADDRESS = re.compile(r"://|www\.|@|/.+/")
_ADDRESS_PART = re.compile(rf"[^/@?&=.]*(?:[/@?&=.]+[{re.escape(''.join(CLOSING))}]*|$)")


def units(text: str) -> list[tuple[int, int]]:
    """Return the slices of the text that no line end may divide, in order, without gaps."""
    joined: list[tuple[int, int]] = []
    open_before = False
    for match in _TOGETHER.finditer(text):
        start, end = match.span()
        if match.lastindex:
            if open_before and joined:
                joined[-1] = (joined[-1][0], start + 1)
                start += 1
            joined += [(at, at + 1) for at in range(start, end)]
            open_before = False
            continue
        sticks = bool(joined) and (open_before or text[start] in _STICKS_BEFORE)
        if sticks and not text[start].isspace():
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
        open_before = text[end - 1] in _STICKS_AFTER
    return joined


def address_parts(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return where an Internet address may be divided if need be: after its strokes and points.

    The list is empty when the slice holds no address.
    """
    if not _ADDRESS.search(text, start, end):
        return []
    return [found.span() for found in _ADDRESS_PART.finditer(text, start, end) if found[0]]
