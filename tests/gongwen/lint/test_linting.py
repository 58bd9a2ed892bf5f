"""Each finding names its rule and place, and mends what is certain."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from correspondence.gongwen import Attachment, Form, Letter, LetterError, parse
from correspondence.gongwen.lint import lint, mended
from correspondence.gongwen.lint.case import Case, Waiver
from correspondence.gongwen.lint.finding import Severity
from correspondence.gongwen.lint.rulebook import RULES

from ..conftest import letter

OPINION_TITLE = "对市十六届人大一次会议第0049号代表建议的会办意见"


def rules(subject: Letter) -> set[str]:
    return {finding.rule for finding in lint(subject)}


def test_a_proper_letter_has_no_findings() -> None:
    assert lint(letter()) == ()


FAULTS: list[tuple[dict[str, object], str]] = [
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
    ({"title": "对市十六届人大一次会议第0049号代表建议的答复" * 4}, "L03"),
    ({"body": "此复\n特此答复。"}, "L14"),
    ({"body": "秘密★1年\n工作有序推进。"}, "L15"),
    ({"body": f"工作有序推进，{'持续' * 20}"}, "L16"),
    ({"title": OPINION_TITLE, "recipient": "市交通委"}, "L21"),
    ({"title": OPINION_TITLE, "recipient": "市交通委", "outcome_mark": "A"}, "L22"),
    ({"printed_on": None}, "L23"),
    ({"printer": ""}, "L23"),
    ({"form": Form.LETTER}, "L23"),
    ({"body": "好。\n附件：名单", "attachments": (Attachment("名单", "甲。"),)}, "L24"),
    ({"title": "对市政协十四届一次会议第5号提案的答复", "copies": ()}, "L08"),
    ({"title": "对市政协十四届一次会议第5号提案的答复", "body": "感谢人大代表。"}, "L13"),
    ({"body": "本市(试行)。"}, "T06"),
    ({"body": "等等..."}, "T10"),
    ({"body": "（一）、工作情况"}, "T14"),
    ({"body": '所谓"试点工作。'}, "T15"),
    ({"body": "实\u200b验室。"}, "T16"),
    ({"body": "实\ud800验室。"}, "T16"),
    ({"body": "共２０个。"}, "T17"),
    ({"body": "1、甲项工作"}, "T18"),
    ({"body": "目标--落实。"}, "T19"),
    ({"body": "自23年5月起。"}, "T20"),
    ({"body": "已经办理，。"}, "T21"),
    ({"body": "已经办理。，下一步继续。"}, "T21"),
    ({"title": ""}, "L26"),
    ({"recipient": " "}, "L26"),
    ({"recipient": "杨彩虹代表："}, "T09"),
    ({"attachments": (Attachment("", "甲。"),)}, "L26"),
    ({"issuer": ""}, "L26"),
    ({"body": "已经完成。\n二、下一步"}, "L27"),
    ({"attachments": (Attachment("名单", "你好,再见。"),)}, "T02"),
    ({"copies": ("市政府办公厅建议提案处", "市人大 代表工作处")}, "T01"),
]


@pytest.mark.parametrize(("changes", "rule"), FAULTS)
def test_each_fault_is_found(changes: dict[str, object], rule: str) -> None:
    assert rule in rules(letter(**changes))


FOUND_BY_CASE = {"L17", "L18", "L19", "L20", "L25"}


def test_the_rulebook_lists_every_rule_that_is_found() -> None:
    tried = {rule for _, rule in FAULTS} | FOUND_BY_CASE
    assert tried == {rule.id for rule in RULES}


def test_no_finding_weighs_more_or_mends_more_than_the_rulebook_says() -> None:
    weight = [Severity.HINT, Severity.WARNING, Severity.ERROR]
    book = {rule.id: rule for rule in RULES}
    for changes, _ in FAULTS:
        for finding in lint(letter(**changes)):
            rule = book[finding.rule]
            assert weight.index(finding.severity) <= weight.index(rule.severity)
            assert rule.mends or not finding.fix


@pytest.mark.parametrize(
    "body",
    [
        "建议提案工作有序推进，市政协提案委参加。",
        "《关于加强提案工作的意见》已经印发。",
        "我局会同我市有关部门办理，我区已经落实。",
        "3.5%的企业，2023年5月起。",
        "详见 https://www.gov.cn/a 。",
        "用10年初步建成，同比增长1:3。",
        "怎么办？！“加快办！”，委员说：“好……”。《办法》、“方案”：均已印发。",
    ],
)
def test_what_is_right_is_not_found_fault_with(body: str) -> None:
    assert rules(letter(body=body)) <= {"T01"}


def test_corrections_reach_every_text_of_the_letter() -> None:
    subject = letter(
        number="沪科建复[2023]第015号",
        copies=("市政府办公厅建议提案处(督查室)", "市人大代表工作处"),
        attachments=(Attachment("名单(试行)", "你好,再见。"),),
    )
    better = mended(subject)
    assert better.number == "沪科建复〔2023〕15号"
    assert better.copies[0] == "市政府办公厅建议提案处（督查室）"
    assert better.attachments == (Attachment("名单（试行）", "你好，再见。"),)


def test_a_waived_rule_mends_nothing() -> None:
    subject = letter(body="你好,再见。")
    assert mended(subject, waivers=[Waiver("T02", "原文如此")]) == subject


@given(
    st.text(
        "　 \t近年一（）()[]《》“”\"'，。、；：！,.;:…-—0２23年月日号第1.Ａ\u200b\x07的建议代表",
        max_size=25,
    )
)
@settings(max_examples=200, deadline=None)
def test_after_mending_nothing_certain_is_left_to_mend(text: str) -> None:
    better = mended(letter(body=f"{text}\n甲。", number=text, copies=(text,)))
    assert [finding for finding in lint(better) if finding.fix] == []
    assert mended(better) == better


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


CASE = Case(
    session="市十六届人大一次会议",
    proposal_number="0049",
    recipients=("杨彩虹",),
    signed_on=date(2023, 5, 11),
)


def test_a_letter_that_agrees_with_its_case_has_nothing_more_to_answer() -> None:
    assert lint(letter(), CASE) == lint(letter())


@pytest.mark.parametrize(
    ("rule", "changes"),
    [
        ("L17", {"session": "市十六届人大二次会议"}),
        ("L18", {"proposal_number": "049"}),
        ("L19", {"recipients": ("杨彩虹", "张三")}),
        ("L20", {"signed_on": date(2023, 5, 12)}),
    ],
)
def test_what_differs_from_the_case_is_found(rule: str, changes: dict[str, Any]) -> None:
    found = lint(letter(), replace(CASE, **changes))
    assert [finding.rule for finding in found if finding not in lint(letter())] == [rule]


def test_joint_recipients_may_be_counted() -> None:
    three = replace(CASE, recipients=("张三代表", "李四代表", "王五代表"))
    for names in ("张三、李四、王五代表", "张三等3位代表"):
        assert lint(letter(recipient=names), three) == lint(letter(recipient=names))
    assert "L19" in {found.rule for found in lint(letter(recipient="张三等2位代表"), three)}


def test_a_rule_is_waived_with_a_reason_only() -> None:
    subject = letter(number="")
    assert "L01" in {found.rule for found in lint(subject)}
    assert "L01" not in {found.rule for found in lint(subject, waivers=[Waiver("L01", "待编号")])}
    with pytest.raises(LetterError, match="理由"):
        Waiver("L01", " ")
    with pytest.raises(LetterError, match="不得豁免"):
        Waiver("L15", "误报")
    with pytest.raises(LetterError, match="没有规则 X99"):
        Waiver("X99", "误报")


def test_very_many_recipients_are_counted_after_the_first_ones() -> None:
    case = Case(recipients=tuple(f"甲{at}代表" for at in range(200)))
    (found,) = [one for one in lint(letter(), case) if one.rule == "L19"]
    assert found.message.endswith("甲0代表、甲1代表、甲2代表、甲3代表、甲4代表等200人")


@pytest.mark.parametrize(
    ("unit", "body", "named"),
    [
        ("市财政局", "我委会同市财政局研究。", True),
        ("市财政局", "我委会同市财政等部门研究。", True),
        ("市发展改革委", "我委会同市发展改革、市科创办研究。", True),
        ("市发展改革委", "市发改委提出，将统筹规划。", True),
        ("市发展改革委、上海市发展和改革委员会", "上海市发展和改革委员会提出意见。", True),
        ("浦东新区政府", "浦东新区将做好保障。", True),
        ("市财政局", "我委会同有关部门研究经费财政问题。", False),
        ("市教委", "市教育系统积极参与。", False),
        ("市发展改革委", "我市发展教育，市经济信息化委支持。", False),
        ("市民政局", "会同公安、民政等部门研究。", True),
        ("市公安局", "会同公安、民政和财政部门研究。", True),
        ("市民政局", "民政局提出，将扩大试点。", True),
        ("市教委、上海市教育委员会", "教育部门提出，将扩大试点。", True),
        ("市民政局", "民政事业稳步发展，已告知有关部门。", False),
        ("市民政局", "浦东新区民政局已经试点。", False),
        ("市公安局", "各区公安部门积极参与。", False),
        ("民委", "民委提出，将扩大试点。", True),
        ("民委", "各居民委员会积极参与。", False),
        ("文明办", "倡导文明办公。", False),
    ],
)
def test_an_assisting_unit_must_be_mentioned(unit: str, body: str, named: bool) -> None:
    found = {one.rule for one in lint(letter(body=body), Case(assisting=(unit,)))}
    assert ("L25" not in found) is named
