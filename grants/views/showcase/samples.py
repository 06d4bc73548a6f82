"""Invented data for the style guide: no real organisation, no real person; plain ones stand in samples.yaml."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import yaml
from markupsafe import Markup

from grants.values.money import Money

PLAIN: dict[str, Any] = yaml.safe_load(Path(__file__).with_suffix(".yaml").read_text("utf-8"))

NOW = datetime(2026, 12, 15, 10, 4, tzinfo=UTC)
WHO = {"name": "Nadia Ferrand", "role": "instructrice, Vendée"}
DEPARTMENTS = [("", "Choisissez"), ("44", "44 Loire-Atlantique"), ("85", "85 Vendée")]
CHOICES = [("award", "Retenir pour 12 000 €"), ("reserve", "Liste complémentaire"), ("refuse", "Ne pas retenir")]
CHOICE_DETAILS = {"award": "montant modifiable à l’étape suivante", "refuse": "une raison sera demandée"}


def link(label: str, is_current: bool = False, count: int | None = None) -> dict[str, Any]:
    return {"label": label, "address": "#", "is_current": is_current, "count": count}


NAVIGATION = [link("Ce qui m’attend", count=7), link("Dossiers", True)]
NAVIGATION += [link(each) for each in ("Comités", "Sélection", "Décisions", "Versements", "Évaluations", "Pilotage")]
PUBLIC = [link("Appels à projets", True), link("Projets soutenus"), link("Données"), link("Aide")]
TABS = [link("Vendée, à traiter", True, 11), link("Pièces à vérifier", count=3), link("Tous, 2027", count=34)]


def event(kind: str, day: int, actor: str, icon: str, sentence: str, *links: tuple[str, str]) -> dict[str, Any]:
    at = datetime(2026, 11, day, 21, 7, tzinfo=UTC)
    return {"kind": kind, "at": at, "actor": actor, "icon": icon, "sentence": sentence, "links": links}


EVENTS = [
    event("review.score", 30, "Paul Aubin", "scales", "a donné sa note : elle reste cachée jusqu’à celle des autres."),
    event("message.send", 28, "Amina Kerdal", "mail", "Les comptes sont joints, dites-nous s’il manque autre chose."),
    event("application.submit", 12, "Joël Tessier", "document", "a déposé le dossier.", ("Récépissé", "#")),
]


def envelope(label: str, voted: int, charged: int, maybe: int | None = None) -> dict[str, Any]:
    amounts = {"voted": Money.of(voted), "charged": Money.of(charged), "left": Money.of(voted - charged)}
    return {"label": label, **amounts, "maybe": Money.of(maybe) if maybe else None}


ENVELOPES = [envelope("44 Loire-Atlantique", 210000, 123000, 60000), envelope("49 Maine-et-Loire", 120000, 120000)]
ENVELOPES += [envelope("53 Mayenne", 55000, 0)]

COLUMNS = [
    {"key": "number", "label": "N°", "is_header": False},
    {"key": "title", "label": "Association et projet", "is_header": True, "sort": "#"},
    {"key": "state", "label": "État", "sort": "#"},
    {"key": "due", "label": "Échéance", "sort": "#", "sorted": "ascending"},
    {"key": "amount", "label": "Demandé", "is_number": True, "sort": "#"},
]


def row(number: str, title: tuple[str, str], state: tuple[str, str], day: int, amount: int) -> dict[str, Any]:
    due = datetime(2026, 12, day, 17, tzinfo=UTC)
    return {"number": number, "title": title, "state": state, "due": due, "amount": Money.of(amount)}


ROWS = [
    row("CC20-0295", ("Le Fil Vendéen", "Un toit, un parrain"), ("to_complete", "À compléter"), 13, 28000),
    row("CC20-0318", ("Les Passerelles du Bocage", "Le camion"), ("under_review", "En instruction"), 15, 24000)
    | {"is_selected": True},
    row("CC20-0322", ("Lire au Marais", "Ateliers du mardi"), ("submitted", "Déposé"), 19, 9800),
]
TOTALS = {"number": "3 dossiers", "amount": Markup("61\u202f800\u00a0€")}
