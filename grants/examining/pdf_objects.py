"""Take out of a PDF all that acts by itself or holds another file (ISO 32000-2, 12.6, 7.11.4, 12.7.8)."""

from collections.abc import Iterator
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, Stream

DEEPEST = 60  # direct objects inside each other
ACTS = {
    "/JavaScript": "du JavaScript", "/Launch": "le lancement d’un programme", "/SubmitForm": "un envoi de données",
    "/ImportData": "une lecture de données", "/GoToE": "un fichier incorporé",
    "/GoToR": "un renvoi vers un autre fichier",
    "/Movie": "un film", "/Sound": "un son", "/Rendition": "un film", "/RichMediaExecute": "un contenu animé",
    "/GoTo3DView": "un contenu animé", "/Hide": "une action cachée", "/SetOCGState": "une action cachée",
    "/Trans": "une action cachée",
}  # fmt: skip
ANNOTATIONS = {
    "/RichMedia": "un contenu animé", "/3D": "un contenu animé", "/Movie": "un film", "/Sound": "un son",
    "/Screen": "un film", "/FileAttachment": "un fichier incorporé",
}  # fmt: skip
SAFE_LINKS = ("http://", "https://", "mailto:", "tel:")
OPENING, BY_THEMSELVES = "une action à l’ouverture", "des actions automatiques"
FILES, SCRIPTS, XFA = "un fichier incorporé", "du JavaScript", "un formulaire dynamique"
LINK = "un lien vers un fichier de l’ordinateur"


def disarm(pdf: Pdf) -> list[str]:
    """Disarm every object; what was found, once each, in the order it was found."""
    found: dict[str, None] = dict.fromkeys(of_the_document(pdf))
    for each in pdf.objects:
        for part in dictionaries(each):
            found.update(dict.fromkeys(of_one(part)))
    return list(found)


def of_the_document(pdf: Pdf) -> Iterator[str]:
    """What the catalogue says: acts at opening, scripts, files that travel inside, dynamic forms."""
    root = pdf.Root
    opening = root.get("/OpenAction")
    if isinstance(opening, Dictionary) and opening.get("/S") != Name.GoTo:  # a page to open at is no act
        del root["/OpenAction"]
        yield OPENING
    yield from without(root.get("/Names"), {"/JavaScript": SCRIPTS, "/EmbeddedFiles": FILES})
    yield from without(root, {"/Collection": FILES, "/AF": FILES})
    yield from without(root.get("/AcroForm"), {"/XFA": XFA})
    without_mark(root, "/NeedsRendering")


def without(part: Any, keys: dict[str, str]) -> Iterator[str]:
    for key, words in keys.items():
        if isinstance(part, Dictionary) and key in part:
            del part[key]
            yield words


def without_mark(part: Any, key: str) -> None:
    if key in part:
        del part[key]


def dictionaries(each: Any, depth: int = 0) -> Iterator[Any]:
    """The dictionaries of one object: its own, those written inside it; not those that it refers to."""
    if depth > DEEPEST:
        raise ValueError("objects too deep inside each other")
    if isinstance(each, Dictionary | Stream):
        held = list(each.keys())
        yield each
        inner = [each.get(key) for key in held]
    else:
        inner = list(each) if isinstance(each, Array) else []
    for one in inner:
        if isinstance(one, Dictionary | Array) and not one.is_indirect:
            yield from dictionaries(one, depth + 1)


def of_one(part: Any) -> Iterator[str]:
    """Disarm one dictionary: its automatic acts, itself when it is an act, the annotations of a page."""
    if "/AA" in part:
        del part["/AA"]
        yield BY_THEMSELVES
    yield from without_files(part)
    if words := words_of_act(part):
        for key in list(part.keys()):
            del part[key]
        yield words
    if isinstance(part.get("/Annots"), Array):
        yield from without_annotations(part)


def without_files(part: Any) -> Iterator[str]:
    """A file specification loses the file it carries; a part loses its associated files."""
    if "/EF" in part:
        del part["/EF"]
        yield FILES
    if "/AF" in part:
        del part["/AF"]
        yield FILES


def words_of_act(part: Any) -> str:
    """What this dictionary would do, when it is an act that we don't keep; else nothing."""
    kind = part.get("/S")
    if isinstance(part, Stream) or not isinstance(kind, Name) or part.get("/Type", Name.Action) != Name.Action:
        return ""
    if kind == Name.URI:
        return "" if str(part.get("/URI", "")).strip().lower().startswith(SAFE_LINKS) else LINK
    return ACTS.get(str(kind), SCRIPTS if "/JS" in part else "")


def without_annotations(page: Any) -> Iterator[str]:
    """The page's annotations, but for those that play or carry something."""
    kept = []
    for each in page.Annots:
        subtype = str(each.get("/Subtype", "")) if isinstance(each, Dictionary) else ""
        if subtype in ANNOTATIONS:
            yield ANNOTATIONS[subtype]
        else:
            kept.append(each)
    if len(kept) != len(page.Annots):
        page.Annots = pikepdf.Array(kept)
