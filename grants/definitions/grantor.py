"""Who grants (attribuant), as open data names it."""

from functools import cache
from pathlib import Path

from pydantic import TypeAdapter, field_validator

from grants.definitions import source
from grants.definitions.base import Line, Part
from grants.values.identifiers import is_siret

FILE = Path(__file__).parents[2] / "data" / "attribuant.yaml"


class Grantor(Part):
    """Its name and its SIRET; `fictif` says that the number is invented."""

    name: Line
    siret: str
    fictif: bool

    @field_validator("siret")
    @classmethod
    def _is_siret(cls, siret: str) -> str:
        if not is_siret(siret):
            raise ValueError(f"« {siret} » n’est pas un numéro SIRET")
        return siret


@cache
def grantor() -> Grantor:
    """The grantor of data/attribuant.yaml."""
    read, _ = source.parse(FILE.read_bytes())
    return TypeAdapter(Grantor).validate_python(read)
