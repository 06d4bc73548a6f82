"""A file to read on paper: what was answered, section by section, as a tagged PDF."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from grants.documents.frames import frame
from grants.documents.pdf import pdf


@dataclass(frozen=True)
class Heading:
    """What stands above the answers and on each page."""

    number: str
    title: str
    call: str
    organisation: str
    mark: str  # « PAS ENCORE DÉPOSÉ », or nothing
    facts: Sequence[tuple[str, str]]
    written_on: str  # ISO date
    is_fictional: bool = False


def application_pdf(
    heading: Heading, sections: Sequence[Mapping[str, Any]], certified: Sequence[str] = ()
) -> bytes:  # fmt: skip
    """The sections in the order of the form, then what was certified; the same content gives the same bytes."""
    return pdf(frame("application", heading=heading, sections=sections, certified=certified))
