"""Agreements, instalments, recoveries."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from sqlalchemy import func, select

from grants.database import db
from grants.definitions import rules
from grants.models import Agreement, Amendment, Application, JournalEntry, Payment, Recovery, Ruling
from grants.queries import ledgers
from grants.queries.letters.files import project_cost
from grants.queries.letters.header import representative
from grants.queries.letters.rulings import ruling, summed
from grants.queries.letters.scene import Fact, Scene, once
from grants.values.clock import PARIS, day_of
from grants.values.french import date_longue
from grants.values.money import Money


@once
def agreement(scene: Scene) -> Agreement | None:
    """The act's agreement, else the latest of the file."""
    subject = scene.subject
    if isinstance(subject, Agreement):
        return subject
    if isinstance(subject, Amendment | Payment):
        return subject.agreement
    here = select(Agreement).filter_by(application_id=scene.file.id).order_by(Agreement.id.desc()).limit(1)
    return db.session.scalar(here)


def payments(scene: Scene) -> list[dict[str, Any]]:
    """What is planned, else the whole in one."""
    found = agreement(scene)
    planned = [
        {"libelle": each.label, "montant": each.amount, "quand": when(each)}
        for each in (found.payments if found else ())
    ]
    awarded = ruling(scene)
    if planned or awarded is None or awarded.amount is None:
        return planned
    return [{"libelle": "Subvention", "montant": awarded.amount, "quand": "selon le calendrier de l’acte attributif"}]


def when(payment: Payment) -> str:
    if payment.awaits_report_key:
        return "à l’approbation du compte rendu"
    return f"au plus tard le {date_longue(payment.due_at)}" if payment.due_at else "à la notification"


def forecast(scene: Scene) -> list[dict[str, Any]]:
    found = agreement(scene)
    return [
        {
            "libelle": each.label,
            "montant": each.amount,
            "date": day_of(each.due_at or scene.at + timedelta(days=60)),
            "condition": "compte rendu approuvé" if each.awaits_report_key else "aucune",
        }
        for each in (found.payments if found else ())
    ]


def paid(scene: Scene) -> Money:
    return ledgers.of_application(scene.file).paid


def year_total(scene: Scene) -> Money:
    """Awards of the year to this organisation by the same funder, this one included."""
    mine = ruling(scene)
    if mine is None:
        return Money(0)
    year = (
        select(func.sum(Ruling.amount))
        .join(Application)
        .where(
            Application.organisation_id == scene.file.organisation_id,
            Ruling.funder_id == mine.funder_id,
            Ruling.is_in_force,
            Ruling.decided_at >= datetime(mine.decided_at.year, 1, 1, tzinfo=PARIS),
            Ruling.decided_at < datetime(mine.decided_at.year + 1, 1, 1, tzinfo=PARIS),
        )
    )
    return summed(db.session.scalar(year))


def tranches(scene: Scene) -> list[dict[str, Any]]:
    """A yearly part each, as planned, else the whole in one."""
    found, awarded = agreement(scene), ruling(scene)
    planned = [
        {"annee": str((each.due_at or scene.at).year), "montant": each.amount, "condition": when(each)}
        for each in (found.payments if found else ())
    ]
    whole = awarded.amount if awarded else None
    return planned or [{"annee": str(scene.day.year), "montant": whole, "condition": "à la notification"}]


def kind(scene: Scene) -> str:
    found = agreement(scene)
    if found:
        return "convention" if found.is_convention else "arrete"
    return "convention" if rules.needs_convention(year_total(scene), on=scene.day) else "arrete"


def share(scene: Scene) -> Decimal:
    """Awarded ÷ cost, at most the whole."""
    awarded, cost = ruling(scene), project_cost(scene)
    if awarded is None or awarded.amount is None or not cost:
        return Decimal(1)
    return min(Decimal(1), (awarded.amount.euros / cost.euros).quantize(Decimal("0.0001")))


def owes_contract(scene: Scene) -> bool:
    day = day_of(scene.file.submitted_at or scene.at)
    return rules.owes_republican_contract(scene.file.organisation.legal_nature or "", on=day)


def in_force(rule: str) -> Fact:
    return lambda scene: bool(rules.value(rule, on=scene.day))


def indicators(scene: Scene) -> list[dict[str, str]]:
    """What the call counts; the target as answered, « à préciser » else."""
    targets = scene.answers.get("indicators") or {}
    wanted = scene.file.file.indicators[:6]
    return [
        {"libelle": each.label, "cible": str(_target(targets, each.key)), "unite": each.unit} for each in wanted
    ] or [{"libelle": "réalisation de l’action", "cible": "selon l’annexe 1", "unite": ""}]


