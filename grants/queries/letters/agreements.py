"""What letters say of an agreement, its money and its recoveries."""

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from typing import Any

from sqlalchemy import extract, select

from grants.database import db
from grants.definitions import facts, instalments, rules
from grants.models import Application, Ruling, Verdict
from grants.queries.letters.context import Context
from grants.values.accounts import grid
from grants.values.budgets import Budget
from grants.values.money import Money
from grants.values.periods import add_months

SIGNING_DAYS = 15
RETENTION_YEARS = 10
FREE_SHIFT = "0.20"  # what may move between two lines of the budget without an amendment [verify]


def year_total(context: Context) -> Money:
    """Awards of the year, same organisation and funder (décret 2001-495)."""
    ruling = context.ruling
    if ruling is None:
        return Money(0)
    same = (
        select(Ruling.amount)
        .join(Application)
        .where(
            Application.organisation_id == context.application.organisation_id,
            Ruling.funder_id == ruling.funder_id,
            Ruling.verdict == Verdict.AWARD,
            Ruling.is_in_force,
            extract("year", Ruling.decided_at) == ruling.decided_at.year,
        )
    )
    return Money.total(db.session.scalars(same))


def kind(context: Context) -> str:
    if context.agreement:
        return "convention" if context.agreement.is_convention else "arrete"
    return "convention" if rules.needs_convention(year_total(context), on=context.at.date()) else "arrete"


def planned(context: Context) -> list[dict[str, Any]]:
    """The payments to come, from rows where they exist, else from the call's plan."""
    if context.payments:
        return [{"libelle": p.label, "montant": p.amount, "quand": when(p.due_at)} for p in context.payments]
    amount = context.ruling.amount if context.ruling else None
    known = facts.derived(context.application.file, context.answers, submitted_on=context.at.date())
    known["year_total_same_authority"] = str(year_total(context).euros)
    plan = instalments.instalment_plan(context.application.file, amount, known) if amount else []
    return [{"libelle": each.label, "montant": each.amount, "quand": said(each.due)} for each in plan]


def when(moment: Any) -> str:
    return f"avant le {moment:%d/%m/%Y}" if moment else "à la date prévue par la convention"


def said(due: Any) -> str:
    after = {"notification": "de la notification", "report_approved": "de l’approbation du compte rendu"}[due.after]
    return f"dans les {due.days} jours {after}"


def project_end(context: Context) -> Any:
    return context.day("project_end") or context.application.round.announced_at.replace(month=12, day=31)


def project_start(context: Context) -> Any:
    return context.day("project_start") or context.application.round.announced_at


def report_due(context: Context) -> Any:
    if context.final_report:
        return context.final_report.due_at
    end = context.day("project_end") or context.at.date().replace(month=12, day=31)
    return add_months(end, int(rules.value("final_report_months", on=context.at.date()) or 6))


def cost(context: Context) -> Money:
    """Total charges of the project, from the forecast budget."""
    questions = [question for form in context.application.file.form for question in form.questions]
    key = next((each.key for each in questions if each.funder_row), None)
    if key is None or not context.answers.get(key):
        return context.application.requested_amount or Money(0)
    return Budget.read(context.answers[key], grid(context.application.file.funder_rows)).total_charges


def rate(context: Context) -> Decimal:
    total = cost(context)
    amount = (context.ruling and context.ruling.amount) or Money(0)
    return (Decimal(amount.cents) / total.cents).quantize(Decimal("0.0001")) if total else Decimal(0)


def indicators(context: Context) -> list[dict[str, Any]]:
    targets = context.answers.get("indicators") or {}
    return [
        {"libelle": each.label, "cible": str(target_of(targets, each.key)), "unite": each.unit}
        for each in context.application.file.indicators
    ]


def target_of(targets: Any, key: str) -> Any:
    row = targets.get(key) if isinstance(targets, dict) else None
    return (row.get("target") if isinstance(row, dict) else row) or "à suivre"


def tranches(context: Context) -> list[dict[str, Any]]:
    rows = context.ruling.charges if context.ruling else []
    return [{"annee": c.envelope.year, "montant": c.amount, "condition": c.envelope.label} for c in rows]


def years(context: Context) -> list[int]:
    return sorted({row["annee"] for row in tranches(context)}) or [context.at.year]


def in_force(rule: str) -> Callable[[Context], bool]:
    return lambda context: bool(rules.value(rule, on=context.at.date()))


def owes_contract(context: Context) -> bool:
    nature = context.application.organisation.legal_nature or ""
    filed = context.on(context.application.submitted_at) or context.at.date()
    return rules.owes_republican_contract(nature, on=filed)


def masked_iban(context: Context) -> str | None:
    iban = context.application.organisation.iban or context.answers.get("iban")
    return f"•••• {iban[-4:]}" if iban else None


def forecast(context: Context) -> list[dict[str, Any]]:
    return [
        {"libelle": p.label, "montant": p.amount, "date": p.due_at, "condition": p.awaits_report_key or "aucune"}
        for p in context.payments
    ]


def recovered(context: Context) -> Money:
    return Money.total(each.amount for each in context.recoveries if each.state == "recovered")


SOURCES: dict[str, Callable[[Context], Any]] = {
    "acte": kind,
    "versements": planned,
    "date_debut": project_start,
    "date_fin": project_end,
    "date_compte_rendu": report_due,
    "date_limite_signature": lambda context: context.at + timedelta(days=SIGNING_DAYS),
    "numero_acte": lambda context: context.agreement.reference if context.agreement else None,
    "date_acte": lambda context: (context.agreement and context.agreement.signed_at) or context.at,
    "cer_applicable": owes_contract,
    "paiement_60_jours": in_force("payment_days"),
    "excedent_conservable": in_force("surplus_may_be_kept"),
    "part_conservable": lambda context: None,
    "montant_total_annee": year_total,
    "programme_budgetaire": lambda context: context.application.file.budget_line or "programme à préciser",
    "reference_ej": lambda context: context.agreement.commitment_reference if context.agreement else None,
    "iban_masque": masked_iban,
    "montant_verse": lambda context: context.paid,
    "echeances_versement": forecast,
    "date_notification": lambda context: context.agreement.notified_at if context.agreement else None,
    "cout_total": cost,
    "taux": rate,
    "ecart_libre": lambda context: FREE_SHIFT,
    "indicateurs": indicators,
    "tranches": tranches,
    "annee_debut": lambda context: years(context)[0],
    "annee_fin": lambda context: years(context)[-1],
    "montant_recouvre": recovered,
    "montant_conserve": lambda context: Money(0),
    "date_conservation": lambda context: context.at.date().replace(year=context.at.year + RETENTION_YEARS, day=1),
}
