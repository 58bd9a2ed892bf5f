"""Whatever people hand to the command line is read, or refused in Chinese: never a traceback."""

import io
import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

from correspondence.gongwen import Letter, LetterError, parse, to_pdf
from correspondence.gongwen.__main__ import main
from correspondence.gongwen.docx.write import to_docx
from correspondence.gongwen.files import read_text

from .conftest import PUBLISHED, SENTENCE, letter
from .test_bad_input import locked, scan

TEXT = (PUBLISHED / "opinion.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be", "utf-32"]
)
def test_a_text_is_read_in_any_usual_encoding(encoding: str) -> None:
    assert parse(read_text(TEXT.encode(encoding))).letter == parse(TEXT).letter


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030", "utf-16"])
def test_a_letter_is_read_in_any_usual_encoding(encoding: str, tmp_path: Path) -> None:
    path = tmp_path / "letter.json"
    path.write_bytes(letter().to_json().encode(encoding))
    assert main(["lint", str(path)]) == 0
    assert main(["render", str(path), str(tmp_path / "a.pdf")]) == 0


def test_a_word_file_is_read_by_its_paragraphs(tmp_path: Path) -> None:
    subject = parse((PUBLISHED / "county.txt").read_text(encoding="utf-8")).letter
    (tmp_path / "a.docx").write_bytes(to_docx(subject))
    assert main(["parse", str(tmp_path / "a.docx"), "-o", str(tmp_path / "a.json")]) == 0
    assert Letter.from_json((tmp_path / "a.json").read_bytes()) == subject


def picture() -> bytes:
    written = io.BytesIO()
    Image.new("RGB", (9, 9)).save(written, "PNG")
    return written.getvalue()


UNREADABLE: dict[str, tuple[Callable[[], bytes], str]] = {
    "empty": (bytes, "没有可以读取的文字"),
    "damaged word": (lambda: to_docx(letter())[:3000], "损坏"),
    "archive": (lambda: b"PK\x03\x04" + bytes(50), "docx"),
    "picture": (picture, "图片"),
    "rtf": (lambda: b"{\\rtf1 }", "RTF"),
    "page source": (lambda: b"<!DOCTYPE html><html></html>", "网页源代码"),
    "noise": (lambda: bytes(range(256)) * 20, "不是文字"),
    "zeros": (lambda: bytes(500), "不是文字"),
    "half a BOM": (lambda: b"\xff\xfe\x00", "不是文字"),
    "locked pdf": (locked, "已加密"),
    "damaged pdf": (lambda: to_pdf(letter())[:2000], "已损坏"),
    "scan": (scan, "扫描件"),
    "other text": ("今天天气很好。".encode, "不像公文"),
    "json of something": (lambda: b'{"a": 1}', "不认识的字段"),
    "deep json": (lambda: b'{"a":' * 100_000, "嵌套过深"),
    "huge number": (lambda: b'{"seal_diameter": ' + b"9" * 5000 + b"}", "过大的数字"),
}


@pytest.mark.parametrize("command", ["parse", "lint"])
@pytest.mark.parametrize("name", UNREADABLE)
def test_what_is_no_letter_is_refused_in_chinese(
    name: str, command: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    make, message = UNREADABLE[name]
    (tmp_path / "source").write_bytes(make())
    assert main([command, str(tmp_path / "source")]) == 2
    assert message in capsys.readouterr().err


@pytest.mark.parametrize("command", ["render", "lint", "parse", "measure", "clean", "verify"])
def test_a_folder_or_nothing_at_all_is_refused(
    command: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    extra = [str(tmp_path / "out.pdf")] if command == "render" else []
    assert main([command, str(tmp_path), *extra]) == 2
    assert "是文件夹，不是文件" in capsys.readouterr().err
    assert main([command, str(tmp_path / "missing"), *extra]) == 2
    assert "找不到文件" in capsys.readouterr().err


@pytest.mark.parametrize("out", ["missing/a.pdf", "folder.pdf", "letter.json/a.pdf", "a.doc"])
def test_an_output_that_cannot_be_written_is_refused(out: str, tmp_path: Path) -> None:
    path = tmp_path / "letter.json"
    path.write_text(letter().to_json(), encoding="utf-8")
    (tmp_path / "folder.pdf").mkdir()
    assert main(["render", str(path), str(tmp_path / out)]) == 2
    if not out.endswith(".doc"):
        text = str(PUBLISHED / "opinion.txt")
        assert main(["parse", text, "-o", str(tmp_path / out)]) == 2
        assert main(["lint", str(path), "--fix", str(tmp_path / out)]) == 2


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is forbidden to root")
def test_a_file_one_may_not_read_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "letter.json"
    path.touch(mode=0o000)
    assert main(["lint", str(path)]) == 2


def test_half_a_surrogate_pair_is_found_and_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "letter.json"
    path.write_text(json.dumps(json.loads(letter().to_json()) | {"body": "你\ud800好。"}))
    assert main(["lint", str(path)]) == 1
    assert "T16 error body 第1段第2字：不完整的字符（U+D800）" in capsys.readouterr().out
    assert main(["render", str(path), str(tmp_path / "a.pdf")]) == 2
    assert main(["parse", str(path)]) == 0
    assert json.loads(capsys.readouterr().out)["body"] == "你\ud800好。"
    assert main(["lint", str(path), "--fix", str(tmp_path / "b.json")]) == 0
    assert Letter.from_json((tmp_path / "b.json").read_bytes()).body == "你好。"


def test_a_very_long_text_is_cleaned_and_read(tmp_path: Path) -> None:
    path = tmp_path / "long.txt"
    path.write_text(TEXT.replace("经核实", f"经核实，{SENTENCE * 1100}\n经核实"), encoding="utf-8")
    assert main(["parse", str(path), "-o", str(tmp_path / "a.json")]) == 1
    assert len(Letter.from_json((tmp_path / "a.json").read_bytes()).body) > 40_000


def test_markup_is_read_as_text() -> None:
    markup = '<img src="x" onerror="alert(1)"><style>p{}</style>{{7*7}}。'
    assert markup in parse(TEXT.replace("经核实", f"经核实{markup}经核实")).letter.body


def test_a_letter_without_a_field_names_it() -> None:
    raw = json.loads(letter().to_json())
    for name in ("issuer", "title", "recipient", "body", "signatories"):
        rest = {key: value for key, value in raw.items() if key != name}
        with pytest.raises(LetterError, match=f"缺少字段：{name}"):
            Letter.from_json(json.dumps(rest))
