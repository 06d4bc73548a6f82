"""What a first deposit teaches of its organisation: only what its own page did not say yet."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import select

from grants.database import db
from grants.models import Application, Organisation
from grants.values import iban, identifiers, territories

KNOWN = {"siret": identifiers.is_siret, "rna": identifiers.is_rna, "iban": iban.is_iban}


def complete_identity(application: Application, answers: Mapping[str, Any]) -> None:
    """Fill the empty lines of the organisation's page; the caller holds it. What is there is never overwritten."""
    organisation = application.organisation
    for name, is_right in KNOWN.items():
        said = answers.get(name)
        if getattr(organisation, name) is None and is_right(said) and not taken(organisation, name, str(said)):
            setattr(organisation, name, identifiers.compact(said))
    organisation.legal_nature = organisation.legal_nature or answers.get("legal_nature") or None
    organisation.address = organisation.address or address(answers)
    organisation.created_on = organisation.created_on or day(answers.get("created_on"))


def taken(organisation: Organisation, name: str, value: str) -> bool:
    """Whether another organisation has this number: the two are then a question for the administrator."""
    if name == "iban":
        return False
    other = select(Organisation.id).filter_by(**{name: identifiers.compact(value)})
    return db.session.scalar(other.where(Organisation.id != organisation.id)) is not None


def address(answers: Mapping[str, Any]) -> str | None:
    commune = territories.commune(answers.get("commune"))
    parts = [answers.get("street"), commune.name if commune else None]
    return ", ".join(part for part in parts if isinstance(part, str) and part) or None


def day(value: Any) -> date | None:
    try:
        return date.fromisoformat(value)
    except (TypeError, ValueError):
        return None
