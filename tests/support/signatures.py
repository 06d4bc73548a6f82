"""A certificate authority of our own, and people who sign PDF with it."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from io import BytesIO
from typing import Any

from asn1crypto import keys as asn1_keys
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import fields, signers
from pyhanko_certvalidator.registry import SimpleCertificateStore


@dataclass(frozen=True)
class Identity:
    """A certificate and its key."""

    certificate: x509.Certificate
    key: ec.EllipticCurvePrivateKey

    @property
    def pem(self) -> bytes:
        return self.certificate.public_bytes(serialization.Encoding.PEM)


def authority(name: str = "Autorité fictive") -> Identity:
    key = ec.generate_private_key(ec.SECP256R1())
    return Identity(certified(name, key, name, key, is_authority=True), key)


def person(by: Identity, name: str = "Authority Fictif", *, ends_in: int = 365) -> Identity:
    """ends_in: days from today until the certificate ends; negative when it is over."""
    key = ec.generate_private_key(ec.SECP256R1())
    issuer = by.certificate.subject.get_attributes_for_oid(NameOID.COMMON_NAME)[0].value
    return Identity(certified(name, key, str(issuer), by.key, ends_in=ends_in), key)


def certified(
    name: str, key: Any, issuer: str, issuer_key: Any, *, is_authority: bool = False, ends_in: int = 365
) -> x509.Certificate:
    now = datetime.now(UTC)
    usage = x509.KeyUsage(
        digital_signature=not is_authority, content_commitment=not is_authority, key_encipherment=False,
        data_encipherment=False, key_agreement=False, key_cert_sign=is_authority, crl_sign=is_authority,
        encipher_only=False, decipher_only=False,
    )  # fmt: skip
    made = x509.CertificateBuilder().subject_name(named(name)).issuer_name(named(issuer)).public_key(key.public_key())
    made = made.serial_number(x509.random_serial_number()).not_valid_before(now - timedelta(days=800))
    made = made.not_valid_after(now + timedelta(days=ends_in)).add_extension(usage, critical=True)
    made = made.add_extension(x509.BasicConstraints(ca=is_authority, path_length=None), critical=True)
    return made.sign(issuer_key, hashes.SHA256())


def named(name: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])


def signed(pdf: bytes, who: Identity, by: Identity, *, field: str = "Signature") -> bytes:
    """The same PDF with a PAdES signature, added after its end as signing tools do."""
    store = SimpleCertificateStore()
    store.register(asn1_x509.Certificate.load(by.certificate.public_bytes(serialization.Encoding.DER)))
    private = who.key.private_bytes(
        serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    signer = signers.SimpleSigner(
        asn1_x509.Certificate.load(who.certificate.public_bytes(serialization.Encoding.DER)),
        asn1_keys.PrivateKeyInfo.load(private), store,
    )  # fmt: skip
    writer = IncrementalPdfFileWriter(BytesIO(pdf))
    meta = signers.PdfSignatureMetadata(field_name=field, subfilter=fields.SigSeedSubFilter.PADES)
    with ThreadPoolExecutor(1) as apart:  # it runs an event loop of its own; a browser's tests have theirs
        made: bytes = apart.submit(signers.sign_pdf, writer, meta, signer).result().getvalue()
    return made
