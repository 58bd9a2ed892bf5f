"""How a reply is worded, and what keeps a text from being submitted."""

from dataclasses import replace
from datetime import date

import pytest

from correspondence.rules.texts import Text
from correspondence.rules.wording import Case, first_text, needs_chief, quoted, shortcomings
from correspondence.rules.words import ProposalKind, ReplyKind

CASE = Case(
    session="市十六届人大一次会议",
    number="0049",
    title="关于以国家实验室为龙头，强化长三角科研攻关共同体建设的建议",
    kind=ProposalKind.SUGGESTION,
    recipients=["杨彩虹代表"],
    reply_kind=ReplyKind.REPLY,
)
OPINION = replace(CASE, reply_kind=ReplyKind.ASSIST_OPINION, recipients=["市科委"])
FINISHED = Text(
    title="对市十六届人大一次会议\n第0049号代表建议的答复",
    recipient="杨彩虹代表",
    body="您提出的建议收悉。",
    outcome="resolved",
    openness="public",
)


@pytest.mark.parametrize(
    ("case", "heading"),
    [
        (CASE, "对市十六届人大一次会议\n第0049号代表建议的答复"),
        (OPINION, "对市十六届人大一次会议\n第0049号代表建议的会办意见"),
        (
            replace(
                CASE,
                session="市政协十四届一次会议",
                number="0156",
                kind=ProposalKind.MOTION,
                reply_kind=ReplyKind.FOLLOW_UP_REPLY,
            ),
            "对市政协十四届一次会议\n第0156号提案的再次答复",
        ),
    ],
)
def test_the_title_names_session_number_and_kind(case: Case, heading: str) -> None:
    assert case.heading == heading


@pytest.mark.parametrize(
    ("recipients", "salutation"),
    [
        (["杨彩虹代表"], "杨彩虹代表"),
        (["张三代表", "李四代表", "王五代表"], "张三、李四、王五代表"),
        (["张三委员", "李四委员"], "张三、李四委员"),
        (["民盟上海市委"], "民盟上海市委"),
        (["浦东新区代表团", "张三代表"], "浦东新区代表团、张三代表"),
    ],
)
def test_everybody_who_signed_is_addressed(recipients: list[str], salutation: str) -> None:
    assert replace(CASE, recipients=recipients).salutation == salutation


def test_the_first_text_opens_as_the_published_reply_does() -> None:
    case = replace(CASE, title="关于共同体建设的建议")
    text = first_text(case, copies=["市政府办公厅建议提案处", "市人大代表工作处"], field="科技")
    assert text.body.split("\n\n") == [
        "您提出的《关于共同体建设的建议》（第0049号）收悉。经我委认真研究，现将办理情况答复如下：",
        "感谢您对本市科技工作的关心和支持！",
    ]
    assert text.copies == "市政府办公厅建议提案处\n市人大代表工作处"


def test_several_deputies_are_addressed_in_the_plural() -> None:
    text = first_text(replace(CASE, recipients=["张三代表", "李四代表"]), copies=[], field="")
    assert text.body.startswith("你们提出的")
    assert "感谢你们对" in text.body


def test_a_second_answer_says_so() -> None:
    case = replace(CASE, reply_kind=ReplyKind.FOLLOW_UP_REPLY)
    assert "经进一步办理" in first_text(case, copies=[], field="").body


@pytest.mark.parametrize(
    ("kind", "closing"),
    [
        (ProposalKind.SUGGESTION, "以上意见供你单位统一答复代表时参考。"),
        (ProposalKind.MOTION, "以上意见供你单位统一答复委员时参考。"),
    ],
)
def test_an_opinion_is_written_to_the_leading_unit(kind: ProposalKind, closing: str) -> None:
    text = first_text(replace(OPINION, kind=kind), copies=["市政府办公厅"], field="")
    assert text.body.endswith(closing)
    assert (text.recipient, text.copies) == ("市科委", "")


