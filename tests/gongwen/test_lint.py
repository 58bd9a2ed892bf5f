"""Each finding names its rule and place, and mends what is certain."""

from datetime import date

import pytest

from correspondence.gongwen import Letter, parse
from correspondence.gongwen.lint import lint, mended

from .conftest import letter


def rules(subject: Letter) -> set[str]:
    return {finding.rule for finding in lint(subject)}


def test_a_proper_letter_has_no_findings() -> None:
    assert lint(letter()) == ()


@pytest.mark.parametrize(
    ("changes", "rule"),
    [
        ({"number": "沪科建复[2023]15号"}, "L01"),
        ({"number": "沪科建复〔2023〕015号"}, "L01"),
        ({"title": "关于建议的答复"}, "L02"),
        ({"title": "对市十六届人大一次会议第0049号建议的会办意见"}, "L04"),
        ({"recipient": "张三委员"}, "L05"),
        ({"signatories": ("上海市教育委员会",)}, "L06"),
        ({"dated": None}, "L07"),
        ({"copies": ()}, "L08"),
        ({"printed_on": date(2023, 5, 1)}, "L09"),
        ({"body": "一、甲\n（1）乙"}, "L10"),
        ({"body": "一、甲\n三、乙"}, "L11"),
        ({"body": "我委高度重视，我局已经办理。"}, "L12"),
        ({"body": "认真研究提案建议。"}, "L13"),
        ({"number": "机密★1年"}, "L15"),
        ({"body": "二、 下一步"}, "T01"),
        ({"body": "你好,再见。"}, "T02"),
        ({"body": "见沪府[2023]5号文。"}, "T03"),
        ({"body": '所谓"试点"工作。'}, "T04"),
        ({"body": "自2023年05月起。"}, "T05"),
        ({"body": "此页无正文"}, "T07"),
        ({"body": "《甲的建议》的代表建议收悉。"}, "T08"),
        ({"body": "完成。。"}, "T09"),
        ({"body": "所谓“试点工作。"}, "T11"),
        ({"body": "一、工作情况。"}, "T12"),
        ({"body": "(一)工作情况"}, "T13"),
    ],
)
def test_each_fault_is_found(changes: dict[str, object], rule: str) -> None:
    assert rule in rules(letter(**changes))


def test_the_place_is_named() -> None:
    found = next(f for f in lint(letter(body="甲。\n二、 下一步")) if f.rule == "T01")
    assert (found.field, found.paragraph, found.character) == ("body", 2, 3)


def test_what_is_certain_is_mended() -> None:
    body = '二、 下一步,见"沪府[2023]5号"。。\n自2023年05月01日起(试行)。'
    assert mended(letter(body=body)).body == (
        "二、下一步，见“沪府〔2023〕5号”。\n自2023年5月1日起（试行）。"
    )


def test_the_published_reply_has_its_known_faults(published: str) -> None:
    assert rules(parse(published).letter) == {"L13", "T08"}
