"""How single offices write the elements of a reply: each quirk is read as what it means."""

from dataclasses import replace

import pytest

from correspondence.gongwen import Form, Letter, parse, to_pdf
from correspondence.gongwen.parse import parse_paragraphs
from correspondence.gongwen.recover import text_of

NUMBER = "云交复〔2023〕7号"
TITLE = "对市六届人大二次会议第17号建议的答复"
BODY = "您提出的《关于修路的建议》收悉，现答复如下：\n已列入明年计划。\n感谢您对交通工作的关心！"
OFFICE = "云岭市交通运输局"


def page(
    head: str = f"{NUMBER}\n{TITLE}",
    names: str = "江岚代表：",
    body: str = BODY,
    end: str = f"{OFFICE}\n2023年5月11日",
) -> Letter:
    return parse(f"{head}\n{names}\n{body}\n{end}\n").letter


USUAL = page()


@pytest.mark.parametrize(
    ("head", "mark"),
    [
        (f"{NUMBER}        A\n{TITLE}", "A"),
        (f"云交复〔2023〕7 号          签发人：李远\n{TITLE}", ""),
        (f"云交复[2023]7号\n类别标记：B\n\n{TITLE}", "类别标记：B"),
        (f"{NUMBER}\n{TITLE}\n办理类型：A", "办理类型：A"),
        (f"（{NUMBER}）\n{TITLE}\n（C类）", "（C类）"),
    ],
)
def test_the_outcome_stands_beside_or_below_the_number_or_the_title(head: str, mark: str) -> None:
    assert page(head) == replace(USUAL, outcome_mark=mark)


@pytest.mark.parametrize(
    ("end", "note"),
    [
        ("联系单位及电话：规划科，000-57010009", "联系单位及电话：规划科，000-57010009"),
        ("单位联系电话：0000-57010009 联系人：李远", "单位联系电话：0000-57010009，联系人：李远"),
        ("联 系 人：李远     联系电话：57010009", "联系人：李远，联系电话：57010009"),
        ("具体经办人姓名：李远 联系电话：57010009", "具体经办人姓名：李远，联系电话：57010009"),
        ("联系人：李远 联系地址：江口路1号", "联系人：李远，联系地址：江口路1号"),
        ("信息公开选项：主动公开", "信息公开选项：主动公开"),
    ],
)
def test_whom_to_ask_is_a_note_above_and_below_the_day(end: str, note: str) -> None:
    signed = f"{OFFICE}\n2023年5月11日"
    assert page(end=f"{signed}\n{end}") == replace(USUAL, note=note)
    assert page(end=f"{end}\n{signed}") == replace(USUAL, note=note)


def test_a_number_below_the_title_of_a_page_without_addressee_is_the_number() -> None:
    text = f"{TITLE}\n原文：http://www.example.cn/a.html\n发布时间：2023-06-01\n{NUMBER}\n{BODY}"
    parsed = parse(f"{text}\n{OFFICE}\n2023年5月11日")
    assert parsed.letter == replace(USUAL, recipient="")
    assert parsed.left_out == ("原文：http://www.example.cn/a.html", "发布时间：2023-06-01")


def test_a_day_whose_marks_went_lost_is_said_and_ends_the_text_all_the_same() -> None:
    end = f"{OFFICE}\n2023511\n抄送：市政府办公室\n{OFFICE}办公室    2023511日印发"
    parsed = parse(f"{NUMBER}\n{TITLE}\n江岚代表：\n{BODY}\n{end}")
    expected = replace(USUAL, dated=None, copies=("市政府办公室",), printer=f"{OFFICE}办公室")
    assert parsed.letter == expected
    assert "日期“2023511”不完整，请补充" in parsed.uncertainties
    assert "2023511" in parsed.left_out
    assert parse_paragraphs(text_of(to_pdf(expected))).letter == expected


def test_a_name_made_unreadable_signs_too() -> None:
    assert page(end="××市交通运输局\n2023年5月11日").signatories == ("××市交通运输局",)


def test_the_stamp_beside_a_name_is_no_part_of_it() -> None:
    text = f"{NUMBER}\n{TITLE}\n江岚代表：\n{BODY}\n{OFFICE}（盖章）\n2023年5月11日"
    assert parse(text).letter == USUAL
    assert parse(text).left_out == ("（盖章）",)
    assert page(end=f"{OFFICE}（代章）\n2023年5月11日").issuer == OFFICE


