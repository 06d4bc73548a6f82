"""When and where the people of a file are heard by the committee."""

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from grants.database import db
from grants.models import AgendaItem, Application


def of_file(application: Application) -> AgendaItem | None:
    """The last hearing that was set, with its meeting; of the agenda, this file's own line alone."""
    here = select(AgendaItem).filter_by(application_id=application.id).where(AgendaItem.hearing_at.is_not(None))
    return db.session.scalar(here.options(joinedload(AgendaItem.meeting)).order_by(AgendaItem.id.desc()).limit(1))
