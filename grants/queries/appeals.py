"""Reads of appeals."""

from collections.abc import Sequence

from sqlalchemy import select

from grants.database import db
from grants.models import Appeal, Application


def of_application(application: Application) -> Sequence[Appeal]:
    """All the appeals on a file, the latest first."""
    here = select(Appeal).filter_by(application_id=application.id)
    return db.session.scalars(here.order_by(Appeal.filed_at.desc(), Appeal.id.desc())).all()
