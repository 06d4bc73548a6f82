"""What a file is, by what it holds and never by its name."""

import re
from collections.abc import Callable, Sequence
from pathlib import Path

import filetype

from grants.examining import archives, texts
from grants.values.sentences import sentence

MEDIA = {
    "pdf": "application/pdf", "jpg": "image/jpeg", "png": "image/png", "csv": "text/csv",
    "ods": "application/vnd.oasis.opendocument.spreadsheet", "odt": "application/vnd.oasis.opendocument.text",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}  # fmt: skip
HEAD = 8192  # bytes
ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
PACKED = (ZIP, b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b", b"BZh", b"\xfd7zXZ")
PROGRAM = re.compile(rb"MZ|\x7fELF|#!|\xca\xfe\xba\xbe|\xcf\xfa\xed\xfe|\xfe\xed\xfa")
ENCRYPTED_OFFICE = "EncryptedPackage".encode("utf-16-le")  # how a protected docx or xlsx is wrapped
LOCKED = "Ce document est protégé par un mot de passe : enregistrez-le sans protection, puis joignez-le de nouveau."

BOTH = "%(why)s %(wanted)s"  # what is wrong, then what to do
# Why a beginning is of no kind that may be given: the first that fits is said.
REASONS: list[tuple[Callable[[bytes], object], str]] = [
    (
        lambda head: re.search(rb"<\s*svg", head, re.IGNORECASE),
        "Une image SVG peut cacher un programme : elle n’est pas acceptée.",
    ),
    (
        texts.is_markup,
        "C’est une page web, quel que soit son nom : elle peut cacher un programme.",
    ),
    (PROGRAM.match, "C’est un programme, quel que soit son nom : il n’est pas accepté."),
    (
        lambda head: head.startswith(OLE),
        "C’est un ancien format de bureautique, qui peut contenir des macros : enregistrez-le en PDF.",
    ),
    (
        lambda head: head.startswith(PACKED),
        "C’est une archive : joignez les documents qu’elle contient, un par un.",
    ),
    (bool, "Le contenu de ce fichier n’est pas d’un type accepté, quel que soit son nom."),
]


def kind_of(path: Path) -> str:
    """pdf, jpg, png, xlsx…; empty when it is none of those that may be given."""
    head = head_of(path)
    if head.startswith(b"%PDF-"):
        return "pdf"
    if head.startswith(ZIP):
        return archives.kind_of(path)
    if texts.is_markup(head) or PROGRAM.match(head):
        return ""
    guessed = filetype.guess(head)
    if guessed is None:
        return "csv" if texts.is_plain(path) else ""
    return guessed.extension if guessed.extension in ("jpg", "png") else ""


def head_of(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(HEAD)


def why_not(path: Path, kind: str, accept: Sequence[str]) -> str:
    """The sentence for a file that is not of a kind asked for."""
    head, wanted = head_of(path), sentence("Joignez un fichier %(kinds)s.", kinds=listed(accept))
    if kind:
        words = "C’est un fichier %(kind)s, qui n’est pas accepté ici, quel que soit son nom."
        return sentence(BOTH, why=sentence(words, kind=kind.upper()), wanted=wanted)
    if head.startswith(OLE) and is_locked(path):
        return LOCKED
    return sentence(BOTH, why=sentence(next(words for is_so, words in REASONS if is_so(head))), wanted=wanted)


def is_locked(path: Path) -> bool:
    """Whether this wrapping of old documents holds a new one behind a password."""
    with path.open("rb") as file:
        return any(ENCRYPTED_OFFICE in block for block in iter(lambda: file.read(1 << 20), b""))


def listed(accept: Sequence[str]) -> str:
    """« PDF, JPG ou PNG »."""
    words = [each.upper() for each in accept]
    return " ou ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)
