"""The documents of a meeting (dossier de séance): one tagged PDF with its ranking and a sheet for each file."""

from collections.abc import Mapping, Sequence
from typing import Any

from grants.documents.frames import frame
from grants.documents.pdf import pdf


def pack_pdf(heading: Mapping[str, Any], sheets: Sequence[Mapping[str, Any]], *, written_on: str) -> bytes:
    """A page of ranking and envelopes, then a sheet a file, in plain words for a person concerned."""
    return pdf(frame("pack", heading=heading, sheets=sheets, written_on=written_on))
