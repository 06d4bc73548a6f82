"""What a public directory says of an organisation."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Record:
    """One establishment or association, as registered; `legal_nature` in the words of `forms.organisation`."""

    name: str
    siret: str | None = None
    rna: str | None = None
    legal_nature: str | None = None
    address: str | None = None
    created_on: date | None = None
    closed_on: date | None = None
    is_fictif: bool = False


@dataclass(frozen=True)
class Answer:
    """How a directory answered: with a record, with none, or not at all."""

    has_answered: bool
    record: Record | None = None


NOT_ASKED = Answer(has_answered=False)
