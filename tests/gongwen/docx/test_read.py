"""A DOCX gives its plain text, and says what it did not give."""

import io
import zipfile
from dataclasses import replace
from datetime import date

import pytest

from correspondence.gongwen import Form, Letter
from correspondence.gongwen.docx.read import read_docx
from correspondence.gongwen.docx.write import to_docx
from tests.gongwen import wordfile
from tests.gongwen.wordfile import cell, numbered, paragraph, repacked, run, table, word

OUR_LETTER = Letter(
    issuer="上海市科学技术委员会",
    number="沪科建复〔2023〕15号",
    title="对市十六届人大一次会议\n第0049号关于以国家实验室为龙头强化长三角战略科技力量协同的代表建议的答复",
    recipient="张三、李四代表",
    body="您提出的建议（第0049号）收悉。\n一、总体情况\n（一）分项\n1. 2023年，安排资金30万元。\n"
    "以上各项的进展情况和有关统计数据今后都可在此查询：https://www.stcsm.sh.gov.cn/zwgk/index.html。\n"
    "|年份|件数|\n|2022|12|\n（1）另有说明。\n感谢您的关心！",
    signatories=("上海市科学技术委员会",),
    dated=date(2023, 5, 11),
    note="此件公开发布",
    copies=("市人大常委会代表工委", "市政府办公厅"),
    printer="市科委办公室",
    printed_on=date(2023, 5, 12),
)


def body(*blocks: str, numbering: str = "") -> list[str]:
    return read_docx(word(*blocks, numbering=numbering)).body.split("\n")


def left_out(*blocks: str) -> list[str]:
    return [str(one) for one in read_docx(word(*blocks)).left_out]


@pytest.mark.parametrize("form", Form)
def test_what_we_wrote_ourselves_comes_back_equal(form: Form) -> None:
    taken = read_docx(io.BytesIO(to_docx(replace(OUR_LETTER, form=form))))
    names = ("title", "recipient", "body", "copies", "note")
    assert {name: getattr(taken, name) for name in names} == {
        name: getattr(OUR_LETTER, name) for name in names
    }
    assert (taken.left_out, taken.said, taken.changes) == ((), (), ())
    assert ("发文字号", "沪科建复〔2023〕15号") in taken.unused


def test_automatic_numbers_become_text_of_the_four_levels() -> None:
    depths = (0, 1, 1, 2, 2, 3, 0, 1)
    lines = body(*[numbered("项", depth) for depth in depths], numbering=wordfile.OFFICIAL)
    assert lines == [
        "一、项",
        "（一）项",
        "（二）项",
        "1.项",
        "2.项",
        "（1）项",
        "二、项",
        "（一）项",
    ]


def test_a_number_before_a_year_stays_a_number() -> None:
    assert body(numbered("2023年工作", 2), numbering=wordfile.OFFICIAL) == ["1. 2023年工作"]


def test_a_list_that_begins_anew_does() -> None:
    lines = body(
        numbered("甲", 0), numbered("乙", 0), numbered("丙", 0, use=80), numbered("丁", 0, use=80),
        numbering=wordfile.OFFICIAL,
    )  # fmt: skip
    assert lines == ["一、甲", "二、乙", "一、丙", "二、丁"]


def test_tracked_changes_are_accepted_and_said() -> None:
    taken = read_docx(
        word(
            paragraph(
                run("研究"),
                f'<w:ins w:id="1" w:author="王">{run("代表")}</w:ins>',
                '<w:del w:id="2" w:author="王"><w:r><w:delText>提案</w:delText></w:r></w:del>',
                run("建议。"),
            ),
            paragraph(run("前半，"), properties='<w:rPr><w:del w:id="3" w:author="王"/></w:rPr>'),
            paragraph(run("后半。")),
        )
    )
    assert taken.body == "研究代表建议。\n前半，后半。"
    assert taken.said == ("已接受全部修订：保留插入 1 处，去掉删除 2 处。",)


def test_moved_text_stands_where_it_went_and_is_told_once() -> None:
    taken = read_docx(
        word(
            paragraph(f'<w:moveFrom w:id="1" w:author="王">{run("搬走的话。")}</w:moveFrom>'),
            paragraph(run("留下的话。")),
            paragraph(f'<w:moveTo w:id="2" w:author="王">{run("搬走的话。")}</w:moveTo>'),
        )
    )
    assert taken.body == "留下的话。\n搬走的话。"
    assert taken.said == ("已接受全部修订：移动按新位置 1 处。",)


