"""Whether what is kept as evidence still is what was written: ledger, issued PDFs, texts."""

import hashlib
from collections.abc import Iterator

from ..models import IssuedDocument, LedgerEntry, LedgerHead, Reply, TextVersion
from ..rules.ledger import End, first_break

#: Rows, and PDFs, held in memory at a time: what years left is read as a stream.
CHUNK, FEW = 500, 20


def faults() -> Iterator[str]:
    """Everything that does not hold, one sentence each; nothing if all does."""
    yield from ledger_faults()
    yield from document_faults()
    yield from text_faults()


def ledger_faults() -> Iterator[str]:
    """The first break of the chain, or entries that are missing at its end."""
    entries = LedgerEntry.objects.order_by("serial")
    links = (entry.as_link() for entry in entries.iterator(chunk_size=CHUNK))
    if found := first_break(links):
        serial, reason = found
        yield f"台账第 {serial} 号记录：{reason}。"
        return
    last, expected = entries.last(), LedgerHead.end()
    end = End(last.serial, last.hash) if last else End()
    if end != expected:
        words = f"应为第 {expected.serial} 号记录，现为第 {end.serial} 号"
        yield f"台账末端{words}，末尾有记录缺失或被改动。"


def document_faults() -> Iterator[str]:
    """Issued PDFs whose bytes are not the ones that were frozen, or that are gone."""
    documents = IssuedDocument.objects.select_related("reply").order_by("pk")
    for document in documents.iterator(chunk_size=FEW):
        found = hashlib.sha256(bytes(document.pdf)).hexdigest()
        if found != document.sha256:
            yield f"{document.reply.number} 的正本与固化时的校验值不符。"
        elif document.reply.pdf_sha256 != document.sha256:
            yield f"{document.reply.number} 登记的校验值与正本不符。"
    lost = Reply.objects.exclude(pdf_sha256="").filter(issued_document=None).order_by("pk")
    for number in lost.values_list("number", flat=True):
        yield f"{number} 的正本不见了。"


def text_faults() -> Iterator[str]:
    """Text versions that are not what their digest, and so every signature on them, vouches for."""
    versions = TextVersion.objects.select_related("reply__assignment__proposal").order_by("pk")
    for version in versions.iterator(chunk_size=CHUNK):
        if not version.digest_holds():
            yield f"{version.reply} 第 {version.number} 版文稿与校验值不符。"
