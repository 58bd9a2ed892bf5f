"""The command line answers 0 when all is well, 1 with findings, 2 when it cannot read."""

import json
from pathlib import Path

import pytest

from correspondence.gongwen import Letter, to_pdf
from correspondence.gongwen.__main__ import main
from correspondence.gongwen.lint.rulebook import RULES

from .conftest import PUBLISHED, letter


@pytest.fixture
def source(tmp_path: Path) -> str:
    path = tmp_path / "letter.json"
    path.write_text(letter().to_json(), encoding="utf-8")
    return str(path)


@pytest.mark.parametrize("suffix", ["pdf", "docx", "html", "txt"])
def test_render_writes_the_file(source: str, tmp_path: Path, suffix: str) -> None:
    out = tmp_path / f"out.{suffix}"
    assert main(["render", source, str(out)]) == 0
    assert out.stat().st_size > 500


def test_parse_reads_a_published_text(tmp_path: Path) -> None:
    out = tmp_path / "letter.json"
    assert main(["parse", str(PUBLISHED / "reply.txt"), "-o", str(out)]) == 0
    assert Letter.from_json(out.read_bytes()).recipient == "杨彩虹代表"


def test_measure_draws_the_overlay(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.pdf").write_bytes(to_pdf(letter()))
    assert main(["measure", str(tmp_path / "a.pdf"), "--overlay", str(tmp_path), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["pages"] == 2
    assert (tmp_path / "page-001.png").is_file()


def test_findings_are_exit_code_1(source: str) -> None:
    assert main(["lint", source]) == 0
    assert main(["lint", str(PUBLISHED / "reply.txt")]) == 1
    assert main(["clean", str(PUBLISHED / "reply.txt")]) == 1


def told(capsys: pytest.CaptureFixture[str]) -> list[str]:
    return capsys.readouterr().out.splitlines()


def test_lint_compares_with_a_case(
    source: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    case = tmp_path / "case.json"
    case.write_text(json.dumps({"proposal_number": "0050", "signed_on": "2023-05-11"}))
    assert main(["lint", source, "--case", str(case)]) == 1
    assert told(capsys) == ["L18 error title 全项：标题中的编号与办件不一致，应为“第0050号”"]
    case.write_text(json.dumps({"number": "0050"}))
    assert main(["lint", source, "--case", str(case)]) == 2


def test_lint_waives_a_rule_for_a_reason(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "letter.json"
    path.write_text(letter(number="").to_json(), encoding="utf-8")
    assert main(["lint", str(path)]) == 1
    capsys.readouterr()
    assert main(["lint", str(path), "--waive", "L01:待编号"]) == 0
    assert told(capsys) == ["L01 已豁免：待编号"]
    for waived in ("L01", "L01: ", "L15:误报", "X99:不知道"):
        assert main(["lint", str(path), "--waive", waived]) == 2


@pytest.mark.parametrize("suffix", ["json", "txt"])
def test_lint_writes_the_corrected_letter(tmp_path: Path, suffix: str) -> None:
    path, out = tmp_path / "letter.json", tmp_path / f"fixed.{suffix}"
    path.write_text(letter(body="你好,再见。\n感谢您的关心！").to_json(), encoding="utf-8")
    assert main(["lint", str(path), "--fix", str(out)]) == 0
    assert "你好，再见。" in out.read_text(encoding="utf-8")
    assert main(["lint", str(out)]) == 0


def test_findings_as_json_name_place_and_correction(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "letter.json"
    path.write_text(letter(body="甲。\n你好,再见。").to_json(), encoding="utf-8")
    assert main(["lint", str(path), "--json"]) == 1
    found = json.loads(capsys.readouterr().out)[0]
    assert (found["rule"], found["paragraph"], found["character"]) == ("T02", 2, 3)
    assert found["fix"] == {"start": 2, "end": 3, "text": "，"}


def test_every_rule_is_listed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rules"]) == 0
    assert [line.split()[0] for line in told(capsys)] == [rule.id for rule in RULES]
    assert main(["rules", "--json"]) == 0
    assert len(json.loads(capsys.readouterr().out)) == len(RULES)


def test_parse_says_what_it_left_out(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["parse", str(PUBLISHED / "labels.txt")]) == 1
    assert "未采用：分享：" in capsys.readouterr().err


def test_a_document_of_ours_is_read_back_without_a_doubt(source: str, tmp_path: Path) -> None:
    pdf, out = tmp_path / "a.pdf", tmp_path / "b.json"
    assert main(["render", source, str(pdf)]) == 0
    assert main(["parse", str(pdf), "-o", str(out)]) == 0
    assert Letter.from_json(out.read_bytes()) == letter()


def test_an_unsigned_file_is_a_finding(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(to_pdf(letter()))
    assert main(["verify", str(tmp_path / "a.pdf")]) == 1


@pytest.mark.parametrize("command", ["render", "lint", "parse", "measure", "clean", "verify"])
def test_what_cannot_be_read_is_exit_code_2(command: str, tmp_path: Path) -> None:
    (tmp_path / "bad").write_bytes(b"\xff\xfe\x00junk")
    extra = [str(tmp_path / "out.pdf")] if command == "render" else []
    assert main([command, str(tmp_path / "bad"), *extra]) == 2
    assert main([command, str(tmp_path / "missing"), *extra]) == 2


def test_bad_usage_is_exit_code_2() -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["colour"])
    assert stopped.value.code == 2
