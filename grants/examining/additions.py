"""What was added to a PDF after we wrote it: signatures and their proofs, or something else.

An incremental update keeps the numbers of the objects: each of ours must be found again as it was (ISO 32000-2, 7.5.6).
"""

from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream

# What signing tools write: the form that holds the fields, the proofs kept for later, the level of the format.
OF_THE_CATALOGUE = {"/AcroForm", "/DSS", "/Extensions", "/Version", "/Perms", "/Metadata"}
OF_THE_FORM = {"/Fields", "/SigFlags", "/DA", "/DR", "/Q", "/Type"}


def are_signatures_only(original: bytes, content: bytes) -> bool:
    """Whether `content` shows what `original` shows, with nothing more than fields of signature."""
    try:
        with pikepdf.open(BytesIO(original)) as ours, pikepdf.open(BytesIO(content)) as theirs:
            return all(differences(ours, theirs))
    except (pikepdf.PdfError, ValueError, RecursionError):  # what the reader raises on a broken tree
        return False


def differences(ours: pikepdf.Pdf, theirs: pikepdf.Pdf) -> Iterator[bool]:
    """Whether each thing that may differ is as it should be."""
    yield len(ours.pages) == len(theirs.pages)
    yield only_adds(ours.Root, theirs.Root, OF_THE_CATALOGUE)
    yield holds_signatures(theirs.Root.get("/AcroForm"))
    pages = {each.obj.objgen for each in ours.pages}
    for before, after in zip(ours.pages, theirs.pages, strict=False):
        yield before.obj.objgen == after.obj.objgen and only_adds(before.obj, after.obj, {"/Annots"})
        yield has_only_fields_more(before.obj, after.obj)
    free = pages | {ours.Root.objgen} | {each.objgen for each in about(ours)}
    for each in ours.objects:
        yield each.objgen in free or is_same(each, theirs.get_object(each.objgen))


def about(pdf: pikepdf.Pdf) -> list[Any]:
    """What says when and by what tool the document was last written: no page shows it."""
    found = [pdf.trailer.get("/Info"), pdf.Root.get("/Metadata")]
    return [each for each in found if each is not None]


def only_adds(before: Any, after: Any, keys: set[str]) -> bool:
    """The same dictionary, but for these keys."""
    rest = {*before.keys(), *after.keys()} - keys
    return all(key in before and key in after and is_same(before[key], after[key]) for key in rest)


def is_same(before: Any, after: Any) -> bool:
    """The same value as it is written: what it refers to is compared by itself."""
    if before.__class__ is not after.__class__ and not isinstance(before, pikepdf.Object):
        return bool(before == after)
    if not isinstance(before, pikepdf.Object) or not isinstance(after, pikepdf.Object):
        return bool(before == after)
    if isinstance(before, Stream):
        return isinstance(after, Stream) and before.read_raw_bytes() == after.read_raw_bytes() and written(
            before.stream_dict
        ) == written(after.stream_dict)  # fmt: skip
    return written(before) == written(after)


def written(value: Any) -> bytes:
    return bytes(value.unparse(resolved=True))


def holds_signatures(form: Any) -> bool:
    """Whether the form holds fields of signature, and nothing that acts."""
    if not isinstance(form, Dictionary) or set(form.keys()) - OF_THE_FORM:
        return False
    return all(is_signature(each) for each in form.get("/Fields", Array()))


def is_signature(field: Any) -> bool:
    return isinstance(field, Dictionary) and field.get("/FT") == Name.Sig and "/AA" not in field and "/A" not in field


def has_only_fields_more(before: Any, after: Any) -> bool:
    """The annotations that the page had, then fields of signature."""
    had, has = list(before.get("/Annots", Array())), list(after.get("/Annots", Array()))
    kept = len(had) <= len(has) and all(is_same(*pair) for pair in zip(had, has, strict=False))
    return kept and all(is_signature(each) for each in has[len(had) :])
