"""What must leave after the commit, written in the transaction that asks for it."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import or_, select

from grants.database import db
from grants.models import OutboxItem
from grants.values import clock


def put(
    subject: Any, act: str, /, *, at: datetime, application_id: int | None = None, once: str | None = None, **data: Any
) -> None:
    """Ask for the notices of `act` on this subject; `once` names what must not be asked twice."""
    db.session.add(
        OutboxItem(
            act=act,
            application_id=application_id,
            subject_kind=subject.__tablename__,
            subject_id=subject.id,
            data=data,
            queued_at=at,
            is_simulated=clock.is_simulated(),
            once=once,
        )
    )


def waiting(*, at: datetime, limit: int = 200) -> Sequence[int]:
    """The ids of the items to do, oldest first."""
    due = or_(OutboxItem.retry_at.is_(None), OutboxItem.retry_at <= at)
    return db.session.scalars(
        select(OutboxItem.id).filter_by(done_at=None).where(due).order_by(OutboxItem.id).limit(limit)
    ).all()
