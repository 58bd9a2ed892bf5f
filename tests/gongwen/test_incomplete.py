"""Texts that lack an element, as many web pages do, are set with what they have, and it is said."""

import json
from pathlib import Path
from typing import Any

import pytest

from correspondence.gongwen import LayoutError, parse, to_pdf
from correspondence.gongwen.__main__ import main
from correspondence.gongwen.docx.write import to_docx
from correspondence.gongwen.parse import parse_paragraphs
from correspondence.gongwen.plain import to_text
from correspondence.gongwen.preview import sheets
from correspondence.gongwen.recover import parse_pdf, text_of

from .conftest import letter
from .sight import sights

BODY = "您提出的《关于修路的建议》收悉，现答复如下：\n已列入明年计划。\n感谢您对交通工作的关心！"
SIGNED = "\n云岭市交通运输局\n2023年5月11日\n"
TITLE = "对市六届人大二次会议第17号建议的答复"
TEXTS = {
    "no title": f"江岚代表：\n{BODY}{SIGNED}",
    "no addressee": f"云交复〔2023〕7号\n{TITLE}\n{BODY}{SIGNED}",
    "no signature": f"{TITLE}\n江岚代表：\n{BODY}\n",
    "only an addressee": f"江岚代表：\n{BODY}\n",
}
LACKING: list[tuple[dict[str, Any], str]] = [
    ({"title": ""}, "标题"),
    ({"recipient": ""}, "主送"),
    ({"issuer": "", "signatories": ()}, "发文机关标志"),
]


@pytest.mark.parametrize("name", TEXTS)
def test_what_a_page_does_not_show_stops_nothing_and_is_said(name: str, tmp_path: Path) -> None:
    source, data, pdf, again = (tmp_path / one for one in ("a.txt", "a.json", "a.pdf", "b.json"))
    source.write_text(TEXTS[name], encoding="utf-8")
    assert main(["parse", str(source), "-o", str(data)]) == 1
    assert main(["render", str(data), str(pdf)]) == 1
    assert main(["parse", str(pdf), "-o", str(again)]) == 1
    assert json.loads(again.read_bytes()) == json.loads(data.read_bytes())


@pytest.mark.parametrize("name", TEXTS)
def test_the_text_of_the_pages_alone_says_the_same(name: str) -> None:
    found = parse(TEXTS[name]).letter
    assert parse_paragraphs(text_of(to_pdf(found))).letter == found
    assert parse(to_text(found)).letter == found


@pytest.mark.parametrize(("changes", "name"), LACKING)
def test_an_element_that_is_wanting_is_left_blank_and_named(
    changes: dict[str, Any], name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    subject = letter(**changes)
    (tmp_path / "a.json").write_text(subject.to_json(), encoding="utf-8")
    assert main(["render", str(tmp_path / "a.json"), str(tmp_path / "a.pdf")]) == 1
    assert f"没有{name}，版面上留空，请补充后再印发" in capsys.readouterr().err
    assert f"没有{name}，请补充" in parse_pdf((tmp_path / "a.pdf").read_bytes()).uncertainties
    assert "您的建议收悉" in sights(to_pdf(subject), page=1)


@pytest.mark.parametrize(("changes", "name"), LACKING)
def test_a_letter_that_is_being_written_must_be_complete(
    changes: dict[str, Any], name: str
) -> None:
    for make in (sheets, to_docx):
        with pytest.raises(LayoutError, match=f"{name}为空，请填写{name}"):
            make(letter(**changes))
