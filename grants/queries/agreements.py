"""Reads of agreements."""

from datetime import datetime

from sqlalchemy import func, select

from grants.database import db
from grants.models import Agreement, Application, Ruling
from grants.queries.letters.rulings import summed
from grants.values.clock import PARIS
from grants.values.money import Money
from workflows.states import AgreementState


def year_total(organisation_id: int, funder_id: int, year: int) -> Money:
    """Awards in force of a civil year (of Paris) to one organisation by one authority."""
    first, next_first = datetime(year, 1, 1, tzinfo=PARIS), datetime(year + 1, 1, 1, tzinfo=PARIS)
    awarded = (
        select(func.sum(Ruling.amount))
        .join(Ruling.application)
        .where(
            Application.organisation_id == organisation_id,
            Ruling.funder_id == funder_id,
            Ruling.is_in_force,
            Ruling.decided_at >= first,
            Ruling.decided_at < next_first,
        )
    )
    return summed(db.session.scalar(awarded))


def to_draft(application: Application) -> list[Ruling]:
    """Awards in force that no running agreement carries; one that ended after its notification is not drafted anew."""
    carried = (
        select(Agreement.ruling_id).filter_by(application_id=application.id).where(Agreement.ruling_id.is_not(None))
    )
    carried = carried.where((Agreement.state != AgreementState.TERMINATED) | Agreement.notified_at.is_not(None))
    awards = select(Ruling).filter_by(application_id=application.id, is_in_force=True)
    awards = awards.where(Ruling.amount.is_not(None), Ruling.id.not_in(carried)).order_by(Ruling.id)
    return list(db.session.scalars(awards))
