"""What letters say of opinions, reports, evaluations, recoveries and appeals."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from sqlalchemy import select

from grants.database import db
from grants.models import Check, Evaluation
from grants.queries.letters.context import Context
from grants.values.money import Money

REGULARISATION_DAYS = 15


def failed_rules(context: Context) -> list[dict[str, str]]:
    """The rules that are not met, as the instructor's check recorded them."""
    here = select(Check.findings).filter_by(application_id=context.application.id, kind="eligibility")
    findings = db.session.scalar(here) or []
    rules = {rule.key: rule.self_test or rule.message for rule in context.application.file.eligibility.rules}
    return [
        {"regle": rules.get(each["key"], each["key"]), "constat": each["message"]}
        for each in findings
        if not each["passed"] and not each.get("overridden")
    ]


def due(context: Context) -> Any:
    return getattr(context.subject, "due_at", None)


def indicators(context: Context) -> list[dict[str, Any]]:
    labels = {each.key: each.label for each in context.application.file.indicators}
    report = context.final_report
    return [
        {"libelle": labels.get(each.key, each.key), "cible": shown(each.target), "realise": shown(each.value)}
        for each in (report.indicators if report else [])
    ]


def shown(value: Any) -> str:
    return "non renseigné" if value is None else f"{value:f}".rstrip("0").rstrip(".")


def appreciation(context: Context) -> str:
    """The evaluation's conclusion, or that there is none."""
    here = select(Evaluation.conclusion).filter_by(application_id=context.application.id)
    return db.session.scalar(here) or "Le compte rendu final est approuvé."


def late_days(context: Context) -> int:
    return max((context.at - due(context)).days, 0) if due(context) else 0


def still_planned(context: Context) -> Any:
    return (
        Money.total(each.amount for each in context.payments if not each.paid_on and each.state != "cancelled") or None
    )


def grounds(context: Context) -> list[dict[str, str]]:
    subject = context.subject
    return [{"libelle": getattr(subject, "grounds", ""), "reponse": getattr(subject, "answer", "") or ""}]


def outcome(context: Context) -> str:
    return "accepte" if getattr(context.subject, "state", "") == "accepted" else "rejete"


SOURCES: dict[str, Callable[[Context], Any]] = {
    "question_avis": lambda context: context.subject.question,
    "date_limite_avis": due,
    "url_avis": lambda context: context.address(
        "dossiers", context.application.number, "avis", str(context.subject.id)
    ),
    "elements_transmis": lambda context: "le projet, son territoire, son calendrier et son budget",
    "regles_non_remplies": failed_rules,
    "nom_compte_rendu": lambda context: context.subject.label,
    "date_echeance": due,
    "url_compte_rendu": lambda context: context.address("dossiers", context.application.number, "comptes-rendus"),
    "jours_retard": late_days,
    "date_limite_regularisation": lambda context: context.at + timedelta(days=REGULARISATION_DAYS),
    "solde_en_attente": still_planned,
    "bilan_indicateurs": indicators,
    "appreciation": appreciation,
    "date_recours": lambda context: context.subject.filed_at,
    "arguments": grounds,
    "issue": outcome,
    "fondement": lambda context: "non_depense",
    "constats": lambda context: [{"libelle": context.subject.reason}],
    "calcul": lambda context: [{"libelle": "Somme à reverser", "montant": context.subject.amount}],
    "montant_reversement": lambda context: context.subject.amount,
    "date_limite_reponse": lambda context: (
        getattr(context.subject, "hear_by_at", None) or context.at + timedelta(days=15)
    ),
    "observations_recues": lambda context: bool(getattr(context.subject, "observations", None)),
    "date_effet": lambda context: context.subject.granted_from,
    "date_fin_label": lambda context: context.subject.granted_until,
    "date_retrait": lambda context: context.subject.withdrawn_on,
    "renouvellement": lambda context: False,
    "engagements": lambda context: [],
    "numero_avenant": lambda context: context.subject.number,
    "date_avenant": lambda context: context.subject.signed_at or context.at,
    "motif_avenant": lambda context: context.subject.reason,
    "montant_avant": lambda context: context.subject.agreement.amended_amount - context.subject.difference,
    "montant_apres": lambda context: context.subject.agreement.amended_amount,
}
