"""证据包: the whole ledger as a ZIP that checks itself, wherever there is a Python."""

import json
from collections.abc import Iterable
from datetime import datetime
from importlib.resources import files
from tempfile import TemporaryFile
from typing import IO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from django.http import FileResponse
from django.template.loader import render_to_string
from django.utils import timezone

from ..actions.act import SHANGHAI
from ..models import LedgerEntry, LedgerHead
from ..rules.evidence import END, LEDGER, as_line
from ..rules.ledger import End, Link
from .gate import reading
from .request import SignedIn

#: How many entries are held in memory at once.
CHUNK = 500
#: What checks the ledger, from this very source.
PROGRAM = ("__init__.py", "ledger.py", "evidence.py", "proving.py")
#: Runs in every Python there is, to say so where it is too old for the rest.
START = """\
import sys

if sys.version_info < (3, 11):
    sys.stderr.write("需要 Python 3.11 或更新的版本。\\n")
    sys.exit(2)

from rules.proving import main

sys.exit(main(sys.argv))
"""


@reading("audit")
def download(request: SignedIn) -> FileResponse:
    """The chain as far as it reached when it was asked for."""
    del request
    # The end is read first, so that nothing written meanwhile is missed.
    now, end = timezone.now().astimezone(SHANGHAI), LedgerHead.end()
    entries = LedgerEntry.objects.filter(serial__lte=end.serial).order_by("serial")
    file = TemporaryFile()  # noqa: SIM115  # FileResponse closes it when it has been sent
    chain = (entry.as_link() for entry in entries.iterator(chunk_size=CHUNK))
    write(file, chain, end=end, made=now)
    file.seek(0)
    return FileResponse(file, as_attachment=True, filename=f"证据包-{now:%Y%m%d-%H%M}.zip")


def write(file: IO[bytes], chain: Iterable[Link], *, end: End, made: datetime) -> None:
    """Write the package entry by entry, never holding it all."""
    with ZipFile(file, "w", ZIP_DEFLATED) as archive:
        for name, content in _small_parts(end, made).items():
            archive.writestr(_part(name, made), content)
        # Last, as Python finds no program behind four gigabytes.
        with archive.open(_part(LEDGER, made), "w", force_zip64=True) as lines:
            for link in chain:
                lines.write(f"{as_line(link)}\n".encode())


def _small_parts(end: End, made: datetime) -> dict[str, bytes]:
    """Everything but the ledger itself: how to read it, and what checks it."""
    words = render_to_string("audit/evidence.txt", {"end": end, "made": made})
    source = files("correspondence.rules")
    return {
        # An old editor of Windows knows no other ends of lines, and no UTF-8 without its mark.
        "说明.txt": words.replace("\n", "\r\n").encode("utf-8-sig"),
        "__main__.py": START.encode(),
        **{f"rules/{name}": (source / name).read_bytes() for name in PROGRAM},
        END: json.dumps(end._asdict()).encode(),
    }


def _part(name: str, made: datetime) -> ZipInfo:
    part = ZipInfo(name, made.timetuple()[:6])
    part.compress_type = ZIP_DEFLATED
    part.external_attr = 0o644 << 16
    return part
