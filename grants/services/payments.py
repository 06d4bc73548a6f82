"""One instalment: asked for, its service seen as done, ordered, then paid by the public accountant.

The sum of the live payments of an agreement never passes what is granted ± amended. What a cancelled payment leaves
uncovered is given up, until another payment is planned for it: so rows always explain the award (queries/ledgers.py).
"""

from datetime import date, datetime, time

from sqlalchemy import select

from grants.database import db
from grants.models import Agreement, Payment, Recovery
from grants.services.agreements.amending import gap, next_rank
from grants.services.agreements.running import new_payment
from grants.services.command import Act, command
from grants.values import clock
from grants.values.clock import PARIS
from grants.values.money import Money
from grants.values.sentences import sentence
from workflows.errors import Refused
from workflows.states import RecoveryState


@command
def plan(act: Act, agreement_id: int, *, version: int, label: str, amount: Money, due_on: date) -> int:
    """Plan one more instalment, for what no payment holds; its id."""
    agreement = act.hold(Agreement, agreement_id, version=version)
    act.do(agreement, "payment.plan", amount_cents=amount.cents)
    if amount > gap(agreement):
        raise Refused(
            [
                sentence(
                    "Il reste %(gap)s à prévoir sur cette convention : %(amount)s n’y tiennent pas.",
                    gap=gap(agreement),
                    amount=amount,
                )
            ]
        )
    rank = next_rank(agreement)
    payment = new_payment(agreement, rank, f"extra_{rank}", label, amount)
    payment.due_at = datetime.combine(due_on, time(23, 59, 59), PARIS)
    act.touch(agreement)
    db.session.flush()
    return payment.id


@command
def request(act: Act, payment_id: int, *, version: int) -> None:
    """Ask for the payment; again, once what made it fail is corrected."""
    payment = act.hold(Payment, payment_id, version=version)
    payment.requested_at = act.at
    act.move(payment, "payment.request")


@command
def approve(act: Act, payment_id: int, *, version: int) -> None:
    """See the service as done (service fait)."""
    payment = act.hold(Payment, payment_id, version=version)
    payment.approved_at = act.at
    act.move(payment, "payment.approve")


@command
def order(act: Act, payment_id: int, *, version: int, reference: str) -> None:
    """Order the payment (ordonnancer), under the reference of the accounting system."""
    payment = act.hold(Payment, payment_id, version=version)
    payment.ordered_at, payment.order_reference = act.at, reference
    act.move(payment, "payment.order", reference=reference)


@command
def pay(act: Act, payment_id: int, *, version: int, paid_on: date, reference: str) -> None:
    """Record that the public accountant paid: a fact of that day, never of the future."""
    payment = act.hold(Payment, payment_id, version=version)
    if paid_on > clock.day_of(act.at):
        raise Refused(["La date du paiement est dans l’avenir : on enregistre un paiement une fois fait."])
    if payment.ordered_at and paid_on < clock.day_of(payment.ordered_at):
        raise Refused(["La date du paiement est avant l’ordre de payer."])
    with db.session.no_autoflush:  # the state and the date reach the database together: its check asks for both
        payment.paid_on, payment.payment_reference = paid_on, reference
        act.move(payment, "payment.pay", paid_on=paid_on.isoformat(), reference=reference)


@command
def reject(act: Act, payment_id: int, *, version: int, reason: str) -> None:
    """Record that the accountant sent it back; it stays to be paid."""
    payment = act.hold(Payment, payment_id, version=version)
    payment.reason = reason
    act.move(payment, "payment.reject", said={"reason": reason})


@command
def cancel(act: Act, payment_id: int, *, version: int, reason: str) -> None:
    """Give the payment up."""
    payment = act.hold(Payment, payment_id, version=version)
    payment.reason = reason
    act.move(payment, "payment.cancel", said={"reason": reason})


@command
def recover(act: Act, payment_id: int, *, version: int) -> None:
    """Record that the whole payment came back; recoveries collected must say so to the cent."""
    payment = act.hold(Payment, payment_id, version=version)
    if came_back(payment) != payment.amount:
        raise Refused(
            [
                sentence(
                    "%(came_back)s sont revenus sur %(amount)s : le versement n’est pas tout reversé.",
                    came_back=came_back(payment),
                    amount=payment.amount,
                )
            ]
        )
    act.move(payment, "payment.recover")


def came_back(payment: Payment) -> Money:
    """What recoveries collected of a payment."""
    collected = select(Recovery).filter_by(payment_id=payment.id, state=RecoveryState.RECOVERED)
    return Money.total(each.amount for each in db.session.scalars(collected))
