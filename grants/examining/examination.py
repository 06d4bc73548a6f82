"""Look at one file that arrived: take it, take it cleaned, or refuse it with a sentence."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from grants.examining import archives, images, names, pdfs, texts
from grants.examining.kinds import MEDIA, kind_of, why_not
from grants.examining.refusing import Unacceptable
from grants.values.sentences import sentence

MEGABYTE = 1024 * 1024
TOO_LARGE = "Ce fichier dépasse %(limit)s Mo : réduisez-le ou coupez-le en deux."
Check = Callable[[Path, str], tuple[Path, list[str]]]
CHECKS: dict[str, Check] = {"pdf": pdfs.cleaned, "jpg": images.cleaned, "png": images.cleaned, "csv": texts.checked}


@dataclass(frozen=True)
class Examined:
    """What may be kept: its true type, a name to be trusted, what was taken out (sentences), where its content is."""

    media_type: str
    extension: str
    name: str
    notes: list[str]
    path: Path


def examine(path: Path, name: str, accept: Sequence[str], max_size: int) -> Examined:
    """The file at `path` as it may be kept; `Unacceptable` otherwise.

    accept: kinds, as "pdf" or "xlsx"; max_size: bytes. A cleaned copy is written beside `path`, which stays as it was.
    """
    check_size(path.stat().st_size, max_size)
    kind = kind_of(path)
    if kind not in accept:
        raise Unacceptable(why_not(path, kind, accept))
    kept, notes = CHECKS.get(kind, archives.checked)(path, kind)
    return Examined(MEDIA[kind], kind, names.cleaned(name, kind), notes, kept)


def check_size(size: int, max_size: int) -> None:
    if size <= 0:
        raise Unacceptable("Ce fichier est vide : choisissez-en un autre.")
    if size > max_size:
        raise Unacceptable(sentence(TOO_LARGE, limit=max_size // MEGABYTE))
