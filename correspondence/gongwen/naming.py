"""Whether a text names an office, under any of the names people give it."""

import re

_PLACE = re.compile(r"^(?:[^省市区县]{2,3}[省市]|[省市区县])")
_LAST_WORD = re.compile(r"(?:委员会|办公室|人民政府|管理局|政府|局|委|办|厅)$")
_ANOTHER_WORD = {"委": "(?!员|托|派)", "办": "(?!公|理|事|法|学)", "局": "(?!面|部|势)"}
"""What may not follow a name: 居民委员会 does not name 民委, nor 文明办公 a 文明办."""
_ANOTHER_PLACE = "(?<![省区县镇级])"
"""区民政局 is not the city's."""
_AS_AN_OFFICE = (
    r"(?:局|厅|委(?!员|托|派)|(?:、\w{2,8})*(?:[和及与]\w{2,8})?等?(?:有关|相关|主管)?部门)"
)
SHORTEST_STEM = 3
"""A shorter name, such as 市教, may stand in a text for another reason."""
SHORTEST_TRADE = 2
"""民政, 公安: a name only where the text treats it as one (民政局, 公安、民政等部门)."""


def names(body: str, office: list[str]) -> bool:
    """Whether a text names an office of these names (the short one, the full one)."""
    return any(_whole(body, one) or _shortened(body, one) or _trade(body, one) for one in office)


def _whole(body: str, name: str) -> bool:
    """As it is written, or without its last word: 市财政 for 市财政局."""
    stem = _LAST_WORD.sub("", name)
    if len(stem) >= SHORTEST_STEM and stem in body:
        return True
    return bool(re.search(re.escape(name) + _ANOTHER_WORD.get(name[-1:], ""), body))


def _shortened(body: str, name: str) -> bool:
    """With letters left out between the first and the last: 市发改委 for 市发展改革委."""
    inner = "".join(f"{re.escape(one)}?" for one in name[1:-1])
    found = re.findall(f"{re.escape(name[:1])}{inner}{re.escape(name[-1:])}", body)
    return any(len(one) > SHORTEST_STEM for one in found)


def _trade(body: str, name: str) -> bool:
    """By its trade alone, where an office is meant: 民政局, 公安、民政等部门 for 市民政局."""
    trade = _LAST_WORD.sub("", _PLACE.sub("", name))
    if len(trade) < SHORTEST_TRADE:
        return False
    return bool(re.search(_ANOTHER_PLACE + re.escape(trade) + _AS_AN_OFFICE, body))
