"""What open data publishes of a year: the agreements signed in it."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import joinedload, selectinload

from grants.database import db
from grants.models import Agreement, Application, Partner
from grants.values.clock import PARIS
from workflows.states import AgreementState


def signed_in(year: int) -> Sequence[Agreement]:
    """Agreements signed in a civil year of Paris, in the order of their signature.

    Facts of the past are left out: their amounts and days are not those of an agreement. So is an agreement that ended
    before it was notified: it granted nothing.
    """
    first, next_first = datetime(year, 1, 1, tzinfo=PARIS), datetime(year + 1, 1, 1, tzinfo=PARIS)
    ran = or_(Agreement.state != AgreementState.TERMINATED, Agreement.notified_at.is_not(None))
    statement = (
        select(Agreement)
        .where(Agreement.signed_at >= first, Agreement.signed_at < next_first, ~Agreement.is_historical, ran)
        .options(
            joinedload(Agreement.application).options(
                joinedload(Application.organisation),
                joinedload(Application.call),
                selectinload(Application.partners).joinedload(Partner.organisation),
            ),
            selectinload(Agreement.amendments),
            selectinload(Agreement.payments),
        )
        .order_by(Agreement.signed_at, Agreement.id)
    )
    return db.session.scalars(statement).all()