def test_a_finished_text_lacks_nothing() -> None:
    assert shortcomings(FINISHED, CASE) == []


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (replace(FINISHED, title="对第0049号代表建议的答复"), "标题应写明"),
        (replace(FINISHED, title="对市十六届人大一次会议第49号代表建议的答复"), "标题应写明"),
        (replace(FINISHED, recipient="杨代表"), "主送应写明：杨彩虹代表。"),
        (replace(FINISHED, body=" \n"), "正文不能为空。"),
        (replace(FINISHED, body=first_text(CASE, copies=[], field="科技").body), "只有开头和结尾"),
        (replace(FINISHED, openness=""), "请选择公开属性。"),
        (replace(FINISHED, openness="secret"), "请选择公开属性。"),
        (replace(FINISHED, openness="on_request"), "请说明理由。"),
        (replace(FINISHED, openness="withheld", openness_reason=" "), "请说明理由。"),
        (replace(FINISHED, outcome=""), "请选择办理结果。"),
        (replace(FINISHED, outcome="planned"), "请填写承诺解决时限。"),
        (replace(FINISHED, outcome="resolving"), "请填写承诺解决时限。"),
        (replace(FINISHED, outcome="noted"), "请如实说明原因。"),
    ],
)
def test_each_shortcoming_is_named(text: Text, problem: str) -> None:
    (found,) = shortcomings(text, CASE)
    assert problem in found


def test_every_shortcoming_is_named_at_once() -> None:
    assert len(shortcomings(Text(title="", recipient="", body=""), CASE)) == 5


@pytest.mark.parametrize(
    "text",
    [
        replace(FINISHED, openness="withheld", openness_reason="内部事务信息"),
        replace(FINISHED, outcome="planned", promised_on=date(2026, 12, 31)),
        replace(FINISHED, outcome="noted", outcome_reason="受现行法律限制"),
        replace(FINISHED, title="对市十六届人大一次会议第0049号代表建议的答复"),
    ],
)
def test_what_is_explained_is_complete(text: Text) -> None:
    assert shortcomings(text, CASE) == []


def test_all_joint_deputies_must_be_addressed() -> None:
    case = replace(CASE, recipients=["杨彩虹代表", "陆知行代表"])
    assert shortcomings(FINISHED, case) == ["主送应写明：陆知行代表。"]
    assert shortcomings(replace(FINISHED, recipient="杨彩虹、陆知行代表"), case) == []


@pytest.mark.parametrize(
    "line",
    ["建议分步实施。", "一、建议分步实施。", "（二）建议分步实施。", "3.建议分步实施。"],
)
def test_an_opinion_is_quoted_without_the_number_it_bore(line: str) -> None:
    assert quoted("市教委", line) == "市教委认为：建议分步实施。"


def test_a_figure_at_the_beginning_is_no_number_of_a_paragraph() -> None:
    assert quoted("市教委", "3.5亿元已经到位。") == "市教委认为：3.5亿元已经到位。"


def test_quoted_words_mean_whom_they_meant_before() -> None:
    line = "我局将会同贵委推进，我局已列入计划。"
    assert quoted("市人社局", line, own="我局", quoting="我委") == (
        "市人社局认为：该局将会同我委推进，该局已列入计划。"
    )
    line = "我委将会同贵委推进。"
    assert quoted("市教委", line, own="我委", quoting="我委") == (
        "市教委认为：该委将会同我委推进。"
    )
    assert quoted("市教委", line) == f"市教委认为：{line}"


def test_an_opinion_carries_no_outcome() -> None:
    opinion = replace(FINISHED, recipient="市科委")
    assert shortcomings(opinion, OPINION) == ["会办意见不填办理结果。"]
    assert shortcomings(replace(opinion, outcome=""), OPINION) == []


@pytest.mark.parametrize(
    ("is_key", "kind", "expected"),
    [
        (False, ReplyKind.REPLY, False),
        (True, ReplyKind.REPLY, True),
        (False, ReplyKind.FOLLOW_UP_REPLY, True),
        (False, ReplyKind.ASSIST_OPINION, False),
    ],
)
def test_what_the_person_in_charge_signs(is_key: bool, kind: ReplyKind, expected: bool) -> None:
    assert needs_chief(is_key=is_key, reply_kind=kind) is expected