def test_a_number_stands_first_when_two_paragraphs_have_been_joined() -> None:
    joined = paragraph(run("前半，"), properties='<w:rPr><w:del w:id="3" w:author="王"/></w:rPr>')
    lines = body(joined, numbered("后半。", 0), numbered("另项。", 0), numbering=wordfile.OFFICIAL)
    assert lines == ["一、前半，后半。", "二、另项。"]


def test_deleted_rows_and_cells_of_a_table_go() -> None:
    deleted_row = f'<w:trPr><w:del w:id="1" w:author="王"/></w:trPr>{cell("丙")}{cell("丁")}'
    deleted_cell = cell("戊", '<w:cellDel w:id="2" w:author="王"/>')
    taken = read_docx(
        word(table(cell("甲") + cell("乙"), deleted_row, deleted_cell + cell("己") + cell("庚")))
    )
    assert taken.body == "|甲|乙|\n|己|庚|"
    assert taken.said == ("已接受全部修订：去掉删除 2 处。",)


def test_what_stands_in_a_content_control_is_text() -> None:
    control = "<w:sdt><w:sdtPr/><w:sdtContent>{}</w:sdtContent></w:sdt>".format
    lines = body(
        control(paragraph(run("控件里的段。"))), paragraph(control(run("所选")), run("项。"))
    )
    assert lines == ["控件里的段。", "所选项。"]


def test_a_table_within_a_table_goes_into_its_cell_and_is_named() -> None:
    outer = f"<w:tc><w:tcPr/>{paragraph(run('外'))}{table(cell('内') + cell('里'))}</w:tc>"
    taken = read_docx(word(table(outer + cell("旁"))))
    assert taken.body == "|外 ｜内｜里｜|旁|"
    assert [one.kind for one in taken.left_out] == ["表中的表（文字并入外层单元格）"]


def test_a_table_becomes_lines_between_bars() -> None:
    merged = cell("合计", '<w:gridSpan w:val="2"/>')
    blocks = table(cell("年份") + cell("件|数"), cell("2022") + cell("12"), merged)
    assert body(paragraph(run("见下表。")), blocks) == [
        "见下表。", "|年份|件｜数|", "|2022|12|", "|合计||",
    ]  # fmt: skip
    assert left_out(blocks) == ["合并单元格 1 处（第 1 段）"]


def test_a_frame_of_one_cell_is_text() -> None:
    assert body(table(cell("框内一段"))) == ["框内一段"]


def test_pictures_and_boxes_are_counted_with_their_places() -> None:
    found = left_out(
        paragraph(run("一")), paragraph(run("二"), wordfile.PICTURE), paragraph(wordfile.PICTURE),
        paragraph(run("三"), wordfile.BOX, wordfile.PICTURE),
    )  # fmt: skip
    assert found == ["图片 3 处（第 2、3 段，第 2 段之后）", "文本框 1 处（第 3 段）：“框里的字”"]


def test_notes_comments_hidden_text_formulas_and_symbols_are_left_out() -> None:
    taken = read_docx(
        word(
            paragraph(
                run("正文"),
                run("秘密", "<w:vanish/>"),
                '<w:r><w:footnoteReference w:id="1"/></w:r>',
                '<w:r><w:commentReference w:id="1"/></w:r>',
                "<m:oMath><m:r><m:t>x</m:t></m:r></m:oMath>",
                '<w:r><w:sym w:font="Wingdings" w:char="F0FC"/></w:r>',
            )
        )
    )
    assert taken.body == "正文"
    kinds = [one.kind for one in taken.left_out]
    assert kinds == ["隐藏文字", "脚注", "批注", "公式", "符号"]
    assert taken.left_out[0].words == ("秘密",)


def test_the_words_of_a_footnote_are_quoted() -> None:
    root = f'<w:footnotes {wordfile.NAMES}><w:footnote w:id="7">{{}}</w:footnote></w:footnotes>'
    source = word(paragraph(run("正文"), '<w:r><w:footnoteReference w:id="7"/></w:r>'))
    with zipfile.ZipFile(source) as package:
        relations = package.read("word/_rels/document.xml.rels").decode()
    relation = '<Relationship Id="n" Type="x/footnotes" Target="footnotes.xml"/></Relationships>'
    changes = {
        "word/footnotes.xml": root.format(paragraph(run("见统计年鉴。"))).encode(),
        "word/_rels/document.xml.rels": relations.replace("</Relationships>", relation).encode(),
    }
    [note] = read_docx(repacked(source, changes)).left_out
    assert str(note) == "脚注 1 处（第 1 段）：“见统计年鉴。”"


