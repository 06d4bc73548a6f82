"""What everybody may read: laureates, the years of open data, the figures of a year."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, extract, func, or_, select, tuple_
from sqlalchemy.orm import joinedload, selectinload

from grants.database import db
from grants.models import Agreement, Application, Call, Organisation, Round
from grants.values.clock import PARIS
from workflows.states import ApplicationState as S

LAUREATES = (S.AWARDED, S.SELECTED_NATIONAL, S.SELECTED_REGIONAL, S.LABELLED, S.RECORDED)
PAGE = 50


@dataclass(frozen=True)
class Search:
    """What the visitor asked for; `after` is (sort name, id) of the last line seen."""

    call: str = ""
    department: str = ""
    engagement: str = ""
    after: tuple[str, int] | None = None


def is_public() -> ColumnElement[bool]:
    """Published rulings of this house, and what the 2020 report prints."""
    told = or_(Application.is_historical, Application.released_at.is_not(None))
    return and_(Application.state.in_(LAUREATES), told)


def laureates(search: Search) -> tuple[list[Application], bool, int]:
    """One page by organisation, whether there are more, and how many in all; three statements."""
    wanted = select(Application).join(Organisation, Organisation.id == Application.organisation_id)
    wanted = wanted.where(is_public(), *filters(search))
    total = db.session.scalar(select(func.count()).select_from(wanted.subquery())) or 0
    if search.after:
        wanted = wanted.where(tuple_(Organisation.sort_name, Application.id) > search.after)
    loaded = wanted.options(
        joinedload(Application.organisation), joinedload(Application.call), selectinload(Application.rulings)
    )
    rows = db.session.scalars(loaded.order_by(Organisation.sort_name, Application.id).limit(PAGE + 1)).all()
    return list(rows[:PAGE]), len(rows) > PAGE, total


def filters(search: Search) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if search.call:
        found.append(Application.call_id.in_(select(Call.id).filter_by(key=search.call)))
    if search.department:
        found.append(Application.department == search.department)
    if search.engagement.isdecimal():
        found.append(Application.engagement == int(search.engagement))
    return found


def calls_with_laureates() -> Sequence[Call]:
    public = select(Application.call_id).where(is_public())
    return db.session.scalars(select(Call).where(Call.id.in_(public)).order_by(Call.title)).all()


def years_of_open_data() -> list[int]:
    """The years in which an agreement of this house was signed."""
    year = extract("year", Agreement.signed_at)
    signed = select(year).where(Agreement.signed_at.is_not(None), ~Agreement.is_historical).distinct()
    return sorted({int(each) for each in db.session.scalars(signed)}, reverse=True)


def of_year(year: int) -> ColumnElement[bool]:
    """Public files of one year: those of the report on that year, and those of rounds opened in it."""
    first, after = datetime(year, 1, 1, tzinfo=PARIS), datetime(year + 1, 1, 1, tzinfo=PARIS)
    opened = select(Round.id).where(Round.opens_at >= first, Round.opens_at < after)
    reported = Application.source["report_year"].as_integer() == year
    lived = and_(~Application.is_historical, Application.round_id.in_(opened))
    return and_(is_public(), or_(and_(Application.is_historical, reported), lived))


def counts(year: int) -> dict[str, dict[str, int]]:
    """How many public files of the year by call, department and engagement; three statements."""
    columns = {"call": Call.short_title, "department": Application.department, "engagement": Application.engagement}
    return {name: counted(column, year) for name, column in columns.items()}


def counted(column: object, year: int) -> dict[str, int]:
    rows = select(column, func.count()).select_from(Application).join(Call, Call.id == Application.call_id)  # type: ignore[call-overload]
    found = db.session.execute(rows.where(of_year(year)).group_by(column).order_by(column))
    return {"" if value is None else str(value): count for value, count in found}
