"""What a person has been told at their counter."""

from collections.abc import Sequence

from sqlalchemy import select

from grants.database import db
from grants.models import InboxItem, User


def of(user: User, *, limit: int = 50) -> Sequence[InboxItem]:
    """The last notices, unread first."""
    mine = select(InboxItem).filter_by(user_id=user.id)
    return db.session.scalars(mine.order_by(InboxItem.read_at.is_not(None), InboxItem.id.desc()).limit(limit)).all()


def one(user: User, id: int) -> InboxItem | None:
    """One of this person's own."""
    return db.session.scalar(select(InboxItem).filter_by(id=id, user_id=user.id))
