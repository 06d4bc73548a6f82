"""The private notes of those who instruct a file, and what a person keeps at their desk."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from grants.database import db
from grants.models import Application, BulkAct, DeskNote, SavedSearch, User

MOST = 200


def of_file(application: Application) -> Sequence[DeskNote]:
    """All of them, the last first; one statement."""
    here = select(DeskNote).filter_by(application_id=application.id).options(joinedload(DeskNote.author))
    return db.session.scalars(here.order_by(DeskNote.id.desc()).limit(MOST)).all()


def searches(user: User) -> Sequence[SavedSearch]:
    """Those that this person keeps, by name."""
    return db.session.scalars(select(SavedSearch).filter_by(user_id=user.id).order_by(SavedSearch.name)).all()


def account(user: User, id: int) -> BulkAct | None:
    """What became of an act that this person asked on many files."""
    return db.session.scalar(select(BulkAct).filter_by(id=id, user_id=user.id))


def names(ids: Sequence[int]) -> dict[int, str]:
    """What these people are called."""
    return {row[0]: row[1] for row in db.session.execute(select(User.id, User.name).where(User.id.in_(ids)))}