@pytest.mark.parametrize(
    ("title", "session", "number"),
    [
        ("对市人大六届二次会议017号建议的答复", "市人大六届二次会议", "017"),
        ("关于省六届人大二次会议“0171号”建议的答复", "省六届人大二次会议", "0171"),
        ("关于提供市政协六届二次会议第8号提案会办意见的函", "市政协六届二次会议", "8"),
    ],
)
def test_session_and_number_are_found_in_every_title(title: str, session: str, number: str) -> None:
    parsed = parse(f"{title}\n江岚代表：\n{BODY}")
    assert (parsed.session, parsed.proposal_number) == (session, number)


@pytest.mark.parametrize("kind", ["会办", "协办"])
def test_an_opinion_for_another_office_is_a_letter(kind: str) -> None:
    assert page(f"{NUMBER}\n关于第17号提案{kind}意见的函", "双桥街道：").form is Form.LETTER


def test_a_title_without_its_usual_opening_leaves_the_office_above_it_alone() -> None:
    found = page(f"{OFFICE}\n\n市六届人大二次会议代表建议办理答复函")
    assert (found.issuer, found.title) == (OFFICE, "市六届人大二次会议代表建议办理答复函")


def test_openness_below_the_last_attachment_is_a_note() -> None:
    attached = "附件1\n清单\n江口路，长2公里。\n附件2\n标准\n按三级公路设计。"
    found = page(end=f"{OFFICE}\n2023年5月11日\n{attached}\n信息公开选项：主动公开")
    assert found.note == "信息公开选项：主动公开"
    assert [one.body for one in found.attachments] == ["江口路，长2公里。", "按三级公路设计。"]


def test_lines_that_blank_lines_divide_are_paragraphs_however_full_they_are() -> None:
    lines = [f"（一）推进第{at}项工程，年内完成立项、设计和招标，明年春季开工。" for at in "一二三"]
    body = "\n\n".join(["您提出的建议收悉，现答复如下：", *lines, "今后我局将加强养护，定期巡查。"])
    assert page(body=body).body.split("\n") == body.split("\n\n")


def test_a_long_name_takes_two_lines_at_the_head_and_is_read_as_one() -> None:
    name = "云岭省人民代表大会常务委员会法制工作委员会"
    found = replace(USUAL, issuer=name, signatories=(name,))
    assert parse_paragraphs(text_of(to_pdf(found))).letter == found


def test_a_long_name_over_a_number_is_one_name_in_plain_text_too() -> None:
    head = "云岭省人民代表大会常\n务委员会法制工作委员会\n" + f"{NUMBER}\n{TITLE}"
    assert page(head).issuer == "云岭省人民代表大会常务委员会法制工作委员会"


def test_an_office_named_again_below_its_head_begins_the_title() -> None:
    found = page(f"{OFFICE}\n{OFFICE}\n关于市六届人大二次会议第17号建议的答复")
    title = f"{OFFICE}\n关于市六届人大二次会议第17号建议的答复"
    assert (found.issuer, found.title) == (OFFICE, title)


@pytest.mark.parametrize("names", [12, 30])
def test_many_names_go_over_several_lines(names: int) -> None:
    everybody = "、".join(f"江岚{digit}" for digit in "甲乙丙丁戊己庚辛壬癸" * 3)[: 4 * names - 1]
    lines = "\n".join(everybody[at : at + 28] for at in range(0, len(everybody), 28))
    assert page(names=f"{lines}代表：").recipient == f"{everybody}代表"


def test_copies_that_go_over_two_lines_are_one_list() -> None:
    found = page(
        end=f"{OFFICE}\n2023年5月11日\n抄送：市人大常委会代表工委，市政府办公室，江\n口区人大。"
    )
    assert found.copies == ("市人大常委会代表工委", "市政府办公室", "江口区人大")


def test_a_line_that_cannot_begin_a_paragraph_begins_none() -> None:
    asked = "您提出的《关于修复江口路的建议》⏎（第17号）收悉，现答复如下："
    lines = [asked, "已列入《年度计划》⏎。", "谢谢。"]
    body = "\n".join(lines).replace("⏎", "\n")
    assert page(body=body).body == "\n".join(lines).replace("⏎", "")
