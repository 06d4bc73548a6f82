"""An external signature on a letter (PAdES): whole, over the whole, on our own document, and whose it is.

ETSI EN 319 142-1 (PAdES), ISO 32000-2, 12.8. The letter must be ours byte for byte, followed by nothing but signatures.
"""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any

from grants.examining.additions import are_signatures_only
from grants.examining.refusing import Unacceptable
from grants.values import clock
from grants.values.sentences import sentence

UNSIGNED = "Ce PDF ne porte aucune signature électronique : signez la lettre téléchargée ici, puis joignez-la."
OTHER = "Ce n’est pas la lettre %(reference)s telle que Guichet l’a écrite : signez le PDF téléchargé ici, sans passer par une impression."  # noqa: E501
CHANGED = "Autre chose qu’une signature a été ajouté à la lettre : téléchargez-la de nouveau et signez-la."
BROKEN = "La signature ne tient pas : le document a été modifié après avoir été signé."
PARTIAL = "La signature ne couvre pas tout le document : téléchargez la lettre de nouveau et signez-la."
EXPIRED = "Le certificat de %(signer)s n’est pas en cours de validité (du %(begin)s au %(end)s)."
UNTRUSTED = (
    "Le certificat de %(signer)s, délivré par %(issuer)s, n’est reconnu par aucune autorité de confiance de ce service."
)
UNREADABLE = "La signature de ce PDF est illisible : signez la lettre de nouveau."
SUFFIXES = (".pem", ".crt", ".cer", ".der")


@dataclass(frozen=True)
class Signed:
    """Who signed, by what certificate, when; `is_verified`: the certificate's chain ends at a trusted authority."""

    signer: str
    issuer: str
    signed_at: datetime | None  # as the signature says it; by the timestamp when there is one
    is_timestamped: bool
    is_verified: bool


def is_signed(content: bytes) -> bool:
    """Whether the PDF carries an electronic signature."""
    return b"/ByteRange" in content and bool(signatures(reader(content)))


def check(content: bytes, original: bytes, reference: str, trust: Path | None) -> Signed:
    """The signature of our letter; `Unacceptable` with a sentence otherwise.

    original: the letter as it was downloaded; trust: folder of the trusted authorities' certificates (PEM or DER).
    """
    document = reader(content)
    found = signatures(document)
    if not found:
        raise Unacceptable(UNSIGNED)
    if not content.startswith(original):
        raise Unacceptable(sentence(OTHER, reference=reference))
    for each in found:  # the last one may sign what the first had not seen: all must hold
        status = status_of(each, trust)
        demand_whole(status)
    if not are_signatures_only(original, content):
        raise Unacceptable(CHANGED)
    return read(found[-1], status, trust)


def reader(content: bytes) -> Any:
    from pyhanko.pdf_utils.misc import PdfError
    from pyhanko.pdf_utils.reader import PdfFileReader

    try:
        return PdfFileReader(BytesIO(content))
    except (PdfError, ValueError, KeyError, RecursionError) as fault:  # what it raises on a broken tree
        raise Unacceptable(UNREADABLE) from fault


def signatures(document: Any) -> Sequence[Any]:
    """Those of people: timestamps of a whole document come beside."""
    from pyhanko.pdf_utils.misc import PdfError

    try:
        return list(document.embedded_regular_signatures)
    except (PdfError, ValueError, KeyError, TypeError) as fault:
        raise Unacceptable(UNREADABLE) from fault


def status_of(signature: Any, trust: Path | None) -> Any:
    """What pyHanko says of it; nothing is fetched from the network."""
    from pyhanko.pdf_utils.misc import PdfError
    from pyhanko.sign.general import UnacceptableSignerError
    from pyhanko.sign.validation import validate_pdf_signature
    from pyhanko.sign.validation.errors import SignatureValidationError
    from pyhanko_certvalidator import ValidationContext

    context = ValidationContext(trust_roots=authorities(trust), allow_fetching=False, moment=clock.now())
    try:
        with ThreadPoolExecutor(1) as apart:  # it runs an event loop of its own: the caller's thread may have one
            return apart.submit(validate_pdf_signature, signature, context).result()
    except (SignatureValidationError, UnacceptableSignerError, PdfError, ValueError, KeyError, TypeError) as fault:
        raise Unacceptable(UNREADABLE) from fault


def demand_whole(status: Any) -> None:
    """Intact, valid, over the whole document as it was signed, and nothing but signatures after it."""
    from pyhanko.sign.validation.status import SignatureCoverageLevel

    if not (status.intact and status.valid):
        raise Unacceptable(BROKEN)
    if status.coverage < SignatureCoverageLevel.ENTIRE_REVISION:
        raise Unacceptable(PARTIAL)
    if not status.docmdp_ok:
        raise Unacceptable(BROKEN)


def read(signature: Any, status: Any, trust: Path | None) -> Signed:
    """Who signed, once the certificate is in force and, where authorities are known, one of theirs."""
    certificate = signature.signer_cert
    words = {"signer": named(certificate.subject), "issuer": named(certificate.issuer)}
    begin, end = certificate.not_valid_before, certificate.not_valid_after
    if not begin <= clock.now() <= end:
        raise Unacceptable(sentence(EXPIRED, signer=words["signer"], begin=f"{begin:%d/%m/%Y}", end=f"{end:%d/%m/%Y}"))
    if trust is not None and not status.trusted:
        raise Unacceptable(sentence(UNTRUSTED, **words))
    stamp = status.timestamp_validity
    is_stamped = bool(stamp and stamp.intact and stamp.valid and (trust is None or stamp.trusted))
    moment = stamp.timestamp if is_stamped else signature.self_reported_timestamp
    return Signed(**words, signed_at=moment, is_timestamped=is_stamped, is_verified=trust is not None)


def named(name: Any) -> str:
    """The common name of a certificate's subject or issuer, else the whole of it."""
    return str(name.native.get("common_name") or name.human_friendly)


def authorities(trust: Path | None) -> list[Any]:
    """The certificates of a folder; none without a folder."""
    from pyhanko.keys import load_certs_from_pemder

    files = sorted(each for each in trust.iterdir() if each.suffix in SUFFIXES) if trust else []
    return list(load_certs_from_pemder(map(str, files)))  # type: ignore[no-untyped-call]  # pyHanko's
