"""Several PDF in one, to be read through before they leave, with the structure that a screen reader follows."""

from collections.abc import Iterable
from io import BytesIO
from pathlib import Path

import pikepdf
from pikepdf import Dictionary, Name, String

from grants.documents.structure import Structure, without_forms


def bound(title: str, parts: Iterable[tuple[str, Path]]) -> bytes:
    """The parts one after the other, each with its name in the outline; a copy to read, not what is sent.

    Each keeps its tags, under one tree; a part that has none (a scanned letter) is said to be a picture.
    """
    with pikepdf.new() as whole:
        structure = Structure(whole)
        with whole.open_outline() as outline:
            for name, path in parts:
                first = len(whole.pages)
                with pikepdf.open(path) as part:
                    without_forms(part)
                    whole.pages.extend(part.pages)
                    structure.add(name, part, list(whole.pages)[first:])
                outline.root.append(pikepdf.OutlineItem(name, first))
        structure.close()
        say_what_it_is(whole, title)
        out = BytesIO()
        whole.save(out)
    return out.getvalue()


def say_what_it_is(whole: pikepdf.Pdf, title: str) -> None:
    """Its language, its title in the place of a file name, and the standard that it follows (ISO 14289-1)."""
    whole.Root.Lang = String("fr")
    whole.Root.MarkInfo = Dictionary(Marked=True)
    whole.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
    whole.Root.PageMode = Name.UseOutlines
    with whole.open_metadata(set_pikepdf_as_editor=False) as metadata:
        metadata["dc:title"] = title
        metadata["pdfuaid:part"] = "1"
