"""Reads of agreements."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from grants.database import db
from grants.models import Agreement, Application, Payment, Recovery, Ruling, User
from grants.policies.agreements import agreements_visible_to
from grants.queries.letters.rulings import summed
from grants.values.clock import PARIS
from grants.values.money import Money
from workflows.states import AgreementState

PAGE = 50


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


def counts(user: User) -> dict[str, int]:
    """State → how many, among those this person may see."""
    here = (
        select(Agreement.state, func.count().label("number"))
        .join(Agreement.application)
        .where(agreements_visible_to(user))
    )
    rows = db.session.execute(here.group_by(Agreement.state))
    return {row.state: row.number for row in rows}


def page(user: User, state: str = "", *, before: int | None = None, limit: int = PAGE) -> Sequence[Agreement]:
    """The newest first, in one state or in all; `before` is the id where the last page ended."""
    here = select(Agreement).join(Agreement.application).where(agreements_visible_to(user))
    here = here.where(Agreement.state == state) if state else here
    here = here.where(Agreement.id < before) if before else here
    here = here.options(
        contains_eager(Agreement.application).joinedload(Application.organisation),
        joinedload(Agreement.funder),
        selectinload(Agreement.amendments),
        selectinload(Agreement.payments),
    )
    return db.session.scalars(here.order_by(Agreement.id.desc()).limit(limit)).unique().all()


def readable(application: Application, *, is_staff: bool) -> Agreement | None:
    """The newest agreement of a file; a draft is the staff's alone."""
    here = select(Agreement).filter_by(application_id=application.id).order_by(Agreement.id.desc()).limit(1)
    return db.session.scalar(here if is_staff else here.where(Agreement.state != AgreementState.DRAFTED))


def payments_of(agreement: Agreement) -> Sequence[Payment]:
    mine = select(Payment).filter_by(agreement_id=agreement.id).order_by(Payment.rank)
    return db.session.scalars(mine).all()


def recoveries_of(agreement: Agreement) -> Sequence[Recovery]:
    mine = select(Recovery).join(Recovery.payment).where(Payment.agreement_id == agreement.id)
    return db.session.scalars(mine.options(contains_eager(Recovery.payment)).order_by(Recovery.id)).all()
