"""The package of evidence, run by a bare Python as an auditor runs it."""

import json
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from correspondence.models import IssuedDocument, LedgerEntry, LedgerHead, Reply
from correspondence.rules.evidence import END, LEDGER, as_line, links
from correspondence.rules.ledger import GENESIS, End, Link, chain_hash
from correspondence.rules.states import ReplyState
from tests.factories import handed_out, part
from tests.people import Cast
from tests.web.pressing import look

pytestmark = pytest.mark.django_db
URL = "/audit/ledger/evidence.zip"


@pytest.fixture(scope="module", autouse=True)
def _issued(cast: Cast) -> None:
    """One reply on its way, with a ledger and a frozen PDF behind it."""
    part(cast, ReplyState.ISSUED)


def download(cast: Cast, path: Path) -> Path:
    path.write_bytes(b"".join(look(cast.auditor, URL).streaming_content))
    return path


@pytest.fixture
def package(cast: Cast, tmp_path: Path) -> Path:
    return download(cast, tmp_path / "证据包.zip")


def run(package: Path, *arguments: object) -> tuple[int, str]:
    """How the program in the package ends, and what it says."""
    ran = subprocess.run(
        [sys.executable, "-I", package.name, *map(str, arguments)],
        cwd=package.parent,
        env={"LC_ALL": "C.UTF-8"},
        capture_output=True,
        check=False,
    )
    return ran.returncode, (ran.stdout + ran.stderr).decode()


def lines_of(package: Path) -> list[bytes]:
    with ZipFile(package) as archive:
        return archive.read(LEDGER).splitlines(keepends=True)


def with_lines(package: Path, lines: Iterable[bytes], end: End | None = None) -> Path:
    """The same package, as somebody packs it again around other lines."""
    with ZipFile(package) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts[LEDGER] = b"".join(lines)
    if end:
        parts[END] = json.dumps(end._asdict()).encode()
    with ZipFile(package, "w", ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return package


def rewritten(entries: list[Link], serial: int) -> list[Link]:
    """The past with another reason at one entry, and every hash reckoned anew."""
    forged: list[Link] = []
    for link in entries:
        content = dict(link.content)
        if link.serial == serial:
            content["reason"] = "另有说明"
        previous = forged[-1].hash if forged else GENESIS
        forged.append(Link(link.serial, content, previous, chain_hash(previous, content)))
    return forged


def test_the_whole_ledger_holds_and_its_end_is_told(package: Path) -> None:
    head = LedgerHead.objects.get()
    code, told = run(package)
    assert code == 0
    assert f"共 {LedgerEntry.objects.count()} 条记录" in told
    assert f"末条序号：{head.serial}\n末条校验值：{head.hash}" in told


def test_a_word_changed_in_an_entry_names_it(package: Path) -> None:
    lines = lines_of(package)
    lines[2] = lines[2].replace(b'"act":"', b'"act":"x', 1)
    told = (1, "台账核验未通过：第 3 号记录，内容与校验值不符。\n")
    assert run(with_lines(package, lines)) == told


def test_an_entry_taken_out_is_missed(package: Path) -> None:
    lines = lines_of(package)
    del lines[3]
    code, told = run(with_lines(package, lines))
    assert (code, "第 5 号记录，序号应为 4，有记录缺失" in told) == (1, True)


def test_entries_cut_off_at_the_end_are_missed(package: Path) -> None:
    code, told = run(with_lines(package, lines_of(package)[:-2]))
    assert (code, "系统登记的末条为第" in told) == (1, True)


def test_entries_cut_off_in_the_database_are_missed(cast: Cast, tmp_path: Path) -> None:
    LedgerEntry.objects.filter(serial=LedgerHead.objects.get().serial).delete()
    code, told = run(download(cast, tmp_path / "证据包.zip"))
    assert (code, "系统登记的末条为第" in told) == (1, True)


def test_an_earlier_package_is_wholly_in_a_later_one(
    cast: Cast, package: Path, tmp_path: Path
) -> None:
    handed_out(cast, number="0050")
    code, told = run(download(cast, tmp_path / "较晚.zip"), package)
    assert (code, "一字未改" in told) == (0, True)


def test_only_an_earlier_package_shows_a_past_that_was_wholly_rewritten(
    cast: Cast, package: Path, tmp_path: Path
) -> None:
    later = download(cast, tmp_path / "较晚.zip")
    forged = rewritten(list(links(lines_of(later))), 4)
    end = End(forged[-1].serial, forged[-1].hash)
    with_lines(later, (f"{as_line(one)}\n".encode() for one in forged), end)
    assert run(later)[0] == 0
    code, told = run(later, package)
    assert (code, "证据包.zip：从第 4 号记录起与本证据包不同" in told) == (1, True)
    assert run(later, LedgerHead.objects.get().hash)[0] == 1


def test_an_issued_pdf_is_known_by_its_number(package: Path, tmp_path: Path) -> None:
    pdf = tmp_path / "答复.pdf"
    pdf.write_bytes(IssuedDocument.objects.get().pdf)
    serial = LedgerEntry.objects.get(act="issue").serial
    code, told = run(package, pdf)
    assert code == 0
    assert f"是 {Reply.objects.get().number} 的正本" in told
    assert f"见第 {serial} 号记录" in told


def test_a_pdf_of_somebody_else_is_not_known(package: Path, tmp_path: Path) -> None:
    pdf = tmp_path / "答复.pdf"
    pdf.write_bytes(b"%PDF-1.7 of somebody else")
    code, told = run(package, pdf)
    assert (code, "台账里没有这份文件" in told) == (1, True)


def test_a_file_that_is_missing_is_told_in_chinese(package: Path) -> None:
    told = "没有.pdf：没有这个文件，或者文件已损坏，读不出来。"
    code, words = run(package, "没有.pdf")
    assert (code, told in words, "Traceback" in words) == (2, True, False)


def test_an_empty_ledger_makes_a_package_too(cast: Cast, tmp_path: Path) -> None:
    LedgerEntry.objects.all().delete()
    LedgerHead.objects.all().delete()
    told = (0, "台账里还没有记录。\n")
    assert run(download(cast, tmp_path / "证据包.zip")) == told


def test_the_package_says_how_to_use_it(package: Path) -> None:
    with ZipFile(package) as archive:
        told = archive.read("说明.txt").decode("utf-8-sig")
    assert LedgerHead.objects.get().hash in told
    assert "python -I 证据包.zip" in told


def test_no_telephone_number_address_or_password_is_in_it(cast: Cast, package: Path) -> None:
    told = b"".join(lines_of(package)).decode()
    people = (cast.lead_deputy, cast.handler, cast.congress_office)
    for secret in (getattr(one, name, "") for one in people for name in ("phone", "email")):
        assert not secret or secret not in told
    assert not any(f'"{name}"' in told for name in ("phone", "email", "address", "password"))


def test_the_page_of_the_ledger_leads_to_it_and_reading_leaves_no_entry(cast: Cast) -> None:
    before = LedgerEntry.objects.count()
    assert f'href="{URL}"' in look(cast.auditor, "/audit/ledger/").content.decode()
    answer = look(cast.auditor, URL)
    assert answer["Content-Type"] == "application/zip"
    assert LedgerEntry.objects.count() == before


def test_it_costs_the_same_for_many_entries(cast: Cast, tmp_path: Path) -> None:
    counts = []
    for number in ("0101", "0102", "0103"):
        handed_out(cast, number=number)
        with CaptureQueriesContext(connection) as queries:
            download(cast, tmp_path / "证据包.zip")
        counts.append(len(queries))
    assert counts[0] == counts[-1]
