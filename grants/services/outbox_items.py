"""The life of an outbox item: claimed by one relay, kept up to date, done or put off."""

from collections.abc import Collection
from datetime import timedelta
from typing import Any

from sqlalchemy import or_, select

from grants.database import db
from grants.models import OutboxItem
from grants.services.command import transaction
from grants.values import clock

LEASE = timedelta(seconds=60)  # a relay that was killed is believed lost after this
FIRST_PAUSE, LONGEST_PAUSE = timedelta(seconds=30), timedelta(hours=6)


def claim(item_id: int) -> bool:
    """Take the item for this relay; false when it is done, put off, or another relay's."""
    now = clock.now()
    due = or_(OutboxItem.retry_at.is_(None), OutboxItem.retry_at <= now)
    with transaction():
        item = db.session.scalars(
            select(OutboxItem)
            .filter_by(id=item_id, done_at=None)
            .where(due)
            .with_for_update(skip_locked=True)
            .execution_options(populate_existing=True)
        ).one_or_none()
        if item is None:
            return False
        item.tries += 1
        item.retry_at = now + LEASE
        return True


def keep_going(item_id: int, *, sent_to: Collection[int]) -> None:
    """Renew the claim, and remember the ids of whom the mail has reached."""
    with transaction():
        item = _held(item_id)
        item.data = _with_sent(item.data, sent_to)
        item.retry_at = clock.now() + LEASE


def put_off(item_id: int, *, sent_to: Collection[int] = ()) -> None:
    """Try again later, each time twice as late, so that a bad item never stands before the others."""
    with transaction():
        item = _held(item_id)
        item.data = _with_sent(item.data, sent_to)
        item.retry_at = clock.now() + min(FIRST_PAUSE * 2 ** min(item.tries - 1, 20), LONGEST_PAUSE)


def mark_done(item_id: int) -> None:
    """Everything has left."""
    with transaction():
        item = _held(item_id)
        item.done_at, item.retry_at = clock.now(), None


def _held(item_id: int) -> OutboxItem:
    row = select(OutboxItem).filter_by(id=item_id).with_for_update().execution_options(populate_existing=True)
    return db.session.scalars(row).one()


def _with_sent(data: dict[str, Any], sent_to: Collection[int]) -> dict[str, Any]:
    return data | {"sent_to": sorted({*data.get("sent_to", ()), *sent_to})} if sent_to else data
