"""The ledger of a file, to the cent, at this instant (domain §5)."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from grants.database import db
from grants.models import Agreement, Application, Payment, Recovery
from grants.values.money import ZERO, Money

PAID = ("paid", "recovered")
OWED_BACK = ("ordered", "recovered")


@dataclass(frozen=True)
class Ledger:
    """awarded ± amended = paid + still to pay + cancelled − recovered − still to recover."""

    awarded: Money
    amended: Money
    paid: Money
    to_pay: Money
    cancelled: Money
    recovered: Money
    to_recover: Money

    @property
    def holds(self) -> bool:
        """Whether the identity of domain §5 is true to the cent."""
        claimed = self.paid + self.to_pay + self.cancelled
        return self.awarded + self.amended == claimed - self.recovered - self.to_recover

    @property
    def is_settled(self) -> bool:
        return self.to_pay == ZERO and self.to_recover == ZERO


def of_agreement(agreement: Agreement) -> Ledger:
    payments = db.session.scalars(select(Payment).filter_by(agreement_id=agreement.id)).all()
    owed = select(Recovery).join(Payment).where(Payment.agreement_id == agreement.id)
    return computed([agreement], payments, db.session.scalars(owed).all())


def of_application(application: Application) -> Ledger:
    """All the agreements of a file together; what is not yet planned is still to pay."""
    here = {"application_id": application.id}
    agreements = db.session.scalars(
        select(Agreement).filter_by(**here).options(selectinload(Agreement.amendments), joinedload(Agreement.funder))
    ).all()
    payments = db.session.scalars(select(Payment).filter_by(**here)).all()
    return computed(agreements, payments, db.session.scalars(select(Recovery).filter_by(**here)).all())


def computed(agreements: Iterable[Agreement], payments: Iterable[Payment], recoveries: Iterable[Recovery]) -> Ledger:
    """From rows alone: each figure is a sum of rows, none is stored."""
    live = [each for each in agreements if each.amount is not None]
    payments, recoveries = list(payments), [each for each in recoveries if each.state in OWED_BACK]
    given_back = Money.total(each.amount for each in recoveries)
    return Ledger(
        awarded=Money.total(each.amount for each in live),
        amended=Money.total(amendment.difference for each in live for amendment in each.amendments),
        paid=Money.total(each.amount for each in payments if each.state in PAID),
        to_pay=Money.total(each.amount for each in payments if each.state not in (*PAID, "cancelled")),
        cancelled=Money.total(each.amount for each in payments if each.state == "cancelled") + given_back,
        recovered=Money.total(each.amount for each in recoveries if each.state == "recovered"),
        to_recover=Money.total(each.amount for each in recoveries if each.state == "ordered"),
    )
