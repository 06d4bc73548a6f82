"""What a new part of a call begins with: the least that makes sense, to be completed on its page."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import Any

from grants.definitions.drafting.spots import Spot
from grants.definitions.drafting.typing import slug
from grants.definitions.question import CHOICES, TABLES
from grants.values import clock

YES_NO = [{"value": "yes", "label": "Oui"}, {"value": "no", "label": "Non"}]
COLUMNS: dict[str, list[dict[str, Any]]] = {
    "partners": [
        {"key": "name", "type": "text", "label": "Nom du partenaire", "required": True, "max_length": 150},
        {"key": "role", "type": "text", "label": "Ce qu’il apporte", "required": False, "max_length": 300},
    ],
    "people": [
        {"key": "name", "type": "text", "label": "Prénom et nom", "required": True, "max_length": 120},
        {"key": "role", "type": "text", "label": "Fonction", "required": False, "max_length": 120},
    ],
    "rows": [{"key": "what", "type": "text", "label": "Quoi", "required": True, "max_length": 200}],
}


LIMITS: dict[str, dict[str, Any]] = {
    "text": {"max_length": 200},
    "long_text": {"max_length": 1500},
    "territory": {"levels": ["commune", "department"], "max_rows": 10},
    "budget": {"grid": "cerfa_12156", "in_kind": True},
    "indicators": {"source": "indicators", "own_max": 3},
}


def limits_of(kind: str) -> dict[str, Any]:
    """What a question or a column of this type needs at once."""
    if kind in TABLES:
        return {"max_rows": 10, "columns": COLUMNS[kind]}
    if kind in CHOICES:
        return {"options": YES_NO}
    return LIMITS.get(kind, {})


def part(spot: Spot, label: str, *, kind: str = "text", key: str = "") -> dict[str, Any]:
    """A new item of this list, named; its key is made of its name unless one is given."""
    named = {"key": slug(key or label, {str(each.get("key")) for each in spot.value})}
    make = MAKERS.get(spot.model)
    return {**named, **make(spot, label, kind)} if make else {**named, "label": label}


def question(spot: Spot, label: str, kind: str) -> dict[str, Any]:
    return {"type": kind, "label": label, "required": False, **limits_of(kind), "used_for": ["instruction"]}


def column(spot: Spot, label: str, kind: str) -> dict[str, Any]:
    return {"type": kind, "label": label, "required": False, **limits_of(kind)}


def section(spot: Spot, label: str, kind: str) -> dict[str, Any]:
    """A page holds a question at least; its key must be new in the whole form."""
    form = spot.within("FormDefinition")
    sections = form.value.get("sections", []) if form else []
    taken = {str(each.get("key")) for page in sections for each in page.get("questions", [])}
    first = {"key": slug(f"{label} precisions", taken), **question(spot, f"{label} : précisez"[:150], "long_text")}
    return {"title": label, "minutes": 10, "questions": [first]}


def criterion(spot: Spot, label: str, kind: str) -> dict[str, Any]:
    """It awaits the questions that serve it, its weight, and one sentence a mark."""
    grid = spot.within("GridDefinition")
    scale = (grid.value.get("scales") or [{}])[0] if grid else {}
    marks = range(scale.get("min", 0), scale.get("max", 5) + 1, max(scale.get("step", 1), 1))
    return {"label": label, "weight": 10, "question": label, "reads": [], "scale": str(scale.get("key", "")),
            "guidance": {str(mark): "À compléter." for mark in marks}}  # fmt: skip


def envelope(spot: Spot, label: str, kind: str) -> dict[str, Any]:
    funders = spot.content.get("funders") or [{}]
    return {"funder": str(funders[0].get("key", "")), "year": clock.today().year, "label": label, "scope": "region",
            "amount": "10000.00", "fictif": False}  # fmt: skip


def round_of(spot: Spot, label: str, kind: str) -> dict[str, Any]:
    return {"number": len(spot.value) + 1, **calendar(clock.today()), "timezone": "Europe/Paris"}


def stage(spot: Spot, label: str, kind: str) -> dict[str, Any]:
    forms = spot.content.get("form") or [{}]
    closes_at = calendar(clock.today())["closes_at"]
    return {"label": label, "form": str(forms[0].get("key", "")), "closes_at": closes_at}


def calendar(day: date) -> dict[str, str]:
    """A month to prepare, six weeks to answer, two months to decide."""
    planned = (("opens_at", 30, 9), ("closes_at", 72, 16), ("announced_at", 135, 10))
    moments = {name: moment(day + timedelta(days=after), hour) for name, after, hour in planned}
    return moments | {"decisions_on": (day + timedelta(days=130)).isoformat()}


def moment(day: date, hour: int) -> str:
    return datetime.combine(day, time(hour), clock.PARIS).isoformat()


MAKERS: dict[str, Callable[[Spot, str, str], dict[str, Any]]] = {
    "Question": question,
    "Column": column,
    "Section": section,
    "Criterion": criterion,
    "EnvelopeDefinition": envelope,
    "RoundDefinition": round_of,
    "StageDefinition": stage,
    "Piece": lambda spot, label, kind: {"label": label, "required": True, "accept": ["pdf"], "max_size_mb": 20},
    "Funder": lambda spot, label, kind: {"label": label, "budget_row": f"74_{slug(label)}", "lead": not spot.value},
    "Rule": lambda spot, label, kind: {"test": {"self_declared": True}, "on_fail": "warn", "message": label,
                                       "overridable": True},
    "Indicator": lambda spot, label, kind: {"label": label, "unit": "personnes", "aggregate": "sum", "target": "asked",
                                            "target_required": False, "count_rule": "À compléter."},
}  # fmt: skip


def call(key: str, kind: str, version: int, title: str) -> dict[str, Any]:
    """A whole call to begin with: one round, one stage, one funder, a short form; it could be put in force."""
    dates = calendar(clock.today())
    section = {"key": "request", "title": "Votre projet", "minutes": 20, "questions": FIRST_QUESTIONS}
    return {
        "key": key, "kind": kind, "workflow_version": version, "format_version": 1, "title": title,
        "short_title": title[:60].strip(), "summary": title, "programme": "strategie_pauvrete_2018_2022",
        "contact": {"service": "À compléter", "email": "a-completer@guichet.example"},
        "rounds": [{"key": "r1", "number": 1, **dates, "timezone": "Europe/Paris"}],
        "stages": [{"key": "full", "label": "Dossier complet", "form": "main", "closes_at": dates["closes_at"]}],
        "envelope_total": {"amount": "10000.00", "confidence": "invented", "source": "à compléter", "fictif": False},
        "envelopes": [{"key": "region", "funder": "state", "year": clock.today().year, "label": "Région",
                       "scope": "region", "amount": "10000.00", "fictif": False}],
        "funders": [{"key": "state", "label": "État", "budget_row": "74_state", "lead": True}],
        "eligibility": {"legal_natures": ["association_1901"], "territories": [{"kind": "region", "code": "52"}]},
        "form": [{"key": "main", "title": "Dossier de demande", "sections": [section]}],
        "sources": ["construit dans Guichet"],
    }  # fmt: skip


FIRST_QUESTIONS: list[dict[str, Any]] = [
    {"key": "project_title", "type": "text", "label": "Titre du projet", "required": True, "public": True,
     "max_length": 100, "used_for": ["letter", "public_notice", "open_data"]},
    {"key": "project_summary", "type": "long_text", "label": "Résumez le projet en cinq lignes", "required": True,
     "public": True, "max_length": 600, "used_for": ["public_notice", "instruction", "bilan"]},
    {"key": "requested_amount", "type": "money", "label": "Montant demandé", "required": True,
     "used_for": ["eligibility", "checks", "envelope"]},
]  # fmt: skip
