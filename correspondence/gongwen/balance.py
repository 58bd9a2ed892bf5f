"""Divides a title in lines: 词意完整、排列对称、长短适宜, 梯形或菱形 (GB/T 9704-2012, 7.3.1)."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import accumulate, pairwise

from .errors import LayoutError
from .words import units

LONGEST = 160
"""Characters; a longer title is no title."""
ONE_LINE_MORE = 45.0
"""What a further line costs; a division that hurts more is worth it."""
HOURGLASS, RECTANGLE = 40.0, 5.0
"""What a line costs that is shorter than both its neighbours, and three or more of one length."""
TOUCHING = 0.6
"""Characters; lines that differ by less are of one length."""
_WRONG, _PLAIN, _GOOD, _BEST, _SPACE = 200.0, 90.0, 4.0, 0.0, -100.0
"""What a line end costs, in squared characters, by what stands on its sides."""

_NUMERALS = "[一二三四五六七八九十]+"
_NAMES = (
    "发展和改革|发展改革|经济和信息化|人力资源(?:和)?社会保障|规划和自然资源|自然资源和规划|住房和城乡建设"
    "|住房城乡建设|文化和旅游|文化广电(?:和)?旅游|绿化和市容|市场监督管理|国有资产监督管理|城市管理综合执法"
    "|交通运输|生态环境|卫生健康|农业农村|应急管理|退役军人事务|医疗保障|机关事务管理|知识产权"
    "|[\u4e00-\u9fff]{2}新区|自由贸易试验区|自贸试验区|新片区|粤港澳大湾区|长江经济带|京津冀|共同体"
    "|国家实验室|重点实验室|实施方案|行动计划|工作方案"
)
"""Names of offices and places that hold words of their own."""
_WHOLE = re.compile(
    rf"{_NAMES}|“[^”]{{1,10}}”|[市区县省州盟旗]?(?:人大|政协)?{_NUMERALS}届[\u4e00-\u9fff]{{0,4}}第?{_NUMERALS}次会议"
    rf"|第{_NUMERALS}届[\u4e00-\u9fff]{{0,4}}第?{_NUMERALS}次会议"
    rf"|[市区县省州盟旗]?(?:人大|政协)?{_NUMERALS}届(?:人民代表大会|(?:全国)?委员会)"
    rf"|第?{_NUMERALS}次会议|人民代表大会|常务委员会|[\u4e00-\u9fff]{{2}}委员会|人民政府|办公[厅室]"
    "|人民政治协商会议|(?:代表|闭会期间)?建议|(?:委员|联合)?提案|批评和意见|议案|[会协]办意见|答复函?"
    "|(?:再次|联合|并案)?(?:答复|办理)|复函|情况|报告|方案|意见|推进|推动|加快|加强|促进|进一步|完善"
    "|提升|提高|优化|落实|建立|健全|建设|发展|管理|服务|规划|政策|机制|体系|能力|水平|高质量|一体化"
    "|现代化|数字化|智能化|产业|企业|经济|社会|文化|历史|旅游|生态|环境|绿色|低碳|能源|交通|轨道|公交"
    "|道路|停车|教育|学校|学生|教师|卫生|健康|医疗|医院|养老|保障|保险|保护|保育|住房|住宅|小区|社区|街道"
    "|加装|电梯|改造|更新|城市|城镇|农村|乡村|农业|振兴|科技|创新|人才|技术|信息|数据|人工智能|融合|公共"
    "|安全|应急|消防|食品|药品|市场|监督|治理|条例|办法|制定|修订|实施|国际|国家|全国|金融|中心|区域"
    "|示范区|开发区|试点|长三角|工作|工程|项目|设施|资源|资金|主席团|审议|结果|系统|平台|实体|印发"
)
"""What no line end divides: a session, and the words of which titles are made."""
_GOOD_BEFORE = re.compile(
    r"第[A-Za-z\d]|关于|对(?![象外口比])|《|“|（|代表建议|委员提案|建议|提案|答复|[会协]办意见|再次|报告"
    r"|方案|意见|审议|办理|第[一二三四五六七八九十]+(?:届|次会议)|并"
)
_GOOD_AFTER = re.compile(r"(?:[的和与及、，》”）局厅部]|会议|大会|委员会|政府|办公室|工作|情况)$")
_HAN = re.compile(r"[\u4e00-\u9fff]")
_SPACED = re.compile(r"[\u4e00-\u9fff] $")
"""A space between Chinese words, such as the names of joint offices, divides them."""
_BAD_AFTER = re.compile(r"(?:第|关于|对|[（《“〔])$")
_BAD_BEFORE = re.compile(r"^[的和与及等、，。；：）》”〕号次届]")


def width_of(text: str) -> float:
    """Return the width of a title in characters: half for what ASCII has, one for the rest."""
    return len(text) - len(text.encode("ascii", "ignore")) / 2


def balanced(text: str, room: float, measure: Callable[[str], float] = width_of) -> list[str]:
    """Return the lines of a title, each at most `room` characters wide, evenly filled.

    A line break in the text is kept; what is still too wide is divided where the words allow.
    Raise LayoutError for what nobody could read as a title.
    """
    if len(text) > LONGEST:
        raise LayoutError(f"标题超过{LONGEST}字，请概括得短些")
    parts = [part.strip() for part in text.split("\n") if part.strip()]
    return [line for part in parts for line in _divided(part, room, measure)]


def _divided(text: str, room: float, measure: Callable[[str], float]) -> list[str]:
    reach = [0.0, *accumulate(measure(character) for character in text)]
    if reach[-1] <= room:
        return [text]
    cost = dict(_costs(text))
    fewest = int(-(-reach[-1] // room))
    best: _Division | None = None
    for count in range(fewest, len(text) + 1):
        found = _best(reach, cost, count, room)
        if found and (best is None or found.cost + ONE_LINE_MORE < best.cost):
            best = found
        elif best:
            break
    if best:
        return [text[a:b].strip() for a, b in pairwise((0, *best.ends))]
    # Only a word wider than the line comes here: it is cut where it must be.
    size = max(int(room // 2), 1)
    return [text[at : at + size] for at in range(0, len(text), size)]


@dataclass(frozen=True)
class _Division:
    """Lines so far: what they cost, where they end, the width of the last one."""

    cost: float
    ends: tuple[int, ...] = (0,)
    width: float = 0.0


def _best(reach: list[float], cost: dict[int, float], count: int, room: float) -> _Division | None:
    """Return the cheapest division in `count` lines, None if the room does not allow it.

    The key of a division says where it ends, and whether its lines have begun to shorten: lines
    may grow and then shorten (梯形, 菱形), and shall not grow again.
    """
    ideal = reach[-1] / count
    best: dict[tuple[int, bool], _Division] = {(0, False): _Division(0.0)}
    for line in range(1, count + 1):
        found: dict[tuple[int, bool], _Division] = {}
        for (start, falling), before in best.items():
            for stop, hurt in cost.items():
                width = reach[stop] - reach[start]
                if stop <= start or width > room or (line == count) != (stop == len(reach) - 1):
                    continue
                grows = line > 1 and width > before.width + TOUCHING
                spent = before.cost + (width - ideal) ** 2 + hurt
                spent += HOURGLASS if grows and falling else 0.0
                shrinks = line > 1 and width < before.width - TOUCHING
                key = (stop, shrinks or (falling and not grows))
                if key not in found or spent < found[key].cost:
                    found[key] = _Division(spent, (*before.ends, stop), width)
        best = found
    return min((_shaped(reach, one) for one in best.values()), key=_spent, default=None)


def _spent(division: _Division) -> float:
    return division.cost


def _shaped(reach: list[float], found: _Division) -> _Division:
    """Charge for three or more lines of one length."""
    widths = [reach[b] - reach[a] for a, b in pairwise(found.ends)]
    plain = len(widths) > 2 and max(widths) - min(widths) < TOUCHING
    return _Division(found.cost + (RECTANGLE if plain else 0.0), found.ends[1:])


def _costs(text: str) -> Iterator[tuple[int, float]]:
    """Yield every place a line may end, and how much that hurts the sense."""
    inside = {at for found in _WHOLE.finditer(text) for at in range(found.start() + 1, found.end())}
    for _, stop in units(text):
        before, after = text[:stop], text[stop:]
        if not after:
            yield stop, 0.0
        elif _SPACED.search(before) and _HAN.match(after):
            yield stop, _SPACE
        elif stop in inside or _BAD_AFTER.search(before) or _BAD_BEFORE.match(after):
            yield stop, _WRONG
        else:
            good = bool(_GOOD_AFTER.search(before)) + bool(_GOOD_BEFORE.match(after))
            yield stop, (_PLAIN, _GOOD, _BEST)[good]
