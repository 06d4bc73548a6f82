"""Reads of files that arrive in parts."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select

from grants.database import db
from grants.models import Application, Upload


def by_token(token: str) -> Upload | None:
    return db.session.scalar(select(Upload).filter_by(token=token))


def unfinished_of(user_id: int) -> Sequence[Upload]:
    """What this person has begun and not finished, on every file."""
    return db.session.scalars(select(Upload).filter_by(user_id=user_id, piece_id=None).order_by(Upload.id)).all()


def unfinished_on(application: Application, user_id: int) -> Sequence[Upload]:
    """What this person has begun and not finished on one file."""
    here = select(Upload).filter_by(user_id=user_id, piece_id=None, application_id=application.id)
    return db.session.scalars(here.order_by(Upload.id)).all()


def begun_before(moment: datetime) -> Sequence[Upload]:
    return db.session.scalars(select(Upload).where(Upload.began_at < moment).order_by(Upload.id)).all()
