"""What the rules of a call say of a file, with the facts that only the database knows."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, extract, func, select

from grants.database import db
from grants.definitions.completeness import shown_answers, wanted_pieces
from grants.definitions.eligibility import Finding, eligibility
from grants.definitions.question import Piece as PieceDefinition
from grants.models import Application, Envelope, Report, Ruling
from grants.queries.completeness import answers_of, facts_of_filing
from grants.values import clock
from grants.values.money import ZERO
from workflows.states import ApplicationState as S
from workflows.states import ReportState

NOT_RENDERED = (ReportState.DUE, ReportState.DRAFTED, ReportState.TO_REVISE)


def findings(application: Application, *, at: datetime) -> list[Finding]:
    """Every rule of the file's stage, judged on its answers and on what is known of its organisation."""
    form = application.file.form_of(application.stage_key)
    answers = answers_of(application, form.key)
    facts = facts_of_filing(application, answers) | known(application, at=at)
    return eligibility(application.file, answers, facts, stage=application.stage_key)


def pieces(application: Application) -> list[PieceDefinition]:
    """The pieces that this file may join at its stage, in the order of the call."""
    form = application.file.form_of(application.stage_key)
    answers = answers_of(application, form.key)
    facts = facts_of_filing(application, answers)
    shown = shown_answers(form, answers, facts)
    return wanted_pieces(application.file.pieces, shown, facts, stage=application.stage_key)


def known(application: Application, *, at: datetime) -> dict[str, Any]:
    """Late reports, other files here, and what the same funders already award this year; one statement."""
    asked = (late_reports(application, at), others(application), awarded(application, at), *elsewhere(application))
    row = db.session.execute(select(*asked)).one()
    return {
        "late_report_count": row[0],
        "applications_same_organisation_department": row[1],
        "year_total_same_authority": str((row[2] or ZERO).euros),
        "has_other_files": row[3],
        "has_rulings": row[4],
        **outcomes(application),
    }


def outcomes(application: Application) -> dict[str, str]:
    """Each stage that the file has passed, with its outcome: nobody comes to the next one without being invited."""
    keys = [each.key for each in application.file.stages]
    return {f"stage_outcome.{key}": "invited" for key in keys[: keys.index(application.stage_key)]}


def late_reports(application: Application, at: datetime) -> Any:
    """Reports that the organisation owes and has not rendered, on any of its files."""
    mine = select(func.count(Report.id)).join(Application, Application.id == Report.application_id)
    return mine.where(Application.organisation_id == application.organisation_id, *is_late(at)).scalar_subquery()


def others(application: Application) -> Any:
    """Files of the organisation in this round and department, this one included, those withdrawn left out."""
    here = select(func.count(Application.id)).filter_by(
        organisation_id=application.organisation_id,
        department=application.department,
    )
    # Plus nothing: SQLite would rather walk all the files of the round than the few of the organisation.
    here = here.where(Application.round_id + 0 == application.round_id)
    return here.where(Application.submitted_at.is_not(None), Application.state != S.WITHDRAWN).scalar_subquery()


def elsewhere(application: Application) -> tuple[Any, Any]:
    """Whether the organisation has other files, and whether anything was ever decided on one of its files."""
    its = select(Application.id).filter_by(organisation_id=application.organisation_id)
    other = its.where(Application.id != application.id, Application.submitted_at.is_not(None))
    return other.exists(), select(Ruling.id).where(Ruling.application_id.in_(its)).exists()


def awarded(application: Application, at: datetime) -> Any:
    """Cents awarded this year to the organisation by the funders of this round (décret 2001-495)."""
    funders = select(Envelope.funder_id).where(Envelope.round_id == application.round_id)
    total = select(func.sum(Ruling.amount)).join(Application, Application.id == Ruling.application_id)
    return total.where(
        Application.organisation_id == application.organisation_id,
        Ruling.is_in_force,
        Ruling.funder_id.in_(funders),
        extract("year", Ruling.decided_at) == clock.day_of(at).year,
    ).scalar_subquery()


def late_among(organisation_ids: Sequence[int], *, at: datetime) -> set[int]:
    """Which of these organisations owe a report that is late, on any of their files."""
    owed = select(Application.organisation_id).join(Report, Report.application_id == Application.id)
    owed = owed.where(Application.organisation_id.in_(organisation_ids), *is_late(at))
    return set(db.session.scalars(owed.distinct()))


def is_late(at: datetime) -> tuple[ColumnElement[bool], ...]:
    return Report.state.in_(NOT_RENDERED), Report.due_at < at
