"""What else is known of the organisation of a file: its other files, the reports it owes; filtered by who looks."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import contains_eager, joinedload

from grants.database import db
from grants.models import Application, Call, Report, User
from grants.policies.applications import visible_to
from grants.queries.eligibility import is_late

MOST = 15


def other_files(application: Application, user: User) -> Sequence[Application]:
    """The files that the same organisation handed in, the last first; one statement."""
    here = (
        select(Application)
        .filter_by(organisation_id=application.organisation_id)
        .options(joinedload(Application.call).load_only(Call.short_title))
    )
    here = here.where(Application.id != application.id, Application.submitted_at.is_not(None), visible_to(user))
    return db.session.scalars(here.order_by(handed_in().desc(), Application.id.desc()).limit(MOST)).all()


def handed_in() -> ColumnElement[datetime]:
    """When, for an order that no index gives: an organisation has few files, and walking all by date would find them
    last."""
    return func.coalesce(Application.submitted_at, Application.started_at)


def late_reports(application: Application, user: User, *, at: datetime) -> Sequence[Report]:
    """The reports that it owes and that are late, the oldest first, among the files that the person sees."""
    owed = select(Report).join(Report.application).options(contains_eager(Report.application))
    owed = owed.where(Application.organisation_id == application.organisation_id, *is_late(at), visible_to(user))
    return db.session.scalars(owed.order_by(Report.due_at, Report.id).limit(MOST)).all()
