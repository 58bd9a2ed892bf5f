"""Pasted text is mended, every change is listed, and no character is lost or invented."""

import re
import time
import timeit
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from correspondence.gongwen import Cleaned, LetterError, clean, parse
from correspondence.gongwen.clean import _PLAIN, MENDINGS
from correspondence.gongwen.lint import lint, mended

from .conftest import PUBLISHED

BREAKS = re.compile(r"\r\n|[\n\r\x0b\x0c\u2028]")
LINE = "为进一步加强和规范本市代表建议办理工作，提高办理质量和效率，"


def letters(text: str) -> str:
    """Return the characters that mean something: Han and Latin letters, folded to one width."""
    without_pages = re.sub(r"第 ?\d+ ?页(?:[，,/]? ?共 ?\d+ ?页)?", "", text)
    return "".join(c for c in unicodedata.normalize("NFKC", without_pages) if c.isalpha())


NASTY = {
    "一行二十八字硬回车": (
        (
            "　　近年来我市持续强化科技创新策源功能推动构建国家实验室体\n"
            "系取得明显成效。同时以在沪国家实验室为牵引积极开展科研协\n作助力共同体构建。\n"
            "　　下一步我委将会同有关部门进一步强化国家实验室的牵引作用\n有效整合创新资源。"
        ),
        (
            "近年来我市持续强化科技创新策源功能推动构建国家实验室体"
            "系取得明显成效。同时以在沪国家实验室为牵引积极开展科研协作助力共同体构建。\n"
            "下一步我委将会同有关部门进一步强化国家实验室的牵引作用有效整合创新资源。"
        ),
    ),
    "跨页断开": (f"{LINE}以在沪的\n— 2 —\n国家实验室为牵引。", f"{LINE}以在沪的国家实验室为牵引。"),
    "页码带总页数": (f"{LINE}在沪\n第 2 页 共 5 页\n实验室。", f"{LINE}在沪实验室。"),
    "只有数字的页码": (f"{LINE}以在沪的\n2\n国家实验室。", f"{LINE}以在沪的国家实验室。"),
    "分页符": (f"{LINE}以在沪的\f国家实验室。", f"{LINE}以在沪的国家实验室。"),
    "不是页码的数字": ("完成。\n2\n三。", "完成。\n2\n三。"),
    "半角逗号冒号": ("你好,再见:是的;对!好?", "你好，再见：是的；对！好？"),
    "数字后的半角": ("共5个,分别为甲:乙", "共5个，分别为甲：乙"),
    "数字中的标点不动": ("共1,234.5元,比3:1", "共1,234.5元，比3:1"),
    "句号": ("完成.下一步", "完成。下一步"),
    "网址不动": ("见 https://www.gov.cn/a,b?c=1 ", "见https://www.gov.cn/a,b?c=1"),
    "半角括号": ("本市(试行)和(a)", "本市（试行）和(a)"),
    "方括号字号": ("见沪府[2023]5号和沪府（2023）第6号", "见沪府〔2023〕5号和沪府〔2023〕第6号"),
    "直双引号": ('所谓"试点"和"示范"', "所谓“试点”和“示范”"),
    "直单引号": ("所谓'试点'工作", "所谓‘试点’工作"),
    "英寸符号不动": ('5"屏幕和"试点"', '5"屏幕和“试点”'),
    "单个直引号不动": ('所谓"试点', '所谓"试点'),
    "三点省略号": ("等等...还有…", "等等……还有……"),
    "双连字符": ("目标--落实", "目标——落实"),
    "词中空格": ("第 0049 号 代表 建议 20 个", "第0049号代表建议20个"),
    "英文词间空格保留": ("采用 Open Source 方式", "采用Open Source方式"),
    "不间断空格": ("第\u00a05\u00a0号", "第5号"),
    "全角空格缩进": ("　　第一段。\n　　第二段。", "第一段。\n第二段。"),
    "零宽和软连字符": ("实\u200b验\u00ad室\ufeff建\u2060设", "实验室建设"),
    "方向控制符": ("\u202a实验室\u202c", "实验室"),
    "控制字符": ("实\x07验\x00室", "实验室"),
    "全角数字字母": ("２０２３年ＡＢ１．５倍", "2023年AB1.5倍"),
    "编号加制表符": ("1.\t甲项工作\n2.\t乙项工作", "1.甲项工作\n2.乙项工作"),
    "顿号编号": ("1、甲项\n2、乙项\n3、4月份", "1.甲项\n2.乙项\n3、4月份"),
    "半角括号编号": ("(一)甲项\n(1)乙项\n（二）、丙项", "（一）甲项\n（1）乙项\n（二）丙项"),
    "点号编号": ("一.总体情况\n二．打算", "一、总体情况\n二、打算"),
    "Word表格": ("项目\t金额\n甲\t3\n乙\t4", "|项目|金额|\n|甲|3|\n|乙|4|"),
    "各种换行": ("甲。\r\n乙。\r丙。\u2028丁。\x0b戊。", "甲。\n乙。\n丙。\n丁。\n戊。"),
    "标题不并入正文": ("一、相关工作情况\n近年来。", "一、相关工作情况\n近年来。"),
    "列表不合并": (f"{LINE}\n一是甲。\n二是乙。", f"{LINE}\n一是甲。\n二是乙。"),
    "并排的机关": ("云岭市财政局 江口区财政局", "云岭市财政局\n江口区财政局"),
    "机关与日期并排": ("云岭市财政局　　2023年5月1日", "云岭市财政局\n2023年5月1日"),
    "一个机关名中的空格": ("云岭市公安局 交通管理总队", "云岭市公安局交通管理总队"),
    "引号未完的短行": (
        "关于“老旧小区\n加装电梯”的建议收悉。",
        "关于“老旧小区加装电梯”的建议收悉。",
    ),
    "小六角括号": ("云交函﹝2025﹞456号", "云交函〔2025〕456号"),
    "字号中的闭字": ("云督办[2023]闭08号", "云督办〔2023〕闭08号"),
    "生僻字保留": ("𬍛𠮷㛃䶮代表", "𬍛𠮷㛃䶮代表"),
}


