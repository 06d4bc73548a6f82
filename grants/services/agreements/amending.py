"""Amendments (avenants): a rise claims credits and adds a payment, a cut takes from what is still only planned."""

from collections.abc import Mapping
from datetime import date

from grants.database import db
from grants.models import Agreement, Amendment, Payment
from grants.policies.access import can
from grants.queries import envelopes as credits
from grants.services import envelopes, letters
from grants.services.agreements.running import TO_PAY, new_payment
from grants.services.command import Act, command
from grants.services.rulings.signing import signing
from grants.values import clock
from grants.values.money import ZERO, Money
from grants.values.sentences import sentence
from workflows.errors import NotAllowed, Refused
from workflows.states import PaymentState
from workflows.words.delegating import AGREEMENT


@command
def amend(
    act: Act,
    agreement_id: int,
    *,
    version: int,
    difference: Money,
    reason: str,
    ends_on: date | None = None,
    charges: Mapping[int, Money] | None = None,
) -> int:
    """Change the amount (a rise, or below zero a cut), the end of the period, or both; the amendment's id."""
    seen = db.session.get_one(Agreement, agreement_id)
    held = list(charges) if charges else [each.id for each in seen.application.round.envelopes]
    application = envelopes.hold(act, seen.application_id, held if difference > ZERO else ())
    agreement = act.lock(Agreement, agreement_id, version=version)
    if not can(act.actor, "agreement.amend", agreement):
        raise NotAllowed("agreement.amend")
    if not difference and ends_on in (None, agreement.ends_on):
        raise Refused(["Rien ne change : donnez une différence de montant ou une nouvelle date de fin."])
    if ends_on and agreement.starts_on and ends_on < agreement.starts_on:
        raise Refused(["La nouvelle fin est avant le début de la période."])
    total = agreement.amended_amount + difference
    delegation = signing(act, application, agreement.funder, total, sort=AGREEMENT)
    act.move(
        agreement, "agreement.amend", said={"reason": reason},
        difference_cents=difference.cents, delegation_id=delegation and delegation.id,
    )  # fmt: skip
    if difference < ZERO:
        cut(act, agreement, -difference)
    amendment = written(act, agreement, difference, reason, ends_on)
    if difference > ZERO:
        rise(act, agreement, amendment, charges)
    agreement.ends_on = ends_on or agreement.ends_on
    letters.write(act, "agreement.amend", amendment, application)
    return amendment.id


def written(act: Act, agreement: Agreement, difference: Money, reason: str, ends_on: date | None) -> Amendment:
    number = max((each.number for each in agreement.amendments), default=0) + 1
    amendment = Amendment(agreement=agreement, number=number, year=clock.day_of(act.at).year, reason=reason)
    amendment.difference, amendment.ends_on, amendment.signed_at = difference, ends_on, act.at
    db.session.add(amendment)
    db.session.flush()
    return amendment


def rise(act: Act, agreement: Agreement, amendment: Amendment, charges: Mapping[int, Money] | None) -> None:
    """Claim the rise, and plan one payment for it."""
    amount = amendment.difference
    if agreement.ruling is not None:
        split = charges or credits.proposed_split(agreement.application, amount, agreement.funder_id)
        if Money.total(split.values()) != amount:
            raise Refused(
                [
                    sentence(
                        "Les imputations font %(total)s : la hausse est de %(amount)s.",
                        total=Money.total(split.values()),
                        amount=amount,
                    )
                ]
            )
        envelopes.charge(act, agreement.ruling, split)
    label = f"Avenant n° {amendment.number}"
    payment = new_payment(agreement, next_rank(agreement), f"amendment_{amendment.number}", label, amount)
    payment.due_at = act.at + TO_PAY
    db.session.flush()


def cut(act: Act, agreement: Agreement, amount: Money) -> None:
    """Take the cut from what no payment holds, then from the last planned payments; never from what is under way."""
    planned = [each for each in reversed(agreement.payments) if each.state == PaymentState.PLANNED]
    free = gap(agreement)
    room = free + Money.total(each.amount for each in planned)
    if amount > room:
        raise Refused(
            [
                sentence(
                    "Il reste %(room)s qui ne soit ni versé ni en cours de versement : l’avenant ne peut ôter plus.",
                    room=room,
                )
            ]
        )
    left = max(amount - free, ZERO)
    for payment in planned:
        left = shorten(act, payment, left)
    if agreement.ruling is not None:
        envelopes.give_back(act, agreement.ruling, min(amount, claimed(agreement)))


def shorten(act: Act, payment: Payment, left: Money) -> Money:
    """Reduce one planned payment, or cancel it when the cut takes it whole; what is left to cut."""
    if left <= ZERO:
        return ZERO
    if payment.amount <= left:
        payment.reason = "Réduit par avenant."
        act.move(payment, "payment.cancel")
        return left - payment.amount
    payment.amount -= left
    db.session.flush()
    return ZERO


def gap(agreement: Agreement) -> Money:
    """What is granted and held by no live payment."""
    live = Money.total(each.amount for each in agreement.payments if each.state != PaymentState.CANCELLED)
    return max(agreement.amended_amount - live, ZERO)


def claimed(agreement: Agreement) -> Money:
    return Money.total(each.amount for each in envelopes.open_charges(agreement.ruling)) if agreement.ruling else ZERO


def next_rank(agreement: Agreement) -> int:
    return max((each.rank for each in agreement.payments), default=0) + 1
