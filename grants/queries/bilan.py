"""What the yearly report (bilan) reads: real facts of the year, and the awards lived here, real or invented."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import joinedload, selectinload

from grants.database import db
from grants.definitions import programme_2020
from grants.models import (
    Agreement,
    Application,
    Call,
    Evaluation,
    IndicatorFact,
    Organisation,
    Payment,
    Programme,
    Round,
    Ruling,
    Verdict,
)
from grants.values.clock import PARIS
from grants.values.money import Money

KEPT = (Verdict.AWARD, Verdict.SELECTION)


@dataclass(frozen=True)
class Laureate:
    """One award in force of the year, lived in the product."""

    number: str
    organisation: str
    title: str
    call: str
    department: str | None
    engagement: int | None
    amount: Money | None


def programme() -> Programme | None:
    """The programme that the reports tell of; its engagements and their words."""
    return db.session.scalar(select(Programme).filter_by(key=programme_2020.programme()["key"]))


def told_files(year: int) -> Sequence[Application]:
    """The real projects that the report of this year names, in its order; three statements."""
    statement = told(year).options(
        joinedload(Application.organisation),
        joinedload(Application.call),
        selectinload(Application.rulings).joinedload(Ruling.group_award),
        selectinload(Application.partners),
    )
    return db.session.scalars(statement.where(~Application.id.in_(with_convention()))).all()


def told_conventions(year: int) -> Sequence[Agreement]:
    """The conventions that the report of this year prints in its table."""
    files = told(year).with_only_columns(Application.id).order_by(None)
    statement = select(Agreement).where(Agreement.is_historical, Agreement.application_id.in_(files))
    eager = (selectinload(Agreement.amendments), joinedload(Agreement.application))
    return db.session.scalars(statement.options(*eager).order_by(Agreement.id)).all()


def told(year: int) -> Select[Any]:
    """Real files stand in the rounds that only the report of this year made."""
    here = select(Application).join(Round, Round.id == Application.round_id)
    return here.where(Application.is_historical, Round.key == f"bilan_{year}").order_by(Application.id)


def with_convention() -> Select[Any]:
    return select(Agreement.application_id).where(Agreement.is_historical)


def told_figures(year: int) -> Sequence[IndicatorFact]:
    """The figures that the report of this year prints, in its order."""
    printed = IndicatorFact.source["report_year"].as_integer() == year
    return db.session.scalars(select(IndicatorFact).where(printed).order_by(IndicatorFact.id)).all()


def laureates(year: int, *, is_fictif: bool) -> list[Laureate]:
    """Awards in force that were decided in the year and published, in the order of calls and numbers; one statement."""
    columns = (
        Application.number, Organisation.name, Application.title, Call.short_title, Application.department,
        Application.engagement, func.sum(Ruling.amount, type_=Ruling.amount.type),
    )  # fmt: skip
    statement = (
        select(*columns)
        .join(Ruling.application)
        .join(Application.organisation)
        .join(Application.call)
        .where(Ruling.is_in_force, Ruling.verdict.in_(KEPT), within(Ruling.decided_at, year))
        .where(~Application.is_historical, Application.is_fictif == is_fictif, Application.released_at.is_not(None))
        .group_by(Application.id, Organisation.name, Call.id)
        .order_by(Call.id, Application.number)
    )
    found = [Laureate(*row) for row in db.session.execute(statement)]
    return [replace(each, amount=whole(each.amount)) for each in found]


def paid(year: int, *, is_fictif: bool) -> Money:
    """What the accountant says was paid in the year, from real or from invented files."""
    statement = select(func.sum(Payment.amount, type_=Payment.amount.type)).join(Payment.application)
    first, last = datetime(year, 1, 1).date(), datetime(year, 12, 31).date()
    found = statement.where(Payment.paid_on.between(first, last), Application.is_fictif == is_fictif)
    return whole(db.session.scalar(found)) or Money(0)


def whole(amount: Money | None) -> Money | None:
    """A sum in whole cents: PostgreSQL gives decimals."""
    return amount and Money(int(amount.cents))


def evaluated(year: int, *, is_fictif: bool) -> int:
    """How many evaluations were published in the year."""
    statement = select(func.count(Evaluation.id)).join(Evaluation.application)
    found = statement.where(within(Evaluation.published_at, year), Application.is_fictif == is_fictif)
    return db.session.scalar(found) or 0


def within(column: Any, year: int) -> Any:
    """A civil year of Paris."""
    first, next_first = datetime(year, 1, 1, tzinfo=PARIS), datetime(year + 1, 1, 1, tzinfo=PARIS)
    return (column >= first) & (column < next_first)
