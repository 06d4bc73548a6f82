"""The ledger of a file, to the cent, at this instant (domain §5)."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from grants.database import db
from grants.models import Agreement, Application, Payment, Recovery, Ruling
from grants.values.money import ZERO, Money

PAID = ("paid", "recovered")
CANCELLED = "cancelled"
OWED_BACK = ("ordered", "recovered")
TERMINATED = "terminated"


@dataclass(frozen=True)
class Ledger:
    """awarded ± amended = paid + still to pay + cancelled − recovered − still to recover.

    What is granted is explained by its payments: each live one is paid or still to pay. The gap between what is
    granted and the live payments was given up where payments were cancelled or the agreement ended (cancelled), and
    else is not planned yet (part of « still to pay »). A new payment, or a cut by amendment, closes the gap again.
    """

    awarded: Money = ZERO
    amended: Money = ZERO
    paid: Money = ZERO
    to_pay: Money = ZERO
    cancelled: Money = ZERO
    recovered: Money = ZERO
    to_recover: Money = ZERO
    unplanned: Money = ZERO  # the part of `to_pay` that no payment holds yet

    def __add__(self, other: "Ledger") -> "Ledger":
        return Ledger(*(mine + theirs for mine, theirs in zip(self.figures, other.figures, strict=True)))

    @property
    def figures(self) -> tuple[Money, ...]:
        return tuple(vars(self).values())

    @property
    def granted(self) -> Money:
        return self.awarded + self.amended

    @property
    def to_plan(self) -> Money:
        """What is granted and held by no live payment."""
        return self.granted - self.paid - (self.to_pay - self.unplanned)

    @property
    def holds(self) -> bool:
        """Whether the identity of domain §5 is true to the cent, and nothing comes back that was not paid."""
        claimed = self.paid + self.to_pay + self.cancelled
        returned = self.recovered + self.to_recover
        return self.granted == claimed - returned and returned <= self.paid

    @property
    def is_settled(self) -> bool:
        return self.to_pay == ZERO and self.to_recover == ZERO


def of_agreement(agreement: Agreement) -> Ledger:
    payments = db.session.scalars(select(Payment).filter_by(agreement_id=agreement.id)).all()
    owed = select(Recovery).join(Payment).where(Payment.agreement_id == agreement.id)
    return computed([agreement], payments, db.session.scalars(owed).all())


def of_application(application: Application) -> Ledger:
    """All the agreements of a file together; an award that has no agreement yet is still to pay."""
    here = {"application_id": application.id}
    agreements = db.session.scalars(
        select(Agreement).filter_by(**here).options(selectinload(Agreement.amendments), joinedload(Agreement.funder))
    ).all()
    payments = db.session.scalars(select(Payment).filter_by(**here)).all()
    recoveries = db.session.scalars(select(Recovery).filter_by(**here)).all()
    return computed(agreements, payments, recoveries) + awaiting(application, agreements)


def awaiting(application: Application, agreements: Iterable[Agreement]) -> Ledger:
    """Awards in force that no agreement carries yet."""
    carried = {each.ruling_id for each in agreements if counts(each)}
    rulings = db.session.scalars(select(Ruling).filter_by(application_id=application.id, is_in_force=True))
    amount = Money.total(each.amount for each in rulings if each.id not in carried)
    return Ledger(awarded=amount, to_pay=amount, unplanned=amount)


def counts(agreement: Agreement) -> bool:
    """An agreement that ended before it was notified granted nothing; an unknown amount can't be counted."""
    never_ran = agreement.state == TERMINATED and agreement.notified_at is None
    return agreement.amount is not None and not never_ran


def computed(agreements: Iterable[Agreement], payments: Iterable[Payment], recoveries: Iterable[Recovery]) -> Ledger:
    """From rows alone: each figure is a sum of rows, none is stored."""
    payments, recoveries = list(payments), list(recoveries)
    owner = {each.id: each.agreement_id for each in payments}
    found = Ledger()
    for each in agreements:
        own = [payment for payment in payments if payment.agreement_id == each.id]
        found += one(each, own, [back for back in recoveries if owner[back.payment_id] == each.id])
    return found


def one(agreement: Agreement, payments: list[Payment], recoveries: list[Recovery]) -> Ledger:
    if not counts(agreement):
        return Ledger()
    paid, live = total(payments, PAID), Money.total(each.amount for each in payments if each.state != CANCELLED)
    gap = max(agreement.amended_amount - live, ZERO)
    given_up = gap if agreement.state == TERMINATED else min(gap, total(payments, (CANCELLED,)))
    return Ledger(
        awarded=agreement.amount or ZERO,
        amended=Money.total(each.difference for each in agreement.amendments),
        paid=paid,
        to_pay=live - paid + gap - given_up,
        cancelled=given_up + total(recoveries, OWED_BACK),
        recovered=total(recoveries, ("recovered",)),
        to_recover=total(recoveries, ("ordered",)),
        unplanned=gap - given_up,
    )


def total(rows: Iterable[Payment | Recovery], states: Iterable[str]) -> Money:
    wanted = set(states)
    return Money.total(each.amount for each in rows if each.state in wanted)
