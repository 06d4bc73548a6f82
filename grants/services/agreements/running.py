"""From the notification on: instalments are planned, reports are asked for."""

from datetime import timedelta

from sqlalchemy import select

from grants.database import db
from grants.definitions.call import CallFile
from grants.definitions.instalments import PlannedPayment, instalment_plan
from grants.models import Agreement, Payment, Receipt
from grants.queries import agreements as queries
from grants.services import letters, reports
from grants.services.agreements.drafting import signatory
from grants.services.command import Act, command
from grants.services.envelopes import open_charges
from grants.values import clock
from grants.values.money import ZERO, Money
from workflows.errors import Refused
from workflows.registry import latest

TO_PAY = timedelta(days=60)  # from the notification, unless the call says otherwise


@command
def notify(act: Act, agreement_id: int, *, version: int, commitment_reference: str) -> None:
    """Notify it: the 60-day clock of payment starts, the instalments are planned, the reports are due."""
    agreement = act.hold(Agreement, agreement_id, version=version)
    if len(commitment_reference) != 10 or not (commitment_reference.isascii() and commitment_reference.isdigit()):
        raise Refused(["L’engagement juridique s’écrit avec dix chiffres, comme 2102368447."])
    agreement.commitment_reference, agreement.notified_at = commitment_reference, act.at
    act.move(agreement, "agreement.notify", commitment_reference=commitment_reference)
    plan_payments(act, agreement)
    certify(act, agreement)
    reports.open_due(act, agreement)


def certify(act: Act, agreement: Agreement) -> None:
    """The certificate for the bank; a file that nobody handed in has no receipt by which to check it."""
    file = agreement.application
    if db.session.scalar(select(Receipt.id).filter_by(application_id=file.id).limit(1)):
        letters.write(act, "agreement.notify", agreement, file, **signatory(agreement.ruling))


def plan_payments(act: Act, agreement: Agreement) -> None:
    """The instalments of the call for this amount, to the cent; one payment where the call foresees none."""
    plan = plan_of(agreement)
    for rank, (each, amount, envelope_id) in enumerate(plan, start=1):
        payment = new_payment(agreement, rank, each.key, each.label, amount)
        payment.awaits_report_key = awaited_report(agreement.application.file, each)
        payment.due_at = act.at + timedelta(days=each.due.days) if payment.awaits_report_key is None else None
        payment.envelope_id = envelope_id
    if not plan:
        new_payment(agreement, 1, "single", "Versement unique", agreement.amended_amount).due_at = act.at + TO_PAY
    db.session.flush()


def new_payment(agreement: Agreement, rank: int, key: str, label: str, amount: Money) -> Payment:
    payment = Payment(application_id=agreement.application_id, agreement=agreement, rank=rank, key=key, label=label)
    workflow = latest("payment")
    payment.workflow_key, payment.state, payment.amount = workflow.key, workflow.initial, amount
    db.session.add(payment)
    return payment


def plan_of(agreement: Agreement) -> list[tuple[PlannedPayment, Money, int | None]]:
    """Each instalment with what it pays and from which envelope.

    Where instalments name their envelopes (a tranche a year), what the ruling charges on each is what they share.
    """
    day = clock.day_of(agreement.ruling.decided_at if agreement.ruling else agreement.drafted_at)
    total = queries.year_total(agreement.application.organisation_id, agreement.funder_id, day.year)
    facts = {"year_total_same_authority": max(total, agreement.amended_amount)}
    rows = instalment_plan(agreement.application.file, agreement.amended_amount, facts)
    charges = charged_by_key(agreement)
    if {each.envelope for each in rows} != set(charges):
        only = next(iter(charges.values()))[0] if len(charges) == 1 else None
        return [(each, each.amount, only) for each in rows if each.amount]
    return [part for key, (envelope_id, amount) in charges.items() for part in shared(rows, key, envelope_id, amount)]


def charged_by_key(agreement: Agreement) -> dict[str | None, tuple[int, Money]]:
    """Envelope key → its id and what the ruling charges on it."""
    found: dict[str | None, tuple[int, Money]] = {}
    claims = open_charges(agreement.ruling) if agreement.ruling else []
    for each in sorted(claims, key=lambda claim: (claim.envelope.year, claim.envelope_id)):
        before = found.get(each.envelope.key, (0, ZERO))[1]
        found[each.envelope.key] = (each.envelope_id, before + each.amount)
    return found


def shared(
    rows: list[PlannedPayment], key: str | None, envelope_id: int, amount: Money
) -> list[tuple[PlannedPayment, Money, int | None]]:
    """Divide what one envelope pays between its instalments, in their proportions; the last takes the rounding."""
    mine = [each for each in rows if each.envelope == key]
    whole, left, parts = Money.total(each.amount for each in mine), amount, []
    for each in mine:
        part = left if each is mine[-1] or not whole else amount.share(each.amount.euros / whole.euros)
        left -= part
        parts.append((each, part, envelope_id))
    return [part for part in parts if part[1]]


def awaited_report(call: CallFile, instalment: PlannedPayment) -> str | None:
    """The report whose approval releases the instalment: the one that says so, else the final one."""
    releasing = [each.key for each in call.reports if each.releases == instalment.key]
    if releasing or instalment.due.after != "report_approved":
        return releasing[0] if releasing else None
    finals = [each.key for each in call.reports if each.kind == "final"]
    return finals[-1] if finals else None
