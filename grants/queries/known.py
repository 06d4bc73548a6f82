"""What only the database knows of the rules of many files at once: `eligibility.known` of each, in three statements."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import extract, func, select

from grants.database import db
from grants.models import Application, Envelope, Report, Ruling
from grants.queries.eligibility import is_late, outcomes
from grants.values import clock
from grants.values.money import ZERO, Money
from workflows.states import ApplicationState as S


def of_files(files: Sequence[Application], *, at: datetime) -> dict[int, dict[str, Any]]:
    """Late reports, other files here, what the same funders already award this year."""
    bodies = {each.organisation_id for each in files}
    late, others, awarded = late_reports(bodies, at), handed_in(bodies), awards(files, bodies, at)
    return {
        each.id: {
            "late_report_count": late[each.organisation_id],
            "applications_same_organisation_department": others[(each.round_id, each.organisation_id, each.department)],
            "year_total_same_authority": str(awarded.get((each.round_id, each.organisation_id), ZERO).euros),
            **outcomes(each),
        }
        for each in files
    }


def late_reports(bodies: set[int], at: datetime) -> Counter[int]:
    owed = select(Application.organisation_id, func.count()).join(Report, Report.application_id == Application.id)
    owed = owed.where(Application.organisation_id.in_(bodies), *is_late(at)).group_by(Application.organisation_id)
    return Counter({row[0]: row[1] for row in db.session.execute(owed)})


def handed_in(bodies: set[int]) -> Counter[tuple[int, int, str | None]]:
    """Files by round, organisation and department, those withdrawn left out."""
    columns = (Application.round_id, Application.organisation_id, Application.department)
    here = select(*columns, func.count()).where(
        Application.organisation_id.in_(bodies), Application.state != S.WITHDRAWN
    )
    rows = db.session.execute(here.where(Application.submitted_at.is_not(None)).group_by(*columns))
    return Counter({(row[0], row[1], row[2]): row[3] for row in rows})


def awards(files: Sequence[Application], bodies: set[int], at: datetime) -> dict[tuple[int, int], Money]:
    """Awarded this year by the funders of each round, by round and organisation (décret 2001-495)."""
    rounds = {each.round_id for each in files}
    serving = select(Envelope.round_id, Envelope.funder_id).where(Envelope.round_id.in_(rounds)).distinct().subquery()
    total = select(serving.c.round_id, Application.organisation_id, func.sum(Ruling.amount))
    total = total.join(Application, Application.id == Ruling.application_id)
    total = total.join(serving, serving.c.funder_id == Ruling.funder_id)
    total = total.where(
        Application.organisation_id.in_(bodies), Ruling.is_in_force,
        extract("year", Ruling.decided_at) == clock.day_of(at).year,
    )  # fmt: skip
    rows = db.session.execute(total.group_by(serving.c.round_id, Application.organisation_id))
    return {(round_id, body): amount for round_id, body, amount in rows if amount}
