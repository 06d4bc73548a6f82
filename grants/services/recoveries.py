"""Money that comes back (reversement): proposed, the organisation heard, then ordered, then collected."""

from datetime import date, datetime, time, timedelta

from sqlalchemy import select

from grants.database import db
from grants.models import Application, Payment, Recovery
from grants.policies.access import can
from grants.services import letters, payments
from grants.services.command import Act, command
from grants.services.rulings.signing import signing
from grants.values import clock
from grants.values.clock import PARIS
from grants.values.money import Money
from grants.values.sentences import sentence
from workflows.errors import NotAllowed, Refused
from workflows.registry import latest
from workflows.states import PaymentState, RecoveryState
from workflows.words.delegating import RECOVERY

TO_PAY_BACK = timedelta(days=60)


@command
def propose(
    act: Act, application_id: int, *, version: int, payment_id: int, amount: Money, reason: str, hear_by: date,
    ground: str = "non_depense", breach_on: date | None = None,
) -> int:  # fmt: skip
    """Propose to recover part of a payment; the organisation may answer until the end of `hear_by`. Its id.

    ground: non_depense, non_justifie, non_conforme or cer (with its day); reason: what was found, a line each.
    """
    if ground == "cer" and breach_on is None:
        raise Refused(["Dites quel jour le manquement au contrat d’engagement républicain a eu lieu."])
    application = act.lock(Application, application_id, version=version)
    here = select(Payment.id).filter_by(id=payment_id, application_id=application_id, state=PaymentState.PAID)
    if db.session.scalar(here) is None:
        raise Refused(["Choisissez un versement payé de ce dossier."])
    payment = act.lock(Payment, payment_id)
    if hear_by <= clock.day_of(act.at):
        raise Refused(["Laissez à l’organisme le temps de répondre : la date doit être à venir."])
    told = {"ground": ground, "breach_on": breach_on and breach_on.isoformat()}
    act.do(application, "recovery.propose", said={"reason": reason}, payment_id=payment_id, amount_cents=amount.cents,
           **told)  # fmt: skip
    if amount > recoverable(payment):
        raise Refused(
            [
                sentence(
                    "De ce versement, il reste %(recoverable)s à pouvoir demander : %(amount)s les dépassent.",
                    recoverable=recoverable(payment),
                    amount=amount,
                )
            ]
        )
    recovery = Recovery(application=application, payment=payment, amount=amount, reason=reason, proposed_at=act.at)
    recovery.workflow_key, recovery.state = latest("recovery").key, latest("recovery").initial
    recovery.hear_by_at = datetime.combine(hear_by, time(23, 59, 59), PARIS)
    db.session.add(recovery)
    act.touch(application)
    db.session.flush()
    letters.write(act, "recovery.propose", recovery, application)  # it asks for the observations
    return recovery.id


def recoverable(payment: Payment) -> Money:
    """What was paid and is not already asked back."""
    asked = select(Recovery).filter_by(payment_id=payment.id).where(Recovery.state != RecoveryState.CANCELLED)
    return payment.amount - Money.total(each.amount for each in db.session.scalars(asked))


@command
def hear(act: Act, recovery_id: int, *, version: int, observations: str) -> None:
    """Take down what the organisation says of it, or that it said nothing in time."""
    recovery = act.hold(Recovery, recovery_id, version=version)
    recovery.observations = observations
    act.move(recovery, "recovery.hear", said={"observations": observations})


@command
def order(act: Act, recovery_id: int, *, version: int, reference: str, answer: str = "") -> None:
    """Order it (titre de perception), under a delegation that covers the amount; `answer` is to what was observed."""
    recovery = act.hold(Recovery, recovery_id, version=version)
    if not can(act.actor, "recovery.order", recovery):
        raise NotAllowed("recovery.order")
    funder = recovery.payment.agreement.funder
    delegation = signing(act, recovery.application, funder, recovery.amount, sort=RECOVERY)
    recovery.title_reference, recovery.pay_by_at = reference, act.at + TO_PAY_BACK
    act.move(recovery, "recovery.order", reference=reference, delegation_id=delegation and delegation.id)
    answered = {"reponse_observations": answer.strip(" .")} if answer.strip(" .") else {}
    letters.write(act, "recovery.order", recovery, recovery.application, **answered)


@command
def collect(act: Act, recovery_id: int, *, version: int, collected_on: date) -> None:
    """Record that the money came back; when all of a payment has, the payment is recovered."""
    recovery = act.hold(Recovery, recovery_id, version=version)
    if collected_on > clock.day_of(act.at):
        raise Refused(["La date du reversement est dans l’avenir."])
    recovery.collected_on = collected_on
    act.move(recovery, "recovery.collect", collected_on=collected_on.isoformat())
    payment = act.lock(Payment, recovery.payment_id)
    if payments.came_back(payment) == payment.amount:
        act.move(payment, "payment.recover")


@command
def cancel(act: Act, recovery_id: int, *, version: int, reason: str) -> None:
    """Give the recovery up (abandonner)."""
    recovery = act.hold(Recovery, recovery_id, version=version)
    act.move(recovery, "recovery.cancel", said={"reason": reason})
