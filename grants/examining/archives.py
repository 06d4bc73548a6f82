"""Office documents, which are zips: their kind, their size once open, macros; nothing is ever extracted."""

import re
import zipfile
from collections.abc import Sequence
from pathlib import Path

from grants.examining.refusing import Unacceptable

OPEN_DOCUMENT = {
    "application/vnd.oasis.opendocument.spreadsheet": "ods",
    "application/vnd.oasis.opendocument.text": "odt",
}
OFFICE = {"xl/workbook.xml": "xlsx", "word/document.xml": "docx"}
MOST_ENTRIES = 5_000
MOST_BYTES = 500 * 1024 * 1024  # once open
HIGHEST_RATIO = 150  # times larger once open; a long spreadsheet stays under 60
SMALL = 20 * 1024 * 1024  # under this, no ratio is a danger
LARGEST_READ = 1024 * 1024
MACROS = re.compile(r"vbaproject|vbadata|macrosheets/|^basic/|^scripts/|activex/|\.xlm$", re.IGNORECASE)
# A chart brings its own table along; anything else inside a document is something to open apart.
EMBEDDED = re.compile(r"(embeddings/.+(?<!\.xlsx)(?<!\.docx)|\.(zip|7z|rar|gz|jar|exe|dll|js|vbs|bat|cmd|ps1|hta))$",
                      re.IGNORECASE)  # fmt: skip
RELATION = re.compile(r"<Relationship\b[^>]*>", re.IGNORECASE)
OPENED_ALONE = re.compile(r"attachedTemplate|oleObject|frame|subDocument", re.IGNORECASE)
BOMB = "Ce fichier compressé devient énorme une fois ouvert : il n’est pas accepté. Enregistrez le document en PDF."
MACRO = "Ce document contient des macros, qui sont des programmes : enregistrez-le sans macro, ou en PDF."
INSIDE = "Ce document contient un autre fichier : joignez-le à part, ou enregistrez le document en PDF."
OUTSIDE = "Ce document va chercher une partie de lui-même ailleurs : enregistrez-le en PDF."
LOCKED = "Ce document est protégé par un mot de passe : enregistrez-le sans protection, puis joignez-le de nouveau."
BROKEN = "Ce fichier est abîmé et ne s’ouvre pas : enregistrez-le de nouveau, puis joignez-le."
UNREADABLE = (zipfile.BadZipFile, OSError, RuntimeError, NotImplementedError, EOFError, ValueError)


def kind_of(path: Path) -> str:
    """xlsx, docx, ods or odt; empty for any other archive."""
    try:
        with zipfile.ZipFile(path) as archive:
            names = set(archive.namelist())
            if "mimetype" in names:
                return OPEN_DOCUMENT.get(text_of(archive, "mimetype").strip(), "")
            return next((kind for name, kind in OFFICE.items() if name in names), "")
    except UNREADABLE:
        return ""


def checked(path: Path, kind: str) -> tuple[Path, list[str]]:
    """The same file, once nothing in it is found that could act, swell or hide."""
    try:
        with zipfile.ZipFile(path) as archive:
            check_size(archive.infolist(), path.stat().st_size)
            check_names(archive.namelist())
            check_parts(archive)
    except UNREADABLE as error:
        raise Unacceptable(BROKEN) from error
    return path, []


def check_size(entries: Sequence[zipfile.ZipInfo], size: int) -> None:
    """By what the archive declares: the reader stops at the declared size, so a lie gains nothing."""
    opened = sum(each.file_size for each in entries)
    if len(entries) > MOST_ENTRIES or opened > MOST_BYTES or (opened > SMALL and opened > HIGHEST_RATIO * size):
        raise Unacceptable(BOMB)
    if any(each.flag_bits & 1 for each in entries):
        raise Unacceptable(LOCKED)


def check_names(names: Sequence[str]) -> None:
    if any(MACROS.search(name) for name in names):
        raise Unacceptable(MACRO)
    if any(EMBEDDED.search(name) for name in names):
        raise Unacceptable(INSIDE)
    if any(name.startswith(("/", "\\")) or ".." in re.split(r"[/\\]", name) for name in names):
        raise Unacceptable(BROKEN)


def check_parts(archive: zipfile.ZipFile) -> None:
    """What the contents' own lists say: macros under another name, parts elsewhere, encryption."""
    names = set(archive.namelist())
    if "[Content_Types].xml" in names and "macroenabled" in text_of(archive, "[Content_Types].xml").lower():
        raise Unacceptable(MACRO)
    if "META-INF/manifest.xml" in names and "encryption-data" in text_of(archive, "META-INF/manifest.xml"):
        raise Unacceptable(LOCKED)
    if any(goes_elsewhere(text_of(archive, name)) for name in names if name.endswith(".rels")):
        raise Unacceptable(OUTSIDE)
    if any("ddeLink" in text_of(archive, name) for name in names if name.startswith("xl/externalLinks/")):
        raise Unacceptable(OUTSIDE)


def goes_elsewhere(relations: str) -> bool:
    """A link that a person follows is fine; a part that is fetched when the document opens is not."""
    outside = (each for each in RELATION.findall(relations) if re.search("TargetMode=.External", each, re.IGNORECASE))
    return any(OPENED_ALONE.search(each) for each in outside)


def text_of(archive: zipfile.ZipFile, name: str) -> str:
    """The beginning of one small part, never more than a megabyte."""
    with archive.open(name) as part:
        return part.read(LARGEST_READ).decode("utf-8", "replace")
