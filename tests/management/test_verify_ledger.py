"""manage.py verify_ledger: every kind of tampering is found, and named."""

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection

from correspondence.models import LedgerEntry, LedgerHead, Reply
from correspondence.rules.states import ReplyState
from tests.factories import part
from tests.people import Cast

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module", autouse=True)
def _issued(cast: Cast) -> None:
    """One reply on its way, with a ledger, a frozen PDF and texts behind it."""
    part(cast, ReplyState.ISSUED)


def _tamper(table: str, change: str, *values: bytes) -> None:
    """Change rows behind the back of the site, as somebody with all rights could."""
    name = f"correspondence_{table}"
    on = f" ON {name}" if connection.vendor == "postgresql" else ""
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TRIGGER {name}_append_only{on}")
        cursor.execute(f"UPDATE {name} SET {change}", values)


def _fault() -> str:
    with pytest.raises(CommandError) as refusal:
        call_command("verify_ledger")
    assert refusal.value.returncode == 1
    return str(refusal.value)


def test_untouched_evidence_holds(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("verify_ledger")
    told = capsys.readouterr().out
    assert told.startswith("核验通过")
    assert f"台账记录 {LedgerEntry.objects.count()} 条、印发正本 1 份" in told


def test_a_rewritten_entry_is_found() -> None:
    _tamper("ledgerentry", "reason = '另有说明' WHERE serial = 3")
    assert "台账第 3 号记录：内容与校验值不符。" in _fault()


def test_an_entry_taken_out_of_the_middle_is_found() -> None:
    LedgerEntry.objects.filter(serial=4).delete()
    assert "台账第 5 号记录：序号应为 4，有记录缺失。" in _fault()


def test_entries_cut_off_at_the_end_are_found() -> None:
    end = LedgerHead.objects.get().serial
    LedgerEntry.objects.filter(serial__gt=end - 2).delete()
    assert f"台账末端应为第 {end} 号记录，现为第 {end - 2} 号" in _fault()


def test_another_pdf_under_the_old_hash_is_found() -> None:
    _tamper("issueddocument", "pdf = %s", b"%PDF-1.7")
    assert f"{Reply.objects.get().number} 的正本与固化时的校验值不符。" in _fault()


def test_a_hash_that_was_changed_with_the_pdf_is_found() -> None:
    reply = Reply.objects.get()
    reply.pdf_sha256 = "0" * 64
    reply.save()
    assert f"{reply.number} 登记的校验值与正本不符。" in _fault()


def test_a_lost_pdf_is_found() -> None:
    Reply.objects.get().issued_document.delete()
    assert f"{Reply.objects.get().number} 的正本不见了。" in _fault()


def test_a_text_changed_under_its_signatures_is_found() -> None:
    _tamper("textversion", "body = body || '。' WHERE number = 2")
    assert "第 2 版文稿与校验值不符。" in _fault()
