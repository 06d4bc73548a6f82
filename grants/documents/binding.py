"""Several PDF in one, to be read through before they leave."""

from collections.abc import Iterable
from io import BytesIO
from pathlib import Path

import pikepdf


def bound(title: str, parts: Iterable[tuple[str, Path]]) -> bytes:
    """The parts one after the other, each with its name in the outline; a copy to read, not what is sent."""
    with pikepdf.new() as whole:
        with whole.open_outline() as outline:
            for name, path in parts:
                with pikepdf.open(path) as part:
                    first = len(whole.pages)
                    whole.pages.extend(part.pages)
                outline.root.append(pikepdf.OutlineItem(name, first))
        whole.docinfo["/Title"] = title
        whole.Root.Lang = pikepdf.String("fr")
        out = BytesIO()
        whole.save(out)
    return out.getvalue()
