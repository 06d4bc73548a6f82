"""Reads of appeals."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from grants.database import db
from grants.models import AgendaItem, Appeal, Application, Hold, Ruling


def of_application(application: Application) -> Sequence[Appeal]:
    """All the appeals on a file, the latest first."""
    here = select(Appeal).filter_by(application_id=application.id)
    return db.session.scalars(here.order_by(Appeal.filed_at.desc(), Appeal.id.desc())).all()


def contested(appeal: Appeal) -> Ruling | None:
    """The ruling that is contested, with who gave it; none where nothing was ruled."""
    here = select(Ruling).filter_by(id=appeal.ruling_id).options(joinedload(Ruling.author))
    return db.session.scalar(here)


def committee_opinion(appeal: Appeal) -> AgendaItem | None:
    """What the committee advised of the file, and why."""
    here = select(AgendaItem).filter_by(application_id=appeal.application_id).where(AgendaItem.outcome.is_not(None))
    return db.session.scalar(here.order_by(AgendaItem.id.desc()).limit(1))


def holds(appeal: Appeal) -> Sequence[Hold]:
    """The credits kept aside for it, released ones too."""
    here = select(Hold).filter_by(appeal_id=appeal.id).options(joinedload(Hold.envelope))
    return db.session.scalars(here.order_by(Hold.id)).all()