def _target(targets: Any, key: str) -> str:
    found = targets.get(key) if isinstance(targets, dict) else None
    found = found.get("target") if isinstance(found, dict) else found
    return str(found or "nombre à préciser de")


def recovery(scene: Scene) -> Recovery:
    found: Recovery = scene.subject
    return found


@once
def proposal(scene: Scene) -> dict[str, Any]:
    """What was told when this recovery was proposed: its ground, the day of the breach."""
    found = scene.subject
    if not isinstance(found, Recovery):
        return {}
    acts = select(JournalEntry.data).filter_by(stream=scene.file.stream, act="recovery.propose")
    same = (found.payment_id, found.amount.cents)
    told = db.session.scalars(acts.order_by(JournalEntry.seq.desc())).all()
    return next((each for each in told if (each.get("payment_id"), each.get("amount_cents")) == same), {})


def findings(scene: Scene) -> list[dict[str, str]]:
    """What was found, a line each."""
    lines = (line.strip(" -–•.;") for line in recovery(scene).reason.splitlines())
    return [{"libelle": line} for line in lines if line]


def breach_on(scene: Scene) -> date | None:
    told = proposal(scene).get("breach_on")
    return date.fromisoformat(told) if told else None


def computation(scene: Scene) -> list[dict[str, Any]]:
    received = paid(scene)
    return [
        {"libelle": "subvention versée", "montant": received},
        {"libelle": "part justifiée", "montant": received - recovery(scene).amount},
    ]


def difference_before(scene: Scene) -> Money:
    found = agreement(scene)
    total = found.amended_amount if found else Money(0)
    return total - scene.subject.difference if isinstance(scene.subject, Amendment) else total


FACTS: dict[str, Fact] = {
    "acte": kind,
    "versements": payments,
    "echeances_versement": forecast,
    "date_limite_signature": lambda scene: (
        (found := agreement(scene)) and found.sign_by_at or scene.day + timedelta(days=30)
    ),
    "numero_acte": lambda scene: (found := agreement(scene)) and found.reference,
    "date_acte": lambda scene: ((found := agreement(scene)) and (found.signed_at or found.drafted_at)) or scene.day,
    "date_notification": lambda scene: ((found := agreement(scene)) and found.notified_at) or scene.day,
    "reference_ej": lambda scene: (found := agreement(scene)) and found.commitment_reference,
    "programme_budgetaire": lambda scene: scene.round.call.file.budget_line or "budget du financeur",
    "montant_total_annee": year_total,
    "montant_verse": paid,
    "solde_en_attente": lambda scene: ledgers.of_application(scene.file).to_pay,
    "montant_recouvre": lambda scene: ledgers.of_application(scene.file).recovered,
    "montant_conserve": lambda scene: Money(0),
    "somme_a_rendre": paid,
    "cer_applicable": owes_contract,
    "paiement_60_jours": in_force("payment_days"),
    "excedent_conservable": lambda scene: False,  # until a call file says which part may be kept
    "part_conservable": lambda scene: None,
    "taux": share,
    "ecart_libre": lambda scene: Decimal("0.20"),
    "indicateurs": indicators,
    "montant_reversement": lambda scene: recovery(scene).amount,
    "constats": findings,
    "calcul": computation,
    "fondement": lambda scene: proposal(scene).get("ground") or "non_depense",
    "date_manquement": breach_on,
    "date_limite_reponse": lambda scene: recovery(scene).hear_by_at,
    "date_contradictoire": lambda scene: getattr(scene.subject, "proposed_at", None),
    "observations_recues": lambda scene: bool(recovery(scene).observations),
    "date_conservation": lambda scene: scene.day.replace(year=scene.day.year + 10, day=min(scene.day.day, 28)),
    "representant_nom": lambda scene: representative(scene.file.organisation),
    "representant_fonction": lambda scene: "représentant légal",
    "annee_debut": lambda scene: int(str(scene.answers.get("project_start") or scene.day)[:4]),
    "annee_fin": lambda scene: int(str(scene.answers.get("project_end") or scene.day)[:4]),
    "tranches": tranches,
    "membres": lambda scene: [
        {"nom": each.name, "role": "partenaire", "part": each.amount} for each in scene.file.partners if each.amount
    ],
    "numero_avenant": lambda scene: scene.subject.number,
    "date_avenant": lambda scene: scene.day,
    "motif_avenant": lambda scene: scene.subject.reason.rstrip("."),
    "montant_avant": difference_before,
    "montant_apres": lambda scene: (found := agreement(scene)) and found.amended_amount,
}
