"""Whom and where a call reaches: legal natures, departments."""

from grants.definitions.call import CallFile
from grants.values.territories import DEPARTMENTS, Territory, read

NATURES: dict[str, str] = {
    "association_1901": "Association loi 1901",
    "foundation": "Fondation",
    "endowment_fund": "Fonds de dotation",
    "social_body": "Organisme social (CAF, MSA, CPAM)",
    "municipality": "Commune ou centre communal d’action sociale (CCAS)",
    "intermunicipality": "Intercommunalité",
    "department": "Département",
    "state_education": "Service ou établissement de l’Éducation nationale",
    "state_service": "Autre service de l’État",
    "public_interest_group": "Groupement d’intérêt public (GIP)",
    "cooperative": "Coopérative d’intérêt collectif (SCIC)",
    "company": "Entreprise",
}


def nature_name(key: str | None) -> str:
    """A legal nature in words; its own key for one that the house does not know."""
    return NATURES.get(key or "", key or "")


def natures_told(call: CallFile) -> str:
    """Who may apply, in a line: « association loi 1901, fondation »; what stands in brackets is left to the form."""
    names = (nature_name(each).partition(" (")[0] for each in call.eligibility.legal_natures)
    return ", ".join(name[:1].lower() + name[1:] for name in names)


def places_of(call: CallFile) -> list[Territory]:
    """Where its projects take place."""
    found = (read({"kind": each.kind, "code": each.code}) for each in call.eligibility.territories)
    return [place for place in found if place]


def departments_of(call: CallFile) -> tuple[str, ...]:
    """Those that it touches, in the order of their codes."""
    touched = {code for place in places_of(call) for code in place.departments}
    return tuple(code for code in DEPARTMENTS if code in touched)
