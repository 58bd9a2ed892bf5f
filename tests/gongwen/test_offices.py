"""What the published replies of further offices taught: pages around them, losses, old habits."""

from dataclasses import replace
from datetime import date

import pytest

from correspondence.gongwen import Form, parse, to_pdf
from correspondence.gongwen.parse import Parsed, parse_paragraphs
from correspondence.gongwen.recover import text_of

NUMBER = "云交复〔2023〕7号"
TITLE = "对市六届人大二次会议第17号建议的答复"
BODY = "您提出的《关于修路的建议》收悉，现答复如下：\n已列入明年计划。\n感谢您对交通工作的关心！"
OFFICE = "云岭市交通运输局"
SIGNED = f"{OFFICE}\n2023年5月11日"


def page(head: str = f"{NUMBER}\n{TITLE}", body: str = BODY, end: str = SIGNED) -> Parsed:
    return parse(f"{head}\n江岚代表：\n{body}\n{end}\n")


USUAL = page().letter


@pytest.mark.parametrize(
    "foot",
    [
        "附件下载：\n扫一扫在手机上查看\n网站地图\n主办：江口县人民政府    承办：江口县政府办公室",
        "附件：\n相关链接：\n您是第 1204 位访问者\n云ICP备05000001号",
        "【打印正文】\n分享到：\n×\n用户登录",
        "关闭窗口\n下载Word\n下载PDF",
        "主办单位：江口县人民政府  版权所有  网站地图\n网站标识码：00\n联系电话：0000-5",
    ],
)
@pytest.mark.parametrize("day", ["\n2023年5月11日", ""])
def test_the_foot_of_a_web_page_is_left_out_to_its_last_line(foot: str, day: str) -> None:
    parsed = page(end=f"{OFFICE}{day}\n{foot}")
    assert parsed.letter == replace(USUAL, dated=date(2023, 5, 11) if day else None)
    assert "".join(parsed.left_out) == "".join(foot.split())


@pytest.mark.parametrize("day", ["2023 511", "2023511"])
def test_what_stands_below_a_day_that_lost_its_marks_is_no_text(day: str) -> None:
    asked = "(联系单位：规划科，联系电话：57010009\n（依申请公开）"
    foot = f"{asked}\n抄送：市政府办公室。\n关于修路的建议"
    parsed = page(end=f"{OFFICE}\n{day}\n{foot}")
    note = "联系单位：规划科，联系电话：57010009，依申请公开"
    assert parsed.letter == replace(USUAL, dated=None, note=note, copies=("市政府办公室",))
    assert parsed.left_out == (day, "关于修路的建议")


def test_whom_to_ask_above_a_signature_without_a_day_is_a_note() -> None:
    parsed = page(end=f"主管领导：刘某\n联系电话;57010009\n{OFFICE}")
    note = "主管领导：刘某，联系电话；57010009"
    assert parsed.letter == replace(USUAL, dated=None, note=note)


def test_offices_side_by_side_sign_each_for_itself() -> None:
    names = ("云岭市自然资源和规划局", "云岭市房地产服务中心")
    assert page(end=f"{' '.join(names)}\n2023年5月11日").letter.signatories == names


@pytest.mark.parametrize("who", ["领导签批：谢  高", "领导署名：谢某", "审核人：谢某"])
def test_who_passed_the_draft_is_no_part_of_the_text(who: str) -> None:
    parsed = page(end=f"{who}\n承办人：李远\n{SIGNED}")
    assert parsed.letter == replace(USUAL, note="承办人：李远")
    assert parsed.left_out == (who.replace("  ", ""),)


def test_a_label_behind_the_day_is_left_out() -> None:
    foot = f"抄送：市政府办公室。\n{OFFICE}办公室2023年5月11日印发"
    parsed = page(end=f"{SIGNED}（公开）\n{foot}")
    assert parsed.letter.dated == parsed.letter.printed_on == date(2023, 5, 11)
    assert (parsed.letter.note, parsed.letter.copies) == ("", ("市政府办公室",))
    assert parsed.left_out == ("（公开）",)


