"""A file that is no DOCX, or an attack, is refused with what to do about it."""

import io
import zipfile
from contextlib import suppress

import pytest

from correspondence.gongwen.docx import open as docx_open
from correspondence.gongwen.docx import walk as docx_walk
from correspondence.gongwen.docx.read import read_docx
from correspondence.gongwen.errors import DocxError
from tests.gongwen.wordfile import W, cell, paragraph, repacked, run, table, word

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENTITIES = (
    b'<?xml version="1.0"?><!DOCTYPE d [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;">'
    b'<!ENTITY c "&b;&b;&b;&b;">]><w:document xmlns:w="%s"><w:body><w:p><w:r><w:t>&c;</w:t></w:r>'
    b"</w:p></w:body></w:document>" % W.encode()
)


def ole(stream: str) -> bytes:
    return OLE + bytes(504) + stream.encode("utf-16-le") + bytes(512)


def archive(**parts: bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as new:
        for name, content in parts.items():
            new.writestr(name.replace("__", "/"), content)
    return made.getvalue()


def refusal(content: bytes, name: str = "文稿.docx") -> str:
    with pytest.raises(DocxError) as refused:
        read_docx(io.BytesIO(content), name)
    return str(refused.value)


@pytest.mark.parametrize(
    ("content", "name", "words"),
    [
        (b"", "文稿.docx", "文件是空的"),
        (ole("EncryptedPackage"), "文稿.docx", "打开密码"),
        (ole("WordDocument"), "文稿.doc", "97–2003"),
        (ole("WordDocument"), "文稿.wps", "WPS 文字文档"),
        (ole("Workbook"), "文稿.docx", "Excel"),
        (b"{\\rtf1\\ansi}", "文稿.docx", "RTF"),
        (b"%PDF-1.7\n", "文稿.docx", "PDF"),
        (b"\x89PNG\r\n\x1a\n", "文稿.docx", "图片"),
        (b"<html><body>x</body></html>", "文稿.doc", "网页"),
        ("各位代表：".encode(), "文稿.docx", "纯文本"),
        ("各位代表：".encode("utf-16"), "文稿.docx", "纯文本"),
        (b"MIME-Version: 1.0\r\n", "文稿.doc", "网页存档"),
        (archive(**{"OFD.xml": b"<ofd/>"}), "文稿.docx", "OFD"),
        (b"\x93\x00\xfe\x07" * 16, "文稿.docx", "不是 Word 文档"),
        (archive(mimetype=b"application/vnd.oasis.opendocument.text"), "文稿.odt", "ODT"),
        (archive(readme=b"x"), "文稿.docx", "压缩包"),
        (archive(**{"a.docx": b"x"}), "文稿.zip", "解压后"),
        (archive(**{"[Content_Types].xml": b"<Types>spreadsheetml</Types>"}), "表.docx", "Excel"),
    ],
)
def test_each_other_kind_is_named(content: bytes, name: str, words: str) -> None:
    assert words in refusal(content, name)


def test_a_damaged_file_says_so() -> None:
    whole = word(paragraph(run("正文"))).getvalue()
    for cut in (4, 30, len(whole) // 2, len(whole) - 10):
        assert "已损坏" in refusal(whole[:cut])
    assert "已损坏" in refusal(
        repacked(io.BytesIO(whole), {"word/document.xml": b"<w:p"}).getvalue()
    )


def test_bytes_changed_at_random_end_in_text_or_in_advice() -> None:
    whole = word(paragraph(run("正文"))).getvalue()
    for place in range(0, len(whole), 997):
        spoilt = whole[:place] + b"\xff\x00\xff" + whole[place + 3 :]
        with suppress(DocxError):
            assert read_docx(io.BytesIO(spoilt)).body


def test_a_part_that_swells_is_not_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(docx_open.Archive, "bytes_left", docx_open.MB)
    swollen = b"<a>" + b" " * (docx_open.MB + 10) + b"</a>"
    source = repacked(word(paragraph(run("正文"))), {"word/document.xml": swollen})
    assert len(source.getvalue()) < docx_open.MB / 10
    assert "解压后超过" in refusal(source.getvalue())


def test_a_part_of_endless_marks_is_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(docx_open.Archive, "marks_left", 5_000)
    source = repacked(word(paragraph(run("正文"))), {"word/document.xml": b"<w:p/>" * 6_000})
    assert "格式标记" in refusal(source.getvalue())


def test_a_table_of_endless_columns_is_refused() -> None:
    wide = "".join(cell("宽", '<w:gridSpan w:val="60"/>') for _ in range(100))
    assert f"{docx_walk.LONGEST_TEXT:,} 字" in refusal(
        word(table(wide, *[cell("一")] * 40)).getvalue()
    )


def test_what_is_not_text_may_swell_unseen() -> None:
    source = repacked(word(paragraph(run("正文"))), {"word/media/x.bmp": bytes(80 * docx_open.MB)})
    assert read_docx(source).body == "正文"


def test_entities_are_refused() -> None:
    source = repacked(word(paragraph(run("正文"))), {"word/document.xml": ENTITIES})
    assert "DOCTYPE" in refusal(source.getvalue())


def test_a_file_over_the_limit_names_the_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(docx_open, "LARGEST_FILE", 1000)
    assert "0 MB 的上限" in refusal(bytes(2000))


def test_a_text_over_the_limit_names_the_limit() -> None:
    long = [paragraph(run("字" * 20_000)) for _ in range(11)]
    assert f"{docx_walk.LONGEST_TEXT:,} 字" in refusal(word(*long).getvalue())


def test_a_file_without_words_is_not_taken_over() -> None:
    assert "没有文字" in refusal(word(paragraph()).getvalue())


def test_the_other_dialect_of_the_format_is_read_too() -> None:
    source = word(paragraph(run("正文")))
    with zipfile.ZipFile(source) as package:
        text = package.read("word/document.xml")
    strict = text.replace(W.encode(), b"http://purl.oclc.org/ooxml/wordprocessingml/main")
    assert read_docx(repacked(source, {"word/document.xml": strict})).body == "正文"


def test_many_deep_elements_are_refused_or_read_but_never_break_the_reader() -> None:
    deep = b"<w:ins>" * 400 + b"</w:ins>" * 400
    root = b'<w:document xmlns:w="%s"><w:body><w:p>%s</w:p></w:body></w:document>'
    source = repacked(
        word(paragraph(run("正文"))), {"word/document.xml": root % (W.encode(), deep)}
    )
    assert "已损坏" in refusal(source.getvalue())
