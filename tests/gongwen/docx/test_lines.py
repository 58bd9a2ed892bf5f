"""The DOCX ends its lines where the page does, by the spacing of single runs."""

from itertools import pairwise

import pytest
from hypothesis import example, given, settings

from correspondence.gongwen.docx.lines import GAP, MAY_END, Run, runs
from correspondence.gongwen.docx.styles import TIGHT
from correspondence.gongwen.faces import SHIPPED, Face
from correspondence.gongwen.grid import SIZE, WIDTH
from correspondence.gongwen.setting import Setter

from ..test_breaking import TEXT

SETTER = Setter(SHIPPED)


def line_ends(text: str) -> list[str]:
    broken = SETTER.broken(text, [Face.FANG] * len(text), first=0.0)
    return [text[line.start : line.end] for line in broken]


def spaced(text: str) -> list[Run]:
    return runs(text, SETTER, first=0.0)


def width(run: Run) -> float:
    return sum(SETTER.advances(run.text, [run.face] * len(run.text))) + run.spacing * len(run.text)


def test_a_text_that_breaks_by_itself_is_one_run() -> None:
    assert spaced("我委高度重视认真研究您的建议" * 5) == [
        Run("我委高度重视认真研究您的建议" * 5, Face.FANG, TIGHT)
    ]


def test_a_line_that_takes_in_a_29th_character_is_set_closer() -> None:
    text = "我委高度重视，《上海科技条例》会同市财政局研究办理事项宜。" + "并将继续" * 4
    squeezed = line_ends(text)[0]
    assert len(squeezed) > 28
    first = spaced(text)[0]
    assert first.text == squeezed
    assert first.spacing < TIGHT
    assert width(first) <= WIDTH


def test_a_line_before_a_number_with_its_unit_is_set_wider() -> None:
    text = "我委高度重视会同市财政局研究共同认真办理您的建议并" + "12平方公里" + "继续" * 4
    loose = line_ends(text)[0]
    first = spaced(text)[0]
    assert first.text == loose
    assert first.spacing > TIGHT
    assert WIDTH - SIZE < width(first) <= WIDTH


@given(TEXT)
@example("")
@example("“‘双碳’”——" * 40)
@example("A" * 300)
@example("𬍛" * 60)
@settings(max_examples=50, deadline=None)
def test_no_character_is_lost_doubled_or_changed(text: str) -> None:
    assert "".join(run.text for run in spaced(text)).replace(MAY_END, "") == text


def test_a_line_may_end_between_a_mark_and_a_letter() -> None:
    text = f"{'今' * 21}见网址：https://www.stcsm.sh.gov.cn/zwgk/index.html等。"
    assert line_ends(text)[0].endswith("：")
    written = "".join(run.text for run in spaced(text))
    assert written == text.replace("：", f"：{MAY_END}")


def test_an_address_stays_whole_to_be_copied() -> None:
    text = f"{'今' * 19}见网址：https://www.stcsm.sh.gov.cn/zwgk/index.html等。"
    assert line_ends(text)[0].endswith("//")
    assert MAY_END not in "".join(run.text for run in spaced(text))


def test_a_head_in_another_face_is_a_run_of_its_own() -> None:
    found = runs("一是加强领导。有关工作正在推进。", SETTER, head=(7, Face.KAI))
    assert [(run.text, run.face) for run in found] == [
        ("一是加强领导。", Face.KAI),
        ("有关工作正在推进。", Face.FANG),
    ]


def test_a_line_with_many_numbers_is_set_closer() -> None:
    """LibreOffice sets digits apart from Chinese, whatever the document asks for."""
    text = "建成5座站，新增6个点，改造7条路，服务8个区，惠及9万人，覆盖3个镇，" * 3
    line = line_ends(text)[0]
    advances = SETTER.advances(line, [Face.FANG] * len(line))
    borders = sum(one.isdigit() != other.isdigit() for one, other in pairwise(line))
    assert sum(advances) + len(line) * TIGHT + borders * GAP > WIDTH
    first = spaced(text)[0]
    assert first.text.startswith(line)
    assert first.spacing < TIGHT


def test_spacings_are_whole_twentieths_of_a_point() -> None:
    text = "他说：“《〈建议〉的说明》”，（2021—2025年），48平方公里；" * 6
    for run in spaced(text):
        assert run.spacing * 20 == pytest.approx(round(run.spacing * 20))
