"""Signs a finished PDF (PAdES) and tells whether a PDF is still as it was signed.

The drawn seal proves nothing; this does. Another seal service can take the place of pyHanko
by offering the same two functions.
"""

import io
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pyhanko.keys import load_certs_from_pemder_data
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.misc import PdfError as PyHankoError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign import signers
from pyhanko.sign.fields import SigSeedSubFilter
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.sign.validation.errors import SignatureValidationError
from pyhanko.sign.validation.status import SignatureCoverageLevel
from pyhanko_certvalidator import ValidationContext

from .errors import PdfError

FIELD = "Signature"


@dataclass(frozen=True)
class Verified:
    """What the signature of a file says.

    signed   there is a signature
    intact   not a byte it covers was changed, and it covers the whole file
    trusted  the certificate leads to one of the given roots
    signer   the name in the certificate
    message  all this in a sentence
    """

    signed: bool
    intact: bool
    trusted: bool
    signer: str
    message: str


def sign(pdf: bytes, *, certificate: Path, passphrase: str, reason: str = "印发") -> bytes:
    """Return the PDF with a PAdES signature by the key in a PKCS#12 file.

    The signature records the moment it is made. Raise PdfError when the key or the PDF
    cannot be used.
    """
    loader: Any = signers.SimpleSigner
    try:
        signer = loader.load_pkcs12(certificate, passphrase=passphrase.encode())
    except (OSError, ValueError) as problem:
        raise PdfError("签名证书无法读取，请检查文件与口令") from problem
    if signer is None:
        raise PdfError("签名证书无法读取，请检查文件与口令")
    written = io.BytesIO()
    signature = signers.PdfSignatureMetadata(
        field_name=FIELD,
        md_algorithm="sha256",
        subfilter=SigSeedSubFilter.PADES,
        reason=reason,
    )
    try:
        writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
        signers.sign_pdf(writer, signature, signer=signer, output=written)
    except PyHankoError as problem:
        raise PdfError("PDF 无法签名：文件已损坏、已加密或已有签名域") from problem
    return written.getvalue()


_DAMAGED = (
    ValueError,
    TypeError,
    LookupError,
    AttributeError,
    AssertionError,
    NotImplementedError,
    RecursionError,
    zlib.error,
)
"""What reading a file with arbitrary bytes out of place was seen to raise."""

_UNREADABLE = "PDF 无法读取：文件已损坏或已加密"


def verify(pdf: bytes, *, roots: tuple[bytes, ...] = ()) -> Verified:
    """Tell whether the PDF is as signed; `roots` are trusted certificates, DER or PEM.

    Raise PdfError when the file cannot be read.
    """
    try:
        reader = PdfFileReader(io.BytesIO(pdf))
        if reader.encrypted:
            raise PdfError(_UNREADABLE)
        signatures = reader.embedded_signatures
        if not signatures:
            return Verified(False, False, False, "", "文件没有数字签名")
        status = validate_pdf_signature(signatures[-1], _trust(roots))
    except SignatureValidationError:
        return Verified(True, False, False, "", "数字签名无效，文件在签名后已被改动")
    except (PyHankoError, *_DAMAGED) as problem:
        raise PdfError(_UNREADABLE) from problem
    return _said(status)


def _trust(roots: tuple[bytes, ...]) -> ValidationContext:
    found = [certificate for root in roots for certificate in load_certs_from_pemder_data(root)]
    return ValidationContext(trust_roots=found, allow_fetching=False)


def _said(status: Any) -> Verified:
    whole = status.coverage is SignatureCoverageLevel.ENTIRE_FILE
    intact = bool(status.intact and status.valid and whole)
    name = status.signing_cert.subject.native.get("common_name", "")
    if not intact:
        message = "文件在签名后已被改动，与签名时不一致"
    elif not status.trusted:
        message = f"文件与签名时一致，签名人“{name}”的证书不在信任名单内"
    else:
        message = f"文件与签名时一致，签名人“{name}”"
    return Verified(True, intact, bool(status.trusted), name, message)
