"""How an agreement ends: terminated (résilié) or settled (soldé)."""

from dataclasses import dataclass
from datetime import date

from grants.database import db
from grants.models import Agreement
from grants.policies.access import can
from grants.queries import ledgers
from grants.services import envelopes, letters
from grants.services.command import Act, command
from grants.values import clock
from grants.values.money import ZERO, Money
from workflows.errors import NotAllowed, Refused
from workflows.states import PaymentState

UNPAID = (PaymentState.PLANNED, PaymentState.REQUESTED, PaymentState.APPROVED, PaymentState.REJECTED)


@dataclass(frozen=True)
class Ground:
    """Why an agreement ends: renonciation, objet, manquement or cer, and when the organisation was heard.

    A breach ends it only after the organisation was invited to answer (CRPA L. 121-1 and L. 122-1, [à vérifier]).
    """

    kind: str = "renonciation"
    heard_on: date | None = None  # when it was invited to answer
    observations: str = ""
    breach_on: date | None = None


BREACHES = ("manquement", "cer")
REQUESTED = Ground()  # by the organisation itself: nobody is to be heard


@command
def terminate(act: Act, agreement_id: int, *, version: int, reason: str, ground: Ground = REQUESTED) -> None:
    """End it: what is not paid is cancelled, and its credits are released; what is paid stays, or is recovered."""
    refuse_unheard(act, ground)
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
    said = {"reason": reason, "observations": ground.observations}
    act.move(agreement, "agreement.terminate", said=said, ground=ground.kind)
    if agreement.ruling and unpaid > ZERO:
        envelopes.give_back(act, agreement.ruling, unpaid)
    if agreement.sent_at:  # before that, the organisation never heard of it
        tell(act, agreement, reason, ground, ledger.granted - ledger.paid)


def refuse_unheard(act: Act, ground: Ground) -> None:
    """`Refused` when a breach is held against an organisation that was not heard."""
    if ground.kind in BREACHES and ground.heard_on is None:
        raise Refused(
            ["Dites quand l’organisme a été invité à répondre : un manquement ne met fin à l’acte qu’ensuite."]
        )
    if ground.heard_on and ground.heard_on > clock.day_of(act.at):
        raise Refused(["L’organisme n’est pas encore entendu : cette date est à venir."])


def tell(act: Act, agreement: Agreement, reason: str, ground: Ground, cancelled: Money) -> None:
    """The letter, with the reasons one by one, the hearing and the appeal routes."""
    reasons = [line.strip(" -–•.;") for line in reason.splitlines() if line.strip(" -–•.;")]
    letters.write(
        act, "agreement.terminate", agreement, agreement.application, motif_fin=ground.kind,
        motifs=[{"libelle": each} for each in reasons], date_contradictoire=ground.heard_on,
        observations_recues=bool(ground.observations.strip()), date_manquement=ground.breach_on,
        date_effet=clock.day_of(act.at), montant_annule=cancelled,
    )  # fmt: skip


@command
def close(act: Act, agreement_id: int, *, version: int) -> None:
    """Settle it (solder): nothing is left to pay or to recover, and its reports are approved."""
    agreement = act.hold(Agreement, agreement_id, version=version)
    agreement.closed_at = act.at
    act.move(agreement, "agreement.close")
    letters.write(act, "agreement.close", agreement, agreement.application)
