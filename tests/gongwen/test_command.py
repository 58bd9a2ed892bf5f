"""The command line answers 0 when all is well, 1 with findings, 2 when it cannot read."""

import json
from pathlib import Path

import pytest

from correspondence.gongwen import Letter, to_pdf
from correspondence.gongwen.__main__ import main
from correspondence.gongwen.schema import schema

from .conftest import PUBLISHED, letter


@pytest.fixture
def source(tmp_path: Path) -> str:
    path = tmp_path / "letter.json"
    path.write_text(letter().to_json(), encoding="utf-8")
    return str(path)


@pytest.mark.parametrize("suffix", ["pdf", "docx", "html"])
def test_render_writes_the_file(source: str, tmp_path: Path, suffix: str) -> None:
    out = tmp_path / f"out.{suffix}"
    assert main(["render", source, str(out)]) == 0
    assert out.stat().st_size > 1000


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


def test_the_schema_names_every_field() -> None:
    assert set(schema()["properties"]) == set(json.loads(letter().to_json()))
    assert main(["schema"]) == 0
