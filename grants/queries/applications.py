"""Reads of files, one statement each."""

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from grants.database import db
from grants.models import Application


def by_number(number: str) -> Application | None:
    """A file with what its page and its policies read."""
    statement = (
        select(Application)
        .filter_by(number=number)
        .options(
            joinedload(Application.call),
            joinedload(Application.round),
            joinedload(Application.organisation),
            joinedload(Application.definition),
            selectinload(Application.partners),
        )
    )
    return db.session.scalar(statement)
