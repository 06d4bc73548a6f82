"""How an agreement ends: terminated (résilié) or settled (soldé)."""

from grants.database import db
from grants.models import Agreement
from grants.policies.access import can
from grants.queries import ledgers
from grants.services import envelopes, letters
from grants.services.command import Act, command
from grants.values.money import ZERO
from workflows.errors import NotAllowed, Refused
from workflows.states import PaymentState

UNPAID = (PaymentState.PLANNED, PaymentState.REQUESTED, PaymentState.APPROVED, PaymentState.REJECTED)


@command
def terminate(act: Act, agreement_id: int, *, version: int, reason: str) -> None:
    """End it: what is not paid is cancelled, and its credits are released; what is paid stays, or is recovered."""
    envelopes.hold(act, db.session.get_one(Agreement, agreement_id).application_id)
    agreement = act.lock(Agreement, agreement_id, version=version)
    if not can(act.actor, "agreement.terminate", agreement):
        raise NotAllowed("agreement.terminate")
    if any(each.state == PaymentState.ORDERED for each in agreement.payments):
        raise Refused(["Un versement est ordonnancé : attendez le retour du comptable."])
    ledger = ledgers.of_agreement(agreement)
    unpaid = ledger.granted - ledger.paid if agreement.notified_at else ZERO
    for payment in agreement.payments:
        if payment.state in UNPAID:
            payment.reason = "Résiliation."
            act.move(payment, "payment.cancel")
    agreement.termination_reason = reason
    act.move(agreement, "agreement.terminate", said={"reason": reason})
    if agreement.ruling and unpaid > ZERO:
        envelopes.give_back(act, agreement.ruling, unpaid)


@command
def close(act: Act, agreement_id: int, *, version: int) -> None:
    """Settle it (solder): nothing is left to pay or to recover, and its reports are approved."""
    agreement = act.hold(Agreement, agreement_id, version=version)
    agreement.closed_at = act.at
    act.move(agreement, "agreement.close")
    letters.write(act, "agreement.close", agreement, agreement.application)
