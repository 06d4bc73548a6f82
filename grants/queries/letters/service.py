"""Who writes, to whom, and who signs."""

from collections.abc import Callable
from functools import cache
from typing import Any

import yaml

from grants.config import ROOT
from grants.models import User
from grants.queries.letters.context import Context
from grants.values import clock


@cache
def service() -> dict[str, str]:
    """The service's own facts: data/service.yaml."""
    return dict(yaml.safe_load((ROOT / "data" / "service.yaml").read_text(encoding="utf-8")))


def setting(name: str) -> Callable[[Context], str]:
    return lambda context: service()[name]


def recipient(context: Context) -> str:
    return context.representative.name if context.representative else "Madame, Monsieur"


def office(user: User | None, default: str) -> str:
    return user.office if user and user.office else default


def delegation_formula(context: Context) -> str:
    """« Pour le préfet et par délégation », or nothing more than the office for the prefect."""
    held = [
        each for each in context.actor.delegations if each.covers(kind=context.application.call.kind, day=clock.today())
    ]
    if any(each.ceiling is None for each in held):
        return service()["authority"]
    return f"Pour {service()['authority'][0].lower()}{service()['authority'][1:]} et par délégation"


def delegation_reference(context: Context) -> str | None:
    held = [
        each for each in context.actor.delegations if each.covers(kind=context.application.call.kind, day=clock.today())
    ]
    return held[0].reference if held else "sans délégation : acte du service"


SOURCES: dict[str, Callable[[Context], Any]] = {
    "nom_service": setting("name"),
    "adresse_service": setting("address"),
    "ville_service": setting("city"),
    "autorite_hierarchique": setting("hierarchical_authority"),
    "nom_tribunal": setting("court"),
    "adresse_tribunal": setting("court_address"),
    "comptable": setting("accountant"),
    "autorite": setting("authority"),
    "date_lettre": lambda context: context.at,
    "reference_lettre": lambda context: context.reference,
    "destinataire_nom": recipient,
    "destinataire_qualite": lambda context: office(context.representative, "représentant légal"),
    "destinataire_organisme": lambda context: context.application.organisation.name,
    "destinataire_adresse": lambda context: context.application.organisation.address,
    "contact_nom": lambda context: context.instructor.name if context.instructor else service()["name"],
    "contact_courriel": lambda context: context.instructor.email if context.instructor else service()["email"],
    "formule_delegation": delegation_formula,
    "delegation_reference": delegation_reference,
    "signataire_nom": lambda context: context.actor.name,
    "signataire_fonction": lambda context: office(context.actor, "autorité signataire"),
    "representant_nom": recipient,
    "representant_fonction": lambda context: office(context.representative, "représentant légal"),
}
