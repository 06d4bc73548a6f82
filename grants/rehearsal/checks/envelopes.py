"""Σ of the charges of an envelope never passes it, and the cached total is that sum."""

from sqlalchemy import func, select

from grants.database import db
from grants.models import Charge, Envelope
from grants.rehearsal.checks.check import Check
from grants.values.money import ZERO, Money


def never_overspent() -> Check:
    sums = select(Charge.envelope_id, func.sum(Charge.amount)).where(Charge.released_at.is_(None))
    claimed = dict(db.session.execute(sums.group_by(Charge.envelope_id)).all())
    envelopes = db.session.scalars(select(Envelope).order_by(Envelope.id)).all()
    faults = [fault for each in envelopes for fault in faults_of(each, claimed.get(each.id, ZERO))]
    total, left = Money.total(claimed.values()), Money.total(each.left for each in envelopes)
    return Check("Imputations ≤ enveloppes", f"{len(envelopes)} enveloppes, {total} imputés, {left} libres", faults)


def faults_of(envelope: Envelope, claimed: Money) -> list[str]:
    found = []
    if claimed > envelope.amount:
        found.append(f"{envelope.label} : {claimed} imputés sur {envelope.amount}.")
    if claimed != envelope.charged:
        found.append(f"{envelope.label} : {envelope.charged} tenus en compte, {claimed} d’après les imputations.")
    return found