@pytest.mark.parametrize("name", NASTY)
def test_a_nasty_text_becomes_what_was_meant(name: str) -> None:
    given_text, meant = NASTY[name]
    assert clean(given_text).text == meant


@pytest.mark.parametrize("name", NASTY)
def test_every_difference_is_listed(name: str) -> None:
    given_text, meant = NASTY[name]
    listed = clean(given_text).changes
    lines = [line.removeprefix("　　") for line in BREAKS.split(given_text)]
    assert bool(listed) == ("\n".join(lines) != meant)
    assert all(change.line >= 1 and change.before != change.after for change in listed)


def test_spaces_around_a_line_and_empty_lines_are_listed() -> None:
    changes = clean("\n　甲。 \n \n    乙。\n　　　丙。\n　　丁。 ").changes
    assert [(change.line, change.rule, change.before, change.after) for change in changes] == [
        (2, "行首行末空格", "　甲。 ", "甲。"),
        (3, "空行", " ⏎", ""),
        (4, "行首行末空格", "    乙。", "乙。"),
        (5, "行首行末空格", "　　　丙。", "丙。"),
        (6, "行首行末空格", "…丁。 ", "…丁。"),
    ]


def test_the_indent_of_every_paragraph_is_no_change() -> None:
    assert clean("　　甲项已完成。\n　　乙项已开工。") == Cleaned("甲项已完成。\n乙项已开工。", ())


@pytest.mark.parametrize("name", NASTY)
def test_no_letter_is_lost_or_invented(name: str) -> None:
    given_text, _ = NASTY[name]
    assert letters(clean(given_text).text) == letters(given_text)


@pytest.mark.parametrize("name", NASTY)
def test_cleaning_again_changes_nothing(name: str) -> None:
    once = clean(NASTY[name][0]).text
    assert clean(once).text == once


def test_a_line_that_ends_at_the_width_with_a_full_stop_is_joined_and_doubted() -> None:
    lines = [LINE[:28], LINE[2:29] + "。", LINE[1:29], LINE[:28], "完成。"]
    changes = clean("\n".join(lines)).changes
    assert [change.line for change in changes if change.rule == "断开的段落（请核对）"] == [3]


SCRAPS = """您提出的建议收悉 1. 1、 (1) 附件 二〇二三年五月十一日 （此页无正文） 索引号： 发文字号：
, . 。 ： : “ ” " ' ( ) … ... -- — | |甲|乙| Ａ １２ ABC 3.5% 《 》 办理结果：A 分享： 此致
主送：甲局。 我委 我局 𬍛 <b> &amp; {"""
WORDS = (PUBLISHED / "attached.txt").read_text(encoding="utf-8").split() + SCRAPS.split()
PIECES = st.sampled_from([*WORDS, "\ud800", "\x07", "\u200b"])
SPACES = st.sampled_from(["\n", "\n\n", "\r\n", "\t", "\u3000\u3000", " ", "\u00a0", "", ""])
TEXTS = st.lists(st.one_of(PIECES, SPACES, st.text(max_size=12)), max_size=30).map("".join)


PLAIN = st.text("近年第附件一二十，。、；：？！《》“”‘’|（）19202AzＡ", min_size=1, max_size=12)


@given(PLAIN)
def test_a_line_read_at_once_is_one_that_no_mending_changes(line: str) -> None:
    changed = [rule.name for rule in MENDINGS if rule.apply(line)[1]]
    assert not (_PLAIN.fullmatch(line) and changed)


@pytest.mark.parametrize("line", ["已完成", LINE, "近年来,本市 20 个项目(一期)完成。", "甲\t乙"])
def test_a_text_ten_times_as_long_takes_about_ten_times_as_long(line: str) -> None:
    def took(count: int) -> float:
        text = f"{line}\n" * count
        return min(timeit.repeat(lambda: clean(text), timer=time.process_time, number=1, repeat=3))

    assert took(20_000) < 25 * took(2_000)


@given(TEXTS)
@settings(max_examples=150, deadline=None)
def test_any_text_is_cleaned_without_losing_a_letter(text: str) -> None:
    assert sorted(letters(clean(text).text)) == sorted(letters(text))


@given(TEXTS)
@settings(max_examples=150, deadline=None)
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        letter = parse(text).letter
    except LetterError:
        return
    assert lint(letter) is not None
    assert mended(mended(letter)) == mended(letter)
