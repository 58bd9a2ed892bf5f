"""A signature tells whether the file is as it was signed; a drawn seal never does."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509.oid import NameOID

from correspondence.gongwen import PdfError, to_pdf
from correspondence.gongwen.sign import sign, verify

from .conftest import letter, seal


@pytest.fixture(scope="module")
def keys(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, bytes]:
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "上海市科学技术委员会")])
    day = timedelta(days=1)
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder(name, name, key.public_key(), 5, now - day, now + day)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    path = tmp_path_factory.mktemp("keys") / "office.p12"
    locked = serialization.BestAvailableEncryption(b"secret")
    bundle = pkcs12.serialize_key_and_certificates(b"office", key, certificate, None, locked)
    path.write_bytes(bundle)
    return path, certificate.public_bytes(serialization.Encoding.DER)


@pytest.fixture(scope="module")
def signed(keys: tuple[Path, bytes]) -> bytes:
    return sign(to_pdf(letter(seal=seal())), certificate=keys[0], passphrase="secret")


def test_a_signed_file_is_as_signed(signed: bytes, keys: tuple[Path, bytes]) -> None:
    found = verify(signed, roots=(keys[1],))
    assert (found.signed, found.intact, found.trusted) == (True, True, True)
    assert found.signer == "上海市科学技术委员会"


def test_an_unknown_certificate_is_not_trusted(signed: bytes) -> None:
    found = verify(signed)
    assert (found.intact, found.trusted) == (True, False)
    assert "不在信任名单" in found.message


def test_one_changed_byte_is_noticed(signed: bytes) -> None:
    changed = bytearray(signed)
    changed[2000] ^= 1
    assert not verify(bytes(changed)).intact


def test_something_added_after_signing_is_noticed(signed: bytes) -> None:
    assert not verify(signed + b"\n% more").intact


def test_a_drawn_seal_is_no_signature() -> None:
    found = verify(to_pdf(letter(seal=seal())))
    assert not found.signed
    assert found.message == "文件没有数字签名"


def test_a_wrong_passphrase_is_refused(keys: tuple[Path, bytes]) -> None:
    with pytest.raises(PdfError, match="口令"):
        sign(to_pdf(letter()), certificate=keys[0], passphrase="wrong")