def test_copies_end_with_their_full_stop() -> None:
    copies = "抄送：市政府办公室，\n      市人大代表工委，\n      市财政局。"
    expected = ("市政府办公室", "市人大代表工委", "市财政局")
    assert page(end=f"{SIGNED}\n{copies}").letter.copies == expected


@pytest.mark.parametrize(
    ("head", "number", "title"),
    [
        (f"{TITLE}\n（{NUMBER}）", NUMBER, TITLE),
        (f"0049\n{OFFICE}文件\n{NUMBER}\n{TITLE}", NUMBER, TITLE),
        (f"×交复〔2023〕7号\n{TITLE}", "×交复〔2023〕7号", TITLE),
        (f"建议主办[2023]闭08号  签发人：马某\n{TITLE}", "建议主办〔2023〕闭08号", TITLE),
        (
            f"云岭市公安局、\n{OFFICE}关于第17号建议的答复\n{NUMBER}",
            NUMBER,
            f"云岭市公安局、\n{OFFICE}关于第17号建议的答复",
        ),
    ],
)
def test_number_and_title_keep_to_themselves(head: str, number: str, title: str) -> None:
    found = page(head).letter
    assert (found.issuer, found.number, found.title) == (OFFICE, number, title)


@pytest.mark.parametrize(
    ("mark", "kept"),
    [("[办理结果标注(A1)]", "办理结果标注(A1)"), ("A类)", "A类"), ("（A）", "（A）")],
)
def test_an_outcome_in_brackets_is_one(mark: str, kept: str) -> None:
    assert page(f"{mark}\n{NUMBER}\n{TITLE}").letter.outcome_mark == kept


def test_a_number_of_a_delegation_begins_with_its_character() -> None:
    assert page("对省六届人大二次会议杭17号建议的答复").proposal_number == "杭17"


def test_a_title_without_session_or_number_is_said() -> None:
    said = page("关于修路建议的答复").uncertainties
    assert {"没有找到届次，请核对", "没有找到建议（提案）编号，请核对"} <= set(said)


@pytest.mark.parametrize("strange", ["您\u0e34出", "您\uc38f出"])
def test_a_letter_of_another_script_betrays_a_damaged_file(strange: str) -> None:
    said = page(body=BODY.replace("您提出", strange)).uncertainties
    assert [one for one in said if "可能已损坏" in one] == [
        f"“{strange[1]}”不像公文用字，文件可能已损坏，请核对"
    ]


def test_thanks_in_the_middle_close_nothing() -> None:
    body = "感谢您的关心，现答复如下：\n已开工。\n已通车。\n已验收。\n同时，衷心感谢您！"
    assert page(body=body).closing == "同时，衷心感谢您！"
    assert page(body=body.removesuffix("\n同时，衷心感谢您！")).closing == ""


def test_a_reply_to_the_office_that_answers_is_a_letter() -> None:
    assert page("关于市政协六届二次会议第1号提案协办件的答复").letter.form is Form.LETTER


def test_a_number_that_calls_somebody_stands_apart_from_the_name() -> None:
    assert (
        page(end=f"{SIGNED}\n（联系人：郭某 0000-68108888）").letter.note
        == "联系人：郭某，0000-68108888"
    )


def test_a_long_signing_office_is_one_name_at_the_head_of_a_pdf() -> None:
    name = "云岭市公安局江口分局交通安全管理大队"
    letter = replace(USUAL, issuer=name, signatories=(name,))
    assert parse_paragraphs(text_of(to_pdf(letter))).letter == letter


def test_lines_shorter_than_their_neighbours_are_joined_where_no_blank_line_stands() -> None:
    lines = [
        "本市自2014年起开展嵌入式养老服务设施",
        "建设，截至2021年底，全市共建成综合为老服务中",
        "心371家，明年继续建设。",
    ]
    body = "您提出的建议收悉，现将办理情况答复如下：\n\n" + "\n".join(lines) + "\n\n感谢您的关心！"
    assert page(body=body).letter.body.split("\n")[1] == "".join(lines)
