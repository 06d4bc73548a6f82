"""The file, its organisation, its deposit, its completion, its opinions, its reports."""

from datetime import date, timedelta
from typing import Any

from sqlalchemy import func, select

from grants.database import db
from grants.models import Application, Check, Receipt, Report
from grants.queries import completeness
from grants.queries.letters.scene import Fact, Scene, once
from grants.values.money import Money


@once
def receipt(scene: Scene) -> Receipt | None:
    latest = select(Receipt).filter_by(application_id=scene.file.id).order_by(Receipt.id.desc()).limit(1)
    return db.session.scalar(latest)


def pieces(scene: Scene) -> list[dict[str, str]]:
    """The pieces that are there, by their label in the call."""
    labels = {each.key: each.label for each in scene.file.file.pieces}
    return [{"libelle": labels.get(each.key, each.key)} for each in completeness.pieces_of(scene.file)]


def failed_rules(scene: Scene) -> list[dict[str, str]]:
    """The rules that are not met and were not overridden."""
    check = db.session.scalar(select(Check).filter_by(application_id=scene.file.id, kind="eligibility"))
    broken = (each for each in (check.findings if check else ()) if not each["passed"] and not each.get("overridden"))
    return [{"regle": each["message"].rstrip("."), "constat": each.get("reason") or "non remplie"} for each in broken]


def project_cost(scene: Scene) -> Money:
    """Charges of the project's budget; the amount asked where there is no budget."""
    budget = next((value for value in scene.answers.values() if isinstance(value, dict) and "charges" in value), None)
    lines = budget["charges"].values() if budget and isinstance(budget["charges"], dict) else ()
    total = Money.total(Money.of(each) for each in lines if isinstance(each, str))
    return total if total else scene.file.requested_amount or Money(0)


@once
def report(scene: Scene) -> Report | None:
    if isinstance(scene.subject, Report):
        return scene.subject
    final = (
        select(Report).filter_by(application_id=scene.file.id).order_by(Report.kind != "final", Report.due_at.desc())
    )
    return db.session.scalar(final.limit(1))


def report_due(scene: Scene) -> Any:
    """The report's own date, else six months after the end of the action."""
    found, end = report(scene), scene.answers.get("project_end")
    if found:
        return found.due_at
    return (date.fromisoformat(end) if end else scene.day + timedelta(days=365)) + timedelta(days=183)


def documents_receipt(part: str) -> Fact:
    def of(scene: Scene) -> Any:
        found = receipt(scene)
        if found is None:
            return None
        return found.snapshot.digest[:16] if part == "digest" else found.code

    return of


def late_days(scene: Scene) -> int:
    found = report(scene)
    return max(0, (scene.at - found.due_at).days) if found else 0


def count_of(state: str | None) -> Fact:
    """Files of the round that were handed in, or are in a state."""

    def of(scene: Scene) -> Any:
        here = select(func.count(Application.id)).filter_by(round_id=scene.round.id)
        here = here.filter_by(state=state) if state else here.where(Application.submitted_at.is_not(None))
        return db.session.scalar(here)

    return of


FACTS: dict[str, Fact] = {
    "titre_appel": lambda scene: scene.round.call.title,
    "nom_label": lambda scene: scene.round.call.short_title,
    "titre_projet": lambda scene: scene.file.title or scene.answers.get("project_title"),
    "resume_projet": lambda scene: scene.answers.get("project_summary") or scene.file.title,
    "nom_organisme": lambda scene: scene.file.organisation.name,
    "siret": lambda scene: scene.file.organisation.siret or "non communiqué",
    "rna": lambda scene: scene.file.organisation.rna,
    "adresse_organisme": lambda scene: scene.file.organisation.address or "adresse non communiquée",
    "iban_masque": lambda scene: scene.file.organisation.iban and f"•••• {scene.file.organisation.iban[-4:]}",
    "montant_demande": lambda scene: scene.file.requested_amount or Money(0),
    "date_depot": lambda scene: scene.file.submitted_at,
    "date_silence": lambda scene: scene.file.silence_on,
    "date_annonce": lambda scene: scene.round.announced_at,
    "date_debut": lambda scene: scene.answers.get("project_start") or scene.day,
    "date_fin": lambda scene: scene.answers.get("project_end") or scene.day + timedelta(days=365),
    "cout_total": project_cost,
    "pieces_recues": pieces,
    "empreinte": documents_receipt("digest"),
    "code_verification": documents_receipt("code"),
    "url_verification": lambda scene: (found := receipt(scene)) and scene.page(f"/recepisse/{found.code}"),
    "regles_non_remplies": failed_rules,
    "date_limite_complements": lambda scene: scene.file.completion_due_at,
    "date_limite_dossier": lambda scene: scene.file.closes_at,
    "date_desistement": lambda scene: scene.at,
    "question_avis": lambda scene: scene.subject.question,
    "date_limite_avis": lambda scene: scene.subject.due_at,
    "url_avis": lambda scene: scene.page(f"/instruction/{scene.file.number}"),
    "elements_transmis": lambda scene: "le projet, ses partenaires et le total du budget",
    "nom_compte_rendu": lambda scene: (found := report(scene)) and found.label,
    "date_echeance": report_due,
    "date_compte_rendu": report_due,
    "url_compte_rendu": lambda scene: scene.page(f"/dossiers/{scene.file.number}/comptes-rendus"),
    "jours_retard": late_days,
    "date_limite_regularisation": lambda scene: scene.day + timedelta(days=30),
    "nombre_recus": count_of(None),
    "nombre_retenus": count_of("awarded"),
}
