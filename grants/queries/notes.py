"""The notes that the members of a file left for each other."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from grants.database import db
from grants.models import Application, Note


def of_file(application: Application) -> Sequence[Note]:
    """All of them, the last first."""
    here = select(Note).filter_by(application_id=application.id).options(joinedload(Note.author))
    return db.session.scalars(here.order_by(Note.id.desc()).limit(200)).all()


def of_section(application: Application, section_key: str) -> Sequence[Note]:
    """Those about one page, the last first."""
    return [each for each in of_file(application) if each.section_key == section_key]
