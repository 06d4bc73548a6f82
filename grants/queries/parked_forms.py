"""What somebody had typed when their session ended."""

from datetime import timedelta

from sqlalchemy import select

from grants.database import db
from grants.models import ParkedForm
from grants.values import clock

KEPT = timedelta(days=1)


def one(id: int, *, user_id: int, path: str) -> ParkedForm | None:
    """Only to whom it belongs, on the page where it was typed."""
    mine = select(ParkedForm).filter_by(id=id, user_id=user_id, path=path)
    return db.session.scalars(mine.where(ParkedForm.parked_at > clock.now() - KEPT)).first()
