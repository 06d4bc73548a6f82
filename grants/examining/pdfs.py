"""PDF documents: what could act is taken out, what is read stays as it was."""

import re
from pathlib import Path

import pikepdf

from grants.examining import pdf_objects
from grants.examining.refusing import Unacceptable
from grants.examining.streams import swells

TAIL = 4096  # bytes where the end of a document is looked for
LOCKED = "Ce PDF est protégé par un mot de passe : enregistrez-le sans mot de passe, puis joignez-le de nouveau."
BROKEN = "Ce PDF est abîmé et ne s’ouvre pas : enregistrez-le ou numérisez-le de nouveau, puis joignez-le."
BOMB = "Ce PDF devient énorme une fois ouvert : il n’est pas accepté. Imprimez-le dans un nouveau PDF."
EMPTY = "Ce PDF n’a aucune page : choisissez un autre fichier."
ENDING = "ce qui était ajouté après la fin du document"


def cleaned(path: Path, kind: str) -> tuple[Path, list[str]]:
    """The same file, or a copy without what could act, beside it, with what was removed."""
    if swells(path):
        raise Unacceptable(BOMB)
    try:
        with pikepdf.open(path) as pdf:
            return without_acts(pdf, path)
    except pikepdf.PasswordError as error:
        raise Unacceptable(LOCKED) from error
    except (pikepdf.PdfError, ValueError, RecursionError) as error:  # what the reader raises on a broken tree
        raise Unacceptable(BROKEN) from error


def without_acts(pdf: pikepdf.Pdf, path: Path) -> tuple[Path, list[str]]:
    if not len(pdf.pages):
        raise Unacceptable(EMPTY)
    removed = [*pdf_objects.disarm(pdf), *([ENDING] if has_more_after_its_end(path) else [])]
    if not removed:
        return path, []  # byte for byte: a signature on it still holds
    copy = path.with_name(f"{path.name}.clean")
    pdf.save(copy)
    return copy, [f"Pour la sécurité de ceux qui le liront, nous avons retiré de ce PDF : {', '.join(removed)}."]


def has_more_after_its_end(path: Path) -> bool:
    """Whether something else than spaces follows the last end mark: another file may hide there."""
    with path.open("rb") as file:
        size = file.seek(0, 2)
        file.seek(max(0, size - TAIL))
        tail = file.read()
    before, mark, after = tail.rpartition(b"%%EOF")
    return bool(re.sub(rb"[\s\x00]", b"", after if mark else before))