def test_a_field_shows_its_result_and_a_table_of_contents_nothing() -> None:
    def field(code: str, result: str) -> str:
        mark = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'.format
        return (
            f"{mark('begin')}<w:r><w:instrText>{code}</w:instrText></w:r>{mark('separate')}"
            f"{run(result)}{mark('end')}"
        )

    taken = read_docx(
        word(
            paragraph(run("办结"), field(" REF 件数 ", "十二"), run("件。")),
            paragraph(field(" TOC \\o ", "目录一………1")),
        )
    )
    assert taken.body == "办结十二件。"
    assert [one.kind for one in taken.left_out] == ["域（保留所显示的文字）", "目录"]


@pytest.mark.parametrize(
    ("code", "text"),
    [
        (" eq \\o\\ac(○,1)", "①"),
        ("EQ \\o(○；甲)", "（甲）"),
        (" eq \\o\\ac(○,12)", "⑫"),
        (" eq \\f(1,2) ", ""),
    ],
)
def test_a_character_in_a_circle_is_kept_though_it_stands_in_a_code(code: str, text: str) -> None:
    mark = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'.format
    code_run = f"<w:r><w:instrText>{code}</w:instrText></w:r>"
    taken = read_docx(word(paragraph(mark("begin"), code_run, mark("end"), run("设立专班。"))))
    assert taken.body == f"{text}设立专班。"
    assert [one.kind for one in taken.left_out] == ([] if text else ["公式"])


def test_a_column_that_word_counts_by_itself_has_its_numbers() -> None:
    counted = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="70"/></w:numPr>'
    number = f"<w:tc><w:tcPr/>{paragraph(properties=counted)}</w:tc>"
    numbering = (
        f'<w:abstractNum w:abstractNumId="70">{wordfile.level(0, "decimal", "%1")}</w:abstractNum>'
        '<w:num w:numId="70"><w:abstractNumId w:val="70"/></w:num>'
    )
    rows = table(number + cell("甲"), number + cell("乙"))
    assert read_docx(word(rows, numbering=numbering)).body == "|1|甲|\n|2|乙|"


def test_a_macro_and_headers_are_named() -> None:
    source = word(paragraph(run("正文")))
    taken = read_docx(repacked(source, {"word/vbaProject.bin": b"\x00"}), "带宏.docm")
    assert [str(one) for one in taken.left_out] == ["宏 1 处"]


def test_a_published_text_is_taken_apart_and_the_rest_is_named() -> None:
    lines = (
        "沪科建复〔2023〕15号", "对市十六届人大一次会议第0049号代表建议的答复", "张三代表：",
        "您提出的建议收悉 。", "感谢您的关心！", "上海市科学技术委员会", "2023年5月11日",
    )  # fmt: skip
    taken = read_docx(word(*[paragraph(run(line)) for line in lines]))
    assert (taken.recipient, taken.body) == ("张三代表", "您提出的建议收悉。\n感谢您的关心！")
    assert [change.rule for change in taken.changes] == ["多余空格"]
    assert ("署名", "上海市科学技术委员会") in taken.unused


def test_attachments_and_lines_that_are_no_part_of_a_letter_are_quoted() -> None:
    lines = (
        "沪科建复〔2023〕15号", "签发人：王某", "对市十六届人大一次会议第0049号代表建议的答复",
        "张三代表：", "您提出的建议收悉。", "附件：措施清单", "上海市科学技术委员会",
        "2023年5月11日", "附件", "措施清单", "一是抓落实。",
    )  # fmt: skip
    taken = read_docx(word(*[paragraph(run(line)) for line in lines]))
    said = [str(one) for one in taken.left_out]
    assert said == ["附件 1 处：“措施清单（6 字）”", "不属于公文要素的行 1 处：“签发人：王某”"]


def test_a_few_paragraphs_are_body_and_nothing_else() -> None:
    taken = read_docx(word(paragraph(run("一、补充情况")), paragraph(run("已经落实。"))))
    assert (taken.title, taken.recipient, taken.body) == ("", "", "一、补充情况\n已经落实。")


def test_a_line_end_inside_a_paragraph_divides_it() -> None:
    assert body(paragraph("<w:r><w:t>上</w:t><w:br/><w:t>下</w:t></w:r>")) == ["上", "下"]
