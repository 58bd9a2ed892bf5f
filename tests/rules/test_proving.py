"""What the program in a package of evidence says, and how it ends."""

import hashlib
import json
from collections.abc import Iterable
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from correspondence.rules import evidence
from correspondence.rules.evidence import as_line
from correspondence.rules.ledger import GENESIS, End
from correspondence.rules.proving import BROKEN, HOLDS, UNREADABLE, main
from tests.rules.chains import ACTS, CHAIN, LAST, PDF, chained


def packed(path: Path, lines: Iterable[str], end: End | None = None) -> str:
    """A package of these lines; it ends where its last line does unless something else is said."""
    told = list(lines)
    last = json.loads(told[-1]) if told and end is None else {}
    claimed = end or End(last.get("serial", 0), last.get("hash", GENESIS))
    with ZipFile(path, "w", ZIP_DEFLATED) as archive:
        archive.writestr(evidence.END, json.dumps(claimed._asdict()))
        archive.writestr(evidence.LEDGER, "".join(f"{line}\n" for line in told))
    return str(path)


@pytest.fixture
def package(tmp_path: Path) -> str:
    return packed(tmp_path / "证据包.zip", map(as_line, CHAIN))


def written(path: Path, content: bytes) -> str:
    path.write_bytes(content)
    return str(path)


def test_a_whole_ledger_is_told_with_its_end(
    package: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([package]) == HOLDS
    told = capsys.readouterr().out
    assert told.startswith("台账核验通过：共 4 条记录")
    assert f"末条序号：4\n末条校验值：{LAST.hash}\n" in told


def test_an_empty_ledger_holds(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([packed(tmp_path / "证据包.zip", [])]) == HOLDS
    assert capsys.readouterr().out == "台账里还没有记录。\n"


def test_a_broken_ledger_is_told_and_nothing_is_looked_up_in_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = [as_line(one) for one in CHAIN]
    lines[1] = lines[1].replace("void_number", "number")
    assert main([packed(tmp_path / "证据包.zip", lines), LAST.hash]) == BROKEN
    told = capsys.readouterr().out
    assert told == "台账核验未通过：第 2 号记录，内容与校验值不符。\n"


def test_an_earlier_package_is_found_again(
    package: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    earlier = packed(tmp_path / "较早.zip", map(as_line, CHAIN[:2]))
    assert main([package, earlier]) == HOLDS
    assert "较早.zip：其中 2 条记录都在本证据包里，一字未改。" in capsys.readouterr().out


def test_a_past_rewritten_with_fresh_hashes_shows_against_an_earlier_package(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    forged = chained([ACTS[0], {"act": "seal"}, *ACTS[2:]])
    later = packed(tmp_path / "证据包.zip", map(as_line, forged))
    earlier = packed(tmp_path / "较早.zip", map(as_line, CHAIN[:3]))
    assert main([later]) == HOLDS
    assert main([later, earlier]) == BROKEN
    assert "较早.zip：从第 2 号记录起与本证据包不同" in capsys.readouterr().out


def test_an_end_cut_off_since_an_earlier_package_shows(
    package: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    later = packed(tmp_path / "后来.zip", map(as_line, CHAIN[:3]))
    assert main([later, package]) == BROKEN
    assert "证据包.zip：记录比本证据包多 1 条" in capsys.readouterr().out


def test_an_earlier_package_that_does_not_hold_itself_proves_nothing(
    package: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    earlier = packed(tmp_path / "较早.zip", map(as_line, CHAIN[1:]))
    assert main([package, earlier]) == BROKEN
    assert "较早.zip：本身核验未通过：第 2 号记录" in capsys.readouterr().out


def test_a_hash_that_was_noted_is_found_again_or_not(
    package: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([package, CHAIN[1].hash.upper()]) == HOLDS
    assert "是第 2 号记录的校验值" in capsys.readouterr().out
    assert main([package, "f" * 64]) == BROKEN
    assert "台账里没有这个校验值" in capsys.readouterr().out


def test_an_issued_document_is_known_by_the_number_it_bore(
    package: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([package, written(tmp_path / "答复.pdf", PDF)]) == HOLDS
    told = capsys.readouterr().out
    assert "答复.pdf：是 沪科委〔2026〕2号 的正本，2026-03-02 印发，见第 4 号记录。" in told
    assert "撤销" not in told


def test_a_document_that_was_revoked_says_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    other = {"act": "revoke", "target": "revoked", "subject_id": 8}
    acts = [*ACTS, other, {"act": "revoke", "target": "revoked"}]
    package = packed(tmp_path / "证据包.zip", map(as_line, chained(acts)))
    assert main([package, written(tmp_path / "答复.pdf", PDF)]) == HOLDS
    assert "该文后来撤销，见第 6 号记录。" in capsys.readouterr().out


def test_a_document_changed_by_a_byte_is_not_known(
    package: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    changed = PDF + b"\n"
    assert main([package, written(tmp_path / "答复.pdf", changed)]) == BROKEN
    told = capsys.readouterr().out
    assert "答复.pdf：台账里没有这份文件" in told
    assert hashlib.sha256(changed).hexdigest() in told


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 torn", b"GIF89a", None])
def test_a_file_that_cannot_be_looked_into_is_named(
    content: bytes | None, package: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "某文件"
    if content is not None:
        path.write_bytes(content)
    assert main([package, str(path), LAST.hash]) == UNREADABLE
    told = capsys.readouterr()
    assert told.err.startswith("某文件：")
    assert "是第 4 号记录的校验值" in told.out


@pytest.mark.parametrize(
    ("name", "content"), [("答复.docx", "x"), (evidence.END, "[]"), (evidence.END, "{")]
)
def test_another_zip_is_no_package(
    name: str, content: str, package: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "其他.zip"
    with ZipFile(path, "w") as archive:
        archive.writestr(evidence.LEDGER, "")
        archive.writestr(name, content)
    assert main([package, str(path)]) == UNREADABLE
    assert capsys.readouterr().err.startswith("其他.zip：")


def test_a_torn_package_is_no_verdict(package: str, capsys: pytest.CaptureFixture[str]) -> None:
    whole = Path(package).read_bytes()
    middle = whole.index(evidence.LEDGER.encode()) + 40
    Path(package).write_bytes(whole[:middle] + bytes(8) + whole[middle + 8 :])
    assert main([package]) == UNREADABLE
    assert "文件已损坏" in capsys.readouterr().err
