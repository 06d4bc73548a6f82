"""What waits at a person's counter."""

from collections.abc import Sequence

from sqlalchemy import func, select

from grants.database import db
from grants.models import InboxItem


def latest(user_id: int, *, limit: int = 50) -> Sequence[InboxItem]:
    """The person's messages, newest first."""
    mine = select(InboxItem).filter_by(user_id=user_id).order_by(InboxItem.id.desc())
    return db.session.scalars(mine.limit(limit)).all()


def unread(user_id: int) -> int:
    """How many were not read yet."""
    mine = select(func.count(InboxItem.id)).filter_by(user_id=user_id, read_at=None)
    return db.session.scalar(mine) or 0
