"""Paragraphs of the DOCX end their lines where those of the page end, and stay editable."""

import itertools

from hypothesis import given, settings

from correspondence.gongwen.docx_lines import GAP, Run, runs
from correspondence.gongwen.docx_styles import TIGHT
from correspondence.gongwen.faces import SHIPPED, Face
from correspondence.gongwen.grid import WIDTH
from correspondence.gongwen.setting import INDENT, Setter

from .test_breaking import TEXT


def divided(text: str, head: tuple[int, Face] = (0, Face.FANG)) -> list[Run]:
    return runs(text, Setter(SHIPPED), head=head)


@given(TEXT)
@settings(max_examples=100, deadline=None)
def test_no_character_is_lost_doubled_or_changed(text: str) -> None:
    assert "".join(run.text for run in divided(text)) == text


def test_plain_chinese_is_one_run_as_the_style_has_it() -> None:
    text = "近年来上海市持续强化科技创新策源功能" * 6
    assert divided(text) == [Run(text, Face.FANG, TIGHT)]


def test_a_head_in_another_face_is_a_run_of_its_own() -> None:
    found = divided("一是加强领导。有关工作正在推进。", head=(7, Face.KAI))
    assert [(run.text, run.face) for run in found] == [
        ("一是加强领导。", Face.KAI),
        ("有关工作正在推进。", Face.FANG),
    ]


def test_a_line_of_letters_and_digits_is_narrowed_until_it_fits() -> None:
    """LibreOffice sets digits apart from Chinese, whatever the document asks for."""
    text = "建成5座站，新增6个点，改造7条路，服务8个区，惠及9万人，覆盖3个镇，" * 3
    setter = Setter(SHIPPED)
    first = setter.broken(text, [Face.FANG] * len(text))[0]
    line = text[: first.end]
    widths = sum(setter.advances(line, [Face.FANG] * len(line)))
    borders = sum(a.isdigit() != b.isdigit() for a, b in itertools.pairwise(line))
    assert widths + len(line) * TIGHT + borders * GAP > WIDTH - INDENT
    (narrow,) = {run.spacing for run in divided(text) if line.startswith(run.text)}
    assert narrow < TIGHT
